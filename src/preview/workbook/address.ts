/** A block of cells, zero-based. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The size of an Excel worksheet. */
export const SHEET_ROWS = 1_048_576;
export const SHEET_COLUMNS = 16_384;

export function columnName(index: number): string {
  let name = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
}

function columnNumber(name: string): number {
  let number = 0;
  for (const letter of name.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

const CORNER = /^\$?([A-Za-z]{1,3})?\$?(\d{1,7})?$/;

/** Parses an address without a sheet name, such as `A1`, `B2:D9`, `C:C` or `3:3`; null if it is invalid or beyond the sheet. */
export function parseArea(address: string): Area | null {
  const [from, to = from, more] = address.split(':');
  const [first, last] = [CORNER.exec(from ?? ''), CORNER.exec(to ?? '')];
  if (!first || !last || more !== undefined || from === '') return null;
  const wholeColumns = first[2] === undefined && last[2] === undefined;
  const wholeRows = first[1] === undefined && last[1] === undefined;
  if (!wholeColumns && (first[2] === undefined || last[2] === undefined)) return null;
  if (!wholeRows && (first[1] === undefined || last[1] === undefined)) return null;
  const columns = wholeRows ? [0, SHEET_COLUMNS - 1] : [columnNumber(first[1] ?? ''), columnNumber(last[1] ?? '')];
  const rows = wholeColumns ? [0, SHEET_ROWS - 1] : [Number(first[2]) - 1, Number(last[2]) - 1];
  const [row, column] = [Math.min(...rows), Math.min(...columns)];
  const [lastRow, lastColumn] = [Math.max(...rows), Math.max(...columns)];
  if (row < 0 || lastRow >= SHEET_ROWS || lastColumn >= SHEET_COLUMNS) return null;
  return { row, column, rows: lastRow - row + 1, columns: lastColumn - column + 1 };
}

/** The block's address without a sheet name, such as `A1`, `B2:D9`, `C:C` or `3:3`. */
export function areaAddress(area: Area): string {
  const [from, to] = [columnName(area.column), columnName(area.column + area.columns - 1)];
  if (area.rows === SHEET_ROWS) return `${from}:${to}`;
  if (area.columns === SHEET_COLUMNS) return `${area.row + 1}:${area.row + area.rows}`;
  const first = `${from}${area.row + 1}`;
  return area.rows === 1 && area.columns === 1 ? first : `${first}:${to}${area.row + area.rows}`;
}

/** Splits an address such as `'My sheet'!A1:B2` into the sheet's name, if any, and the rest. */
export function splitSheet(address: string): { sheet: string | null; rest: string } {
  const at = address.lastIndexOf('!');
  if (at < 0) return { sheet: null, rest: address };
  const name = address.slice(0, at);
  return { sheet: name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name, rest: address.slice(at + 1) };
}

/** A sheet's name, quoted for an address if necessary. */
export function quoteSheet(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}

/** The places of a block's cells, row by row. */
export function cellsOf(area: Area): { readonly row: number; readonly column: number }[] {
  return Array.from({ length: area.rows * area.columns }, (_, place) => ({
    row: area.row + Math.floor(place / area.columns),
    column: area.column + (place % area.columns),
  }));
}

/** A block of one cell. */
export function cellArea(row: number, column: number): Area {
  return { row, column, rows: 1, columns: 1 };
}

export function contains(area: Area, row: number, column: number): boolean {
  return row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;
}

export function sameArea(one: Area, other: Area): boolean {
  return one.row === other.row && one.column === other.column && one.rows === other.rows && one.columns === other.columns;
}

/** The smallest block that holds both. */
export function bounding(one: Area, other: Area): Area {
  const [row, column] = [Math.min(one.row, other.row), Math.min(one.column, other.column)];
  const rows = Math.max(one.row + one.rows, other.row + other.rows) - row;
  const columns = Math.max(one.column + one.columns, other.column + other.columns) - column;
  return { row, column, rows, columns };
}

export function intersect(one: Area, other: Area): Area | null {
  const row = Math.max(one.row, other.row);
  const column = Math.max(one.column, other.column);
  const rows = Math.min(one.row + one.rows, other.row + other.rows) - row;
  const columns = Math.min(one.column + one.columns, other.column + other.columns) - column;
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : null;
}

/** What is left of a block without another: up to four blocks. */
export function without(area: Area, other: Area): readonly Area[] {
  const common = intersect(area, other);
  if (common === null) return [area];
  const [bottom, right] = [common.row + common.rows, common.column + common.columns];
  const parts = [
    { ...area, rows: common.row - area.row },
    { ...area, row: bottom, rows: area.row + area.rows - bottom },
    { ...common, column: area.column, columns: common.column - area.column },
    { ...common, column: right, columns: area.column + area.columns - right },
  ];
  return parts.filter(({ rows, columns }) => rows > 0 && columns > 0);
}

/** Rows or columns that are inserted (`count` > 0) or deleted (`count` < 0) at a place. */
export interface Shift {
  readonly axis: 'rows' | 'columns';
  readonly at: number;
  readonly count: number;
}

/** The block after a shift; null if it was deleted. */
export function shiftArea(area: Area, { axis, at, count }: Shift): Area | null {
  if (axis === 'rows') {
    if (area.rows === SHEET_ROWS) return area;
    const [row, rows] = shift(area.row, area.rows, at, count, SHEET_ROWS);
    return rows > 0 ? { ...area, row, rows } : null;
  }
  if (area.columns === SHEET_COLUMNS) return area;
  const [column, columns] = shift(area.column, area.columns, at, count, SHEET_COLUMNS);
  return columns > 0 ? { ...area, column, columns } : null;
}

function shift(first: number, length: number, at: number, count: number, most: number): [first: number, length: number] {
  const move = (place: number) => (place < at ? place : count < 0 ? Math.max(at, place + count) : place + count);
  const start = move(first);
  // What is inserted right behind a block does not belong to it.
  const end = count < 0 ? move(first + length) : move(first + length - 1) + 1;
  return [start, Math.min(most, end) - start];
}
