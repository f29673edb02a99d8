import type { Cell, Cells } from '../core/caseload/cells';
import { MOST_COLUMNS } from '../core/caseload/layout';
import { isOwnSheet } from './names';
import { requestOnce, runExcel } from './run';

/** The first worksheet as it stands: its cells from A1 on. */
export interface SheetSnapshot {
  readonly id: string;
  readonly name: string;
  readonly hidden: boolean;
  /** Whether some of its rows can’t be seen, because of a filter for example; their cells are here all the same. */
  readonly hasHiddenRows: boolean;
  readonly cells: Cells;
  /** The last row that holds something, as the sheet numbers it; it may lie below those that were read. */
  readonly lastRow: number;
  /** The other worksheets, the add-in's own left out, in order: the first ten. */
  readonly others: readonly OtherSheet[];
}

/** The top of another worksheet, to see whether the caseload stands there. */
export interface OtherSheet {
  readonly name: string;
  readonly top: Cells;
}

const OTHERS = 10;
const TOP = 'A1:AD20';

/** Read in one go; then it is known how large the rows are. */
const FIRST_ROWS = 4000;
/** Excel on the web refuses answers over 5 MB; what is aimed at leaves room for the answer's other parts. */
const BLOCK_BYTES = 3.5 * 1024 * 1024;
/** Rows below the header that are read: more can't be uploaded, a few more are read so that this can be said. */
export const MOST_ROWS_READ = 100_100;

/** How many rows of this kind fit in a block. */
function rowsPerBlock(rows: Cells): number {
  const bytes = JSON.stringify(rows).length / Math.max(1, rows.length);
  return Math.max(1, Math.floor(BLOCK_BYTES / bytes));
}

/**
 * Reads the first worksheet: one request to find it and what is used of it, one for the first 4,000 rows, and one for
 * each further 3.5 MB.
 * @param onProgress is told the share that has been read, from 0 to 1
 * @throws ExcelProblem
 */
export function readFirstSheet(onProgress: (share: number) => void = () => undefined): Promise<SheetSnapshot> {
  return runExcel(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load('items/id,items/name,items/visibility');
    const sheet = worksheets.getFirst(false);
    const used = sheet.getUsedRangeOrNullObject(true);
    used.load('rowIndex,columnIndex,rowCount,columnCount,rowHidden');
    await context.sync();
    const [first, ...rest] = worksheets.items;
    const others = rest.filter(({ name }) => !isOwnSheet(name)).slice(0, OTHERS);
    const tops = others.map((other) => other.getRange(TOP));
    for (const top of tops) top.load('values');
    const about = () => ({
      id: first?.id ?? '',
      name: first?.name ?? '',
      hidden: first?.visibility !== 'Visible',
      others: others.map(({ name }, place) => ({ name, top: (tops[place]?.values ?? []) as Cell[][] })),
    });
    if (used.isNullObject) {
      if (tops.length > 0) await context.sync();
      return { ...about(), hasHiddenRows: false, cells: [], lastRow: 0 };
    }
    const lastRow = used.rowIndex + used.rowCount;
    const cells = await readCells(context, sheet, used, onProgress);
    // Excel answers null where some rows are hidden and some are not.
    return { ...about(), hasHiddenRows: used.rowHidden !== false, cells, lastRow };
  });
}

/** Reads a sheet's cells from A1 on, in blocks that Excel answers. `used` must be loaded. */
async function readCells(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  used: Excel.Range,
  onProgress: (share: number) => void,
): Promise<Cells> {
  const rows = Math.min(used.rowIndex + used.rowCount, MOST_ROWS_READ);
  const columns = Math.min(used.columnIndex + used.columnCount, MOST_COLUMNS);
  const cells: Cell[][] = [];
  let block = FIRST_ROWS;
  while (cells.length < rows) {
    const range = sheet.getRangeByIndexes(cells.length, 0, Math.min(block, rows - cells.length), columns);
    range.load('values');
    try {
      await context.sync();
    } catch (error) {
      if ((error as { code?: string }).code !== 'ResponsePayloadSizeLimitExceeded' || block === 1) throw error;
      block = Math.ceil(block / 4);
      continue;
    }
    for (const row of range.values as Cell[][]) cells.push(row);
    block = rowsPerBlock(range.values);
    onProgress(cells.length / rows);
  }
  return cells;
}

/** The user's worksheets, from left to right, in one request. */
export function sheetNames(): Promise<readonly string[]> {
  return requestOnce(
    (context) => context.workbook.worksheets.load('items/name'),
    ({ items }) => items.map(({ name }) => name).filter((name) => !isOwnSheet(name)),
  );
}

/**
 * Reads any worksheet from A1 on; empty if it holds nothing.
 * @throws ExcelProblem
 */
export function readSheet(name: string, onProgress: (share: number) => void = () => undefined): Promise<Cells> {
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name);
    const used = sheet.getUsedRangeOrNullObject(true);
    used.load('rowIndex,columnIndex,rowCount,columnCount');
    await context.sync();
    return used.isNullObject ? [] : readCells(context, sheet, used, onProgress);
  });
}

/**
 * Reads some whole rows of a sheet again, in one request.
 * @param rows as the sheet numbers them, each with how many follow
 * @throws ExcelProblem
 */
export function readRows(
  sheetId: string,
  blocks: readonly { readonly row: number; readonly rows: number }[],
  columns: number,
): Promise<readonly { readonly row: number; readonly cells: readonly Cell[] }[]> {
  return requestOnce(
    (context) => {
      const sheet = context.workbook.worksheets.getItem(sheetId);
      return blocks.map((block) => ({
        row: block.row,
        range: sheet.getRangeByIndexes(block.row - 1, 0, block.rows, columns).load('values'),
      }));
    },
    (ranges) => ranges.flatMap(({ row, range }) => (range.values as Cell[][]).map((cells, down) => ({ row: row + down, cells }))),
  );
}

/** Shows a cell to the user: goes to its sheet and selects it. */
export function goToCell(sheetId: string, address: string): Promise<void> {
  return requestOnce(
    (context) => {
      const sheet = context.workbook.worksheets.getItem(sheetId);
      sheet.activate();
      sheet.getRange(address).select();
    },
    () => undefined,
  );
}

/** Deletes whole rows, from the bottom up so that the numbers hold, in one request. */
export function deleteRows(sheetId: string, rows: readonly number[]): Promise<void> {
  return requestOnce(
    (context) => {
      const sheet = context.workbook.worksheets.getItem(sheetId);
      for (const row of [...rows].sort((one, other) => other - one)) sheet.getRange(`${row}:${row}`).delete('Up');
    },
    () => undefined,
  );
}
