// Work grows linearly with the rows, whatever they contain, so that no sheet can block other users.

import type { Cell, Cells } from '../caseload/cells';
import { createLookups, type Lookups } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { exportCsv } from '../files/export-csv';
import { groupFaults } from '../fixes/fix-groups';
import type { Fault } from '../rules/codes';
import { withSameUpdates } from '../rules/same-update';
import { onlyRows } from '../sending/batches';
import { ASSIGNMENT_COLUMNS, day, REFERENCE, sheetRows } from '../testing/caseload';
import { WorkCounter } from '../testing/work';
import { explainAll } from './findings';
import { SheetCheck } from './sheet-check';

const today = day('2026-06-01');
const reference: Reference = {
  ...REFERENCE,
  duplicateCheck: ['Case Number'],
  // A name shared by many people must not be searched for in all of them for each row.
  staff: [...REFERENCE.staff, ...Array.from({ length: 2000 }, (_, place) => ({ id: 200 + place, firstName: 'Cy', lastName: 'Ito' }))],
};
const { header, insert, update } = sheetRows(['Participant ID', 'Case Number', 'Program ID', 'Caseworker Name', ...ASSIGNMENT_COLUMNS]);

/** Kinds of sheets: a row by its zero-based place. */
const SHEETS: Readonly<Record<string, (place: number) => Cell[]>> = {
  'identical Inserts': () => insert(1001),
  'identical Updates': () => update(1001),
  'distinct Inserts': (place) => insert(place + 1),
  'a distinct wrong value in every cell': (place) => header.map((_, column) => `wrong ${place} ${column}`),
  'the same wrong value in every cell': () => header.map(() => '?!'),
  'ambiguous caseworkers': (place) => insert(place + 1, { 'Caseworker Name': 'Cy Ito' }),
  'pairs of duplicates': (place) => insert(Math.floor(place / 2) + 1),
  'blank rows': () => [],
};

const sheet = (name: string, rows: number): Cells => [header, ...Array.from({ length: rows }, (_, place) => SHEETS[name]?.(place) ?? [])];

/** A sheet and its check. */
interface Case {
  readonly cells: Cells;
  /** New ones for each case, because they remember suggestions. */
  readonly lookups: Lookups;
  readonly check: SheetCheck;
  readonly faults: readonly Fault[];
}
const checkOf = (cells: Cells, lookups: Lookups) => new SheetCheck(cells, lookups, { today });

type Step = (one: Case) => unknown;

/** All operations of core on a sheet. */
const STEPS: Readonly<Record<string, Step>> = {
  check: ({ cells, lookups }) => checkOf(cells, lookups).faults().length,
  'editing each row': ({ cells, lookups }) => {
    const check = checkOf(cells, lookups);
    const rows = check.rowNumbers();
    check.update(rows.map((row) => ({ row, cells: cells[row - 1] ?? [] })));
    // Clears all rows at once, like a user who deletes them.
    return check.update(rows.map((row) => ({ row, cells: [] })));
  },
  'explaining findings': ({ cells, lookups, check, faults }) => explainAll(check, lookups, cells, faults.slice(0, 2000)).length,
  'Fix errors': ({ cells, lookups, check, faults }) => groupFaults(check, lookups, cells, faults).groups.length,
  'finding Updates of the same assignment': ({ cells, check, faults }) => {
    const rows = [...check.rows(cells)];
    const facts = new Map(rows.map((row) => [row.number, { openAssignment: String(row.participantId) }]));
    return withSameUpdates(faults, rows, facts).length;
  },
  'Export CSV': ({ cells, lookups }) => exportCsv(cells, reference.duplicateCheck, lookups).rows,
  batches: ({ cells }) => onlyRows(cells, { headerRow: 1 }, new Set(cells.map((_, place) => place + 1))).length,
};

const FEW = 100;
const TIMES = 10;
/** The expected ratio is 10 for linear work, about 13 for n log n and 100 for quadratic work. */
const MAX_TIMES = 20;

function makeCase(kind: string, rows: number): Case {
  const cells = sheet(kind, rows);
  const lookups = createLookups(reference);
  const check = checkOf(cells, lookups);
  return { cells, lookups, check, faults: check.faults() };
}

const counter = new WorkCounter('/src/core/');
beforeAll(() => counter.start());
afterAll(() => counter.stop());

describe.each(Object.keys(SHEETS))('for %s', (kind) => {
  test.each(Object.entries(STEPS))('%s is linear', (_, step) => {
    const [none, few, many] = [1, FEW, FEW * TIMES].map((rows) => {
      const one = makeCase(kind, rows);
      return counter.count(() => step(one));
    }) as [number, number, number];
    // Work that each sheet needs once, whatever its size, is no part of the ratio.
    expect((many - none) / Math.max(few - none, FEW)).toBeLessThan(MAX_TIMES);
  });
});

test('the count sees quadratic work, in loops and in built-in functions', () => {
  const ratio = (step: (places: readonly number[]) => unknown) => {
    const places = (length: number) => Array.from({ length }, (_, place) => place);
    return counter.count(() => step(places(FEW * TIMES))) / counter.count(() => step(places(FEW)));
  };
  expect(ratio((places) => places.map((place) => places.filter((other) => other < place).length))).toBeGreaterThan(50);
  expect(ratio((places) => places.filter((place) => places.includes(-place)))).toBeGreaterThan(50);
  expect(ratio((places) => places.map((place) => [...places, place].length))).toBeGreaterThan(50);
});
