import { type Cell, cellAddress, columnLetters } from '../../core/caseload/cells';
import { DATE_FORMAT, setNumberFormat, TEXT_FORMAT } from '../formats/number-format';
import { freeName } from '../names';
import { requestOnce, runExcel } from '../run';
import { styleHeader } from './own-columns';
import { asTyped } from './write';

/** A whole row with what was entered into its cells: formulas, or values. */
export interface EnteredRow {
  /** The sheet row number. */
  readonly row: number;
  readonly inputs: readonly Cell[];
  /** The zero-based columns of new dates, whose cells may have no format yet. */
  readonly dates?: readonly number[];
}

/** Consecutive rows. */
export interface Block {
  readonly row: number;
  readonly rows: number;
}

/** Groups row numbers into blocks of consecutive ones, from top to bottom. */
export function blocksOf(rows: readonly number[]): readonly Block[] {
  const blocks: { row: number; rows: number }[] = [];
  for (const row of [...rows].sort((one, other) => one - other)) {
    const last = blocks.at(-1);
    if (last !== undefined && last.row + last.rows === row) last.rows++;
    else blocks.push({ row, rows: 1 });
  }
  return blocks;
}

/** The most blocks of rows in a request. */
const MAX_BLOCKS = 2000;

/**
 * Deletes whole rows in one request, from the bottom up to keep row numbers valid.
 * @throws ExcelProblem
 */
export function deleteRows(sheetId: string, rows: readonly number[]): Promise<void> {
  return requestOnce(
    (context) => deleteBlocks(context.workbook.worksheets.getItem(sheetId), [...blocksOf(rows)].reverse()),
    () => undefined,
  );
}

function deleteBlocks(sheet: Excel.Worksheet, fromBelow: readonly Block[]): void {
  for (const { row, rows } of fromBelow) sheet.getRange(`${row}:${row + rows - 1}`).delete('Up');
}

/** The width of remarks, in points: a short sentence. */
const REMARK_WIDTH = 320;

/** A new worksheet for rows. */
export interface Aside {
  readonly name: string;
  /** The rows of the header, which is copied, too. */
  readonly header: Block;
  /** A column of remarks by sheet row number. A sheet with remarks becomes the leftmost. */
  readonly remarks?: { readonly column: number; readonly header: string; readonly texts: ReadonlyMap<number, string> };
}

/** What to do with rows that a user has chosen. */
interface ChosenRows {
  readonly sheetId: string;
  readonly rows: readonly number[];
  /** The number of columns to look at. */
  readonly columns: number;
  /** Whether the rows still are what the user has seen. */
  agrees(rows: readonly { readonly row: number; readonly cells: readonly Cell[] }[]): boolean;
}

/**
 * Deletes rows if they still are what the user has seen. One request to look, one for each 2,000 blocks of rows.
 * @param asideTo the new worksheet to copy them to first
 * @returns what was in them, for `insertRows`; undefined if nothing was deleted
 * @throws ExcelProblem
 */
export function takeRows(chosen: ChosenRows, asideTo?: Aside): Promise<readonly EnteredRow[] | undefined> {
  return runExcel(async (context) => {
    const { worksheets } = context.workbook;
    const sheet = worksheets.getItem(chosen.sheetId);
    const blocks = blocksOf(chosen.rows);
    const read = blocks.map(({ row, rows }) => ({
      row,
      range: sheet.getRangeByIndexes(row - 1, 0, rows, chosen.columns).load('values,formulas'),
    }));
    if (asideTo !== undefined) worksheets.load('items/name');
    const widths =
      asideTo === undefined
        ? []
        : Array.from({ length: chosen.columns }, (_, column) => sheet.getRangeByIndexes(0, column, 1, 1).format.load('columnWidth'));
    await context.sync();
    const entered = read.flatMap(({ row, range }) =>
      range.values.map((cells: Cell[], down) => ({ row: row + down, cells, formulas: range.formulas[down] as unknown[] })),
    );
    if (!chosen.agrees(entered)) return undefined;
    // Rows leave the sheet only once they stand elsewhere, with their remarks.
    if (asideTo !== undefined) {
      const aside = worksheets.add(freeName(asideTo.name, worksheets.items));
      widths.forEach(({ columnWidth }, column) => {
        aside.getRangeByIndexes(0, column, 1, 1).format.columnWidth = columnWidth;
      });
      aside.freezePanes.freezeRows(asideTo.header.rows);
      await copyAside({ sheet, aside, columns: chosen.columns, blocks, sync: () => context.sync() }, asideTo);
      if (asideTo.remarks !== undefined) writeRemarks(aside, asideTo.header.rows, asideTo.remarks, entered);
    }
    const fromBelow = [...blocks].reverse();
    for (let start = 0; start < fromBelow.length; start += MAX_BLOCKS) {
      deleteBlocks(sheet, fromBelow.slice(start, start + MAX_BLOCKS));
      await context.sync();
    }
    return entered.map(({ row, cells, formulas }) => ({ row, inputs: cells.map((value, column) => inputOf(value, formulas[column])) }));
  });
}

interface Copying {
  readonly sheet: Excel.Worksheet;
  readonly aside: Excel.Worksheet;
  readonly columns: number;
  readonly blocks: readonly Block[];
  readonly sync: () => Promise<void>;
}

/** Copies the header and rows. Up to 2,000 blocks are left for the next request. */
async function copyAside({ sheet, aside, columns, blocks, sync }: Copying, { header }: Aside): Promise<void> {
  let row = 0;
  for (const [count, from] of [header, ...blocks].entries()) {
    if (count > 0 && count % MAX_BLOCKS === 0) await sync();
    aside.getRangeByIndexes(row, 0, from.rows, columns).copyFrom(sheet.getRangeByIndexes(from.row - 1, 0, from.rows, columns));
    row += from.rows;
  }
}

/** Writes what is to be known of each row beside it, and makes the sheet the leftmost, which is the one that is uploaded. */
function writeRemarks(
  aside: Excel.Worksheet,
  headerRows: number,
  { column, header, texts }: NonNullable<Aside['remarks']>,
  rows: readonly { readonly row: number }[],
): void {
  const lines = [header, ...rows.map(({ row }) => texts.get(row) ?? '')];
  const range = aside.getRangeByIndexes(headerRows - 1, column, lines.length, 1);
  setNumberFormat(range, TEXT_FORMAT);
  range.values = lines.map((line) => [line]);
  range.format.columnWidth = REMARK_WIDTH;
  styleHeader(aside.getRangeByIndexes(headerRows - 1, column, 1, 1));
  aside.position = 0;
  aside.activate();
}

function inputOf(value: Cell, formula: unknown): Cell {
  return typeof formula === 'string' && formula.startsWith('=') && formula !== value ? formula : asTyped(value);
}

/**
 * Inserts whole rows, in one request, with the formats of the rows below them: above may be the header.
 * @param rows from top to bottom, each with the number that it will have
 * @throws ExcelProblem
 */
export function insertRows(sheetId: string, rows: readonly EnteredRow[]): Promise<void> {
  return requestOnce(
    (context) => {
      const sheet = context.workbook.worksheets.getItem(sheetId);
      for (const { row, rows: count } of blocksOf(rows.map(({ row }) => row))) {
        const last = row + count - 1;
        sheet.getRange(`${row}:${last}`).insert('Down');
        sheet.getRange(`${row}:${last}`).copyFrom(`${last + 1}:${last + 1}`, 'Formats');
      }
      for (const { row, inputs, dates = [] } of rows) {
        for (const column of dates) sheet.getRange(cellAddress(column, row)).numberFormat = [[DATE_FORMAT]];
        if (inputs.length > 0) sheet.getRange(`A${row}:${columnLetters(inputs.length - 1)}${row}`).values = [[...inputs]];
      }
    },
    () => undefined,
  );
}
