/** A row as it was. */
export interface KnownRow {
  /** Its number then. */
  readonly row: number;
  /** What it held, as a text to compare. */
  readonly contents: string;
}

/**
 * Finds rows by what they hold, wherever they were moved or sorted to: in their place, or else one after the other from top to bottom.
 * @param now what each row holds now, from the first on
 * @returns their numbers now, by those then; without the rows that were changed or deleted
 */
export function findRows(known: readonly KnownRow[], now: readonly string[]): ReadonlyMap<number, number> {
  const stayed = new Set(known.filter(({ row, contents }) => now[row - 1] === contents).map(({ row }) => row));
  const wanted = new Set(known.map(({ contents }) => contents));
  const free = new Map<string, number[]>();
  for (const [place, contents] of now.entries()) {
    if (!wanted.has(contents) || stayed.has(place + 1)) continue;
    const rows = free.get(contents);
    if (rows === undefined) free.set(contents, [place + 1]);
    else rows.push(place + 1);
  }
  for (const rows of free.values()) rows.reverse();
  const places = new Map<number, number>();
  for (const { row, contents } of known) {
    const place = stayed.has(row) ? row : free.get(contents)?.pop();
    if (place !== undefined) places.set(row, place);
  }
  return places;
}
