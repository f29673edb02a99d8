import type { Cell, Cells } from './cells';
import type { Layout } from './layout';

/** Days between the 1900 and the 1904 date system, which old workbooks of Excel for Mac use. */
export const DAYS_TO_1904 = 1462;

/** The zero-based date columns of a sheet. */
export function dateColumns({ columns }: Pick<Layout, 'columns'>): ReadonlySet<number> {
  return new Set(columns.filter(({ column }) => column?.kind.type === 'date').map(({ index }) => index));
}

/** A row whose dates are counted from another day. Excel counts every number in a date column so, whether its cell has a date format or not. */
export function shiftRow(row: readonly Cell[], dates: ReadonlySet<number>, days: number): readonly Cell[] {
  if (days === 0) return row;
  return row.map((cell, column) => (typeof cell === 'number' && dates.has(column) ? cell + days : cell));
}

/** The rows below the header, shifted. */
export function shiftDates(cells: Cells, layout: Layout, days: number): Cells {
  if (days === 0) return cells;
  const dates = dateColumns(layout);
  return cells.map((row, place) => (place < layout.headerRow ? row : shiftRow(row, dates, days)));
}
