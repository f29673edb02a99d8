import fc from 'fast-check';
import { OWN_HEADERS } from '../caseload/columns';
import { isoOf } from '../caseload/dates';
import { createLookups } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { makeTemplate } from '../caseload/template';
import { SheetCheck } from '../check/sheet-check';
import { exportCsv } from '../files/export-csv';
import { handoverRows, type OpenAssignment, openRows } from './assignment-rows';

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
  staffId: fc.constant(101),
  relationship: fc.constantFrom('Primary', 'Secondary'),
  status: fc.constantFrom('Active', 'On Hold'),
  start: fc.constant('2025-02-01'),
  name: fc.constant(''),
  demographics: fc.record({
    'Case Number': fc.constant('CN-1'),
    SSN: fc.constant('000000001'),
    'Date of Birth': fc.integer({ min: 20_000, max: 40_000 }).map(isoOf),
  }),
});
const EXAMPLE: OpenAssignment = {
  participantId: 1,
  programId: 11,
  staffId: 101,
  relationship: 'Primary',
  status: 'Active',
  start: '2025-02-01',
  name: '',
  demographics: { 'Case Number': 'CN-1', SSN: '000000001', 'Date of Birth': '1990-01-01' },
};
const caseloads = fc.uniqueArray(assignment, {
  selector: ({ participantId, programId, relationship }) => `${participantId}:${programId}:${relationship}`,
  minLength: 1,
  maxLength: 50,
});

function sheetOf(assignments: readonly OpenAssignment[], staff: Reference['staff']) {
  const lists = { ...reference, staff };
  const handovers = assignments.map((one) => ({ assignment: one, to: bo }));
  const { picks, rows } = handoverRows(handovers, { date: day, reason: 'Staff change' }, lists);
  const { columns } = makeTemplate(picks, lists);
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
  const picksOf = (staff: Reference['staff']) => openRows([{ ...EXAMPLE, staffId: 101 }], { ...reference, staff }).picks;
  expect(picksOf([ann, bo]).caseworker).toBe('name');
  expect(picksOf([ann, bo, otherAnn]).caseworker).toBe('id');
  expect(picksOf([bo, ann, { ...bo, id: 104 }]).caseworker).toBe('name');
});

describe('the current caseload', () => {
  /** The rows of open assignments, as the sheet has them, each with its mark. */
  function openSheet(assignments: readonly OpenAssignment[]) {
    const { picks, rows } = openRows(assignments, reference);
    const headers = makeTemplate(picks, reference).columns.map(({ header }) => header);
    return { headers, cells: [[...headers, OWN_HEADERS.onRecord], ...rows.map((row) => [...row, 'Open'])] };
  }

  it('has no findings and sends nothing until rows are filled in', () => {
    fc.assert(
      fc.property(caseloads, (assignments) => {
        const { cells } = openSheet(assignments);
        const check = new SheetCheck(cells, createLookups(reference), { today });
        expect(check.faults()).toEqual([{ code: 'sheet.empty', row: 0, columns: [] }]);
        expect([check.rowCount, check.leftCount]).toEqual([0, assignments.length]);
        expect(exportCsv(cells, reference.duplicateCheck).rows).toBe(0);
      }),
    );
  });

  it('sends the rows with an End Date and a Reason, reports those with one of the two, and leaves the others', () => {
    fc.assert(
      fc.property(caseloads, fc.infiniteStream(fc.constantFrom('both', 'end', 'none')), (assignments, choices) => {
        const { headers, cells } = openSheet(assignments);
        const [end, reason] = [headers.indexOf('End Date'), headers.indexOf('Reason for Dismissal')];
        const chosen = assignments.map(() => choices.next().value ?? 'none');
        const check = new SheetCheck(cells, createLookups(reference), { today });
        const filled = cells.map((row, place) => {
          const choice = chosen[place - 1];
          return row.map((cell, column) => {
            if (column === end && (choice === 'both' || choice === 'end')) return day;
            return column === reason && choice === 'both' ? 'Staff change' : cell;
          });
        });
        // By single edits, and as a whole.
        for (const [place, row] of filled.entries()) if (place > 0) check.update([{ row: place + 1, cells: row }]);
        const whole = new SheetCheck(filled, createLookups(reference), { today });
        for (const one of [check, whole]) {
          expect(one.rowNumbers()).toEqual(chosen.flatMap((choice, place) => (choice === 'none' ? [] : [place + 2])));
          expect(one.leftCount).toBe(chosen.filter((choice) => choice === 'none').length);
          const rows = one.faults().filter(({ row }) => row > 0);
          expect(rows.map(({ code, row }) => [code, row])).toEqual(
            chosen.flatMap((choice, place) => (choice === 'end' ? [['update.reason-required', place + 2]] : [])),
          );
        }
      }),
    );
  });

  it('takes a row without the mark, or with another action, as one to send', () => {
    const { cells } = openSheet([EXAMPLE, { ...EXAMPLE, participantId: 2 }]);
    const [header = [], first = [], second = []] = cells;
    const unmarked = [header, first.with(-1, ''), second.with(header.indexOf('Update OR Insert'), 'Insert')];
    expect(new SheetCheck(unmarked, createLookups(reference), { today }).rowNumbers()).toEqual([2, 3]);
  });
});
