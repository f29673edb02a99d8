import { type Cells, isBlank } from '../../../core/caseload/cells';
import { batchesOf } from '../../../core/sending/batches';
import { digestOf, memory, type SentPart, type SentUpload } from '../../service/local-memory';

/** The most parts of a sheet: below, each row is one. */
const PARTS = 2000;
/** The most to remember, in characters: browsers store about five million. The oldest uploads are forgotten. */
const MAX_LENGTH = 1_500_000;
/** The length of a digest, in hexadecimal digits. */
const DIGITS = 32;

/**
 * Remembers submitted rows, so that they are not sent twice. Stores row numbers and digests on this computer: a changed or moved row is sent
 * again; on sheets of more than 2,000 rows, those around it, too.
 */
export class SentRows {
  /** Called when it remembers something else. */
  onChange: () => void = () => undefined;

  /** The submitted rows that are unchanged, of all or `among` some: only what was sent with these is looked at. */
  async known(sheet: string, cells: Cells, among?: ReadonlySet<number>): Promise<ReadonlySet<number>> {
    const rows = new Set<number>();
    const digests = new Map<string, string>();
    for (const part of this.#uploads().flatMap((one) => (one.sheet === sheet ? one.parts : []))) {
      const sent = part.standing ?? part.rows;
      if (sent.every((row) => rows.has(row))) continue;
      if (among !== undefined && !sent.some((row) => among.has(row))) continue;
      const key = part.rows.join();
      const digest = digests.get(key) ?? (await partDigest(cells, part.rows));
      digests.set(key, digest);
      if (digest === part.digest) for (const row of sent) rows.add(row);
    }
    return rows;
  }

  /** The last upload of a sheet. */
  lastUpload(sheet: string): string | undefined {
    return this.#uploads().findLast((one) => one.sheet === sheet)?.upload;
  }

  async add(sheet: string, cells: Cells, rows: readonly number[], upload: string): Promise<void> {
    const parts: SentPart[] = [];
    for (const part of batchesOf(rows, Math.ceil(cells.length / PARTS)))
      parts.push({ rows: [...part], digest: await partDigest(cells, part) });
    const uploads = [...this.#uploads(), { sheet, upload, parts }];
    const lengths = uploads.map((one) => JSON.stringify(one).length);
    let length = lengths.reduce((sum, one) => sum + one, 0);
    const oldest = lengths.findIndex((one, place) => {
      if (length <= MAX_LENGTH || place === lengths.length - 1) return true;
      length -= one;
      return false;
    });
    this.#write(uploads.slice(oldest));
  }

  /** Whether an upload is remembered that is not known to be undone. */
  has(id: string): boolean {
    return this.#uploads().some(({ upload, isUndone }) => upload === id && isUndone !== true);
  }

  /** Forgets the rows of an undone upload, except those that stand: submitted again, they would be on record twice. */
  forgetUndone(id: string, standing: ReadonlySet<number>): void {
    const keep = (part: SentPart): SentPart[] => {
      const rows = part.rows.filter((row) => standing.has(row));
      return rows.length === 0 ? [] : [{ ...part, standing: rows }];
    };
    const uploads = this.#uploads().flatMap((one): SentUpload[] => {
      if (one.upload !== id) return [one];
      const parts = one.parts.flatMap(keep);
      return parts.length === 0 ? [] : [{ ...one, parts, isUndone: true }];
    });
    this.#write(uploads);
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

async function partDigest(cells: Cells, rows: readonly number[]): Promise<string> {
  return (await digestOf(textOf(cells, rows))).slice(0, DIGITS);
}

function textOf(cells: Cells, rows: readonly number[]): string {
  // Trailing empty cells depend on what is beside the rows.
  const held = (row: Cells[number]) => row.slice(0, row.findLastIndex((cell) => !isBlank(cell)) + 1);
  return JSON.stringify(rows.map((row) => held(cells[row - 1] ?? [])));
}
