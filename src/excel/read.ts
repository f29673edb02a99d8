import type { Cell, Cells } from '../core/caseload/cells';
import { MAX_COLUMNS } from '../core/caseload/layout';
import { askFirstSheet } from './first-sheet';
import { askDateSystem, isDateFormat } from './formats/date-system';
import { isOwnSheet } from './names';
import { isAnswerTooLarge, requestOnce, requestWhenIdle, runExcelWhenIdle } from './run';

/** The first worksheet's cells from A1. */
export interface SheetSnapshot {
  readonly id: string;
  readonly name: string;
  /** The workbook's file name. */
  readonly workbook: string;
  readonly hidden: boolean;
  /** Whether some rows are hidden, for example by a filter. Their cells are included. */
  readonly hasHiddenRows: boolean;
  readonly cells: Cells;
  /** The days to add to its dates: 1,462 in a 1904 workbook. */
  readonly dateShift: number;
  /** The last used sheet row number; it may be below the rows read. */
  readonly lastRow: number;
  /** The first ten other worksheets, in order, without the add-in's. */
  readonly others: readonly OtherSheet[];
}

/** The top of another worksheet, to find a caseload there. */
export interface OtherSheet {
  readonly name: string;
  readonly top: Cells;
}

const OTHERS = 10;
const TOP = 'A1:AD20';

/** The rows of the first request, from which the row size is estimated. */
const FIRST_ROWS = 4000;
/** The intended answer size: Excel on the web refuses answers over 5 MB. */
const BLOCK_BYTES = 3.5 * 1024 * 1024;
/** The most rows to read: slightly more than can be uploaded, to report the excess. */
export const MAX_ROWS_READ = 100_100;

/** The rows per block, by their size. */
function rowsPerBlock(rows: Cells): number {
  const bytes = JSON.stringify(rows).length / Math.max(1, rows.length);
  return Math.max(1, Math.floor(BLOCK_BYTES / bytes));
}

/**
 * Reads the first worksheet: one request for its used range, one for the first 4,000 rows, and one for
 * each further 3.5 MB.
 * @param onProgress receives the share that has been read, from 0 to 1
 * @throws ExcelProblem
 */
export function readFirstSheet(onProgress: (share: number) => void = () => undefined): Promise<SheetSnapshot> {
  return runExcelWhenIdle(async (context) => {
    const dateShift = askDateSystem(context);
    const workbook = context.workbook.load('name');
    const {
      sheet,
      asked: used,
      all,
    } = await askFirstSheet(context, (first) =>
      first.getUsedRangeOrNullObject(true).load('rowIndex,columnIndex,rowCount,columnCount,rowHidden'),
    );
    const others = all.filter((other) => other !== sheet && !isOwnSheet(other.name)).slice(0, OTHERS);
    const tops = others.map((other) => other.getRange(TOP).load('values'));
    const about = () => ({
      id: sheet.id,
      name: sheet.name,
      workbook: workbook.name,
      hidden: sheet.visibility !== 'Visible',
      dateShift: dateShift(),
      others: others.map(({ name }, place) => ({ name, top: (tops[place]?.values ?? []) as Cell[][] })),
    });
    if (used.isNullObject) {
      if (tops.length > 0) await context.sync();
      return { ...about(), hasHiddenRows: false, cells: [], lastRow: 0 };
    }
    const lastRow = used.rowIndex + used.rowCount;
    const cells = await readCells(context, sheet, used, onProgress);
    // Excel answers null if only some rows are hidden.
    return { ...about(), hasHiddenRows: used.rowHidden !== false, cells, lastRow };
  });
}

/** Reads a sheet's cells from A1 in blocks. `used` must be loaded. */
async function readCells(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  used: Excel.Range,
  onProgress: (share: number) => void,
  dateShift = 0,
): Promise<Cells> {
  const rows = Math.min(used.rowIndex + used.rowCount, MAX_ROWS_READ);
  const columns = Math.min(used.columnIndex + used.columnCount, MAX_COLUMNS);
  const cells: Cell[][] = [];
  let block = FIRST_ROWS;
  while (cells.length < rows) {
    const range = sheet.getRangeByIndexes(cells.length, 0, Math.min(block, rows - cells.length), columns);
    range.load(dateShift === 0 ? 'values' : 'values,numberFormat');
    try {
      await context.sync();
    } catch (error) {
      if (!isAnswerTooLarge(error) || block === 1) throw error;
      block = Math.ceil(block / 4);
      continue;
    }
    for (const [down, row] of (range.values as Cell[][]).entries())
      cells.push(dateShift === 0 ? row : shifted(row, range.numberFormat[down], dateShift));
    block = rowsPerBlock(range.values);
    onProgress(cells.length / rows);
  }
  return cells;
}

/** A row of a 1904 workbook whose columns are unknown: numbers shown as dates are dates. */
function shifted(row: readonly Cell[], formats: readonly unknown[] | undefined, days: number): Cell[] {
  return row.map((cell, column) => (typeof cell === 'number' && isDateFormat(formats?.[column]) ? cell + days : cell));
}

/** The names of the user's worksheets, from left to right, and of the active one, in one request. */
export function sheetNames(): Promise<{ readonly names: readonly string[]; readonly active: string }> {
  return requestWhenIdle(
    ({ workbook: { worksheets } }) => ({
      all: worksheets.load('items/name'),
      active: worksheets.getActiveWorksheet().load('name'),
    }),
    ({ all, active }) => ({ names: all.items.map(({ name }) => name).filter((name) => !isOwnSheet(name)), active: active.name }),
  );
}

/**
 * Reads a worksheet from A1, with its dates in the 1900 system; empty if it has no values.
 * @throws ExcelProblem
 */
export function readSheet(name: string, onProgress: (share: number) => void = () => undefined): Promise<Cells> {
  return runExcelWhenIdle(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name);
    const used = sheet.getUsedRangeOrNullObject(true);
    used.load('rowIndex,columnIndex,rowCount,columnCount');
    const dateShift = askDateSystem(context);
    await context.sync();
    return used.isNullObject ? [] : readCells(context, sheet, used, onProgress, dateShift());
  });
}

/**
 * Rereads whole rows of a sheet, in one request.
 * @param rows sheet row numbers, each with a number of rows
 * @throws ExcelProblem
 */
export function readRows(
  sheetId: string,
  blocks: readonly { readonly row: number; readonly rows: number }[],
  columns: number,
): Promise<readonly { readonly row: number; readonly cells: readonly Cell[] }[]> {
  return requestWhenIdle(
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

/** A cell that was selected. */
export interface SelectedCell {
  readonly sheetId: string;
  readonly address: string;
}

/** The active cell, in one request; undefined if Excel doesn't tell, for example while a chart is selected. */
export function selectedCell(): Promise<SelectedCell | undefined> {
  return requestWhenIdle(
    (context) => context.workbook.getActiveCell().load('address,worksheet/id'),
    ({ address, worksheet }) => ({ sheetId: worksheet.id, address: address.split('!').at(-1) ?? '' }),
  ).catch(() => undefined);
}

/** Activates a cell's sheet and selects the cell. */
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
