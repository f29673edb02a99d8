import fc from 'fast-check';
import { isoOf } from '../caseload/dates';
import { createLookups } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { makeTemplate } from '../caseload/template';
import { SheetCheck } from '../check/sheet-check';
import type { OpenAssignment } from './transfer-rows';
import { transferPicks, transferRows } from './transfer-rows';

const [ann, bo, otherAnn] = [
  { id: 101, firstName: 'Ann', lastName: 'Lee' },
  { id: 102, firstName: 'Bo', lastName: 'Diaz' },
  { id: 103, firstName: 'ann', lastName: 'LEE' },
] as const;
const reference: Reference = {
  duplicateCheck: ['Case Number', 'SSN', 'Date of Birth'],
  programRequired: false,
  feeders: {
    'Caseworker Relationship': ['Primary', 'Secondary'],
    'Caseload Status': ['Active', 'On Hold'],
    'Reason for Dismissal': ['Staff change'],
  },
  programs: [
    { id: 11, name: 'Housing First' },
    { id: 12, name: 'Job Readiness' },
  ],
  staff: [ann, bo],
};
const today = 46_349;
const day = 46_340;

const assignment = fc.record({
  participantId: fc.integer({ min: 1, max: 99_999 }),
  programId: fc.constantFrom(11, 12, null),
  relationship: fc.constantFrom('Primary', 'Secondary'),
  status: fc.constantFrom('Active', 'On Hold'),
  start: fc.constant('2025-02-01'),
  demographics: fc.record({
    'Case Number': fc.constant('CN-1'),
    SSN: fc.constant('000000001'),
    'Date of Birth': fc.integer({ min: 20_000, max: 40_000 }).map(isoOf),
  }),
});
const caseloads = fc.uniqueArray(assignment, {
  selector: ({ participantId, programId, relationship }) => `${participantId}:${programId}:${relationship}`,
  minLength: 1,
  maxLength: 50,
});

function sheetOf(assignments: readonly OpenAssignment[], staff: Reference['staff']) {
  const lists = { ...reference, staff };
  const { columns } = makeTemplate(transferPicks(ann, bo, lists), lists);
  const rows = transferRows(assignments, ann, { to: bo, date: day, reason: 'Staff change' }, lists);
  return { lists, cells: [columns.map(({ header }) => header), ...rows] };
}

test('each assignment of any caseload becomes an Update and an Insert, and the sheet has no findings', () => {
  fc.assert(
    fc.property(caseloads, fc.boolean(), (assignments, sameName) => {
      const { lists, cells } = sheetOf(assignments, sameName ? [ann, bo, otherAnn] : [ann, bo]);
      const check = new SheetCheck(cells, createLookups(lists), { today });
      expect(check.faults()).toEqual([]);
      const rows = [...check.rows(cells)];
      expect(rows.map(({ action }) => action)).toEqual(assignments.flatMap(() => [0, 1]));
      expect(rows.map(({ participantId }) => participantId)).toEqual(assignments.flatMap(({ participantId: id }) => [id, id]));
    }),
  );
});

test('with equal names, the Staff ID identifies the caseworker', () => {
  expect(transferPicks(ann, bo, reference).caseworker).toBe('name');
  expect(transferPicks(ann, bo, { ...reference, staff: [ann, bo, otherAnn] }).caseworker).toBe('id');
});
