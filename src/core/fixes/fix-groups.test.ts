import fc from 'fast-check';
import type { Cell } from '../caseload/cells';
import { createLookups } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { SheetCheck } from '../check/sheet-check';
import { ASSIGNMENT_COLUMNS, day, REFERENCE, sheetRows } from '../testing/caseload';
import { type CellChange, type FixGroup, groupFaults, textDates } from './fix-groups';
import { changesOf, readFix } from './read-fix';

const reference: Reference = { ...REFERENCE, staff: REFERENCE.staff.slice(0, 2) };
const lookups = createLookups(reference);
const today = day('2026-11-23');
const { header: HEADER, insert } = sheetRows([
  'Participant ID',
  'Case Number',
  'SSN',
  'Caseworker First Name',
  'Caseworker Last Name',
  ...ASSIGNMENT_COLUMNS,
]);
const checked = (cells: Cell[][]) => new SheetCheck(cells, lookups, { today });
const groupsOf = (cells: Cell[][]) => {
  const check = checked(cells);
  return groupFaults(
    check,
    lookups,
    cells,
    check.faults().filter(({ row }) => row > 1),
  ).groups;
};
function fixOf(group: FixGroup, text: string): readonly Cell[] | string {
  const fix = readFix(group, text, lookups, today);
  return 'problem' in fix ? fix.problem : fix.cells;
}
function apply(cells: Cell[][], changes: readonly CellChange[]): Cell[][] {
  const changed = cells.map((row) => [...row]);
  for (const { row, column, value } of changes) {
    const cellsOfRow = changed[row - 1];
    if (cellsOfRow !== undefined) cellsOfRow[column] = value;
  }
  return changed;
}

test('faults with the same value in the same column are one group, the most frequent first, with the best suggestion', () => {
  const wrong = { 'Caseload Status': 'Actve' };
  const groups = groupsOf([HEADER, insert(1, wrong), insert(2, { 'Caseworker Last Name': 'Leee' }), insert(3, wrong)]);
  expect(groups.map(({ column, value, count, rows, suggestions }) => [column, value, count, rows, suggestions[0]])).toEqual([
    ['Caseload Status', 'Actve', 2, [2, 4], 'Active'],
    ['Caseworker First Name', 'Ann Leee', 1, [3], 'Ann Lee'],
  ]);
  expect(groups.every(({ fixable, obvious }) => fixable && obvious)).toBe(true);
});

test('dates are shown as dates, and problems of single rows are not fixed for all', () => {
  const [group] = groupsOf([HEADER, insert(1, { 'End Date': 46_023 })]);
  expect([group?.code, group?.value, group?.fixable]).toEqual(['insert.has-end', '1/1/2026', false]);
});

test('a fix is parsed by the check’s rules, and refused with a reason', () => {
  const [status] = groupsOf([HEADER, insert(1, { 'Caseload Status': 'x' })]);
  const [date] = groupsOf([HEADER, insert(1, { 'Start Date': 'soon' })]);
  const [worker] = groupsOf([HEADER, insert(1, { 'Caseworker First Name': 'An' })]);
  const [number] = groupsOf([HEADER, insert(1, { 'Case Number': '=1' })]);
  if (!status || !date || !worker || !number) throw new Error('A group is missing.');
  expect(fixOf(status, ' active ')).toEqual(['Active']);
  expect(fixOf(status, 'Gone')).toContain('is not in the Caseload Status table');
  expect(fixOf(status, '')).toBe('Choose or type a value.');
  expect(fixOf(date, '3/14/2026')).toEqual([46_095]);
  expect(fixOf(date, '3/4/2026')).toContain('“3/4/2026” can be Mar 4, 2026 or Apr 3, 2026.');
  expect(fixOf(date, '3/14/26')).toContain('has two digits. Write it with four: Mar 14, 2026.');
  expect(fixOf(worker, 'diaz, bo')).toEqual(['Bo', 'Diaz']);
  expect(fixOf(worker, 'Nobody Here')).toContain('is not in the staff list');
  expect(fixOf(number, '=1+1')).toContain('begins like a formula');
  expect(fixOf(number, '😀')).toEqual(['😀']);
  expect(fixOf(status, 'x'.repeat(40_000))).toContain('is not in the Caseload Status table');
});

test('after a fix the check has no such finding', () => {
  const wrong = fc.constantFrom<[string, Cell]>(
    ['Caseload Status', 'Actve'],
    ['Caseload Status', 'on  hold'],
    ['Caseworker Relationship', 'Primry'],
    ['Caseworker Last Name', 'Lea'],
    ['SSN', '900-00-0001'],
    ['Case Number', ' CN\u00a01'],
    ['Update OR Insert', 'Insrt'],
    ['Start Date', ''],
  );
  fc.assert(
    fc.property(fc.array(fc.array(wrong, { maxLength: 3 }), { minLength: 1, maxLength: 8 }), (rows) => {
      const cells = [HEADER, ...rows.map((changes, place) => insert(1000 + place, Object.fromEntries(changes)))];
      for (const group of groupsOf(cells)) {
        const [best = ''] = group.suggestions;
        const fix = readFix(group, best, lookups, today);
        if ('problem' in fix) continue;
        const after = checked(apply(cells, changesOf(group, fix)));
        const marked = group.rows.flatMap((row) => after.faultsAt(row)).filter((fault) => fault.columns[0] === group.columns[0]);
        expect(marked.filter((fault) => fault.code === group.code)).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test('unambiguous text dates become dates; nothing else changes', () => {
  const texts = ['2026-03-14', ' 14 Mar 2026\u00a0', '3/4/2026', 'soon', '14/3/2026', 46_095, ''];
  const cells = [HEADER, ...texts.map((text, place) => insert(1000 + place, { 'Start Date': text, 'Case Number': '2026-03-14' }))];
  expect(textDates(checked(cells), cells)).toEqual([2, 3, 6].map((row) => ({ row, column: 7, value: 46_095, isDate: true })));
  // Day and month of the date may be swapped: the text is all that shows it.
  const inDoubt = [
    HEADER,
    insert(1001, { 'Start Date': '14/3/2026', 'End Date': '14/3/2026' }),
    insert(1002, { 'Start Date': day('2026-03-04') }),
  ];
  expect(textDates(checked(inDoubt), inDoubt)).toMatchObject([{ row: 2, column: 8 }]);
});

describe('a feeder table', () => {
  test.each<[string, string[], string, string]>([
    [
      'of 20,000 values',
      Array.from({ length: 20_000 }, (_, n) => `Status ${n} of ward ${(n * 7919) % 20_011}`),
      'Status 4711 of wrad 5729',
      '',
    ],
    ['of one value', ['Open'], 'Opne', 'Open'],
    ['with values that differ only in case', ['Active', 'ACTIVE', 'On hold'], 'Actve', 'Active'],
    ['with commas and quotes', ['Moved, out of "area"', 'Moved, elsewhere', "O'Neil's"], 'Moved out of “area”', 'Moved, out of "area"'],
    ['in Cyrillic', ['Активный', 'Приостановлен', 'Ожидание'], 'Приостоновлен', 'Приостановлен'],
    ['in a right-to-left script', ['פעיל', 'בהמתנה', 'סגור'], 'בהמתנהה', 'בהמתנה'],
  ])('%s: its values are valid, and a wrong value is fixed by its first suggestion', (_, values, wrong, meant) => {
    const own = createLookups({ ...reference, feeders: { ...reference.feeders, 'Caseload Status': values } });
    const groups = (status: string) => {
      const cells = [HEADER, insert(1000, { 'Caseload Status': status })];
      const check = new SheetCheck(cells, own, { today });
      return groupFaults(check, own, cells, check.faults()).groups;
    };
    for (const value of values.slice(0, 20)) expect(groups(value)).toEqual([]);
    const [group] = groups(wrong);
    expect(group).toMatchObject({ code: 'cell.not-listed', value: wrong });
    const best = group?.suggestions[0] ?? '';
    expect(values).toContain(best);
    if (meant !== '') expect(best).toBe(meant);
    const fix = group === undefined ? undefined : readFix(group, best, own, today);
    expect(fix).toMatchObject({ cells: [best] });
    expect(groups(best)).toEqual([]);
  });
});
