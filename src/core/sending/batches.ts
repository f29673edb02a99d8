import type { Cells } from '../caseload/cells';
import { findLayout, HEADER_SEARCH_ROWS, type Layout, rowKind } from '../caseload/layout';
import type { Reference } from '../caseload/reference';

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

/**
 * The first one or two rows of data alone, for a test upload; every row keeps its number. Cutting again changes nothing, so that
 * the pane and the service may both do it.
 */
export function testCells(cells: Cells, reference: Pick<Reference, 'duplicateCheck'>): Cells {
  const layout = findLayout(cells, reference);
  if (layout === null) return cells.slice(0, HEADER_SEARCH_ROWS);
  const participant = layout.columns.find(({ column }) => column?.key === 'participantId')?.index ?? -1;
  const rows = new Set<number>();
  for (let place = layout.headerRow; place < cells.length && rows.size < TEST_ROWS; place++)
    if (rowKind(cells[place], participant) === 'data') rows.add(place + 1);
  return onlyRows(cells, layout, rows);
}

/** The cells as they are sent: without the results' column. */
export function withoutResults(cells: Cells, { results }: Pick<Layout, 'results'>): Cells {
  if (results === undefined) return cells;
  return cells.map((row) => (row[results] === undefined ? row : row.map((cell, column) => (column === results ? '' : cell))));
}
