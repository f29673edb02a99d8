import type { Effects } from '../../../api/check';
import type { Finding } from '../../../core/check/finding';
import { isRecordCode } from '../../../core/rules/codes';

/** What is shown before rows are sent. */
export interface Glance {
  /** The sheet's name. */
  readonly name: string;
  /** The number of rows that would be sent. */
  readonly rows: number;
  /** The number of batches in which they could be sent. */
  readonly batches: number;
  /** The number of rows that are kept back, since something is wrong with them. */
  readonly kept: number;
  /** Whether they are the first rows of the sheet only. */
  readonly isTest: boolean;
  /** Whether somebody else has to approve them. */
  readonly needsApproval: boolean;
  /** Null if the record could not be asked. */
  readonly effects: Effects | null;
  /** Right as they are, but unusual given the record. */
  readonly warnings: readonly RowNote[];
  /** Why rows are kept back on which nothing is marked. */
  readonly keptNotes: readonly RowNote[];
}

/** A note about rows before they are sent. */
export interface RowNote {
  readonly message: string;
  /** Their sheet row numbers, in order. */
  readonly rows: readonly number[];
}

/** The warnings that only the record tells, by message. */
export function recordWarnings(findings: readonly Finding[]): readonly RowNote[] {
  const rowsOf = new Map<string, number[]>();
  for (const { code, severity, message, row } of findings) {
    if (severity !== 'warning' || row === undefined || !isRecordCode(code)) continue;
    const rows = rowsOf.get(message);
    if (rows === undefined) rowsOf.set(message, [row]);
    else rows.push(row);
  }
  return Array.from(rowsOf, ([message, rows]) => ({ message, rows: rows.sort((one, other) => one - other) }));
}

/** A row of a caseworker. */
export interface CaseworkerRow {
  /** The sheet row number. */
  readonly row: number;
  readonly participantId: number;
  /** Whether it begins an assignment; otherwise it ends one. */
  readonly begins: boolean;
}
