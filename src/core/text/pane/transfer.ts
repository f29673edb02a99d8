import { counted } from '../format';
import { translated } from '../language';
import { ROWS } from '../nouns';

/** The *Transfer caseload* screen. */
export const TRANSFER = translated('TRANSFER', {
  back: 'Sheet',
  staffMember: (name: string, id: number) => `${name} (Staff ID ${id})`,
  missing: (fields: readonly string[]) => `Still to choose: ${fields.join(', ')}.`,
  title: 'Transfer caseload',
  from: 'From',
  to: 'To',
  typeName: 'Type a name',
  sameStaff: 'Choose someone other than the caseworker in From.',
  program: 'Program',
  allPrograms: 'All programs',
  on: 'On',
  onHint: 'The last day with one caseworker, the first with the other',
  reason: 'Reason for Dismissal',
  none: 'No open assignments.',
  found: (assignments: number, participants: number) =>
    `${counted(assignments, { one: 'open assignment', other: 'open assignments' })} of ${counted(participants, { one: 'participant', other: 'participants' })}.`,
  fill: (rows: number) => (rows === 0 ? 'Fill the sheet' : `Fill the sheet with ${counted(rows, ROWS)}`),
  nothingYet: 'The rows go into a new first worksheet. Nothing changes until you submit them.',
  reading: 'Reading the caseload',
  filling: 'Filling the sheet',
});
