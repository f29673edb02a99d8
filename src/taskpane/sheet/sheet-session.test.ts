import { createLookups } from '../../core/caseload/lookup';
import { DEFAULT_PICKS, makeTemplate } from '../../core/caseload/template';
import { day, REFERENCE } from '../../core/testing/caseload';
import { readSheet } from '../../excel/read';
import { fillTemplate } from '../../excel/template/fill-template';
import { insertTemplate } from '../../excel/template/template';
import { type OpenExcel, openExcel } from '../../excel/testing/open-excel';
import { watchSheets } from '../../excel/watch';
import { SheetSession } from './sheet-session';

let open: OpenExcel;
let session: SheetSession;
const HEADER = [
  'Participant ID',
  'Case Number',
  'Caseworker ID',
  'Caseworker Relationship',
  'Caseload Status',
  'Start Date',
  'End Date',
  'Reason for Dismissal',
  'Update OR Insert',
];
const START = 5;

const sheet = () => open.workbook.active;
const put = (row: number, column: number, values: readonly unknown[]) =>
  sheet().setValues({ row, column, rows: 1, columns: values.length }, [values], 'user');
/** Events come after the change that raised them, and are read in one more request. */
const settled = () => new Promise((resume) => setTimeout(resume, 150));

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
    await settled();
    expect(session.cellAt(2, START)).toBe(day('2026-03-15'));
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
    await insertTemplate(DEFAULT_PICKS, REFERENCE, false);
    const { columns } = makeTemplate(DEFAULT_PICKS, REFERENCE);
    const start = columns.findIndex(({ header }) => header === 'Start Date');
    const sample = sheet().text(2, start);
    expect(sample).toMatch(/^\d+\/\d+\/\d{4}$/);
    open = openExcel('Sheet1');
    await insertTemplate(DEFAULT_PICKS, REFERENCE, false);
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
    expect(await fillTemplate(DEFAULT_PICKS, REFERENCE, [row], () => undefined)).toBe(true);
    const filled = open.workbook.sheets[0];
    expect([filled?.text(1, start), filled?.value(1, 0)]).toEqual(['3/14/2026', 1001]);
  });
});
