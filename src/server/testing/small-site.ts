import type { Cell } from '../../core/caseload/cells';
import { ASSIGNMENT_COLUMNS, day, sheetRows } from '../../core/testing/caseload';
import type { SiteData } from '../sites/site-data';

export { day };

/** A small made-up site: a participant with one open, one ended and two alike open assignments. */
export function makeSite(id: string): SiteData {
  const open = { status: 'Active', end: null, reason: null };
  return {
    site: { id, name: `Site ${id}`, timeZone: 'UTC', duplicateCheck: ['Case Number'], programRequired: false },
    programs: [
      { id: 11, name: 'Housing First' },
      { id: 12, name: 'Job Readiness' },
    ],
    staff: [
      { id: 101, firstName: 'Ann', lastName: 'Lee' },
      { id: 102, firstName: 'Bo', lastName: 'Diaz' },
    ],
    feeders: [
      { table: 'Caseworker Relationship', value: 'Primary' },
      { table: 'Caseworker Relationship', value: 'Secondary' },
      { table: 'Caseload Status', value: 'Active' },
      { table: 'Reason for Dismissal', value: 'Goals met' },
    ],
    participants: [1001, 1002, 1003, 1004, 1005, 1006].map((participant) => ({
      id: participant,
      demographics: { 'Case Number': `CN-${participant}` },
    })),
    enrollments: [{ participantId: 1001, programId: 11, start: '2025-01-01', end: null }],
    assignments: [
      { participantId: 1001, programId: 11, staffId: 101, relationship: 'Primary', start: '2025-02-01', ...open },
      { participantId: 1002, programId: null, staffId: 101, relationship: 'Primary', start: '2025-02-01', ...open },
      { participantId: 1002, programId: null, staffId: 101, relationship: 'Secondary', start: '2025-03-01', ...open },
      {
        participantId: 1003,
        programId: null,
        staffId: 101,
        relationship: 'Primary',
        start: '2024-01-01',
        status: 'Active',
        end: '2024-06-01',
        reason: 'Goals met',
      },
      { participantId: 1004, programId: null, staffId: 101, relationship: 'Primary', start: '2025-02-01', ...open },
      { participantId: 1005, programId: null, staffId: 101, relationship: 'Primary', start: '2025-02-01', ...open },
    ],
    users: [
      { email: 'all@example.org', name: 'All Rights', securities: ['caseload:record', 'caseload:end', 'uploads:view'], programIds: [] },
      { email: 'view@example.org', name: 'View Only', securities: ['uploads:view'], programIds: [] },
      { email: 'admin@example.org', name: 'Administrator', securities: ['site:admin'], programIds: [] },
      { email: 'one@example.org', name: 'One Program', securities: ['caseload:record', 'caseload:end'], programIds: [12] },
    ],
  };
}

const ROWS = sheetRows([
  'Participant ID',
  'Case Number',
  'Program ID',
  'Program Start Date',
  'Program End Date',
  'Caseworker Staff ID',
  ...ASSIGNMENT_COLUMNS,
]);

export const HEADER = ROWS.header;

/** Begins an assignment to a caseworker who has none yet. */
export const insertRow = (id: number, more: Partial<Record<string, Cell>> = {}): Cell[] =>
  ROWS.insert(id, { 'Caseworker Staff ID': 102, ...more });

/** Ends the open assignment, whatever its relationship. */
export const updateRow = (id: number, more: Partial<Record<string, Cell>> = {}): Cell[] =>
  ROWS.update(id, { 'Caseworker Relationship': '', ...more });
