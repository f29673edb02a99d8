import type { FrameLocator, Page } from 'playwright-core';
import { AUDIT } from '../src/core/text/audit';
import { SPANISH } from '../src/core/text/es';
import { addCatalog, type Language, setLanguageSource } from '../src/core/text/language';
import { AUTOMATION } from '../src/core/text/pane/automation';
import { CURRENT, REPORT } from '../src/core/text/pane/caseload';
import { FIXES } from '../src/core/text/pane/fixes';
import { MATCH } from '../src/core/text/pane/match';
import { RIBBON } from '../src/core/text/pane/ribbon';
import { SETTINGS } from '../src/core/text/pane/settings';
import { EXPORT, SHEET, SHEET_NOTICES } from '../src/core/text/pane/sheet';
import { SHELL } from '../src/core/text/pane/shell';
import { TRANSFER } from '../src/core/text/pane/transfer';
import { GLANCE, LOG, SUBMIT, UNDO, UPLOAD_FIXES, UPLOAD_NOTICES, UPLOADS } from '../src/core/text/pane/uploads';
import type { Value } from '../src/preview/workbook/values';
import { messyRows } from './messy-rows';
import { rowOf } from './preview';

/** A tour of the pane through all views, in each of their states. */
export interface Tour {
  readonly url: string;
  readonly language: Language;
  /** Rows of one tour only: those of the tours before are open already. */
  readonly number: number;
  /** Called in each state, with its name. */
  readonly visit: (name: string) => Promise<void>;
}

/** The display language of the Excel that is played. */
const DISPLAY: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-MX' };
/** The rows of a tour's upload. */
const ROWS = 40;

addCatalog('es', SPANISH);

export async function openPreview(page: Page, url: string, language: Language): Promise<FrameLocator> {
  // The texts by which buttons are found are the pane's.
  setLanguageSource(() => language);
  await page.goto(`${url}/preview?language=${DISPLAY[language]}`);
  await page.waitForFunction(() => 'preview' in window);
  return page.frameLocator('iframe');
}

/** Pastes rows from a cell on. */
export function paste(page: Page, at: string, rows: readonly (readonly Value[])[]): Promise<void> {
  return page.evaluate(
    ([address, values]) => {
      const [first = [], letter, row] = [values[0], address.charCodeAt(0), Number(/\d+/.exec(address)?.[0])];
      const last = String.fromCharCode(letter - 1 + first.length);
      window.preview.sheet.setValues(`${address}:${last}${row + values.length - 1}`, values);
    },
    [at, rows] as const,
  );
}

export async function caseworkersOf(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(() => window.preview.sheet.getDropdown('F2'))) ?? [];
}

/** Goes through the views of the pane, from the first start to being offline. */
export async function tour(page: Page, { url, language, number, visit }: Tour): Promise<void> {
  const pane = await openPreview(page, url, language);
  const button = (name: string | RegExp) => pane.getByRole('button', { name, exact: true }).first();
  const press = (name: string | RegExp) => button(name).click();
  const tab = (name: string) => pane.getByRole('tab', { name, exact: true }).click();
  const menu = async (name: string) => {
    await press(SHEET.more);
    await pane.getByRole('menuitem', { name, exact: true }).click();
  };
  const ribbon = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true }).click();
  const select = (address: string) => page.evaluate((at) => window.preview.sheet.select(at), address);
  const text = (words: string) => pane.getByText(words).first().waitFor();
  const slowDown = (time: number) => page.evaluate((milliseconds) => window.preview.slowDown(milliseconds), time);

  await button(SHEET.insertTemplate).waitFor();
  await visit('First run');
  await press(SHELL.whatIsThis);
  await button(/ayuda|help/i).waitFor();
  await visit('What is this');
  await tab(SHELL.tabs.uploads);
  await text(UPLOADS.nothingInProgress);
  await visit('Uploads, empty');
  await tab(SHELL.tabs.settings);
  await visit('Settings');
  await tab(SHELL.tabs.fixes);
  await visit('Fix errors, empty');
  await tab(SHELL.tabs.sheet);
  await press(SHEET.insertTemplate);
  await button(SHEET.removeSample).waitFor();
  await visit('Sheet, fresh template');
  await press(SHEET.removeSample);
  await text(SHEET.states.start());
  await visit('Sheet, empty');

  const caseworkers = await caseworkersOf(page);
  await paste(page, 'A2', messyRows(caseworkers));
  await page.evaluate(() => window.preview.sheet.setValues('H1:H1', [['Statuss']]));
  await button(SHEET.fixHeader(1))
    .or(button(SHEET.fixHeader(2)))
    .waitFor();
  await visit('Sheet, wrong header');
  await page.evaluate(() => window.preview.sheet.setValues('H1:H1', [['Caseload Status']]));
  await button(new RegExp(`^${SHEET.fixProblems(9).replace('9', '\\d+')}`)).waitFor();
  await visit('Sheet, problems');
  await select('H2');
  await pane.getByRole('region', { name: SHEET.problemIn('H2') }).waitFor();
  await visit('Sheet, selected cell');
  await ribbon(RIBBON.names.submit);
  await text(SUBMIT.problems(1).detail);
  await visit('Sheet, refused');
  await slowDown(1500);
  await press(SHEET.checkSheet);
  await text(SHELL.busy(SHEET_NOTICES.checking));
  await visit('Sheet, busy');
  await slowDown(0);
  await tab(SHELL.tabs.fixes);
  await button(FIXES.fix).waitFor();
  await visit('Fix errors, values');
  await pane.getByText(FIXES.rowByRow).scrollIntoViewIfNeeded();
  await visit('Fix errors, conflicts');
  const clean = Array.from({ length: ROWS }, (_, row) => rowOf(1301 + number * ROWS + row, caseworkers[row % 9] ?? ''));
  await paste(page, 'A2', clean);
  await text(FIXES.nothing);
  await visit('Fix errors, nothing left');
  await tab(SHELL.tabs.sheet);
  await button(SHEET.submitRows(ROWS)).waitFor();
  await visit('Sheet, clean');
  await press(SHEET.submitRows(ROWS));
  await pane.getByRole('region', { name: GLANCE.caseworkers }).waitFor();
  await visit('Submit');
  await press(SHEET.submitRows(ROWS));
  await button(UPLOAD_NOTICES.viewLog).waitFor();
  await text(UPLOAD_NOTICES.complete(ROWS, ROWS, '', undefined).title);
  await visit('Uploads, complete');
  await press(UPLOADS.viewLog);
  await pane.getByRole('table').waitFor();
  await visit('Log');
  await tab(SHELL.tabs.sheet);
  await button(SHEET.viewLog).waitFor();
  await visit('Sheet, all submitted');

  await menu(SHEET.matchColumns);
  await button(MATCH.fill).waitFor();
  await visit('Match columns');
  await tab(SHELL.tabs.sheet);
  await press(SHEET.exportCsv);
  await text(EXPORT.unchanged);
  await visit('Export CSV');
  await tab(SHELL.tabs.sheet);
  await menu(SHEET.currentCaseload);
  await pane.getByRole('combobox', { name: CURRENT.caseworker }).waitFor();
  await visit('Current caseload');
  await tab(SHELL.tabs.sheet);
  await menu(SHEET.report);
  await pane.getByRole('table', { name: REPORT.program }).waitFor();
  await visit('Caseload in numbers');
  await tab(SHELL.tabs.sheet);
  await menu(SHEET.transferCaseload);
  await pane.getByRole('combobox', { name: TRANSFER.from }).waitFor();
  await visit('Transfer caseload');

  await tab(SHELL.tabs.uploads);
  const header = (await page.evaluate(() => window.preview.sheet.getValues('A1:L1')))[0] ?? [];
  const wrong = [header, rowOf(1250 + number, caseworkers[0] ?? '', { 7: 'Actve' }), rowOf(99, caseworkers[1] ?? '')];
  const file = { name: 'Marzo.csv', mimeType: 'text/csv', buffer: Buffer.from(wrong.map((row) => row.join(',')).join('\n')) };
  await pane.locator('input[type=file]').setInputFiles(file);
  await button(UPLOADS.fixErrors).waitFor();
  await visit('Uploads, needs fixes');
  await press(UPLOADS.fixErrors);
  await text(UPLOAD_FIXES.title('Marzo.csv'));
  await button(UPLOAD_FIXES.next).waitFor();
  await visit('Errors of an upload');
  await tab(SHELL.tabs.uploads);
  await press(UPLOADS.cancel);
  await pane.getByRole('alertdialog').waitFor();
  await visit('Question');
  await press(UPLOAD_NOTICES.askCancel('').confirm);
  await text(UPLOADS.nothingInProgress);
  await pane.getByRole('tab', { name: UPLOADS.tabs.complete }).click();
  await press(UPLOADS.undo);
  await button(UNDO.confirm).waitFor();
  await visit('Undo');
  await press(UPLOADS.back);
  await press(UPLOADS.viewLog);
  await pane.getByRole('table').waitFor();
  await press(LOG.writeResults);
  await text(LOG.title('').trim());
  await tab(SHELL.tabs.settings);
  await press(AUDIT.title);
  await pane.getByRole('textbox', { name: AUDIT.participantId }).fill(String(1200 + number));
  await press(AUDIT.show);
  await text(AUDIT.title);
  await visit('Audit trail');
  await press(AUDIT.back);
  await press(AUTOMATION.title);
  await pane.getByRole('textbox', { name: AUTOMATION.name }).fill('Feed');
  await press(AUTOMATION.create);
  await button(AUTOMATION.copy).waitFor();
  // What the header covers in part is too small a target, as axe sees it.
  await button(AUTOMATION.back).scrollIntoViewIfNeeded();
  await visit('Automation');
  await press(AUTOMATION.back);
  await press(SETTINGS.help);
  await pane.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
  await visit('Help');
  await tab(SHELL.tabs.settings);
  await press(SETTINGS.signOut);
  await text(SETTINGS.tryAs);
  await visit('Sign-in');
  await tab(SHELL.tabs.sheet);
  await visit('Sheet, signed out');
  await tab(SHELL.tabs.uploads);
  await visit('Uploads, signed out');

  await page.route('**/api/**', (route) => route.abort());
  await page.reload();
  await page.waitForFunction(() => 'preview' in window);
  await button(SHELL.tryAgain).waitFor();
  await visit('Sheet, offline');
  await tab(SHELL.tabs.uploads);
  await visit('Uploads, offline');
  await page.unroute('**/api/**');
  setLanguageSource(() => 'en');
}
