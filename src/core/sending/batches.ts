import type { Cells } from '../caseload/cells';
import { createRowKind, findLayout, HEADER_SEARCH_ROWS, type Layout } from '../caseload/layout';
import type { Reference } from '../caseload/reference';

/** "Upload 1-2 rows of test data to ensure a proper upload." */
export const TEST_ROWS = 2;

/**
 * Splits row numbers into batches of at most a size, in order. All rows of a participant are in one batch, however many they are: a transfer of which
 * only the end is applied leaves somebody without a caseworker, and one row may lean on another.
 * @param personOf the participant of a row; empty if there is none
 */
export function batchesOf(rows: readonly number[], size: number, personOf: (row: number) => string): readonly (readonly number[])[] {
  const byPerson = new Map<string | number, number[]>();
  for (const row of rows) {
    const person = personOf(row) || row;
    const known = byPerson.get(person);
    if (known === undefined) byPerson.set(person, [row]);
    else known.push(row);
  }
  const batches: number[][] = [];
  for (const theirs of byPerson.values()) {
    const last = batches.at(-1);
    if (last === undefined || last.length + theirs.length > size) batches.push([...theirs]);
    else last.push(...theirs);
  }
  return batches.map((batch) => batch.sort((one, other) => one - other));
}

/** Keeps the header and some rows. The others become empty, so that every row keeps its number. */
export function onlyRows(cells: Cells, layout: Pick<Layout, 'headerRow'>, rows: ReadonlySet<number>): Cells {
  let last = layout.headerRow;
  for (const row of rows) last = Math.max(last, row);
  return cells.slice(0, last).map((row, place) => (place < layout.headerRow || rows.has(place + 1) ? row : []));
}

/**
 * Keeps the first two data rows, for a test upload; every row keeps its number. Idempotent, so that
 * both the pane and the service can apply it.
 */
export function testCells(cells: Cells, reference: Pick<Reference, 'duplicateCheck'>): Cells {
  const layout = findLayout(cells, reference);
  if (layout === null) return cells.slice(0, HEADER_SEARCH_ROWS);
  const kindOf = createRowKind(layout);
  const rows = new Set<number>();
  for (let place = layout.headerRow; place < cells.length && rows.size < TEST_ROWS; place++)
    if (kindOf(cells[place]) === 'data') rows.add(place + 1);
  return onlyRows(cells, layout, rows);
}

/** The cells without the add-in's own columns, as submitted. */
export function withoutOwn(cells: Cells, { own }: Pick<Layout, 'own'>): Cells {
  const columns = new Set(Object.values(own));
  if (columns.size === 0) return cells;
  const key = [...columns].join();
  return cells.map((row) => {
    const known = stripped.get(row);
    if (known?.columns === key) return known.row;
    const hasOwn = row.some((cell, column) => columns.has(column) && cell !== '');
    const without = hasOwn ? row.map((cell, column) => (columns.has(column) ? '' : cell)) : row;
    stripped.set(row, { columns: key, row: without });
    return without;
  });
}

/** Rows without some columns: the same row gives the same object, by which what is known of it is found again. */
const stripped = new WeakMap<Cells[number], { readonly columns: string; readonly row: Cells[number] }>();
