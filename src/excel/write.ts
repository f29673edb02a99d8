import type { Cell } from '../core/caseload/cells';
import type { CellChange } from '../core/fixes/fix-groups';
import { DATE_FORMAT, GENERAL_FORMAT, TEXT_FORMAT } from './number-format';
import { runExcel } from './run';

/** A cell, what it shall hold, and what it held when that was decided. */
export interface Edit extends CellChange {
  readonly was: Cell;
  /** Where it shall hold a formula again: `value` is then what that shows. */
  readonly formula?: string;
  /** The number format that it gets, too. */
  readonly format?: string;
}

/** An edit turned round: what takes it back. */
type Reverse = Edit;

/** Another range costs about as many bytes as leaving this many cells of a column as they are. */
const GAP = 70;
/** Excel on the web refuses requests over 5 MB. */
const REQUEST_BYTES = 4 * 1024 * 1024;
/** Approximate overhead of a range, without its values. */
const RANGE_BYTES = 700;
/** A range is no larger than this, so that requests can be filled with them. */
const MOST_BYTES = REQUEST_BYTES / 4;

interface Run {
  readonly column: number;
  readonly row: number;
  /** `null` leaves a cell as it is, its formula and all. */
  readonly inputs: (Cell | null)[];
  readonly formats: (string | null)[];
  bytes: number;
}

/**
 * Changes cells and nothing else: formats stay, and what stands between them too. Only a number that goes into a cell of
 * text gets the format of a number or date: else it would be text again. A cell that holds something else than `was` by now
 * (its row moved, or somebody else was quicker) is left. A request to look, and one for each 4 MB to write; if Excel refuses
 * one, what was written is put back, so that it is all of them or none.
 * @returns how to take back what was changed, formulas too
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
        const isOfText = typeof edit.value === 'number' && looked.get(`${edit.row}:${edit.column}`)?.format === TEXT_FORMAT;
        return isOfText ? { ...edit, format: edit.isDate === true ? DATE_FORMAT : GENERAL_FORMAT } : edit;
      });
    const back = sure.map(({ row, column, value, was, format }): Reverse => {
      const formula = looked.get(`${row}:${column}`)?.formula;
      const isFormula = typeof formula === 'string' && formula.startsWith('=') && formula !== was;
      return { row, column, value: was, was: value, ...(isFormula ? { formula } : {}), ...(format ? { format: TEXT_FORMAT } : {}) };
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
      // What stands before the refused cell in the same request is written, too. Excel may refuse this as well: then nothing was.
      await write(back).catch(() => undefined);
      throw error;
    }
    return back;
  });
}

/** What is typed into a cell: text stays text, so what Excel would take for a formula, number or date begins with an apostrophe. */
function inputOf({ value, formula }: Edit): Cell {
  return formula ?? asTyped(value);
}

/** A value as it must be typed so that Excel keeps it as it is. */
function asTyped(value: Cell): Cell {
  if (typeof value !== 'string' || value === '') return value;
  const isPlain = /^\p{L}[^\d]*$/u.test(value) && !/^(true|false)$/i.test(value);
  return isPlain ? value : `'${value}`;
}

/** Rows written in one request when they are short. */
const ROWS_PER_REQUEST = 5000;

/**
 * Writes whole rows below each other from a row on, as they are: text stays text. A request for each 4 MB.
 * @param row as the sheet numbers it
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
    for (let start = 0; start < rows.length; ) {
      let [bytes, end] = [0, start];
      while (end < rows.length && end - start < ROWS_PER_REQUEST && bytes < MOST_BYTES * 3) bytes += JSON.stringify(rows[end++]).length * 2;
      const part = rows.slice(start, end).map((cells) => cells.map(asTyped));
      sheet.getRangeByIndexes(row - 1 + start, 0, part.length, part[0]?.length ?? 1).values = part;
      await context.sync();
      start = end;
      onProgress(start / rows.length);
    }
  });
}

/** The cells of each column in as few ranges as are worth it. */
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
    if (last === undefined || gap > GAP || last.bytes + bytes > MOST_BYTES) {
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

/** The ranges put together to requests that Excel takes. */
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
