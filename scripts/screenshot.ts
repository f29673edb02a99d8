// Takes pictures: `npm run screenshot`. Two of the preview, for the README and the first page, and one of each view of the pane in each of its
// states: light, dark, 320 pixels wide, and in forced colors, on one page, `screenshots/index.html`.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { messyRows } from '../e2e/messy-rows';
import { rowOf } from '../e2e/preview';
import { readConfig } from '../src/server/config';
import { serve } from '../src/server/serve';

const FOLDER = 'screenshots';

/** How the pane is shown. */
interface Look {
  readonly name: string;
  readonly options: BrowserContextOptions;
  /** The pane's width, in pixels. */
  readonly width: number;
}

const LOOKS: readonly Look[] = [
  { name: 'light', options: { colorScheme: 'light' }, width: 340 },
  { name: 'dark', options: { colorScheme: 'dark' }, width: 340 },
  { name: '320 pixels', options: { colorScheme: 'light' }, width: 320 },
  { name: 'forced colors', options: { forcedColors: 'active' }, width: 340 },
];

async function main(): Promise<void> {
  const config = readConfig({ PORT: '0', DATA_DIR: mkdtempSync(join(tmpdir(), 'caseload-')), LOG_LEVEL: 'silent' });
  const service = await serve(config);
  const browser = await openBrowser();
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 640 }, colorScheme });
    await drawPreview(page, service.url);
    await page.screenshot({ path: colorScheme === 'light' ? 'docs/preview.png' : 'docs/preview-dark.png' });
    await page.close();
  }
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  const rows: string[] = [];
  for (const [place, look] of LOOKS.entries()) rows.push(galleryRow(look, await tour(browser, service.url, look, place)));
  writeFileSync(join(FOLDER, 'index.html'), galleryPage(rows));
  await browser.close();
  await service.stop();
}

/** Shows a sheet with wrong cells, and *Fix errors* beside it. */
async function drawPreview(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/preview`);
  const pane = page.frameLocator('iframe');
  await pane.getByRole('button', { name: 'Insert template' }).click();
  await pane.getByRole('button', { name: 'Remove sample and start' }).click();
  await pane.getByText('Paste or type').waitFor();
  await paste(page, 'A2', messyRows(await caseworkersOf(page)).slice(6, 28));
  await pane.getByRole('tab', { name: 'Fix errors' }).click();
  await pane.getByRole('button', { name: 'Fix', exact: true }).first().waitFor();
  // From the columns with the wrong cells on.
  for (const cell of ['F2', 'J2', 'H3']) await page.evaluate((address) => window.preview.sheet.select(address), cell);
  await page.waitForTimeout(1500);
}

async function caseworkersOf(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(() => window.preview.sheet.getDropdown('F2'))) ?? [];
}

function paste(page: Page, at: string, rows: Parameters<typeof window.preview.sheet.setValues>[1]): Promise<void> {
  return page.evaluate(
    ([address, values]) => {
      const [first = [], row] = [values[0], Number(/\d+/.exec(address)?.[0])];
      const last = String.fromCharCode(64 + first.length);
      window.preview.sheet.setValues(`${address}:${last}${row + values.length - 1}`, values);
    },
    [at, rows] as const,
  );
}

/** Goes through the views of the pane, and takes a picture of each. @returns their names */
async function tour(browser: Browser, url: string, look: Look, place: number): Promise<readonly string[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...look.options });
  const page = await context.newPage();
  const pane = page.frameLocator('iframe');
  const names: string[] = [];
  const take = async (name: string) => {
    await page.waitForTimeout(700);
    await page.locator('#side').screenshot({ path: join(FOLDER, fileName(look, name)) });
    names.push(name);
  };
  await page.goto(`${url}/preview`);
  await page.evaluate((width) => {
    const side = document.getElementById('side');
    if (side) Object.assign(side.style, { width: `${width}px`, flexBasis: `${width}px` });
  }, look.width);
  await visit(page, pane, take, place);
  await context.close();
  return names;
}

async function visit(page: Page, pane: FrameLocator, take: (name: string) => Promise<void>, place: number): Promise<void> {
  const press = (name: string | RegExp) => pane.getByRole('button', { name }).first().click();
  const tab = (name: string) => pane.getByRole('tab', { name, exact: true }).click();
  const select = (address: string) => page.evaluate((at) => window.preview.sheet.select(at), address);
  await pane.getByRole('button', { name: 'Insert template' }).waitFor();
  await take('First run');
  await tab('Uploads');
  await take('Uploads, empty');
  await tab('Settings');
  await take('Settings');
  await tab('Sheet');
  await press('Insert template');
  await pane.getByRole('button', { name: 'Remove sample and start' }).waitFor();
  await take('Sheet, fresh template');
  await press('Remove sample and start');
  await pane.getByText('Paste or type').waitFor();
  await take('Sheet, empty');
  const caseworkers = await caseworkersOf(page);
  await paste(page, 'A2', messyRows(caseworkers));
  await pane.getByRole('button', { name: /^Fix \d+ problems/ }).waitFor();
  await take('Sheet, problems');
  await select('H2');
  await take('Sheet, selected cell');
  await tab('Fix errors');
  await take('Fix errors, values');
  await pane.getByText('Row by row').scrollIntoViewIfNeeded();
  await take('Fix errors, conflicts');
  // Rows of this look only: those of the looks before are open already.
  await paste(
    page,
    'A2',
    Array.from({ length: 40 }, (_, row) => rowOf(1301 + place * 40 + row, caseworkers[row % 9] ?? '')),
  );
  await pane.getByText('Nothing to fix').waitFor();
  await take('Fix errors, nothing left');
  await tab('Sheet');
  await take('Sheet, clean');
  await press('Submit 40 rows');
  await pane.getByRole('region', { name: 'Caseworkers' }).waitFor();
  await take('Submit');
  await press('Submit 40 rows');
  await pane.getByText('40 of 40 records accepted').waitFor();
  await take('Uploads, complete');
  await press('View log');
  await pane.getByRole('table').waitFor();
  await take('Log');
  await tab('Sheet');
  await take('Sheet, all submitted');
  await press('More');
  await pane.getByRole('menuitem', { name: 'Match columns' }).click();
  await pane.getByRole('button', { name: 'Fill template' }).waitFor();
  await take('Match columns');
  await tab('Sheet');
  await press('Export CSV');
  await pane.getByText('for the original system').waitFor();
  await take('Export CSV');
  await tab('Sheet');
  await press('More');
  await pane.getByRole('menuitem', { name: 'Transfer caseload' }).click();
  await pane.getByRole('combobox', { name: 'From' }).waitFor();
  await take('Transfer caseload');
  await tab('Settings');
  await press('Sign out');
  await pane.getByText('Try the sample site as').waitFor();
  await take('Sign-in');
  await tab('Sheet');
  await take('Sheet, signed out');
}

function fileName(look: Look, name: string): string {
  return `${look.name} ${name}.png`.replace(/[ ,]+/g, '-').toLowerCase();
}

function galleryRow(look: Look, names: readonly string[]): string {
  const figures = names.map(
    (name) => `<figure><img src="${fileName(look, name)}" alt="" loading="lazy"><figcaption>${name}</figcaption></figure>`,
  );
  return `<h2>${look.name}</h2><div>${figures.join('')}</div>`;
}

function galleryPage(rows: readonly string[]): string {
  const style = 'body{font:14px sans-serif}div{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0}img{border:1px solid #888}';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>The pane</title><style>${style}</style><h1>The pane</h1>${rows.join('')}</html>`;
}

void main();
