import { counted, number } from '../format';
import { translated } from '../language';
import { ROWS } from '../nouns';

const ASSIGNMENTS = { one: 'open assignment', other: 'open assignments' };

/** The *Transfer caseload* screen. */
export const TRANSFER = translated('TRANSFER', {
  back: 'Sheet',
  staffMember: (name: string, id: number) => `${name} (Staff ID ${id})`,
  missing: (fields: readonly string[]) => `Still to choose: ${fields.join(', ')}.`,
  title: 'Transfer caseload',
  from: 'From',
  to: 'To',
  typeName: 'Type a name',
  another: 'Add another',
  /** A caseload's size before and after. */
  size: (before: number, after: number) => `${number(before)} → ${number(after)}`,
  without: (name: string) => `Remove ${name}`,
  way: 'Divide',
  ways: {
    level: 'To even out their caseloads',
    same: 'The same number each',
    program: 'By program',
    hand: 'By hand',
  },
  noProgram: 'Without a program',
  inProgram: (name: string, assignments: number) => `${name} (${number(assignments)})`,
  person: (id: number, demographics: readonly string[]) => [String(id), ...demographics].join(', '),
  rest: (assignments: number) => `who takes ${counted(assignments, ASSIGNMENTS)}`,
  otherWay: 'another way to divide',
  tooManyByHand: (most: number) =>
    `By hand is for at most ${number(most)} participants. Choose another way, or change the caseworkers on the sheet.`,
  leaves: (name: string) => `${name} is leaving: offer to disable them once this is submitted`,
  disable: (name: string) => `Disable ${name}`,
  askDisable: (name: string) => ({
    title: `Disable ${name}?`,
    detail: 'No assignments are open with them any more. Nothing can begin with a disabled caseworker.',
    confirm: 'Disable',
  }),
  disabled: (name: string) => `${name} is disabled`,
  program: 'Program',
  allPrograms: 'All programs',
  on: 'On',
  onHint: 'The last day with one caseworker, the first with the other',
  reason: 'Reason for Dismissal',
  none: 'No open assignments.',
  found: (assignments: number, participants: number) =>
    `${counted(assignments, ASSIGNMENTS)} of ${counted(participants, { one: 'participant', other: 'participants' })}.`,
  fill: (rows: number) => (rows === 0 ? 'Fill the sheet' : `Fill the sheet with ${counted(rows, ROWS)}`),
  nothingYet:
    'For each assignment, one row ends it and one begins it with the new caseworker. They go into a new first worksheet; nothing changes until you submit them.',
  reading: 'Reading the caseload',
  filling: 'Filling the sheet',
});
