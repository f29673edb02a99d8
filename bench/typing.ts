import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { rowOf } from '../e2e/preview';
import { startService } from '../e2e/service';
import { createLookups } from '../src/core/caseload/lookup';
import { watchSheets } from '../src/excel/watch';
import { SheetSession } from '../src/taskpane/sheet/sheet-session';
import { benchCells, benchReference } from './data';
import { report } from './report';
import { openWorkbook } from './workbook';

/** Inserts the template with valid rows, and waits until the pane has read them. */
async function fill(page: Page, rows: number): Promise<void> {
  const pane = page.frameLocator('iframe');
  const press = (name: string) => pane.getByRole('button', { name, exact: true }).and(pane.locator(':enabled')).click();
  await press('Insert template');
  await press('Remove sample and start');
  await pane.getByText('0 rows').waitFor();
  const caseworker = await page.evaluate(() => window.preview.sheet.getDropdown('F2')?.[0] ?? '');
  const cells = Array.from({ length: rows }, (_, row) => rowOf(1001 + row, String(caseworker)));
  await page.evaluate((all) => window.preview.sheet.setValues(`A2:L${all.length + 1}`, all), cells);
  await pane
    .getByText(`${rows.toLocaleString('en')} rows`)
    .first()
    .waitFor({ timeout: 120_000 });
  await pane.getByText('No problems').waitFor();
}

/** The median time from the Enter key after a wrong value until its highlight is drawn, in milliseconds. */
async function typing(page: Page, rows: number): Promise<number> {
  const times: number[] = [];
  const type = async (row: number, text: string, color: string) => {
    await page.evaluate((at) => window.preview.sheet.select(`H${at}`), row);
    await page.getByRole('grid').focus();
    await page.keyboard.type(text);
    const drawn = page.evaluate(
      ([id, expected]) =>
        new Promise<number>((resolve) => {
          const entered = ({ key, timeStamp }: KeyboardEvent) => {
            if (key !== 'Enter') return;
            removeEventListener('keydown', entered, true);
            const look = () => {
              const cell = document.getElementById(id);
              if (cell !== null && getComputedStyle(cell).backgroundColor === expected) resolve(performance.now() - timeStamp);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          };
          addEventListener('keydown', entered, true);
        }),
      [`cell-${row - 1}-7`, color] as const,
    );
    await page.evaluate(() => undefined);
    await page.keyboard.press('Enter');
    return drawn;
  };
  for (let round = 0; round < 9; round++) {
    const row = 2 + Math.floor(((rows - 2) * round) / 9);
    await rest();
    times.push(await type(row, 'Actve', 'rgb(255, 199, 206)'));
    await rest();
    await type(row, 'Active', 'rgba(0, 0, 0, 0)');
  }
  return Math.round(times.sort((one, other) => one - other)[4] ?? 0);
}

/** Office.js sends results of functions at most twice a second: longer than a person takes for two wrong values in a row. */
const PAUSE = 700;
const rest = () => new Promise((resume) => setTimeout(resume, PAUSE));

/** The time from keystroke to highlight, in a small and a large sheet, of which Office.js waits 50 ms. */
export async function benchTyping(): Promise<void> {
  const [service, browser] = await Promise.all([startService(), openBrowser()]);
  for (const rows of [600, 100_000]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${service.url}/preview`);
    await fill(page, rows);
    report(`from keystroke to highlight, ${rows.toLocaleString('en')} rows (ms)`, await typing(page, rows));
    await page.close();
    report(`from keystroke to highlight without a browser, ${rows.toLocaleString('en')} rows (ms)`, await typingBare(rows));
  }
  await browser.close();
  await service.remove();
}

/** The same without a browser: the real Office.js, the workbook and the pane's session in one process. */
async function typingBare(rows: number): Promise<number> {
  const reference = benchReference(40, 200);
  const { sheet, stream } = openWorkbook();
  const session = new SheetSession(
    createLookups(reference),
    'UTC',
    () => undefined,
    (error) => console.error(error),
    stream,
  );
  const cells = benchCells(reference, rows, 1_000_000_000).map((row) => row.map((cell) => cell ?? ''));
  sheet.setValues({ row: 0, column: 0, rows: cells.length, columns: 15 }, cells, 'user');
  await watchSheets((event) => session.handle(event));
  await session.refresh();
  const times: number[] = [];
  for (let round = 0; round < 9; round++) {
    const row = 1 + Math.floor(((rows - 2) * round) / 9);
    const isMarked = () => sheet.conditionalStyle(row, 10).fill !== undefined;
    const type = async (text: unknown, marked: boolean) => {
      const start = performance.now();
      sheet.setValues({ row, column: 10, rows: 1, columns: 1 }, [[text]], 'user');
      while (isMarked() !== marked) await new Promise((resolve) => setTimeout(resolve, 1));
      return performance.now() - start;
    };
    const right = sheet.value(row, 10);
    await rest();
    times.push(await type('Actve', true));
    await type(right, false);
  }
  return Math.round(times.sort((one, other) => one - other)[4] ?? 0);
}
