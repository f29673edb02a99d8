import { findLayout } from '../caseload/layout';
import { createLookups } from '../caseload/lookup';
import { SheetCheck } from '../check/sheet-check';
import type { Code } from '../rules/codes';
import { ASSIGNMENT_COLUMNS, day, REFERENCE } from '../testing/caseload';
import { type HeaderRemedy, headerRemedies } from './header-remedies';

const lookups = createLookups(REFERENCE);
const HEADER = ['Participant ID', 'Case Number', 'SSN', 'Caseworker Staff ID', ...ASSIGNMENT_COLUMNS];

/** The remedies of a code, in short. */
function offered(header: readonly string[], code: Code): readonly string[] {
  const cells = [header];
  const faults = new SheetCheck(cells, lookups, { today: day('2026-11-23') }).sheetFaults();
  const missing = faults.filter((fault) => fault.code === 'column.missing').map(({ detail }) => detail?.name ?? '');
  return faults
    .filter((fault) => fault.code === code)
    .flatMap((fault) => headerRemedies(fault, findLayout(cells, REFERENCE), missing))
    .map(inShort);
}

function inShort(remedy: HeaderRemedy): string {
  switch (remedy.name) {
    case 'remove-columns':
      return `remove ${remedy.columns.map(({ text, column }) => `${text} ${column}`).join(', ')}`;
    case 'rename-column':
      return `${remedy.column.text} is ${remedy.header}`;
    case 'add-column':
      return `add ${remedy.header} after ${remedy.after.text}`;
    case 'move-first':
      return `move ${remedy.sheet}`;
  }
}

test.each<[Code, readonly string[], readonly string[]]>([
  ['column.missing', HEADER.filter((name) => name !== 'End Date'), ['add End Date after Update OR Insert']],
  [
    'column.unknown',
    [...HEADER.map((name) => (name === 'Case Number' ? 'Csae Nubmer' : name))],
    ['Csae Nubmer is Case Number', 'remove Csae Nubmer 1'],
  ],
  [
    'column.unknown',
    [...HEADER.map((name) => (name === 'Caseload Status' ? 'Statuss' : name))],
    ['Statuss is Caseload Status', 'remove Statuss 5'],
  ],
  // Another column beside the mistyped one would be empty.
  ['column.missing', [...HEADER.map((name) => (name === 'Caseload Status' ? 'Statuss' : name))], []],
  ['column.unknown', [...HEADER, 'Phone'], ['remove Phone 10']],
  ['column.repeated', [...HEADER, 'End Date'], ['remove End Date 7', 'remove End Date 10']],
  ['column.both-programs', [...HEADER, 'Program ID', 'Program Name'], ['remove Program ID 10', 'remove Program Name 11']],
  [
    'column.mixed-caseworker',
    [...HEADER, 'Caseworker First Name', 'Caseworker Last Name'],
    ['remove Caseworker Staff ID 3', 'remove Caseworker First Name 10, Caseworker Last Name 11'],
  ],
])('%s offers to remove, add or rename columns', (code, header, expected) => {
  expect(offered(header, code)).toEqual(expected);
});

test('sheet.not-first offers to move the sheet to the far left', () => {
  const fault = { code: 'sheet.not-first', row: 0, columns: [], detail: { name: 'March' } } as const;
  expect(headerRemedies(fault, null, [])).toEqual([{ name: 'move-first', sheet: 'March' }]);
});
