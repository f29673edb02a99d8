import { type Cell, type Cells, cellText, isBlank } from '../../core/caseload/cells';
import { findRows, type KnownRow } from '../../core/caseload/row-places';

/** A row after a change, to find it again. */
export interface ChangedRow extends KnownRow {
  /** The column of the Participant ID; undefined if the sheet has none. */
  readonly person: number | undefined;
  /** The Participant ID. */
  readonly participant: string;
}

/** A row as it is after a change. */
export function changedRow(row: number, cells: readonly Cell[], person: number | undefined): ChangedRow {
  return { row, contents: contentsOf(cells), person, participant: participantIn(cells, person) };
}

/**
 * Where changed rows are now: where a row holds the same, or, if it was edited since, in its place, as long as it is the same participant's.
 * @returns their numbers now, by those then; without the rows that can't be found
 */
export function placesOf(rows: readonly ChangedRow[], cells: Cells): ReadonlyMap<number, number> {
  const places = new Map(findRows(rows, cells.map(contentsOf)));
  const taken = new Set(places.values());
  for (const { row, person, participant } of rows) {
    const isSame = participant !== '' && participantIn(cells[row - 1] ?? [], person) === participant;
    if (!places.has(row) && !taken.has(row) && isSame) places.set(row, row);
  }
  return places;
}

function participantIn(cells: readonly Cell[], person: number | undefined): string {
  return person === undefined ? '' : cellText(cells[person]).trim();
}

/** Trailing empty cells depend on what is beside the rows. */
function contentsOf(cells: readonly Cell[]): string {
  return JSON.stringify(cells.slice(0, cells.findLastIndex((cell) => !isBlank(cell)) + 1));
}
