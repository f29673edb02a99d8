import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { startService } from '../e2e/service';
import { benchCells, benchReference } from './data';
import { report } from './report';

/** Puts right rows on the sheet, the header of the template above them, and waits until the pane has read them. */
async function fill(page: Page, rows: number): Promise<void> {
  const [header = [], ...cells] = benchCells(benchReference(40, 200), rows, 1_000_000_000);
  const values = [header, ...cells].map((row) => row.map((cell) => cell ?? ''));
  await page.evaluate((all) => window.preview.sheet.setValues(`A1:O${all.length}`, all), values);
  await page
    .frameLocator('iframe')
    .getByText(`${rows.toLocaleString('en')} rows`)
    .first()
    .waitFor({ timeout: 120_000 });
}

/** From a wrong value typed into a cell to its highlight, in milliseconds: the median of several. */
async function typing(page: Page, rows: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 9; round++) {
    times.push(
      await page.evaluate(
        async (row) => {
          const [column, right] = ['O', window.preview.sheet.getValues(`O${row}`)];
          const start = performance.now();
          window.preview.sheet.setValues(`${column}${row}`, [['Insrt']]);
          const isMarked = () => window.preview.workbook.active.conditionalStyle(row - 1, 14).fill !== undefined;
          while (!isMarked()) await new Promise((resolve) => setTimeout(resolve, 1));
          const time = performance.now() - start;
          window.preview.sheet.setValues(`${column}${row}`, right);
          while (isMarked()) await new Promise((resolve) => setTimeout(resolve, 1));
          return time;
        },
        2 + Math.floor(((rows - 2) * round) / 9),
      ),
    );
  }
  return Math.round(times.sort((one, other) => one - other)[4] ?? 0);
}

/** From keystroke to highlight, in a large sheet beside a small one; 40 ms of it are waited for more keystrokes. */
export async function benchTyping(): Promise<void> {
  const [service, browser] = await Promise.all([startService(), openBrowser()]);
  for (const rows of [600, 100_000]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${service.url}/preview`);
    const insert = page.frameLocator('iframe').getByRole('button', { name: 'Insert template', exact: true });
    await insert.and(page.frameLocator('iframe').locator(':enabled')).waitFor();
    await fill(page, rows);
    report(`from keystroke to highlight, ${rows.toLocaleString('en')} rows (ms)`, await typing(page, rows));
    await page.close();
  }
  await browser.close();
  await service.remove();
}
