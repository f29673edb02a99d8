import type { CheckAnswer } from '../../../api/check';
import type { Cells } from '../../../core/caseload/cells';
import { onlyRows } from '../../../core/sending/batches';
import type { Sendable } from './sendable';

/** A sheet's rows that can be sent by themselves, and the others. */
export interface CleanRows {
  readonly sendable: Sendable;
  /** The rows with errors, from top to bottom. */
  readonly kept: readonly number[];
  /** What is wrong with those that were right only as long as the others were there, by row. */
  readonly reasons: ReadonlyMap<number, readonly string[]>;
}

/**
 * The rows that can be sent by themselves. A row may lean on a wrong one, which enrolls the participant or makes room for it: what is left is
 * checked until it has no errors.
 * @param check checks cells against the record, too
 */
export async function cleanRows(sendable: Sendable, check: (cells: Cells) => Promise<CheckAnswer>): Promise<CleanRows> {
  const { cells, layout, wrong } = sendable;
  const reasons = new Map<number, string[]>();
  const isClean = (row: number) => !wrong.has(row) && !reasons.has(row);
  for (;;) {
    const rows = sendable.rows.filter(isClean);
    const kept = sendable.rows.filter((row) => !isClean(row));
    const part = { ...sendable, rows, isPart: true, errors: 0 };
    if (rows.length === 0) return { sendable: part, kept, reasons };
    const { findings, effects } = await check(onlyRows(cells, layout, new Set(rows)));
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return { sendable: { ...part, effects }, kept, reasons };
    for (const { row = 0, message } of errors) reasons.set(row, [...(reasons.get(row) ?? []), message]);
    // An error of the sheet as a whole belongs to no row: nothing could be sent.
    if (rows.every(isClean)) return { sendable: { ...part, rows: [] }, kept: sendable.rows, reasons };
  }
}
