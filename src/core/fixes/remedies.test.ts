import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Cell } from '../caseload/cells';
import { createLookups } from '../caseload/lookup';
import { SheetCheck } from '../check/sheet-check';
import { type Code, RULES } from '../rules/codes';
import { ASSIGNMENT_COLUMNS, day, REFERENCE, sheetRows } from '../testing/caseload';
import { changeOf, type RemedyName, remediesFor } from './remedies';

const lookups = createLookups(REFERENCE);
const today = day('2026-11-23');
const HEADERS = [
  'Participant ID',
  'Case Number',
  'SSN',
  'Program Name',
  'Program Start Date',
  'Program End Date',
  'Caseworker Name',
  ...ASSIGNMENT_COLUMNS,
];
const { header, insert, update } = sheetRows(HEADERS);
const check = (cells: Cell[][]) => new SheetCheck(cells, lookups, { today });

function remediesOf(cells: Cell[][], code: Code, rows: readonly number[]) {
  const checked = check(cells);
  const columns = checked.faults().find((fault) => fault.code === code)?.columns ?? [];
  const sheet = { columnOf: checked.columnOf.bind(checked), onRecord: checked.layout?.own.onRecord, cells };
  return remediesFor({ code }, rows, columns, sheet).map((remedy) => ({ remedy, change: changeOf(remedy, columns, sheet) }));
}

/** The sheet after a change, as Excel would make it. */
function changed(cells: Cell[][], change: ReturnType<typeof changeOf>): Cell[][] {
  const after = cells.map((row) => [...row]);
  if (change.kind === 'cells') for (const { row, column, value } of change.changes) after[row - 1]?.splice(column, 1, value);
  else if (change.kind === 'add') for (const { row, cells: added } of change.rows) after.splice(row - 1, 0, [...added]);
  else for (const row of [...change.rows].sort((one, other) => other - one)) after.splice(row - 1, 1);
  return after;
}

test('a Program Start Date is offered to enroll, but not where the sheet itself ends the enrollment before', () => {
  const cells = [header, insert(1001, { 'Program Name': 'Housing First' })];
  const checked = check(cells);
  const sheet = { columnOf: checked.columnOf.bind(checked), onRecord: undefined, cells };
  const offered = (why?: string) => remediesFor({ code: 'enrollment.missing', why }, [2], [3, 9], sheet).map(({ name }) => name);
  expect(offered()).toEqual(['program-from-start', 'remove-rows']);
  expect(offered('left')).toEqual(['remove-rows']);
});

test('a row with totals or a remark, and nobody in it, can be removed; one that lacks only its Participant ID is kept', () => {
  const blank: Cell[] = header.map(() => '');
  const totals = blank.with(0, 'Total').with(7, 38);
  const remark = blank.with(1, 'as of March');
  const lacking = insert(1001).with(0, '');
  const offers = (code: Code, row: Cell[]) => remediesOf([header, row], code, [2]).map(({ remedy }) => remedy.name);
  expect(offers('cell.not-a-number', totals)).toEqual(['remove-rows']);
  expect(offers('cell.required', remark)).toEqual(['remove-rows']);
  expect(offers('cell.required', lacking)).toEqual([]);
});

test('an open assignment of the record of which an end was begun can stay open: then it is not sent', () => {
  for (const [code, half] of [
    ['update.end-required', { 'End Date': '', 'Reason for Dismissal': 'Goals met' }],
    ['update.reason-required', { 'End Date': day('2026-05-01'), 'Reason for Dismissal': '' }],
  ] as const) {
    const cells = [
      [...header, 'On Record'],
      [...update(1001, half), 'since 3/1/2026'],
    ];
    const [first] = remediesOf(cells, code, [2]);
    expect(first?.remedy.name).toBe('stay-open');
    const after = check(changed(cells, first?.change ?? { kind: 'remove', rows: [] }));
    expect([after.rowCount, after.leftCount]).toEqual([0, 1]);
  }
});

const ended = { 'End Date': day('2026-05-01'), 'Reason for Dismissal': 'Goals met' };
test.each<[Code, Cell[], readonly RemedyName[]]>([
  ['insert.has-end', insert(1001, ended), ['clear-end', 'make-update']],
  ['update.end-required', update(1001, { 'Start Date': day('2026-03-01'), 'End Date': '', 'Reason for Dismissal': '' }), ['make-insert']],
  ['update.end-required', update(1001, { 'End Date': '' }), []],
  ['dates.reversed', update(1001, { 'Start Date': day('2026-05-01') }), ['swap-dates']],
  [
    'dates.reversed',
    insert(1001, { 'Program Name': 'Housing First', 'Program Start Date': day('2026-03-01'), 'Program End Date': day('2026-02-01') }),
    ['swap-dates'],
  ],
  ['program.dates-required', insert(1001, { 'Program Name': 'Housing First' }), ['program-from-start', 'clear-program']],
  ['program.required', insert(1001, { 'Program Start Date': day('2026-03-01') }), ['clear-program-dates']],
])('%s offers what puts it right', (code, row, names) => {
  const cells = [header, row];
  const offered = remediesOf(cells, code, [2]);
  expect(offered.map(({ remedy }) => remedy.name)).toEqual(names);
  for (const { change } of offered)
    expect(
      check(changed(cells, change))
        .faults()
        .map((fault) => fault.code),
    ).not.toContain(code);
});

test.each<[Code, readonly RemedyName[]]>([
  ['participant.unknown', ['remove-rows']],
  ['participant.mismatch', ['remove-rows']],
  ['enrollment.missing', ['program-from-start', 'remove-rows']],
  ['insert.already-open', ['remove-rows', 'end-open-first']],
  ['update.none-open', ['make-insert', 'remove-rows']],
  ['update.historic', ['remove-rows']],
  ['update.start-differs', ['clear-start']],
  ['security.insert', ['remove-rows']],
])('%s, which only the record can tell, offers its remedies', (code, names) => {
  expect(remediesOf([header, insert(1001)], code, [2]).map(({ remedy }) => remedy.name)).toEqual(names);
});

test('row.duplicate keeps the first of the rows, and many rows can be moved to a sheet of their own', () => {
  const rows = Array.from({ length: 12 }, (_, place) => place + 2);
  expect(remediesOf([header, ...rows.map(() => insert(1001))], 'row.duplicate', rows).map(({ remedy }) => remedy)).toEqual([
    { name: 'remove-rows', rows: rows.slice(1) },
    { name: 'set-aside', rows: rows.slice(1) },
  ]);
});

test('end-open-first adds an Update of the same assignment, whose reason is left to choose', () => {
  const cells = [header, insert(1001), insert(1002)];
  const [, added] = remediesOf(cells, 'insert.already-open', [2, 3]);
  if (added === undefined) throw new Error('It is not offered.');
  const after = changed(cells, added.change);
  expect(after.map((row) => [row[0], row.at(-1)])).toEqual([
    ['Participant ID', 'Update OR Insert'],
    [1001, 'Insert'],
    [1001, 'Update'],
    [1002, 'Insert'],
    [1002, 'Update'],
  ]);
  expect(
    check(after)
      .faults()
      .map(({ code, row }) => `${code} ${row}`),
  ).toEqual(['update.reason-required 3', 'update.reason-required 5']);
});

test('a remedy never brings a new problem, but what it leaves to the user to fill', () => {
  const date = fc.constantFrom<Cell>('', day('2026-02-01'), day('2026-03-01'), day('2026-05-01'));
  const values = fc.record({
    'Program Name': fc.constantFrom('', 'Housing First'),
    'Program Start Date': date,
    'Program End Date': date,
    'Start Date': date,
    'End Date': date,
    'Reason for Dismissal': fc.constantFrom('', 'Goals met'),
    'Update OR Insert': fc.constantFrom('Insert', 'Update'),
  });
  const toFill: readonly Code[] = ['update.end-required', 'update.reason-required', 'insert.start-required', 'dates.reversed'];
  fc.assert(
    fc.property(values, (more) => {
      const cells = [header, insert(1001, more)];
      const before = new Set(
        check(cells)
          .faults()
          .map(({ code }) => code),
      );
      for (const code of before) {
        for (const { remedy, change } of remediesOf(cells, code, [2])) {
          const after = check(changed(cells, change))
            .faults()
            .map((fault) => fault.code);
          expect(
            after
              .filter((one) => !before.has(one) && !toFill.includes(one) && one !== 'sheet.empty')
              .map((one) => `${remedy.name}: ${one}`),
          ).toEqual([]);
        }
      }
    }),
  );
});

test('the users’ page tells of each rule what puts it right', () => {
  const page = readFileSync(join(process.cwd(), 'docs', 'users.md'), 'utf8');
  const told = page.slice(page.indexOf('## What puts each problem right'));
  expect(Object.keys(RULES).filter((code) => !told.includes(`\`${code}\``))).toEqual([]);
});
