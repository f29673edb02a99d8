import { type Cells, cellText } from '../caseload/cells';
import type { Layout } from '../caseload/layout';
import { withoutHiddenCharacters } from '../caseload/text-keys';

/** The Participant ID of a row, by sheet row number, as it is read, however it is written; a text that is no ID as it is; empty if there is none. */
export function participantOf(cells: Cells, { columns }: Pick<Layout, 'columns'>): (row: number) => string {
  const index = columns.find(({ column }) => column?.key === 'participantId')?.index ?? -1;
  return (row) => {
    const text = withoutHiddenCharacters(cellText(cells[row - 1]?.[index]));
    return /^\d{1,15}$/.test(text) ? String(Number(text)) : text;
  };
}

/**
 * The rows that are not sent while some are wrong: these, and all others of their participants. Half a transfer would leave somebody without a caseworker.
 * @param rows the sheet row numbers to choose from
 */
export function heldRows(
  rows: readonly number[],
  isWrong: (row: number) => boolean,
  cells: Cells,
  layout: Pick<Layout, 'columns'>,
): ReadonlySet<number> {
  const personOf = participantOf(cells, layout);
  const held = new Set(rows.filter(isWrong).map(personOf));
  return new Set(held.size === 0 ? [] : rows.filter((row) => held.has(personOf(row))));
}
