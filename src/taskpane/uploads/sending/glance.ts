import type { Effects } from '../../../api/check';

/** What is shown before rows are sent. */
export interface Glance {
  /** The sheet's name. */
  readonly name: string;
  /** The number of rows that would be sent. */
  readonly rows: number;
  /** The number of rows that are kept back, since something is wrong with them. */
  readonly kept: number;
  /** Whether somebody else has to approve them. */
  readonly needsApproval: boolean;
  /** Null if the record could not be asked. */
  readonly effects: Effects | null;
}

/** A row of a caseworker. */
export interface CaseworkerRow {
  /** The sheet row number. */
  readonly row: number;
  readonly participantId: number;
  /** Whether it begins an assignment; otherwise it ends one. */
  readonly begins: boolean;
}
