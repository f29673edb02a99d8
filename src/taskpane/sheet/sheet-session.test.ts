import { createLookups } from '../../core/caseload/lookup';
import { DEFAULT_PICKS, makeTemplate } from '../../core/caseload/template';
import type { Finding } from '../../core/check/finding';
import { ASSIGNMENT_COLUMNS, day, REFERENCE } from '../../core/testing/caseload';
import { mendHeader } from '../../excel/changes/columns';
import { readSheet } from '../../excel/read';
import { fillTemplate } from '../../excel/template/fill-template';
import { insertTemplate } from '../../excel/template/template';
import { type OpenExcel, openExcel, untilShown } from '../../excel/testing/open-excel';
import { watchSheets } from '../../excel/watch';
import { SheetSession } from './sheet-session';

let open: OpenExcel;
let session: SheetSession;
const HEADER = ['Participant ID', 'Case Number', 'Caseworker ID', ...ASSIGNMENT_COLUMNS];
const START = 5;

const sheet = () => open.workbook.active;
const put = (row: number, column: number, values: readonly unknown[]) =>
  sheet().setValues({ row, column, rows: 1, columns: values.length }, [values], 'user');
/** Lets time pass in which nothing must happen. */
const aMoment = () => new Promise((resume) => setTimeout(resume, 150));
/** Waits until the session has read what was changed, as long as the machine needs. */
async function eventually(read: () => unknown, expected: unknown): Promise<void> {
  for (let waited = 0; waited < 20_000 && JSON.stringify(read()) !== JSON.stringify(expected); waited += 20)
    await new Promise((resume) => setTimeout(resume, 20));
  expect(read()).toEqual(expected);
}

beforeEach(async () => {
  open = openExcel('Sheet1');
  session = new SheetSession(createLookups(REFERENCE), 'UTC', () => undefined, fail, open.stream);
});
const fail = (error: unknown) => {
  throw error;
};

describe.each([
  ['1900', false],
  ['1904', true],
])('in a workbook that counts dates from %s', (_, is1904) => {
  beforeEach(() => {
    open.workbook.is1904 = is1904;
  });

  test('a date is the same day when read, edited by the user, changed by the add-in, and undone', async () => {
    put(0, 0, HEADER);
    put(1, 0, [1001, 'CN-1', 101, 'Primary', 'Active', '3/14/2026', '', '', 'Insert']);
    await session.refresh();
    await watchSheets((event) => session.handle(event));
    expect(session.cellAt(2, START)).toBe(day('2026-03-14'));
    put(1, START, ['3/15/2026']);
    await eventually(() => session.cellAt(2, START), day('2026-03-15'));
    const back = await session.edit([
      { row: 2, column: START, value: day('2026-03-16'), was: day('2026-03-15'), isDate: true },
      { row: 2, column: 0, value: 1002, was: 1001 },
    ]);
    expect(back).toHaveLength(2);
    expect([sheet().text(1, START), sheet().value(1, 0)]).toEqual(['3/16/2026', 1002]);
    expect(session.cellAt(2, START)).toBe(day('2026-03-16'));
    await session.edit(back);
    expect([sheet().text(1, START), sheet().value(1, 0)]).toEqual(['3/15/2026', 1001]);
  });

  test('a template’s sample, filled rows and the rows of another sheet have the days that they say', async () => {
    await insertTemplate(DEFAULT_PICKS, REFERENCE);
    const { columns } = makeTemplate(DEFAULT_PICKS, REFERENCE);
    const start = columns.findIndex(({ header }) => header === 'Start Date');
    const sample = sheet().text(2, start);
    expect(sample).toMatch(/^\d+\/\d+\/\d{4}$/);
    open = openExcel('Sheet1');
    await insertTemplate(DEFAULT_PICKS, REFERENCE);
    expect(sample).toBe(sheet().text(2, start));
    open = openExcel('Own');
    open.workbook.is1904 = is1904;
    put(0, 0, ['Begin', 'Count']);
    put(1, 0, ['3/14/2026', 46_095]);
    expect(await readSheet('Own')).toEqual([
      ['Begin', 'Count'],
      [day('2026-03-14'), 46_095],
    ]);
    const row = columns.map((_, column) => (column === start ? day('2026-03-14') : column === 0 ? 1001 : ''));
    expect(await fillTemplate(DEFAULT_PICKS, REFERENCE, [row], () => undefined)).toMatchObject({ status: 'inserted' });
    const filled = open.workbook.sheets[0];
    expect([filled?.text(1, start), filled?.value(1, 0)]).toEqual(['3/14/2026', 1001]);
  });
});

test('a template is not filled where the workbook’s structure is protected', async () => {
  open = openExcel('Own');
  put(0, 0, ['mine']);
  open.workbook.structurePassword = null;
  expect(await fillTemplate(DEFAULT_PICKS, REFERENCE, [[1001]], () => undefined)).toEqual({ status: 'protected', sheet: 'Own' });
  expect([open.workbook.sheets.length, sheet().value(0, 0)]).toEqual([1, 'mine']);
});

describe('what the user chose to change', () => {
  const ROW = [1001, 'CN-1', 101, 'Primary', 'Active', '3/14/2026', '', '', 'Insert'];
  beforeEach(async () => {
    put(0, 0, ['To delete']);
    put(1, 0, HEADER);
    put(2, 0, ROW);
    await session.refresh();
    await watchSheets((event) => session.handle(event));
  });

  test('is not deleted by its row number, if the rows have moved since', async () => {
    sheet().insertRows(0, 1, 'user');
    put(0, 0, ['mine']);
    // The event has come, but the sheet is not read again yet.
    session.handle({ type: 'reshaped', sheetId: session.sheetId ?? '' });
    expect(await session.rows.remove([1])).toBeUndefined();
    expect([sheet().value(0, 0), sheet().value(1, 0)]).toEqual(['mine', 'To delete']);
    await session.refresh();
    expect(await session.rows.remove([2])).toEqual([{ row: 2, inputs: ['To delete', ...Array(8).fill('')] }]);
    expect([sheet().value(0, 0), sheet().value(1, 0)]).toEqual(['mine', 'Participant ID']);
  });

  test('is changed and undone on its own sheet only', async () => {
    const { sheetId } = session;
    const back = await session.edit([{ row: 3, column: 0, value: 1002, was: 1001 }]);
    const [first, other] = [sheet(), open.workbook.add('Other')];
    for (const [row, values] of [HEADER, [1002, ...ROW.slice(1)]].entries())
      other.setValues({ row: row + 1, column: 0, rows: 1, columns: values.length }, [values], 'user');
    open.workbook.move(other, 0);
    await session.refresh();
    expect([session.name, session.cellAt(3, 0)]).toEqual(['Other', 1002]);
    expect(await session.edit(back, sheetId)).toEqual([]);
    expect([first.value(2, 0), other.value(2, 0)]).toEqual([1002, 1002]);
  });
});

/** What the record says about a row. */
const finding = (row: number) => ({
  code: 'participant.unknown' as const,
  severity: 'error' as const,
  row,
  column: 'Participant ID',
  value: String(1000 + row),
  cells: [`A${row}`],
  message: 'Unknown',
  suggestions: [],
});

describe('an answer of the service about the sheet', () => {
  beforeEach(async () => {
    put(0, 0, HEADER);
    for (let row = 1; row < 5; row++) put(row, 0, [1000 + row, `CN-${row}`, 101, 'Primary', 'Active', '3/14/2026', '', '', 'Insert']);
    await session.refresh();
    await watchSheets((event) => session.handle(event));
  });
  const recorded = () => [2, 3, 4, 5, 6].filter((row) => session.findingsAt(row).some(({ code }) => code === 'participant.unknown'));

  test('is kept for the rows that it is about', async () => {
    await session.setRecordFindings([finding(3)], session.moment);
    expect(recorded()).toEqual([3]);
  });

  test('is dropped for a row that was corrected meanwhile, and kept for the others', async () => {
    const { moment } = session;
    put(2, 0, [2000]);
    await eventually(() => session.cellAt(3, 0), 2000);
    await session.setRecordFindings([finding(3), finding(4)], moment);
    expect(recorded()).toEqual([4]);
  });

  test('goes with its row when rows are inserted, deleted or sorted, and is dropped when the row changes', async () => {
    await session.setRecordFindings([finding(3), finding(5)], session.moment);
    sheet().insertRows(1, 1, 'user');
    await eventually(() => [recorded(), session.findingsAt(4).at(-1)?.cells], [[4, 6], ['A4']]);
    sheet().deleteRows(1, 2, 'user');
    await eventually(recorded, [2, 4]);
    put(1, 1, ['CN-other']);
    await eventually(() => session.cellAt(2, 1), 'CN-other');
    expect(recorded()).toEqual([2, 4]);
    put(1, 0, [2000]);
    await eventually(recorded, [4]);
  });

  test('may be a warning: it is counted and highlighted as one', async () => {
    const future: Finding = { ...finding(3), code: 'enrollment.future', severity: 'warning', cells: ['D3'] };
    const before = await session.refresh();
    const { errors, warnings, columns } = await session.setRecordFindings([future], session.moment);
    expect([errors, warnings]).toEqual([before.errors, before.warnings + 1]);
    expect(columns).toMatchObject([{ errors: 0, warnings: 1, first: 'D3' }]);
  });

  test('is not told twice: the sheet tells of its own duplicates', async () => {
    put(4, 0, [1001, 'CN-1', 101, 'Primary', 'Active', '3/14/2026', '', '', 'Insert']);
    await eventually(() => session.cellAt(5, 0), 1001);
    const { errors } = await session.refresh();
    const doubled = (row: number): Finding => ({ ...finding(row), code: 'row.duplicate', cells: [] });
    const summary = await session.setRecordFindings([doubled(2), doubled(5), doubled(4)], session.moment);
    // Row 4 is the only one of which the sheet does not tell.
    expect(summary.errors).toBe(errors + 1);
    const removals = session.groups().groups.map(({ rows, remedies }) => [rows, remedies.map((remedy) => remedy.rows)]);
    expect(removals).toEqual([
      [[4], [[4]]],
      [[2, 5], [[5]]],
    ]);
  });

  test('is known of the rows as they are: not once one has changed, nor once it is forgotten, even if an answer comes after that', async () => {
    const asked = async (...[findings, moment]: Parameters<typeof session.setRecordFindings>) =>
      (await session.setRecordFindings(findings, moment)).isRecordAsked;
    expect((await session.refresh()).isRecordAsked).toBe(false);
    expect(await asked([], session.moment)).toBe(true);
    expect((await session.refresh()).isRecordAsked).toBe(false);
    const { moment } = session;
    put(2, 0, [2000]);
    await eventually(() => session.cellAt(3, 0), 2000);
    expect(await asked([], moment)).toBe(false);
    const later = session.moment;
    expect((await session.forgetRecord()).isRecordAsked).toBe(false);
    expect(await asked([finding(4)], later)).toBe(false);
    expect(recorded()).toEqual([]);
  });

  test('is dropped as a whole when rows were inserted meanwhile: it would be about others', async () => {
    const { moment } = session;
    sheet().insertRows(1, 1, 'user');
    await eventually(() => session.moment.reading > moment.reading, true);
    await session.setRecordFindings([finding(3)], moment);
    expect(recorded()).toEqual([]);
  });
});

test('rows are removed only while they hold what was read', async () => {
  put(0, 0, ['instructions']);
  put(1, 0, HEADER);
  put(2, 0, ['sample']);
  put(3, 0, [1001]);
  await session.refresh();
  // As when Excel has not told of it yet.
  sheet().deleteRows(0, 1, 'user');
  expect(await session.rows.remove([1, 3])).toBeUndefined();
  expect(sheet().value(0, 0)).toBe('Participant ID');
  sheet().insertRows(0, 1, 'user');
  put(0, 0, ['instructions']);
  await session.refresh();
  expect(await session.rows.remove([1, 3])).toHaveLength(2);
  expect([sheet().value(0, 0), sheet().value(1, 0)]).toEqual(['Participant ID', 1001]);
});

test('an edit that could not be read is read with the next one', async () => {
  put(0, 0, HEADER);
  for (let row = 1; row < 4; row++) put(row, 0, [1000 + row]);
  const failures: unknown[] = [];
  session = new SheetSession(
    createLookups(REFERENCE),
    'UTC',
    () => undefined,
    (error) => failures.push(error),
    open.stream,
  );
  await session.refresh();
  await watchSheets((event) => session.handle(event));
  const { execute } = open.excel.host;
  open.excel.host.execute = (_, answered) =>
    answered(JSON.stringify({ Results: [], Error: { Code: 'GeneralException', Message: 'busy', ActionIndex: 0 } }));
  put(1, 0, ['bad']);
  await eventually(() => failures.length, 1);
  open.excel.host.execute = execute;
  put(2, 0, [2000]);
  await eventually(() => [session.cellAt(2, 0), session.cellAt(3, 0)], ['bad', 2000]);
});

test('a sheet that takes the place of a caseload gets no formats, and the caseload loses its highlights', async () => {
  put(0, 0, HEADER);
  put(1, 0, ['wrong']);
  await session.refresh();
  await watchSheets((event) => session.handle(event));
  const caseload = sheet();
  await untilShown(() => caseload.conditionalStyle(1, 0).fill !== undefined);
  const notes = open.workbook.add('Notes');
  open.workbook.move(notes, 0);
  await untilShown(() => caseload.conditionalStyle(1, 0).fill === undefined);
  expect(caseload.conditionalStyle(1, 0)).toEqual({});
  notes.setValues({ row: 0, column: 0, rows: 1, columns: 1 }, [['Things to do']], 'user');
  await aMoment();
  expect(notes.rules.formats).toEqual([]);
  expect([...open.workbook.settings.values()].join()).not.toContain(notes.id);
});

test('a session that another one took the place of changes nothing any more', async () => {
  put(0, 0, HEADER);
  put(1, 0, ['wrong']);
  let told = 0;
  const former = new SheetSession(createLookups(REFERENCE), 'UTC', () => told++, fail, open.stream);
  await former.refresh();
  const reading = former.refresh();
  former.close();
  const before = told;
  await session.refresh();
  await reading;
  former.handle({ type: 'sheets' });
  await aMoment();
  expect(told).toBe(before);
  await untilShown(() => sheet().conditionalStyle(1, 0).fill !== undefined);
  expect(sheet().conditionalStyle(1, 0).fill).toBe('#FFC7CE');
});

describe('a remedy', () => {
  const ROW = [1001, 'CN-1', 101, 'Primary', 'Active', '3/14/2026', '', '', 'Insert'];
  const change = (at: number, values: readonly unknown[]) => put(at, 0, values);
  const codes = () => [2, 3, 4, 5].flatMap((row) => session.findingsAt(row).map(({ code }) => `${code} ${row}`));
  const values = () => [1, 2, 3, 4].map((row) => sheet().value(row, 0));
  beforeEach(async () => {
    change(0, HEADER);
    change(1, ROW);
    change(2, ROW);
    change(3, [1003, 'CN-3', 101, 'Primary', 'Active', '3/14/2026', '', '', 'Insert']);
    await session.refresh();
  });

  test('for the same assignment twice is one group of both rows; the rows removed come back with what was entered', async () => {
    put(2, 1, ['="CN-"&1']);
    await session.refresh();
    const [group] = session.groups().groups;
    expect([group?.code, group?.rows, group?.remedies]).toEqual(['row.duplicate', [2, 3], [{ name: 'remove-rows', rows: [3] }]]);
    const taken = await session.rows.remove([3]);
    expect([codes(), values()]).toEqual([[], [1001, 1003, '', '']]);
    await session.rows.restore(taken ?? []);
    expect([codes(), values()]).toEqual([
      ['row.duplicate 2', 'row.duplicate 3'],
      [1001, 1001, 1003, ''],
    ]);
    expect([sheet().formula(2, 1), sheet().text(2, 5)]).toEqual(['="CN-"&1', '3/14/2026']);
  });

  test('for the same assignment twice names what differs, and lets either row go', async () => {
    put(2, START, ['3/15/2026']);
    put(2, START + 1, ['', 'Goals met']);
    // The same, written differently.
    put(2, START - 2, ['primary', 'ACTIVE']);
    await session.refresh();
    const same = session.groups().groups.find(({ code }) => code === 'row.duplicate');
    expect([same?.message, same?.remedies]).toEqual([
      'The same assignment and action, but they differ in Start Date (3/14/2026 or 3/15/2026), Reason for Dismissal (empty or Goals met). Keep the right one.',
      [
        { name: 'remove-rows', rows: [3] },
        { name: 'remove-rows', rows: [2] },
      ],
    ]);
  });

  test('moves rows to a sheet of their own, with the header', async () => {
    await session.rows.remove([2, 4], 'Set aside');
    const aside = open.workbook.sheets.find(({ name }) => name === 'Set aside');
    expect([0, 1, 2, 3].map((row) => aside?.value(row, 0))).toEqual(['Participant ID', 1001, 1003, '']);
    expect([aside?.text(2, 5), values()]).toEqual(['3/14/2026', [1001, '', '', '']]);
    // Not to the one that is there.
    await session.rows.remove([2], 'Set aside');
    expect(open.workbook.sheets.map(({ name }) => name)).toEqual(expect.arrayContaining(['Set aside', 'Set aside 2']));
  });

  test('ends the open assignment first, by an Update below the Insert', async () => {
    const done = session.changeOf({ name: 'end-open-first', rows: [2] }, []);
    if (done?.kind !== 'add') throw new Error('It adds no row.');
    const isOpen = (row: number) => session.findingsAt(row).some(({ code }) => code === 'insert.already-open');
    await session.setRecordFindings([{ ...finding(2), code: 'insert.already-open' }], session.moment);
    expect(isOpen(2)).toBe(true);
    await session.rows.add(done.rows, 'insert.already-open');
    // Nobody is offered to end it twice.
    expect([2, 3, 4].map(isOpen)).toEqual([false, false, false]);
    expect([1, 2, 3].map((row) => [0, 5, 6, 8].map((column) => sheet().text(row, column)))).toEqual([
      ['1001', '3/14/2026', '', 'Insert'],
      ['1001', '', '3/14/2026', 'Update'],
      ['1001', '3/14/2026', '', 'Insert'],
    ]);
  });
});

describe('the header', () => {
  const headers = () => Array.from({ length: 10 }, (_, column) => sheet().value(0, column));
  const cell = (column: number) => ({ row: 1, column, text: String(HEADER[column]) });
  beforeEach(async () => {
    put(0, 0, HEADER);
    put(1, 0, [1001, 'CN-1', 101, 'Primary', 'Active', '3/14/2026', '', '', 'Insert']);
    await session.refresh();
  });

  test('loses a column, gains one, and gets another name by one click each', async () => {
    const id = session.sheetId ?? '';
    expect(await mendHeader(id, { name: 'remove-columns', columns: [cell(1), cell(3)] })).toBe(true);
    expect([headers().slice(0, 3), sheet().value(1, 1)]).toEqual([['Participant ID', 'Caseworker ID', 'Caseload Status'], 101]);
    const [after] = [{ row: 1, column: 0, text: 'Participant ID' }];
    expect(await mendHeader(id, { name: 'add-column', header: 'Case Number', after })).toBe(true);
    expect(headers().slice(0, 3)).toEqual(['Participant ID', 'Case Number', 'Caseworker ID']);
    expect(await mendHeader(id, { name: 'rename-column', column: { row: 1, column: 1, text: 'Case Number' }, header: 'SSN' })).toBe(true);
    expect(headers()[1]).toBe('SSN');
  });

  test('is left if its columns have moved since they were seen', async () => {
    sheet().insertColumns(0, 1, 'user');
    expect(await mendHeader(session.sheetId ?? '', { name: 'remove-columns', columns: [cell(1)] })).toBe(false);
    expect(headers()).toEqual(['', ...HEADER]);
  });

  test('of another sheet comes to the far left with it', async () => {
    const other = open.workbook.add('March');
    await mendHeader(session.sheetId ?? '', { name: 'move-first', sheet: 'March' });
    expect(open.workbook.sheets[0]).toBe(other);
  });
});

test('dates whose day and month Excel may have swapped are told with the text that shows it, as soon as it is typed', async () => {
  put(0, 0, HEADER);
  put(1, 0, [1001, 'CN-1', 101, 'Primary', 'Active', '3/4/2026', '', '', 'Insert']);
  put(2, 0, [1002, 'CN-2', 101, 'Primary', 'Active', '', '', '', 'Insert']);
  let messages: readonly string[] = [];
  session = new SheetSession(
    createLookups(REFERENCE),
    'UTC',
    ({ sheetFindings }) => {
      messages = sheetFindings.filter(({ code }) => code === 'column.date-order').map(({ message }) => message);
    },
    fail,
    open.stream,
  );
  await session.refresh();
  await watchSheets((event) => session.handle(event));
  expect(messages).toEqual([]);
  put(2, START, ['14/3/2026']);
  await eventually(() => messages.map((message) => /in row \d+: “.*?”/.exec(message)?.[0]), ['in row 2: “14/3/2026”']);
  put(1, START, ['3/15/2026']);
  await eventually(() => messages, []);
});
