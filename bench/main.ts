// What it costs, beside the alternatives, in one run: `npm run bench`. Machines are noisy: look at the ratios.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Cell } from '../src/core/cells';
import { SheetCheck } from '../src/core/check';
import { explainAll } from '../src/core/findings';
import { createLookups } from '../src/core/lookup';
import { DEFAULT_PICKS } from '../src/core/template';
import { markText, paintAll, paintRows } from '../src/excel/marks';
import { readFirstSheet, readRows } from '../src/excel/read';
import { insertTemplate } from '../src/excel/template';
import { startNodeExcel } from '../src/preview/wire/node';
import { Workbook } from '../src/preview/workbook/workbook';
import { benchCells, benchReference } from './data';

const TODAY = 46_300;
const ROUNDS = 15;
const results: Record<string, string | number> = {};

function median(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
}

function report(what: string, value: string | number): void {
  results[what] = value;
  console.log(`${what.padEnd(64)} ${value}`);
}

function core(): void {
  const reference = benchReference(40, 200);
  const cells: Cell[][] = JSON.parse(JSON.stringify(benchCells(reference, 100_000, 100)));
  const [header = [], ...rows] = cells;
  const lookups = createLookups(reference);
  const ours = median(() => {
    const check = new SheetCheck(cells, lookups, { today: TODAY });
    explainAll(check, lookups, cells);
  });
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
  const zods = median(() => {
    for (const one of objects) row.safeParse(one);
  });
  report('check 100,000 x 15, 1% faults, all rules and suggestions (ms)', Math.round(ours));
  report('bare zod.safeParse of the same rows (ms)', Math.round(zods));
  report('ratio to zod (aim: below 0.6)', (ours / zods).toFixed(2));
  const check = new SheetCheck(cells, lookups, { today: TODAY });
  const changed = cells[5000] ?? [];
  report(
    'check again after one cell changed (ms; aim: below 1)',
    median(() => void check.update([{ row: 5001, cells: changed }])).toFixed(3),
  );
}

async function excel(): Promise<void> {
  const reference = benchReference(40, 200);
  const workbook = new Workbook(['Sheet1']);
  const { host, Excel, Office } = startNodeExcel(workbook);
  Object.assign(globalThis, { Excel, Office });
  const sheet = workbook.active;
  const measure = async (what: string, work: () => Promise<unknown>) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    host.takeTraffic();
    await work();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { requests, sent, received } = host.takeTraffic();
    report(`${what} (requests, KB sent, KB received)`, `${requests}, ${Math.round(sent / 1024)}, ${Math.round(received / 1024)}`);
  };
  const checkAll = async () => {
    const lookups = createLookups(reference);
    const { id, cells } = await readFirstSheet();
    const check = new SheetCheck(cells, lookups, { today: TODAY });
    const marks = new Map<number, string>();
    for (const { row } of check.faults())
      if (row > 0) marks.set(row, markText({ errors: check.faultsAt(row).flatMap(({ columns }) => columns), warnings: [] }));
    await paintAll(id, marks);
  };
  const fill = (rows: number, every: number) => {
    const cells = benchCells(reference, rows, every);
    sheet.setValues({ row: 0, column: 0, rows: cells.length, columns: 15 }, cells, 'user');
  };
  await measure('insert template', () => insertTemplate(DEFAULT_PICKS, reference, true));
  sheet.clear({ row: 0, column: 0, rows: 10, columns: 20 }, 'All', 'user');
  fill(600, 70);
  await measure('check 600 rows with 60 faults', checkAll);
  await measure('one edit', async () => {
    await readRows(sheet.id, [{ row: 5, rows: 1 }], 15);
    await paintRows(new Map([[5, 'e4 ']]));
  });
  fill(100_000, 100);
  await measure('check 100,000 rows with 1% faults', checkAll);
  await measure('one edit in 100,000 rows', async () => {
    await readRows(sheet.id, [{ row: 5, rows: 1 }], 15);
    await paintRows(new Map([[5, 'e4 ']]));
  });
}

function bundle(): void {
  const files = readdirSync('dist/web').filter((name) => /^(taskpane|commands|runtime)\..*js$/.test(name));
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(`dist/web/${name}`)).length, 0);
  report('pane, gzipped (KB; aim: below 250)', Math.round(bytes / 1024));
}

async function main(): Promise<void> {
  core();
  await excel();
  bundle();
  writeFileSync('bench/results.json', `${JSON.stringify(results, null, 2)}\n`);
  process.exit(0);
}

void main();
