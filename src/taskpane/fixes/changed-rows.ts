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
 * Where rows with the same contents are now.
 * @returns their numbers now, by those then; without the rows that can't be found
 */
export function samePlaces(rows: readonly ChangedRow[], cells: Cells): ReadonlyMap<number, number> {
  return findRows(rows, cells.map(contentsOf));
}

/** As `samePlaces`; a row that was edited since is also found in its place, as long as it is the only one of the same participant. */
export function placesOf(rows: readonly ChangedRow[], cells: Cells): ReadonlyMap<number, number> {
  const places = new Map(samePlaces(rows, cells));
  const edited = rows.filter(({ row, participant }) => !places.has(row) && participant !== '');
  if (edited.length === 0) return places;
  const counts = new Map<string, number>();
  const person = edited[0]?.person;
  for (const row of cells) {
    const participant = participantIn(row, person);
    counts.set(participant, (counts.get(participant) ?? 0) + 1);
  }
  const taken = new Set(places.values());
  for (const { row, participant } of edited)
    if (counts.get(participant) === 1 && !taken.has(row) && participantIn(cells[row - 1] ?? [], person) === participant)
      places.set(row, row);
  return places;
}

function participantIn(cells: readonly Cell[], person: number | undefined): string {
  return person === undefined ? '' : cellText(cells[person]).trim();
}

/** Trailing empty cells depend on what is beside the rows. */
function contentsOf(cells: readonly Cell[]): string {
  return JSON.stringify(cells.slice(0, cells.findLastIndex((cell) => !isBlank(cell)) + 1));
}
