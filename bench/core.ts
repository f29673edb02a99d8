import * as z from 'zod';
import type { Cell } from '../src/core/caseload/cells';
import { createLookups } from '../src/core/caseload/lookup';
import { explainAll } from '../src/core/check/findings';
import { SheetCheck } from '../src/core/check/sheet-check';
import { benchCells, benchReference, TODAY } from './data';
import { compared, median, report } from './report';

/** Checking a large sheet, compared with zod, and checking one changed cell. */
export function benchCore(): void {
  const reference = benchReference(40, 200);
  const cells: Cell[][] = JSON.parse(JSON.stringify(benchCells(reference, 100_000, 100)));
  const [header = [], ...rows] = cells;
  const lookups = createLookups(reference);
  const ours = () => {
    const check = new SheetCheck(cells, lookups, { today: TODAY });
    explainAll(check, lookups, cells);
  };
  const text = z.string().min(1);
  const date = z.union([z.number().positive(), z.literal('')]);
  const list = (values: readonly string[]) => z.enum(['', ...values]);
  const row = z.object({
    'Participant ID': z.number().int().positive(),
    'Case Number': text,
    'First Name': text,
    'Last Name': text,
    'Program Name': list(reference.programs.map((program) => program.name)),
    'Program Start Date': date,
    'Program End Date': date,
    'Caseworker First Name': text,
    'Caseworker Last Name': text,
    'Caseworker Relationship': list(reference.feeders['Caseworker Relationship']),
    'Caseload Status': list(reference.feeders['Caseload Status']),
    'Start Date': date,
    'End Date': date,
    'Reason for Dismissal': list(reference.feeders['Reason for Dismissal']),
    'Update OR Insert': z.enum(['Update', 'Insert']),
  });
  const objects = rows.map((cellsOfRow) => Object.fromEntries(cellsOfRow.map((cell, column) => [String(header[column]), cell])));
  const zods = () => {
    for (const one of objects) row.safeParse(one);
  };
  const [our, zod, ratio] = compared(ours, zods);
  report('check 100,000 x 15, 1% faults, all rules and suggestions (ms)', Math.round(our));
  report('bare zod.safeParse of the same rows (ms)', Math.round(zod));
  report('ratio to zod', ratio.toFixed(2));
  const check = new SheetCheck(cells, lookups, { today: TODAY });
  const changed = cells[5000] ?? [];
  report(
    'incremental check after one changed cell (ms; aim: below 1)',
    median(() => void check.update([{ row: 5001, cells: changed }])).toFixed(3),
  );
}
