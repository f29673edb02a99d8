// Sixteen times the rows take about sixteen times the work, whatever is in them: no sheet may hold up whoever comes after it.

import type { Cell, Cells } from '../caseload/cells';
import { createLookups } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { exportCsv } from '../files/export-csv';
import { groupFaults } from '../fixes/fix-groups';
import { sameUpdateTwice } from '../rules/same-update';
import { onlyRows } from '../sending/batches';
import { ASSIGNMENT_COLUMNS, day, REFERENCE, sheetRows } from '../testing/caseload';
import { explainAll } from './findings';
import { SheetCheck } from './sheet-check';

const today = day('2026-06-01');
const reference: Reference = {
  ...REFERENCE,
  duplicateCheck: ['Case Number'],
  // A name that many people share must not be looked for in all of them again and again.
  staff: [...REFERENCE.staff, ...Array.from({ length: 2000 }, (_, place) => ({ id: 200 + place, firstName: 'Cy', lastName: 'Ito' }))],
};
const { header, insert, update } = sheetRows(['Participant ID', 'Case Number', 'Program ID', 'Caseworker Name', ...ASSIGNMENT_COLUMNS]);

/** A sheet by what its rows are; the place counts from 0. */
const SHEETS: Readonly<Record<string, (place: number) => Cell[]>> = {
  'all the same Insert': () => insert(1001),
  'all the same Update': () => update(1001),
  'all distinct': (place) => insert(place + 1),
  'all wrong in every cell, each in another way': (place) => header.map((_, column) => `wrong ${place} ${column}`),
  'all wrong in the same way': () => header.map(() => '?!'),
  'all ambiguous': (place) => insert(place + 1, { 'Caseworker Name': 'Cy Ito' }),
  'pairs of duplicates': (place) => insert(Math.floor(place / 2) + 1),
  'all blank': () => [],
};

const sheet = (name: string, rows: number): Cells => [header, ...Array.from({ length: rows }, (_, place) => SHEETS[name]?.(place) ?? [])];

/** Everything that the core does with a sheet, each by itself. */
const STEPS: Readonly<Record<string, (cells: Cells) => unknown>> = {
  check: (cells) => new SheetCheck(cells, createLookups(reference), { today }).faults().length,
  'each row edited': (cells) => {
    const check = new SheetCheck(cells, createLookups(reference), { today });
    const rows = check.rowNumbers();
    check.update(rows.map((row) => ({ row, cells: cells[row - 1] ?? [] })));
    // Cleared as a block, as a person deletes rows.
    return check.update(rows.map((row) => ({ row, cells: [] })));
  },
  'findings in words': (cells) => {
    const lookups = createLookups(reference);
    const check = new SheetCheck(cells, lookups, { today });
    return explainAll(check, lookups, cells, check.faults().slice(0, 2000)).length;
  },
  'Fix errors': (cells) => {
    const lookups = createLookups(reference);
    const check = new SheetCheck(cells, lookups, { today });
    return groupFaults(check, lookups, cells, check.faults()).groups.length;
  },
  'Updates of one assignment': (cells) => {
    const check = new SheetCheck(cells, createLookups(reference), { today });
    const rows = [...check.rows(cells)];
    const facts = new Map(rows.map((row) => [row.number, { openAssignment: String(row.participantId) }]));
    return sameUpdateTwice(rows, facts, new Set()).length;
  },
  'Export CSV': (cells) => exportCsv(cells, reference.duplicateCheck, createLookups(reference)).rows,
  batches: (cells) => onlyRows(cells, { headerRow: 1 }, new Set(cells.map((_, place) => place + 1))).length,
};

const FEW = 1500;
const TIMES = 16;
/** Linear work is 16 times as much, n log n about 21, quadratic 256. */
const MOST_TIMES = 50;

/** Processor time of the best of some runs, in microseconds: what other programs do does not count. */
function work(step: (cells: Cells) => unknown, cells: Cells): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 2; run++) {
    const before = process.cpuUsage();
    step(cells);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  return best;
}

describe.each(Object.keys(STEPS))('%s', (name) => {
  const step = STEPS[name] ?? (() => undefined);

  test.each(Object.keys(SHEETS))('of a sheet that is %s', (kind) => {
    const [few, many] = [sheet(kind, FEW), sheet(kind, FEW * TIMES)];
    step(few);
    // Below some milliseconds the clock and the collector are most of what is seen.
    const least = 4000;
    expect(Math.max(least, work(step, many)) / Math.max(least, work(step, few))).toBeLessThan(MOST_TIMES);
  });
});
