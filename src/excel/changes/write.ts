import type { Cell } from '../../core/caseload/cells';
import type { CellChange } from '../../core/fixes/fix-groups';
import { DATE_FORMAT, GENERAL_FORMAT, setNumberFormat, TEXT_FORMAT } from '../formats/number-format';
import { runExcel } from '../run';

/** A change of a cell, with its expected current value. */
export interface Edit extends CellChange {
  readonly was: Cell;
  /** A formula to restore; `value` is its displayed value. */
  readonly formula?: string;
  /** A number format to set, too. */
  readonly format?: string;
}

/** The inverse of an edit. */
type Reverse = Edit;

/** The number of unchanged cells in a column that cost as many bytes as another range. */
const GAP = 70;
/** The request size limit: Excel on the web refuses requests over 5 MB. */
const REQUEST_BYTES = 4 * 1024 * 1024;
/** Approximate overhead of a range, without its values. */
const RANGE_BYTES = 700;
/** The largest range, so that requests can be filled evenly. */
const MAX_BYTES = REQUEST_BYTES / 4;

interface Run {
  readonly column: number;
  readonly row: number;
  /** `null` leaves a cell unchanged, including its formula. */
  readonly inputs: (Cell | null)[];
  readonly formats: (string | null)[];
  bytes: number;
}

/**
 * Changes cells without their formats, or cells in between. Only a number in a text cell
 * gets a number or date format, since it would become text, and a date in a cell without a format, which would show a number. A cell that no longer holds `was`
 * (its row moved, or a co-author changed it) is left. Takes one request to look, and one per 4 MB to write. If Excel refuses
 * one, earlier changes are reverted.
 * @returns the edits that undo the changes, with formulas
 * @throws ExcelProblem
 */
export function changeCells(sheetId: string, edits: readonly Edit[]): Promise<readonly Reverse[]> {
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetId);
    const looked = new Map<string, { value: Cell; formula: Cell; format: unknown }>();
    const hasNumbers = edits.some(({ value }) => typeof value === 'number');
    for (const part of requests(runsOf(edits))) {
      const ranges = part.map(({ row, column, inputs }) => {
        const range = sheet.getRangeByIndexes(row - 1, column, inputs.length, 1);
        range.load(hasNumbers ? 'values,formulas,numberFormat' : 'values,formulas');
        return { row, column, range };
      });
      await context.sync();
      for (const { row, column, range } of ranges) {
        range.values.forEach(([value], down) => {
          const format = hasNumbers ? range.numberFormat[down]?.[0] : undefined;
          looked.set(`${row + down}:${column}`, { value, formula: range.formulas[down]?.[0], format });
        });
      }
    }
    const sure = edits
      .filter(({ row, column, was }) => looked.get(`${row}:${column}`)?.value === was)
      .map((edit): Edit => {
        const format = looked.get(`${edit.row}:${edit.column}`)?.format;
        const isShownWrong = format === TEXT_FORMAT || (edit.isDate === true && format === GENERAL_FORMAT);
        if (typeof edit.value !== 'number' || !isShownWrong) return edit;
        return { ...edit, format: edit.isDate === true ? DATE_FORMAT : GENERAL_FORMAT };
      });
    const back = sure.map(({ row, column, value, was, format }): Reverse => {
      const { formula, format: before } = looked.get(`${row}:${column}`) ?? {};
      const isFormula = typeof formula === 'string' && formula.startsWith('=') && formula !== was;
      return {
        row,
        column,
        value: was,
        was: value,
        ...(isFormula ? { formula } : {}),
        ...(format && typeof before === 'string' ? { format: before } : {}),
      };
    });
    const write = async (changes: readonly Edit[]) => {
      for (const part of requests(runsOf(changes))) {
        for (const { row, column, inputs, formats } of part) {
          const range = sheet.getRangeByIndexes(row - 1, column, inputs.length, 1);
          if (formats.some((format) => format !== null)) range.numberFormat = formats.map((format) => [format]);
          range.values = inputs.map((input) => [input]);
        }
        await context.sync();
      }
    };
    try {
      await write(sure);
    } catch (error) {
      // Cells before the refused one in the same request were written, too. If Excel also refuses this, nothing was written.
      await write(back).catch(() => undefined);
      throw error;
    }
    return back;
  });
}

/** A value as cell input: text that Excel would read as a formula, number or date gets an apostrophe. */
function inputOf({ value, formula }: Edit): Cell {
  return formula ?? asTyped(value);
}

/** A value as input that Excel keeps unchanged. */
export function asTyped(value: Cell): Cell {
  if (typeof value !== 'string' || value === '') return value;
  const isPlain = /^\p{L}[^\d]*$/u.test(value) && !/^(true|false)$/i.test(value);
  return isPlain ? value : `'${value}`;
}

/** The most rows per request. */
const ROWS_PER_REQUEST = 5000;

/** Consecutive items of a list that fit into a request. */
interface Part<T> {
  /** The zero-based place of the first. */
  readonly start: number;
  readonly items: readonly T[];
}

/**
 * Splits a list into parts of at most 3 MB.
 * @param most the most items of a part
 * @param overhead what each takes besides its JSON, in bytes
 */
export function partsOf<T>(list: readonly T[], most = ROWS_PER_REQUEST, overhead = 0): readonly Part<T>[] {
  const parts: Part<T>[] = [];
  for (let start = 0; start < list.length; ) {
    let [bytes, end] = [0, start];
    while (end < list.length && end - start < most && bytes < MAX_BYTES * 3) bytes += JSON.stringify(list[end++]).length * 2 + overhead;
    parts.push({ start, items: list.slice(start, end) });
    start = end;
  }
  return parts;
}

/**
 * Writes consecutive rows; text stays text. Takes one request per 4 MB.
 * @param row the first sheet row number
 * @throws ExcelProblem
 */
export function writeRows(
  sheetName: string,
  row: number,
  rows: readonly (readonly Cell[])[],
  onProgress: (share: number) => void = () => undefined,
): Promise<void> {
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetName);
    for (const { start, items } of partsOf(rows)) {
      const part = items.map((cells) => cells.map(asTyped));
      sheet.getRangeByIndexes(row - 1 + start, 0, part.length, part[0]?.length ?? 1).values = part;
      await context.sync();
      onProgress((start + items.length) / rows.length);
    }
  });
}

/**
 * Writes texts below each other, as texts. Takes one request per 4 MB.
 * @param row the first sheet row number
 * @param column zero-based
 */
export async function writeTexts(sheet: Excel.Worksheet, row: number, column: number, texts: readonly string[]): Promise<void> {
  for (const { start, items } of partsOf(texts)) {
    const range = sheet.getRangeByIndexes(row - 1 + start, column, items.length, 1);
    setNumberFormat(range, TEXT_FORMAT);
    range.values = items.map((text) => [text]);
    await sheet.context.sync();
  }
}

/** Groups the cells of each column into ranges of least total size. */
function runsOf(edits: readonly Edit[]): readonly Run[] {
  const found: Run[] = [];
  const sorted = [...edits].sort((one, other) => one.column - other.column || one.row - other.row);
  for (const edit of sorted) {
    const { row, column } = edit;
    const input = inputOf(edit);
    const format = edit.format ?? null;
    const bytes = 30 + (typeof input === 'string' ? input.length * 3 : 20);
    const last = found.at(-1);
    const gap = last?.column === column ? row - last.row - last.inputs.length : Number.POSITIVE_INFINITY;
    if (last === undefined || gap > GAP || last.bytes + bytes > MAX_BYTES) {
      found.push({ column, row, inputs: [input], formats: [format], bytes: RANGE_BYTES + bytes });
    } else {
      for (let skipped = 0; skipped < gap; skipped++) {
        last.inputs.push(null);
        last.formats.push(null);
      }
      last.inputs.push(input);
      last.formats.push(format);
      last.bytes += bytes + gap * 7;
    }
  }
  return found;
}

/** Groups ranges into requests within the size limit. */
function requests(runs: readonly Run[]): readonly (readonly Run[])[] {
  const found: Run[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const run of runs) {
    if (bytes + run.bytes > REQUEST_BYTES) {
      found.push([]);
      bytes = 0;
    }
    found.at(-1)?.push(run);
    bytes += run.bytes;
  }
  return found;
}
