import type { Cells } from './cells';
import type { Layout } from './sheet';

/** "Upload 1-2 rows of test data to ensure a proper upload." */
export const TEST_ROWS = 2;

/** Rows (as the sheet numbers them) in parts of a size, in their order. */
export function batchesOf(rows: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, batch) => rows.slice(batch * size, (batch + 1) * size));
}

/** The header and some rows alone; what is between them is empty, so that every row keeps its number. */
export function onlyRows(cells: Cells, layout: Pick<Layout, 'headerRow'>, rows: ReadonlySet<number>): Cells {
  let last = layout.headerRow;
  for (const row of rows) last = Math.max(last, row);
  return cells.slice(0, last).map((row, place) => (place < layout.headerRow || rows.has(place + 1) ? row : []));
}

/** The cells as they are sent: without the results' column. */
export function withoutResults(cells: Cells, { results }: Pick<Layout, 'results'>): Cells {
  if (results === undefined) return cells;
  return cells.map((row) => (row[results] === undefined ? row : row.map((cell, column) => (column === results ? '' : cell))));
}
