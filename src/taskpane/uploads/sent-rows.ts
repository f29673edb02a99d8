import { type Cells, isBlank } from '../../core/caseload/cells';
import { digestOf, memory, type SentRange } from '../service/local-memory';

/** The most sheets to remember; the oldest are forgotten. */
const MAX_RANGES = 1000;

/**
 * Remembers submitted rows after a test upload or some batches, so that they are not sent twice.
 * Stores row numbers and digests on this computer, so a changed or moved row is sent again.
 */
export class SentRows {
  /** The submitted rows that are unchanged. */
  async known(sheet: string, cells: Cells): Promise<ReadonlySet<number>> {
    const rows = new Set<number>();
    for (const range of this.#of(sheet)) {
      if ((await digestOf(textOf(cells, range.rows))) === range.digest) for (const row of range.rows) rows.add(row);
    }
    return rows;
  }

  async add(sheet: string, cells: Cells, rows: readonly number[], upload: string): Promise<void> {
    const range = { sheet, upload, rows: [...rows], digest: await digestOf(textOf(cells, rows)) };
    memory.sent.write({ ranges: [...(memory.sent.read()?.ranges ?? []), range].slice(-MAX_RANGES) });
  }

  /** Forgets an upload's rows, after it was cancelled. */
  forget(upload: string): void {
    memory.sent.write({ ranges: (memory.sent.read()?.ranges ?? []).filter((range) => range.upload !== upload) });
  }

  #of(sheet: string): readonly SentRange[] {
    return (memory.sent.read()?.ranges ?? []).filter((range) => range.sheet === sheet);
  }
}

function textOf(cells: Cells, rows: readonly number[]): string {
  // Trailing empty cells depend on what is beside the rows.
  const held = (row: Cells[number]) => row.slice(0, row.findLastIndex((cell) => !isBlank(cell)) + 1);
  return JSON.stringify(rows.map((row) => held(cells[row - 1] ?? [])));
}
