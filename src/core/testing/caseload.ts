import type { Cell } from '../caseload/cells';
import { serialOfIso } from '../caseload/dates';
import type { Reference } from '../caseload/reference';

/** The serial date of an ISO date. */
export function day(iso: string): number {
  const serial = serialOfIso(iso);
  if (serial === null) throw new Error(`${iso} is not a date.`);
  return serial;
}

/** A small made-up site. Two staff members share the name Bo Diaz. */
export const REFERENCE: Reference = {
  duplicateCheck: ['Case Number', 'SSN'],
  programRequired: false,
  feeders: {
    'Caseworker Relationship': ['Primary', 'Secondary'],
    'Caseload Status': ['Active', 'On Hold'],
    'Reason for Dismissal': ['Goals met', 'Moved away'],
  },
  programs: [
    { id: 11, name: 'Housing First' },
    { id: 12, name: 'Job Readiness' },
  ],
  staff: [
    { id: 101, firstName: 'Ann', lastName: 'Lee' },
    { id: 102, firstName: 'Bo', lastName: 'Diaz' },
    { id: 103, firstName: 'Bo', lastName: 'Diaz' },
  ],
};

type Values = Readonly<Partial<Record<string, Cell>>>;

/** Rows under a header. Columns that the header lacks are left out. */
export interface SheetRows {
  readonly header: string[];
  /** A valid Insert, with other values by header. */
  insert(id: Cell, more?: Values): Cell[];
  /** A valid Update, with other values by header. */
  update(id: Cell, more?: Values): Cell[];
}

export function sheetRows(header: readonly string[]): SheetRows {
  const row = (id: Cell, values: Values): Cell[] => {
    const all: Values = {
      'Participant ID': id,
      'Case Number': `CN-${id}`,
      SSN: '900000001',
      'Caseworker Staff ID': 101,
      'Caseworker Name': 'Ann Lee',
      'Caseworker First Name': 'Ann',
      'Caseworker Last Name': 'Lee',
      'Caseworker Relationship': 'Primary',
      ...values,
    };
    return header.map((name) => all[name] ?? '');
  };
  return {
    header: [...header],
    insert: (id, more = {}) =>
      row(id, { 'Caseload Status': 'Active', 'Start Date': day('2026-03-01'), 'Update OR Insert': 'Insert', ...more }),
    update: (id, more = {}) =>
      row(id, { 'End Date': day('2026-04-01'), 'Reason for Dismissal': 'Goals met', 'Update OR Insert': 'Update', ...more }),
  };
}

/** The last columns of every template. */
export const ASSIGNMENT_COLUMNS = [
  'Caseworker Relationship',
  'Caseload Status',
  'Start Date',
  'End Date',
  'Reason for Dismissal',
  'Update OR Insert',
] as const;
