import { withoutHiddenCharacters } from './text-keys';

/** A cell as Excel's `values` gives it: dates are serial numbers, an empty cell is `""` (or `null` in JSON). */
export type Cell = string | number | boolean | null;

/** A sheet's cells from A1, by row. Rows may differ in length. */
export type Cells = readonly (readonly Cell[])[];

/** Whether the cell is empty or only white space. */
export function isBlank(cell: Cell | undefined): cell is '' | null | undefined {
  if (cell === '' || cell === null || cell === undefined) return true;
  // A fast path: most texts start with a letter.
  return typeof cell === 'string' && (cell.charCodeAt(0) <= 32 || cell.charCodeAt(0) >= 127) && withoutHiddenCharacters(cell) === '';
}

/** Whether all cells of the row are blank. */
export function isBlankRow(row: readonly Cell[] | undefined): boolean {
  if (row === undefined) return true;
  for (let column = 0; column < row.length; column++) if (!isBlank(row[column])) return false;
  return true;
}

/** `0` -> `A`, `25` -> `Z`, `26` -> `AA`. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return letters;
}

/** The address of a zero-based column and a sheet row number: `(2, 5)` -> `C5`. */
export function cellAddress(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}

/** The zero-based column of an address: `AB12` -> 27. */
export function columnIndex(address: string): number {
  let column = 0;
  for (const letter of /^[A-Z]*/.exec(address)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** The cell's text, for messages and lookups. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return String(cell);
}

const FORMULA_ERROR =
  /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|PYTHON!|GETTING_DATA)$/;

/** Whether the cell shows a formula error (`#N/A`, `#REF!`, …). */
export function isFormulaError(cell: Cell | undefined): boolean {
  return typeof cell === 'string' && cell.charCodeAt(0) === 35 && FORMULA_ERROR.test(cell);
}
