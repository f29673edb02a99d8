import type { Cell } from '../core/cells';
import type { CellChange } from '../core/fixes';
import { runExcel } from './run';

/** Writing another range costs about as many bytes as leaving this many cells of a column as they are. */
const GAP = 70;
/** Excel on the web refuses requests over 5 MB. */
const REQUEST_BYTES = 4 * 1024 * 1024;
/** About what a range costs besides its values. */
const RANGE_BYTES = 700;

interface Run {
  readonly column: number;
  readonly row: number;
  /** `null` leaves a cell as it is, its formula and all. */
  readonly values: (Cell | null)[];
}

/**
 * Writes cells and nothing else: formats stay, and what stands between them too. One request for each 4 MB; if one
 * fails, what was written before it is put back, so that it is all of them or none.
 * @param before what the cells hold now, to put back
 * @throws ExcelProblem
 */
export function writeCells(sheetId: string, changes: readonly CellChange[], before: readonly CellChange[]): Promise<void> {
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetId);
    const put = ({ column, row, values }: Run) => {
      sheet.getRangeByIndexes(row - 1, column, values.length, 1).values = values.map((value) => [asTyped(value)]);
    };
    let written = 0;
    try {
      for (const part of parts(runs(changes))) {
        for (const run of part) put(run);
        await context.sync();
        written++;
      }
    } catch (error) {
      if (written > 0) {
        for (const run of runs(before)) put(run);
        await context.sync();
      }
      throw error;
    }
  });
}

/** Text stays text: what Excel would take for a formula, number or date goes in as if typed after an apostrophe. */
function asTyped(value: Cell | null): Cell | null {
  if (typeof value !== 'string' || value === '') return value;
  const isPlain = /^\p{L}[^\d]*$/u.test(value) && !/^(true|false)$/i.test(value);
  return isPlain ? value : `'${value}`;
}

/** The cells of each column in as few ranges as are worth it. */
function runs(changes: readonly CellChange[]): readonly Run[] {
  const found: Run[] = [];
  const sorted = [...changes].sort((one, other) => one.column - other.column || one.row - other.row);
  for (const { row, column, value } of sorted) {
    const last = found.at(-1);
    const gap = last?.column === column ? row - last.row - last.values.length : Number.POSITIVE_INFINITY;
    if (last === undefined || gap > GAP) found.push({ column, row, values: [value] });
    else {
      for (let skipped = 0; skipped < gap; skipped++) last.values.push(null);
      last.values.push(value);
    }
  }
  return found;
}

function parts(all: readonly Run[]): readonly (readonly Run[])[] {
  const found: Run[][] = [[]];
  let bytes = 0;
  for (const run of all) {
    const size = RANGE_BYTES + JSON.stringify(run.values).length + run.values.length * 4;
    if (bytes + size > REQUEST_BYTES && bytes > 0) {
      found.push([]);
      bytes = 0;
    }
    found.at(-1)?.push(run);
    bytes += size;
  }
  return found;
}
