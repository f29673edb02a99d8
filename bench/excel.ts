import { SheetCheck } from '../src/core/check';
import { createLookups } from '../src/core/lookup';
import { DEFAULT_PICKS } from '../src/core/template';
import { markText, paintAll, paintRows } from '../src/excel/marks';
import { readFirstSheet, readRows } from '../src/excel/read';
import { insertTemplate } from '../src/excel/template';
import { changeCells } from '../src/excel/write';
import { startNodeExcel } from '../src/preview/wire/node';
import { Workbook } from '../src/preview/workbook/workbook';
import { benchCells, benchReference, TODAY } from './data';
import { report } from './report';

/** Requests to Excel and their bytes: what a user of Excel on the web waits for. */
export async function benchExcel(): Promise<void> {
  const reference = benchReference(40, 200);
  const workbook = new Workbook(['Sheet1']);
  const { host, Excel, Office } = startNodeExcel(workbook);
  Object.assign(globalThis, { Excel, Office });
  const sheet = workbook.active;
  const measure = async (what: string, work: () => Promise<unknown>) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    host.takeTraffic();
    await work();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { requests, sent, received } = host.takeTraffic();
    report(`${what} (requests, KB sent, KB received)`, `${requests}, ${Math.round(sent / 1024)}, ${Math.round(received / 1024)}`);
  };
  const checkAll = async () => {
    const lookups = createLookups(reference);
    const { id, cells } = await readFirstSheet();
    const check = new SheetCheck(cells, lookups, { today: TODAY });
    const marks = new Map<number, string>();
    for (const { row } of check.faults())
      if (row > 0) marks.set(row, markText({ errors: check.faultsAt(row).flatMap(({ columns }) => columns), warnings: [] }));
    await paintAll(id, marks);
  };
  const fill = (rows: number, every: number) => {
    const cells = benchCells(reference, rows, every);
    sheet.setValues({ row: 0, column: 0, rows: cells.length, columns: 15 }, cells, 'user');
  };
  await measure('insert template', () => insertTemplate(DEFAULT_PICKS, reference, true));
  sheet.clear({ row: 0, column: 0, rows: 10, columns: 20 }, 'All', 'user');
  fill(600, 70);
  await measure('check 600 rows with 60 faults', checkAll);
  await measure('one edit', async () => {
    await readRows(sheet.id, [{ row: 5, rows: 1 }], 15);
    await paintRows(new Map([[5, 'e4 ']]));
  });
  fill(3000, 1_000_000);
  await measure('Fix all, 5,000 cells of 40 wrong values', () => {
    // Forty wrong values, each in its column, scattered over 3,000 rows.
    const cells = Array.from({ length: 5000 }, (_, n) => ({
      row: 3 + Math.floor(n / 5) * 2 + (n % 2),
      column: [4, 7, 9, 10, 13][n % 5] ?? 4,
    }));
    const edits = cells.map(({ row, column }) => ({ row, column, value: 'right', was: sheet.value(row - 1, column) }));
    return changeCells(sheet.id, edits);
  });
  fill(100_000, 100);
  await measure('check 100,000 rows with 1% faults', checkAll);
  await measure('one edit in 100,000 rows', async () => {
    await readRows(sheet.id, [{ row: 5, rows: 1 }], 15);
    await paintRows(new Map([[5, 'e4 ']]));
  });
}
