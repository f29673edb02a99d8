// Work grows linearly with the rows, whatever they contain, so that no sheet can block other users.

import type { Cell, Cells } from '../caseload/cells';
import { createLookups } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { exportCsv } from '../files/export-csv';
import { groupFaults } from '../fixes/fix-groups';
import type { Fault } from '../rules/codes';
import { sameUpdateTwice } from '../rules/same-update';
import { onlyRows } from '../sending/batches';
import { ASSIGNMENT_COLUMNS, day, REFERENCE, sheetRows } from '../testing/caseload';
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
  readonly check: SheetCheck;
  readonly faults: readonly Fault[];
}
const lookups = createLookups(reference);
const checkOf = (cells: Cells) => new SheetCheck(cells, lookups, { today });

type Step = (one: Case) => unknown;

/** All operations of core on a sheet. */
const STEPS: Readonly<Record<string, Step>> = {
  check: ({ cells }) => checkOf(cells).faults().length,
  'editing each row': ({ cells }) => {
    const check = checkOf(cells);
    const rows = check.rowNumbers();
    check.update(rows.map((row) => ({ row, cells: cells[row - 1] ?? [] })));
    // Clears all rows at once, like a user who deletes them.
    return check.update(rows.map((row) => ({ row, cells: [] })));
  },
  'explaining findings': ({ cells, check, faults }) => explainAll(check, lookups, cells, faults.slice(0, 2000)).length,
  'Fix errors': ({ cells, check, faults }) => groupFaults(check, lookups, cells, faults).groups.length,
  'finding Updates of the same assignment': ({ cells, check }) => {
    const rows = [...check.rows(cells)];
    const facts = new Map(rows.map((row) => [row.number, { openAssignment: String(row.participantId) }]));
    return sameUpdateTwice(rows, facts, new Set()).length;
  },
  'Export CSV': ({ cells }) => exportCsv(cells, reference.duplicateCheck, lookups).rows,
  batches: ({ cells }) => onlyRows(cells, { headerRow: 1 }, new Set(cells.map((_, place) => place + 1))).length,
};

const FEW = 1500;
const TIMES = 10;
/** The expected ratio is 10 for linear work, about 13 for n log n and 100 for quadratic work. */
const MAX_TIMES = 30;

/** The CPU time of a run, in microseconds, because it excludes other processes. */
function work(step: Step, one: Case): number {
  const before = process.cpuUsage();
  step(one);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function makeCase(kind: string, rows: number): Case {
  const cells = sheet(kind, rows);
  const check = checkOf(cells);
  return { cells, check, faults: check.faults() };
}

describe.each(Object.keys(SHEETS))('for %s', (kind) => {
  const few = makeCase(kind, FEW);
  let many: Case;
  beforeAll(() => {
    many = makeCase(kind, FEW * TIMES);
  });

  test.each(Object.entries(STEPS))('%s is linear', (_, step) => {
    work(step, few);
    // Below a few milliseconds, clock resolution and garbage collection dominate.
    const least = Math.max(4000, Math.min(work(step, few), work(step, few)));
    expect(work(step, many) / least).toBeLessThan(MAX_TIMES);
  });
});
