import { type Cells, isBlank } from '../../core/caseload/cells';
import { digestOf, memory, type SentRange } from '../service/local-memory';

/** More are not remembered: the oldest go. */
const MOST_RANGES = 1000;

/**
 * Which rows of a sheet the service has already, after a test upload or some of several batches: they are not sent twice.
 * What is kept on this computer is where they stood and a digest of them, so a row that was changed or moved is sent.
 */
export class SentRows {
  /** The rows that were sent and are as they were. */
  async known(sheet: string, cells: Cells): Promise<ReadonlySet<number>> {
    const rows = new Set<number>();
    for (const range of this.#of(sheet)) {
      if ((await digestOf(textOf(cells, range.rows))) === range.digest) for (const row of range.rows) rows.add(row);
    }
    return rows;
  }

  async add(sheet: string, cells: Cells, rows: readonly number[], upload: string): Promise<void> {
    const range = { sheet, upload, rows: [...rows], digest: await digestOf(textOf(cells, rows)) };
    memory.sent.write({ ranges: [...(memory.sent.read()?.ranges ?? []), range].slice(-MOST_RANGES) });
  }

  /** The service no longer has them: the upload was cancelled. */
  forget(upload: string): void {
    memory.sent.write({ ranges: (memory.sent.read()?.ranges ?? []).filter((range) => range.upload !== upload) });
  }

  #of(sheet: string): readonly SentRange[] {
    return (memory.sent.read()?.ranges ?? []).filter((range) => range.sheet === sheet);
  }
}

function textOf(cells: Cells, rows: readonly number[]): string {
  // Empty cells at the end come and go with what stands beside the rows.
  const held = (row: Cells[number]) => row.slice(0, row.findLastIndex((cell) => !isBlank(cell)) + 1);
  return JSON.stringify(rows.map((row) => held(cells[row - 1] ?? [])));
}
