import type { CheckAnswer } from '../../../api/check';
import type { Cells } from '../../../core/caseload/cells';
import { onlyRows } from '../../../core/sending/batches';
import { heldRows } from '../../../core/sending/participants';
import { SUBMIT } from '../../../core/text/pane/uploads';
import { recordWarnings } from './glance';
import type { Sendable } from './sendable';

/** A sheet's rows that can be sent by themselves, and the others. */
export interface CleanRows {
  readonly sendable: Sendable;
  /** The rows with errors, from top to bottom. */
  readonly kept: readonly number[];
  /** Those with nothing wrong, kept back because another row of their participant is. */
  readonly along: readonly number[];
  /** What is wrong with those that were right only as long as the others were there, by row. */
  readonly leaning: ReadonlyMap<number, readonly string[]>;
  /** Why each of these is kept back. */
  readonly reasons: ReadonlyMap<number, readonly string[]>;
}

/**
 * The rows that can be sent by themselves. All rows of a participant go or stay together: half a transfer would leave somebody without a caseworker. A
 * row may lean on a wrong one in other ways, too: what is left is checked until it has no errors.
 * @param check checks cells against the record, too
 */
export async function cleanRows(sendable: Sendable, check: (cells: Cells) => Promise<CheckAnswer>): Promise<CleanRows> {
  const { cells, layout, wrong } = sendable;
  const leaning = new Map<number, string[]>();
  const isWrong = (row: number) => wrong.has(row) || leaning.has(row);
  for (;;) {
    const held = heldRows(sendable.rows, isWrong, cells, layout);
    const rows = sendable.rows.filter((row) => !held.has(row));
    const part = { ...sendable, rows, isPart: true, errors: 0 };
    const others = sendable.rows.filter((row) => held.has(row));
    const along = others.filter((row) => !isWrong(row));
    const reasons = new Map<number, readonly string[]>([...leaning, ...along.map((row) => [row, [SUBMIT.keptAlong]] as const)]);
    const left = { kept: others, along, leaning, reasons };
    if (rows.length === 0) return { sendable: part, ...left };
    const { findings, effects, needsApproval } = await check(onlyRows(cells, layout, new Set(rows)));
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return { sendable: { ...part, effects, needsApproval, warnings: recordWarnings(findings) }, ...left };
    for (const { row = 0, message } of errors) leaning.set(row, [...(leaning.get(row) ?? []), message]);
    // An error of the sheet as a whole belongs to no row: nothing could be sent.
    if (!rows.some(isWrong)) return { sendable: { ...part, rows: [] }, ...left, kept: sendable.rows };
  }
}
