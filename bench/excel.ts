import type { Cell } from '../src/core/caseload/cells';
import { createLookups } from '../src/core/caseload/lookup';
import type { Reference } from '../src/core/caseload/reference';
import { DEFAULT_PICKS } from '../src/core/caseload/template';
import { SheetCheck } from '../src/core/check/sheet-check';
import { groupFaults } from '../src/core/fixes/fix-groups';
import { changesOf, readFix } from '../src/core/fixes/read-fix';
import { changeCells, type Edit } from '../src/excel/changes/write';
import { Highlights } from '../src/excel/highlights/highlights';
import type { RowMarks } from '../src/excel/highlights/marks';
import { readFirstSheet, readRows } from '../src/excel/read';
import { insertTemplate } from '../src/excel/template/template';
import { benchCells, benchReference, TODAY } from './data';
import { report } from './report';
import { openWorkbook } from './workbook';

/** Requests to Excel and their bytes, which determine the waiting time in Excel on the web. */
export async function benchExcel(): Promise<void> {
  const reference = benchReference(40, 200);
  const { sheet, stream, weigh } = openWorkbook();
  const highlights = new Highlights(stream, () => undefined);
  const measure = async (what: string, work: () => Promise<unknown>) => {
    const { requests, sentKB, receivedKB } = await weigh(work);
    report(`${what} (requests, KB sent, KB received)`, `${requests}, ${Math.round(sentKB)}, ${Math.round(receivedKB)}`);
  };
  const checkAll = async () => {
    const lookups = createLookups(reference);
    const { id, cells } = await readFirstSheet();
    const check = new SheetCheck(cells, lookups, { today: TODAY });
    const marks = new Map<number, RowMarks>();
    for (const { row } of check.faults())
      if (row > 0) marks.set(row, { errors: check.faultsAt(row).flatMap(({ columns }) => columns), warnings: [] });
    await highlights.paintAll(id, marks);
  };
  const put = (cells: readonly (readonly Cell[])[]) =>
    sheet.setValues({ row: 0, column: 0, rows: cells.length, columns: 15 }, cells, 'user');
  const fill = (rows: number, every: number) => put(benchCells(reference, rows, every));
  await measure('insert template', () => insertTemplate(DEFAULT_PICKS, reference));
  sheet.clear({ row: 0, column: 0, rows: 10, columns: 20 }, 'All', 'user');
  fill(600, 70);
  await measure('check 600 rows with 60 faults', checkAll);
  await measure('one edit', async () => {
    await readRows(sheet.id, [{ row: 5, rows: 1 }], 15);
    await highlights.paintRows(new Map([[5, { errors: [3], warnings: [] }]]));
  });
  const spoiled = spoilFortyValues(benchCells(reference, 3000, 1_000_000));
  put(spoiled);
  const edits = obviousFixes(spoiled, reference);
  await measure(`Fix all, ${edits.length.toLocaleString('en')} cells of 40 wrong values`, () => changeCells(sheet.id, edits));
  fill(100_000, 100);
  await measure('check 100,000 rows with 1% faults', checkAll);
  await measure('one edit in 100,000 rows', async () => {
    await readRows(sheet.id, [{ row: 5, rows: 1 }], 15);
    await highlights.paintRows(new Map([[5, { errors: [3], warnings: [] }]]));
  });
}

/** Misspells five list columns in every third row: eight wrong values per column, 5,000 cells. */
function spoilFortyValues(cells: readonly (readonly Cell[])[]): Cell[][] {
  const spoiled = cells.map((row) => [...row]);
  const wrongs = new Map<number, Map<Cell, string>>();
  for (let row = 1; row < spoiled.length; row += 3) {
    for (const column of [4, 9, 10, 13, 14]) {
      const right = String(spoiled[row]?.[column]);
      const variant = ((row - 1) / 3) % 8;
      const wrong = `${right.slice(0, 2)}${'xqzvkwjy'.charAt(variant)}${right.slice(2)}`;
      const known = wrongs.get(column) ?? new Map<Cell, string>();
      wrongs.set(column, known);
      const value = known.get(variant) ?? wrong;
      known.set(variant, value);
      (spoiled[row] ?? [])[column] = value;
    }
  }
  return spoiled;
}

/** The changes of *Fix all*, computed as in the pane. */
function obviousFixes(cells: readonly (readonly Cell[])[], reference: Reference): readonly Edit[] {
  const lookups = createLookups(reference);
  const check = new SheetCheck(cells, lookups, { today: TODAY });
  const obvious = groupFaults(check, lookups, cells, check.faults()).groups.filter((group) => group.fixable && group.obvious);
  return obvious.flatMap((group) => {
    const fix = readFix(group, group.suggestions[0] ?? '', lookups, TODAY);
    if ('problem' in fix) return [];
    return changesOf(group, fix).map((change) => ({ ...change, was: cells[change.row - 1]?.[change.column] ?? '' }));
  });
}
