import { sha256 } from '@noble/hashes/sha2.js';
import { type Cell, type Cells, isBlank } from '../../../core/caseload/cells';
import { findRows } from '../../../core/caseload/row-places';
import { memory, type RowRange, type SentUpload } from '../../service/local-memory';

/** The most to remember, in characters: browsers store about five million. The oldest uploads are forgotten. */
const MAX_LENGTH = 1_500_000;
/** The length of a row’s digest, in characters of 6 bits: that a new row has the digest of one of 100,000 is less likely than one in ten million million. */
const DIGITS = 10;

/**
 * Remembers submitted rows, so that they are not sent twice. Stores digests on this computer: a changed row is sent again; a row that was moved or sorted
 * is not, nor is a copy of it.
 */
export class SentRows {
  /** Called when it remembers something else. */
  onChange: () => void = () => undefined;

  /** The numbers of the submitted rows that are unchanged, of all or `among` some. */
  known(sheet: string, cells: Cells, among?: ReadonlySet<number>): ReadonlySet<number> {
    const sent = new Set(this.#uploads().flatMap((one) => (one.sheet === sheet ? standingIn(one) : [])));
    if (sent.size === 0) return new Set();
    const rows = among === undefined ? cells.map((_, place) => place + 1) : [...among];
    return new Set(rows.filter((row) => sent.has(digestOf(cells[row - 1] ?? []))));
  }

  /** The last upload of a sheet of which rows stand. */
  lastUpload(sheet: string): string | undefined {
    return this.#uploads().findLast((one) => one.sheet === sheet && one.standing?.length !== 0)?.upload;
  }

  /** Where an upload’s rows are now, by their numbers at the time of the submission; without those that were changed or deleted since. */
  places(id: string, cells: Cells): ReadonlyMap<number, number> {
    const upload = this.#uploads().find((one) => one.upload === id);
    if (upload === undefined) return new Map();
    const digests = digestsIn(upload);
    const known = rowsIn(upload.rows).map((row, place) => ({ row, contents: digests[place] ?? '' }));
    return findRows(known, cells.map(digestOf));
  }

  /** Whether an upload’s rows are remembered, all of them. */
  knows(id: string): boolean {
    return this.#uploads().some(({ upload }) => upload === id);
  }

  add(sheet: string, cells: Cells, rows: readonly number[], upload: string): void {
    const digests = rows.map((row) => digestOf(cells[row - 1] ?? [])).join('');
    const all = [...this.#uploads(), { sheet, upload, rows: rangesOf(rows), digests }];
    // Of those that were undone, only results are still written: they make room first.
    const uploads =
      JSON.stringify(all).length > MAX_LENGTH ? all.filter((one) => one.upload === upload || one.standing?.length !== 0) : all;
    const lengths = uploads.map((one) => JSON.stringify(one).length);
    let length = lengths.reduce((sum, one) => sum + one, 0);
    const oldest = lengths.findIndex((one, place) => {
      if (length <= MAX_LENGTH || place === lengths.length - 1) return true;
      length -= one;
      return false;
    });
    this.#write(uploads.slice(oldest));
  }

  /**
   * Whether it is not known which rows of an undone upload stand.
   * @param left how many rows the undo left; null if that is not known
   */
  isStale(id: string, left: number | null): boolean {
    return this.#uploads().some((one) => one.upload === id && (one.standing === undefined || one.left !== left));
  }

  /**
   * Forgets the rows of an undone upload, except those that stand: submitted again, they would be on record twice.
   * @param standing their row numbers at the time of the submission
   * @param left how many rows the undo left; null if that is not known
   */
  forgetUndone(id: string, standing: ReadonlySet<number>, left: number | null): void {
    const kept = ({ rows }: SentUpload) => rangesOf(rowsIn(rows).filter((row) => standing.has(row)));
    this.#write(this.#uploads().map((one) => (one.upload === id ? { ...one, standing: kept(one), left } : one)));
  }

  /** Forgets the rows of uploads of which nothing is in the record. */
  forget(ids: readonly string[]): void {
    const uploads = this.#uploads();
    const left = uploads.filter(({ upload }) => !ids.includes(upload));
    if (left.length < uploads.length) this.#write(left);
  }

  /** Forgets a sheet’s rows. */
  forgetSheet(sheet: string): void {
    this.#write(this.#uploads().filter((one) => one.sheet !== sheet));
  }

  #write(uploads: readonly SentUpload[]): void {
    memory.sent.write({ uploads: [...uploads] });
    this.onChange();
  }

  #uploads(): readonly SentUpload[] {
    return memory.sent.read()?.uploads ?? [];
  }
}

function rangesOf(rows: readonly number[]): RowRange[] {
  const ranges: RowRange[] = [];
  for (const row of rows) {
    const last = ranges.at(-1);
    if (last !== undefined && row === last[0] + last[1]) last[1]++;
    else ranges.push([row, 1]);
  }
  return ranges;
}

function rowsIn(ranges: readonly RowRange[]): readonly number[] {
  return ranges.flatMap(([first, count]) => Array.from({ length: count }, (_, place) => first + place));
}

/** The digests of the rows that stand. */
function standingIn(upload: SentUpload): readonly string[] {
  const digests = digestsIn(upload);
  if (upload.standing === undefined) return digests;
  const standing = new Set(rowsIn(upload.standing));
  return rowsIn(upload.rows).flatMap((row, place) => (standing.has(row) ? [digests[place] ?? ''] : []));
}

function digestsIn({ digests }: SentUpload): readonly string[] {
  return Array.from({ length: digests.length / DIGITS }, (_, place) => digests.slice(place * DIGITS, (place + 1) * DIGITS));
}

/** Digests by row, because all rows of a large sheet are compared after every edit. */
const known = new WeakMap<readonly Cell[], string>();
const encoder = new TextEncoder();

function digestOf(row: readonly Cell[]): string {
  const before = known.get(row);
  if (before !== undefined) return before;
  // Trailing empty cells depend on what is beside the rows.
  const held = row.slice(0, row.findLastIndex((cell) => !isBlank(cell)) + 1);
  const bytes = sha256(encoder.encode(JSON.stringify(held))).subarray(0, 8);
  const digest = btoa(String.fromCharCode(...bytes)).slice(0, DIGITS);
  known.set(row, digest);
  return digest;
}
