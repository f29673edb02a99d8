import { type Cell, cellAddress, columnLetters } from '../../core/caseload/cells';
import { DATE_FORMAT } from '../formats/number-format';
import { freeName } from '../names';
import { isAnswerTooLarge, requestOnce, requestWhenIdle, runExcel } from '../run';
import { styleHeader } from './own-columns';
import { asTyped, partsOf, writeTexts } from './write';

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
 * Deletes rows if they still are what the user has seen. Up to 2,000 rows take one request to look, and one to delete.
 * @param asideTo the new worksheet to copy them to first
 * @returns what was in them, for `insertRows`; undefined if nothing was deleted
 * @throws ExcelProblem
 */
export function takeRows(chosen: ChosenRows, asideTo?: Aside): Promise<readonly EnteredRow[] | undefined> {
  return runExcel(async (context) => {
    const { worksheets } = context.workbook;
    const sheet = worksheets.getItem(chosen.sheetId);
    const blocks = blocksOf(chosen.rows);
    const widths =
      asideTo === undefined
        ? []
        : Array.from({ length: chosen.columns }, (_, column) => sheet.getRangeByIndexes(0, column, 1, 1).format.load('columnWidth'));
    if (asideTo !== undefined) {
      worksheets.load('items/name');
      await context.sync();
    }
    const entered = await readEntered(sheet, blocks, chosen.columns);
    if (!chosen.agrees(entered)) return undefined;
    // Rows leave the sheet only once they stand elsewhere, with their remarks.
    if (asideTo !== undefined) {
      const aside = worksheets.add(freeName(asideTo.name, worksheets.items));
      widths.forEach(({ columnWidth }, column) => {
        aside.getRangeByIndexes(0, column, 1, 1).format.columnWidth = columnWidth;
      });
      aside.freezePanes.freezeRows(asideTo.header.rows);
      await copyAside({ sheet, aside, columns: chosen.columns, blocks }, asideTo);
      if (asideTo.remarks !== undefined) await writeRemarks(aside, asideTo.header.rows, asideTo.remarks, entered);
      // A co-author may have moved them meanwhile: others would be deleted.
      if (!chosen.agrees(await readEntered(sheet, blocks, chosen.columns))) {
        aside.delete();
        await context.sync();
        return undefined;
      }
    }
    const fromBelow = [...blocks].reverse();
    for (let start = 0; start < fromBelow.length; start += MAX_BLOCKS) {
      deleteBlocks(sheet, fromBelow.slice(start, start + MAX_BLOCKS));
      await context.sync();
    }
    return entered.map(({ row, cells, formulas }) => ({ row, inputs: cells.map((value, column) => inputOf(value, formulas[column])) }));
  });
}

interface ReadRow {
  readonly row: number;
  readonly cells: readonly Cell[];
  readonly formulas: readonly unknown[];
}

/** Reads rows, as many at once as Excel on the web answers. */
async function readEntered(sheet: Excel.Worksheet, blocks: readonly Block[], columns: number): Promise<readonly ReadRow[]> {
  const numbers = blocks.flatMap(({ row, rows }) => Array.from({ length: rows }, (_, down) => row + down));
  const entered: ReadRow[] = [];
  let atOnce = MAX_BLOCKS;
  while (entered.length < numbers.length) {
    const part = blocksOf(numbers.slice(entered.length, entered.length + atOnce)).map(({ row, rows }) => ({
      row,
      range: sheet.getRangeByIndexes(row - 1, 0, rows, columns).load('values,formulas'),
    }));
    try {
      await sheet.context.sync();
    } catch (error) {
      if (!isAnswerTooLarge(error) || atOnce === 1) throw error;
      atOnce = Math.ceil(atOnce / 4);
      continue;
    }
    for (const { row, range } of part)
      for (const [down, cells] of (range.values as Cell[][]).entries())
        entered.push({ row: row + down, cells, formulas: range.formulas[down] as unknown[] });
  }
  return entered;
}

interface Copying {
  readonly sheet: Excel.Worksheet;
  readonly aside: Excel.Worksheet;
  readonly columns: number;
  readonly blocks: readonly Block[];
}

/** Copies the header and rows. Up to 2,000 blocks are left for the next request. */
async function copyAside({ sheet, aside, columns, blocks }: Copying, { header }: Aside): Promise<void> {
  let row = 0;
  for (const [count, from] of [header, ...blocks].entries()) {
    if (count > 0 && count % MAX_BLOCKS === 0) await sheet.context.sync();
    aside.getRangeByIndexes(row, 0, from.rows, columns).copyFrom(sheet.getRangeByIndexes(from.row - 1, 0, from.rows, columns));
    row += from.rows;
  }
}

/** Writes what is to be known of each row beside it, and makes the sheet the leftmost, which is the one that is uploaded. */
async function writeRemarks(
  aside: Excel.Worksheet,
  headerRows: number,
  { column, header, texts }: NonNullable<Aside['remarks']>,
  rows: readonly { readonly row: number }[],
): Promise<void> {
  const title = aside.getRangeByIndexes(headerRows - 1, column, 1, 1);
  title.format.columnWidth = REMARK_WIDTH;
  styleHeader(title);
  await writeTexts(aside, headerRows, column, [header, ...rows.map(({ row }) => texts.get(row) ?? '')]);
  aside.position = 0;
  aside.activate();
}

function inputOf(value: Cell, formula: unknown): Cell {
  return typeof formula === 'string' && formula.startsWith('=') && formula !== value ? formula : asTyped(value);
}

/** What an inserted row takes in a request besides its values: several calls, in bytes. */
const CALLS_BYTES = 1500;

/**
 * Inserts whole rows with the formats of the rows below them: above may be the header. Takes one request per 4 MB or 2,000 rows. All or none: if Excel
 * refuses one, what was inserted before is deleted again.
 * @param rows from top to bottom, each with the number that it will have
 * @throws ExcelProblem
 */
export async function insertRows(sheetId: string, rows: readonly EnteredRow[]): Promise<void> {
  // From the top: rows that are still to come do not move those that are there.
  for (const { start, items } of partsOf(rows, MAX_BLOCKS, CALLS_BYTES)) {
    // Who begins to edit a cell meanwhile does not leave half of them.
    const request = start === 0 ? requestOnce : requestWhenIdle;
    try {
      await request(
        (context) => insertPart(context.workbook.worksheets.getItem(sheetId), items),
        () => undefined,
      );
    } catch (error) {
      if (start > 0)
        await deleteRows(
          sheetId,
          rows.slice(0, start).map(({ row }) => row),
        ).catch(() => undefined);
      throw error;
    }
  }
}

function insertPart(sheet: Excel.Worksheet, rows: readonly EnteredRow[]): void {
  for (const { row, rows: count } of blocksOf(rows.map(({ row }) => row))) {
    const last = row + count - 1;
    sheet.getRange(`${row}:${last}`).insert('Down');
    sheet.getRange(`${row}:${last}`).copyFrom(`${last + 1}:${last + 1}`, 'Formats');
  }
  for (const { row, inputs, dates = [] } of rows) {
    for (const column of dates) sheet.getRange(cellAddress(column, row)).numberFormat = [[DATE_FORMAT]];
    if (inputs.length > 0) sheet.getRange(`A${row}:${columnLetters(inputs.length - 1)}${row}`).values = [[...inputs]];
  }
}
