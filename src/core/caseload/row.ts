import type { ColumnKey } from './columns';
import { EMPTY } from './lookup';

/**
 * What one row of the sheet means. Every field is a number so that a hundred thousand rows are small and quick:
 * an ID or a serial date as it is, a list value as its place in the list, or `EMPTY`, `WRONG`, `AMBIGUOUS` (`lookup.ts`).
 */
export interface Row {
  /** As the sheet numbers it, from 1. */
  number: number;
  participantId: number;
  /** Place in the site's programs, whichever way the program is named. */
  program: number;
  programStart: number;
  programEnd: number;
  /** Place in the site's staff, whichever way the caseworker is named. */
  staff: number;
  relationship: number;
  status: number;
  start: number;
  end: number;
  reason: number;
  /** Place in `ACTIONS`. */
  action: number;
}

export type Field = Exclude<keyof Row, 'number'>;

/** Which field of a row a column fills; a demographic fills none, a caseworker's two names are looked up together. */
export const FIELDS: Readonly<Partial<Record<ColumnKey, Field>>> = {
  participantId: 'participantId',
  programId: 'program',
  programName: 'program',
  programStart: 'programStart',
  programEnd: 'programEnd',
  staffId: 'staff',
  caseworkerName: 'staff',
  relationship: 'relationship',
  status: 'status',
  start: 'start',
  end: 'end',
  reason: 'reason',
  action: 'action',
};

/** `Update` and `Insert` as places in `ACTIONS`. */
export const UPDATE = 0;
export const INSERT = 1;

/** Makes a row say nothing, for another use. */
export function resetRow(row: Row, number: number): Row {
  row.number = number;
  row.participantId = EMPTY;
  row.program = EMPTY;
  row.programStart = EMPTY;
  row.programEnd = EMPTY;
  row.staff = EMPTY;
  row.relationship = EMPTY;
  row.status = EMPTY;
  row.start = EMPTY;
  row.end = EMPTY;
  row.reason = EMPTY;
  row.action = EMPTY;
  return row;
}

/** A row that says nothing yet. */
export function emptyRow(number: number): Row {
  return {
    number,
    participantId: EMPTY,
    program: EMPTY,
    programStart: EMPTY,
    programEnd: EMPTY,
    staff: EMPTY,
    relationship: EMPTY,
    status: EMPTY,
    start: EMPTY,
    end: EMPTY,
    reason: EMPTY,
    action: EMPTY,
  };
}
