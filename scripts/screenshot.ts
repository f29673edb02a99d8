// Takes pictures: `npm run screenshot`. Two of the preview, for the README and the first page, and one of each view of the pane in each of its
// states: light, dark, 320 pixels wide, in Spanish, and in forced colors, on one page, `screenshots/index.html`. Some are the help's pictures.

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

const FOLDER = 'screenshots';
const HELP_FOLDER = 'assets/help';
/** In pixels. */
const HELP_HEIGHT = 400;
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
  for (const language of LANGUAGES) mkdirSync(join(HELP_FOLDER, language), { recursive: true });
  const rows: string[] = [];
  for (const [place, look] of LOOKS.entries()) rows.push(galleryRow(look, await takeTour(browser, service.url, look, place)));
  writeFileSync(join(FOLDER, 'index.html'), galleryPage(rows));
  await browser.close();
  await service.stop();
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

void main();
