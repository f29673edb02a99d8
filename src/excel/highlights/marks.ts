/** The cells of a row to highlight, as zero-based columns. A cell that is both is an error. */
export interface RowMarks {
  readonly errors: readonly number[];
  readonly warnings: readonly number[];
}

/** The number of cells that hold the marks of a sheet. */
export const PARTS = 512;
/** The longest text of a part, in bytes: all parts together fit into a request of 5 MB, with 100,000 rows that are wrong in 15 columns. */
const MAX_BYTES = 9000;

/** The characters that stand for columns, from the one after these on: letters without digits, spaces and colons. */
const BASE = { e: 0x100, w: 0x3400 } as const;

/**
 * The formula that finds the mark of a cell, an error (`e`) or a warning (`w`): its column’s character between its row and the next.
 * @param key the sheet’s: formats of a sheet that was first before find nothing
 */
export function markFormula(kind: keyof typeof BASE, sheet: string, key: number): string {
  const text = `INDEX('${sheet}'!$A$1:$A$${PARTS},MOD(ROW(),${PARTS})+1)`;
  const row = `FIND(" ${key}."&ROW()&":",${text})`;
  // Most parts are empty. Where a row or column is not found, the error counts as false.
  return `=IF(${text}="",FALSE,FIND(UNICHAR(${BASE[kind]}+COLUMN()),${text},${row})<FIND(" ",${text},${row}+1))`;
}

/**
 * The highlighted cells of a sheet, as texts in a fixed number of cells: ` 1.12:āă 1.524:ā ` marks A12, C12 and A524 as errors of the sheet
 * with the key 1. A row's marks
 * are in the part of its remainder, so that an edit changes one short text and rows need no cells of their own.
 */
export class Marks {
  #parts: Map<number, string>[] = [];
  /** The key of the sheet that is marked. */
  key = 0;

  constructor() {
    this.clear();
  }

  clear(): void {
    this.#parts = Array.from({ length: PARTS }, () => new Map());
  }

  /** @returns the part that has changed; undefined if none has */
  set(row: number, { errors, warnings }: RowMarks): number | undefined {
    const wrong = new Set(errors);
    const doubtful = [...new Set(warnings)].filter((column) => !wrong.has(column));
    const text = characters('e', [...wrong]) + characters('w', doubtful);
    const part = row % PARTS;
    const rows = this.#parts[part];
    if (rows === undefined || (rows.get(row) ?? '') === text) return undefined;
    if (text === '') rows.delete(row);
    else rows.set(row, text);
    return part;
  }

  /** The rows with marks, in order. */
  rows(): readonly number[] {
    return this.#parts.flatMap((rows) => [...rows.keys()]).sort((one, other) => one - other);
  }

  /** A part's text. Rows for which there is no room are left out: a sheet of more than 100,000 rows can’t be uploaded anyway. */
  text(part: number): string {
    const found: string[] = [];
    let bytes = 0;
    for (const [row, columns] of this.#parts[part] ?? []) {
      const token = `${this.key}.${row}:${columns}`;
      bytes += new TextEncoder().encode(token).length + 1;
      if (bytes > MAX_BYTES) break;
      found.push(token);
    }
    return found.length === 0 ? '' : ` ${found.join(' ')} `;
  }
}

function characters(kind: keyof typeof BASE, columns: readonly number[]): string {
  return columns.map((column) => String.fromCodePoint(BASE[kind] + column + 1)).join('');
}
