// Takes pictures: `npm run screenshot`, or some of them by `npm run screenshot -- preview moving views`. They are those of the README, of the
// first page and of the help, and, on the page `screenshots/index.html`, each view of the pane in each of its states: light, dark, 320 pixels
// wide, in Spanish, and in forced colors.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { messyRows } from '../e2e/messy-rows';
import { caseworkersOf, openPreview, paste, tour } from '../e2e/tour';
import type { HelpTopic } from '../src/core/text/help';
import { LANGUAGES, type Language } from '../src/core/text/language';
import { readConfig } from '../src/server/config';
import { serve } from '../src/server/serve';
import { MovingPicture } from './moving-picture';

/** The size of the preview's pictures, in pixels. */
const SIZE = { width: 1280, height: 640 };
const FOLDER = 'screenshots';
const HELP_FOLDER = 'assets/help';
/** In pixels. */
const HELP_HEIGHT = 400;
/** The README's pictures, by look and state. */
const README_PICTURES: Readonly<Record<string, string>> = {
  'light: Submit': 'docs/submit.png',
  'Spanish: Fix errors, values': 'docs/spanish.png',
};
/** The states that the help shows, by the tour's names. */
const HELP_VIEWS: Readonly<Record<string, HelpTopic>> = {
  'Sheet, selected cell': 'sheet',
  'Fix errors, values': 'fixes',
  Submit: 'submit',
  'Uploads, complete': 'uploads',
  Log: 'log',
  'Match columns': 'match',
  'Transfer caseload': 'transfer',
};

/** How the pane is shown. */
interface Look {
  readonly name: string;
  readonly language: Language;
  readonly options: BrowserContextOptions;
  /** The pane's width, in pixels. */
  readonly width: number;
  /** Whether the help shows its pictures. */
  readonly isForHelp?: boolean;
}

const LOOKS: readonly Look[] = [
  { name: 'light', language: 'en', options: { colorScheme: 'light' }, width: 340, isForHelp: true },
  { name: 'dark', language: 'en', options: { colorScheme: 'dark' }, width: 340 },
  { name: '320 pixels', language: 'en', options: { colorScheme: 'light' }, width: 320 },
  { name: 'Spanish', language: 'es', options: { colorScheme: 'light' }, width: 340, isForHelp: true },
  { name: 'Spanish, 320 pixels', language: 'es', options: { colorScheme: 'dark' }, width: 320 },
  { name: 'forced colors', language: 'en', options: { forcedColors: 'active' }, width: 340 },
];

async function main(words: readonly string[]): Promise<void> {
  const config = readConfig({ PORT: '0', DATA_DIR: mkdtempSync(join(tmpdir(), 'caseload-')), LOG_LEVEL: 'silent' });
  const service = await serve(config);
  const browser = await openBrowser();
  const isAsked = (what: string) => words.length === 0 || words.includes(what);
  if (isAsked('preview')) await takePreview(browser, service.url);
  if (isAsked('moving')) await takeMovingPicture(browser, service.url);
  if (isAsked('views')) await takeViews(browser, service.url);
  await browser.close();
  await service.stop();
}

/** The preview, light and dark. */
async function takePreview(browser: Browser, url: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: SIZE, colorScheme });
    await drawPreview(page, url);
    await page.screenshot({ path: colorScheme === 'light' ? 'docs/preview.png' : 'docs/preview-dark.png' });
    await page.close();
  }
}

async function takeMovingPicture(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light' });
  writeFileSync('docs/forty-rows.gif', await takeFortyRows(await context.newPage(), url));
  await context.close();
}

/** All views in all looks, on one page. */
async function takeViews(browser: Browser, url: string): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const language of LANGUAGES) mkdirSync(join(HELP_FOLDER, language), { recursive: true });
  const rows: string[] = [];
  for (const [place, look] of LOOKS.entries()) rows.push(galleryRow(look, await takeTour(browser, url, look, place)));
  writeFileSync(join(FOLDER, 'index.html'), galleryPage(rows));
}

/** Shows a sheet with wrong cells, and *Fix errors* beside it. */
async function drawPreview(page: Page, url: string): Promise<void> {
  const pane = await openPreview(page, url, 'en');
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

/** Forty messy rows, from the paste to complete. */
async function takeFortyRows(page: Page, url: string): Promise<Uint8Array> {
  const pane = await openPreview(page, url, 'en');
  const button = (name: string | RegExp) => pane.getByRole('button', { name, exact: true }).first();
  const movie = new MovingPicture(page);
  await button('Insert template').waitFor();
  await movie.hold();
  await movie.click(button('Insert template'), button('Remove sample and start'));
  await movie.click(button('Remove sample and start'), pane.getByText('Paste or type'));
  await paste(page, 'A2', messyRows(await caseworkersOf(page)));
  await button(/^Fix \d+ problems$/).waitFor();
  for (const cell of ['F2', 'J2', 'H3']) await page.evaluate((address) => window.preview.sheet.select(address), cell);
  await page.waitForTimeout(1500);
  await movie.hold();
  await movie.click(button(/^Fix \d+ problems$/), button(/^Fix all/));
  await movie.click(button(/^Fix all/), pane.getByText('cells changed'));
  for (const value of ['3/4/26', '3/4/2026']) {
    const box = pane.getByRole('combobox', { name: `Did you mean, for ${value} in Start Date` });
    await movie.enter(box, box, 'detached');
  }
  await movie.click(button('Make it an Update'), pane.getByText('cell changed'));
  await movie.click(button('Remove row 27'), pane.getByText('1 row removed'));
  await movie.click(button('Program starts on Start Date'), pane.getByText('cell changed'));
  const empty = pane.getByRole('combobox', { name: 'Did you mean, for the empty cells in Caseworker Relationship' });
  await movie.click(empty, pane.getByRole('option', { name: 'Mentor' }));
  await movie.click(pane.getByRole('option', { name: 'Mentor' }), button('Fix'));
  await movie.click(button('Fix'), pane.getByText('Nothing to fix'));
  await movie.click(page.getByRole('toolbar').getByRole('button', { name: 'Check sheet' }), pane.getByText('to fix.'));
  await movie.click(button(/^Fix 1 problem$/), button(/^Remove row \d+$/));
  await movie.click(button(/^Remove row \d+$/), button(/^Submit 38 rows$/));
  await movie.click(button(/^Submit 38 rows$/), pane.getByText('38 begin'));
  await movie.click(button(/^Submit 38 rows$/), pane.getByText('38 of 38 records accepted'));
  await movie.click(button('View log'), pane.getByText('38 begun'));
  await movie.hold(3000);
  return movie.encode();
}

/** Takes a picture of each view of the pane in each of its states. @returns their names */
async function takeTour(browser: Browser, url: string, look: Look, number: number): Promise<readonly string[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...look.options });
  const page = await context.newPage();
  const names: string[] = [];
  const visit = async (name: string) => {
    await page.evaluate((width) => {
      const side = document.getElementById('side');
      if (side) Object.assign(side.style, { width: `${width}px`, flexBasis: `${width}px` });
    }, look.width);
    await page.waitForTimeout(700);
    await page.locator('#side').screenshot({ path: join(FOLDER, fileName(look, name)) });
    names.push(name);
    const file = README_PICTURES[`${look.name}: ${name}`];
    if (file !== undefined) await page.screenshot({ path: file, clip: { x: 0, y: 0, ...SIZE } });
    const topic = HELP_VIEWS[name];
    if (look.isForHelp && topic !== undefined) await takeForHelp(page, look.language, topic);
  };
  await tour(page, { url, language: look.language, number, visit });
  await context.close();
  return names;
}

/** The pane without the empty space below, for the help. */
async function takeForHelp(page: Page, language: Language, topic: HelpTopic): Promise<void> {
  const { x, y, width } = (await page.locator('#side').boundingBox()) ?? { x: 0, y: 0, width: 0 };
  const clip = { x, y, width, height: HELP_HEIGHT };
  await page.screenshot({ path: join(HELP_FOLDER, language, `${topic}.png`), clip });
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

void main(process.argv.slice(2));
