import axe from 'axe-core';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import type { Value } from '../src/preview/workbook/values';
import { openBrowser } from './browser';
import { startService, type TestService } from './service';

/** The timeout for something to appear, in milliseconds. */
export const WAIT = { timeout: 120_000 };

/** The preview page in a browser: the spreadsheet, the ribbon and the pane. */
export interface Preview {
  readonly service: TestService;
  readonly page: Page;
  readonly pane: FrameLocator;
  /** The page's errors, checked after each test. */
  readonly errors: string[];
}

/**
 * Opens a preview for each test of a file, as in a fresh browser, and fails tests with errors on the page. They share the tab:
 * loading the scripts into a new one takes four times the work.
 */
export function eachPreview(start: () => Promise<TestService> = startService): () => Preview {
  let service: TestService;
  let browser: Browser;
  let page: Page;
  let preview: Preview;
  beforeAll(async () => {
    [service, browser] = await Promise.all([start(), openBrowser()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
    page.on('pageerror', (error) => preview.errors.push(error.message));
    page.on('console', (message) => void (message.text().includes('Content Security Policy') && preview.errors.push(message.text())));
  });
  afterAll(async () => {
    await browser?.close();
    await service?.remove();
  });
  beforeEach(async () => {
    preview = { service, page, pane: page.frameLocator('iframe'), errors: [] };
    await page.goto(`${service.url}/preview`);
    await page.waitForFunction(() => 'preview' in window);
  });
  afterEach(async () => {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await forgetSite(page);
    expect(preview.errors).toEqual([]);
  });
  return () => preview;
}

/** Leaves the page, without its storage and cookies. */
async function forgetSite(page: Page): Promise<void> {
  const { origin } = new URL(page.url());
  // The tab keeps this one, whatever is cleared of the origin.
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  const browserSession = await page.context().newCDPSession(page);
  await browserSession.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await browserSession.detach();
}

/** Helpers to use the spreadsheet, the ribbon and the pane. */
export function handsOn(current: () => Preview) {
  const page = () => current().page;
  const button = (name: string | RegExp): Locator => current().pane.getByRole('button', { name, exact: true });
  const ribbon = (name: string): Locator => page().getByRole('toolbar').getByRole('button', { name, exact: true });
  const sheet = {
    /** Selects cells by the Name Box and pastes values, by keyboard and clipboard. */
    async set(address: string, values: Value[][]) {
      const name = page().getByLabel('Name Box');
      await name.fill(address);
      await name.press('Enter');
      const text = values.map((row) => row.map(tabSeparated).join('\t')).join('\n');
      await page().evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await page().keyboard.press(text === '' ? 'Delete' : 'Control+v');
    },
    get: (address: string) => page().evaluate((at) => window.preview.sheet.getValues(at), address),
    highlights: () => page().evaluate(() => window.preview.sheet.getHighlights()),
    dropdown: (address: string) => page().evaluate((at) => window.preview.sheet.getDropdown(at), address),
    select: (address: string) => page().evaluate((at) => window.preview.sheet.select(at), address),
  };

  /** Waits until `read` returns the expected value; fails with the last one. */
  async function eventually<T>(read: () => Promise<T>, expected: unknown): Promise<void> {
    const end = Date.now() + WAIT.timeout;
    let seen = await read();
    while (JSON.stringify(seen) !== JSON.stringify(expected) && Date.now() < end) {
      await page().waitForTimeout(50);
      seen = await read();
    }
    expect(seen).toEqual(expected);
  }

  /** Inserts the template, removes its sample and instructions, and returns a caseworker from its dropdown. */
  async function insertTemplate(): Promise<string> {
    await button('Insert template').click(WAIT);
    await button('Remove sample and start').click(WAIT);
    await eventually(async () => (await sheet.get('A1:B2'))[0], ['Participant ID', 'Case Number']);
    const caseworkers = await sheet.dropdown('F2');
    return caseworkers?.[0] ?? '';
  }

  /**
   * The violations that axe finds in the pane once animations have ended: fading buttons and dialogs temporarily have
   * too little contrast. Excludes Fluent’s hidden focus sentinels, which pass the focus on.
   */
  async function axeFindings(): Promise<string[]> {
    const frame = page()
      .frames()
      .find((one) => one.url().includes('taskpane'));
    // Every view has a heading; until it is loaded, there is none.
    await frame
      ?.locator('h1')
      .first()
      .waitFor({ ...WAIT, state: 'attached' });
    await frame?.addStyleTag({ content: '* { transition: none !important; }' });
    await frame?.evaluate(async () => {
      const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
      await Promise.allSettled(ending.map(({ finished }) => finished));
    });
    // What the sticky header covers would be found too small.
    await frame?.evaluate(() => window.scrollTo(0, 0));
    await frame?.evaluate(axe.source);
    const found = await frame?.evaluate(
      async () =>
        (
          await (window as unknown as { axe: typeof axe }).axe.run(
            { exclude: [['[data-tabster-dummy]']] },
            { rules: { 'target-size': { enabled: true } } },
          )
        ).violations,
    );
    return (found ?? []).map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  }

  /** A line of *Fix errors*, by its wrong value. */
  const line = (value: string): Locator =>
    current()
      .pane.getByRole('listitem')
      .filter({ has: button(`${value}: what is wrong`) });

  /** A drawn cell of the grid. */
  const cell = (row: number, column: number): Locator => page().locator(`#cell-${row}-${column}`);
  /** The color of a cell’s background in a picture of it. */
  async function background(row: number, column: number): Promise<string> {
    const clip = await cell(row, column).boundingBox(WAIT);
    if (clip === null) return 'not drawn';
    const picture = [...(await page().screenshot({ clip }))];
    return page().evaluate(async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const drawing = new OffscreenCanvas(image.width, image.height).getContext('2d');
      drawing?.drawImage(image, 0, 0);
      // Above the text, beside the lines.
      const [red, green, blue] = drawing?.getImageData(3, 3, 1, 1).data ?? [];
      return `rgb(${red}, ${green}, ${blue})`;
    }, picture);
  }
  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await page().keyboard.press(key);
  }

  /** Empties the workbook. */
  async function startOver(): Promise<void> {
    const loaded = page().waitForEvent('load');
    await page().getByRole('button', { name: 'Start over' }).click();
    await loaded;
    await page().waitForFunction(() => 'preview' in window);
  }

  return { button, ribbon, sheet, eventually, insertTemplate, startOver, axeFindings, line, cell, background, press };
}

/** A cell’s value as other programs put it on the clipboard. */
function tabSeparated(value: Value): string {
  const text = String(value);
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A valid Insert of the sample site, with the default template's columns. */
export function rowOf(id: number, caseworker: Value, change: Partial<Record<number, Value>> = {}): Value[] {
  const row: Value[] = [id, `CN-0${49_000 + id}`, '', '', '', caseworker, 'Mentor', 'Active', '3/14/2026', '', '', 'Insert'];
  return row.map((cell, column) => change[column] ?? cell);
}
