import { type Cells, cellText } from '../caseload/cells';
import type { Layout } from '../caseload/layout';

/**
 * The rows that are not sent while some are wrong: these, and all others of their participants. Half a transfer would leave somebody without a caseworker.
 * @param rows the sheet row numbers to choose from
 */
export function heldRows(
  rows: readonly number[],
  isWrong: (row: number) => boolean,
  cells: Cells,
  { columns }: Pick<Layout, 'columns'>,
): ReadonlySet<number> {
  const people = columns.find(({ column }) => column?.key === 'participantId')?.index ?? -1;
  const personOf = (row: number) => cellText(cells[row - 1]?.[people]).trim();
  const held = new Set(rows.filter(isWrong).map(personOf));
  return new Set(held.size === 0 ? [] : rows.filter((row) => held.has(personOf(row))));
}
