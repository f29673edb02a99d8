import type { ColumnKey } from './columns';
import { EMPTY } from './lookup';

/**
 * The parsed values of a row. All fields are numbers, to keep 100,000 rows small and fast:
 * an ID, a serial date, an index in a list, or `EMPTY`, `WRONG` or `AMBIGUOUS` (`lookup.ts`).
 */
export interface Row {
  /** The sheet row number, from 1. */
  number: number;
  participantId: number;
  /** Index in the site's programs, whether by ID or by name. */
  program: number;
  programStart: number;
  programEnd: number;
  /** Index in the site's staff, however the caseworker is named. */
  staff: number;
  relationship: number;
  status: number;
  start: number;
  end: number;
  reason: number;
  /** Index in `ACTIONS`. */
  action: number;
}

export type Field = Exclude<keyof Row, 'number'>;

/** The field that a column fills. Demographics fill none; a caseworker's two names are looked up together. */
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

/** The indexes of `Update` and `Insert` in `ACTIONS`. */
export const UPDATE = 0;
export const INSERT = 1;

/** An empty row. */
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
