import { type Cell, type Cells, columnIndex } from '../../core/caseload/cells';
import type { Finding } from '../../core/check/finding';

/** What the record says about the marked cells alone, whatever else is in the row. */
const OWN_CELLS_ONLY: readonly Finding['code'][] = ['participant.unknown', 'participant.mismatch'];

/** The service's findings against the record, by row. They follow their rows until these change. */
export class RecordFindings {
  #rows = new Map<number, readonly Finding[]>();

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  /** The numbers of the rows with findings. */
  get rows(): readonly number[] {
    return [...this.#rows.keys()];
  }

  get all(): readonly Finding[] {
    return [...this.#rows.values()].flat();
  }

  at(row: number): readonly Finding[] {
    return this.#rows.get(row) ?? [];
  }

  /** Replaces all findings. Those without a row are left out. */
  replace(findings: readonly Finding[]): void {
    this.#rows.clear();
    for (const finding of findings) if (finding.row !== undefined) this.#rows.set(finding.row, [...this.at(finding.row), finding]);
  }

  /** Drops what is put right by a row below. */
  settled(code: Finding['code'], row: number): void {
    const left = this.at(row).filter((finding) => finding.code !== code);
    if (left.length === 0) this.#rows.delete(row);
    else this.#rows.set(row, left);
  }

  /** Drops what may no longer be true of an edited row. */
  edited(row: number, before: readonly Cell[], after: readonly Cell[]): void {
    const isSame = (address: string) => before[columnIndex(address)] === after[columnIndex(address)];
    const left = this.at(row).filter(({ code, cells }) => OWN_CELLS_ONLY.includes(code) && cells.every(isSame));
    if (left.length === 0) this.#rows.delete(row);
    else this.#rows.set(row, left);
  }

  /** Finds the rows again by their contents, after some were inserted, deleted or sorted. Drops those of changed rows. */
  moved(before: Cells, after: Cells): void {
    const byContents = new Map([...this.#rows].map(([row, findings]) => [JSON.stringify(before[row - 1]), findings]));
    this.#rows.clear();
    for (let row = 1; row <= after.length && byContents.size > 0; row++) {
      const contents = JSON.stringify(after[row - 1]);
      const findings = byContents.get(contents);
      if (findings === undefined) continue;
      byContents.delete(contents);
      const here = (address: string) => address.replace(/\d+$/, String(row));
      this.#rows.set(
        row,
        findings.map((finding) => ({ ...finding, row, cells: finding.cells.map(here) })),
      );
    }
  }
}
