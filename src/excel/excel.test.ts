import type { Reference } from '../core/caseload/reference';
import { DEFAULT_PICKS } from '../core/caseload/template';
import type { NodeExcel } from '../preview/wire/node';
import { PLATFORMS } from '../preview/workbook/platform';
import type { Workbook } from '../preview/workbook/workbook';
import { removeOwnColumn, writeOwnColumn } from './changes/own-columns';
import { deleteRows, insertRows, takeRows } from './changes/rows';
import { changeCells } from './changes/write';
import { readFirstSheet, readRows } from './read';
import { ExcelProblem, whenIdle } from './run';
import { insertTemplate, type TemplateOutcome, type UsedSheet } from './template/template';
import { openExcel } from './testing/open-excel';

const reference: Reference = {
  duplicateCheck: ['Case Number'],
  programRequired: false,
  feeders: { 'Caseworker Relationship': ['Primary'], 'Caseload Status': ['Active', 'On, hold'], 'Reason for Dismissal': ['Goals met'] },
  programs: [{ id: 11, name: 'Housing First' }],
  staff: Array.from({ length: 20_000 }, (_, n) => ({ id: n + 1, firstName: `First${n}`, lastName: `Last${n}` })),
};

let workbook: Workbook;
let excel: NodeExcel;

/** Opens a fresh workbook with the real office.js. */
function open(...names: string[]): void {
  ({ workbook, excel } = openExcel(...names));
}

const first = () => {
  const [sheet] = workbook.sheets;
  if (sheet === undefined) throw new Error('There is no sheet.');
  return sheet;
};
const fill = (rows: number, columns: number, text = 'x') =>
  first().setValues(
    { row: 0, column: 0, rows, columns },
    Array.from({ length: rows }, () => new Array(columns).fill(text)),
    'user',
  );
/** The number of requests of an operation, including the one in which office.js releases its ranges. */
async function requestsOf(operation: () => Promise<unknown>): Promise<number> {
  // Office.js makes functions ready when it starts.
  await new Promise((resolve) => setTimeout(resolve, 20));
  excel.host.takeTraffic();
  await operation();
  await new Promise((resolve) => setTimeout(resolve, 20));
  return excel.host.takeTraffic().requests;
}

beforeEach(() => open('Sheet1'));

function used(outcome: TemplateOutcome): UsedSheet | undefined {
  return outcome.status === 'in-use' ? outcome : undefined;
}

/** Inserts a template as a user who agrees to replace what is there. */
async function replaceTemplate(): Promise<TemplateOutcome> {
  return insertTemplate(DEFAULT_PICKS, reference, used(await insertTemplate(DEFAULT_PICKS, reference)));
}

describe('the template', () => {
  test('has a header, frozen and styled, formats, and dropdowns of any length', async () => {
    expect(await insertTemplate(DEFAULT_PICKS, reference)).toEqual({ status: 'inserted', id: first().id, dateShift: 0 });
    const sheet = first();
    expect(sheet.values({ row: 1, column: 0, rows: 1, columns: 12 })[0]).toEqual(
      'Participant ID,Case Number,Program Name,Program Start Date,Program End Date,Caseworker Name,Caseworker Relationship,Caseload Status,Start Date,End Date,Reason for Dismissal,Update OR Insert'.split(
        ',',
      ),
    );
    expect(sheet.layout.frozenRows).toBe(2);
    expect(sheet.style(1, 0).bold).toBe(true);
    expect(sheet.style(500, 8).numberFormat).toBe('m/d/yyyy');
    expect(sheet.dropdown(3, 5)).toHaveLength(20_000);
    expect(sheet.dropdown(70_000, 7)).toEqual(['Active', 'On, hold']);
    expect(workbook.sheets.map(({ name, visibility }) => `${name} ${visibility}`)).toEqual([
      'Sheet1 Visible',
      'Caseload lists VeryHidden',
      'Caseload highlights VeryHidden',
    ]);
  });

  test('asks before replacing contents, and reports a hidden first sheet', async () => {
    fill(2, 2);
    expect(await insertTemplate(DEFAULT_PICKS, reference)).toMatchObject({
      status: 'in-use',
      sheet: 'Sheet1',
      address: 'A1:B2',
      tables: 0,
    });
    expect(first().value(0, 0)).toBe('x');
    expect(await replaceTemplate()).toMatchObject({ status: 'inserted' });
    open('Hidden', 'Other');
    first().visibility = 'Hidden';
    expect(await insertTemplate(DEFAULT_PICKS, reference)).toEqual({ status: 'hidden', sheet: 'Hidden' });
  });

  test.each([
    ['another sheet is first by then', () => workbook.move(workbook.sheets[1] ?? first(), 0)],
    ['the sheet was filled further', () => fill(5, 2)],
  ])('asks again if %s, and replaces nothing', async (_, change) => {
    open('Sheet1', 'Sheet2');
    for (const sheet of workbook.sheets) sheet.setValues({ row: 0, column: 0, rows: 1, columns: 1 }, [['mine']], 'user');
    const asked = await insertTemplate(DEFAULT_PICKS, reference);
    change();
    expect(await insertTemplate(DEFAULT_PICKS, reference, used(asked))).toMatchObject({ status: 'in-use', sheet: first().name });
    expect(workbook.sheets.map((sheet) => sheet.value(0, 0))).toContain('mine');
    expect(workbook.sheets.some((sheet) => sheet.value(1, 0) === 'Participant ID')).toBe(false);
  });

  test('goes into the user’s first sheet, though the add-in’s own are to the left of it', async () => {
    await insertTemplate(DEFAULT_PICKS, reference);
    workbook.move(first(), 1);
    expect(first().name).toBe('Caseload lists');
    expect(await insertTemplate(DEFAULT_PICKS, reference)).toMatchObject({ status: 'in-use', sheet: 'Sheet1', address: 'A1:L3' });
    expect(await readFirstSheet()).toMatchObject({ name: 'Sheet1', hidden: false, others: [] });
    expect(await replaceTemplate()).toMatchObject({ status: 'inserted', id: workbook.sheetByName('Sheet1')?.id });
  });

  test('on a protected sheet is refused before anything is written, and says so', async () => {
    first().protect({ options: {}, password: null });
    expect(await insertTemplate(DEFAULT_PICKS, reference)).toEqual({ status: 'protected', sheet: 'Sheet1' });
    expect(workbook.sheets).toHaveLength(1);
    first().protect(null);
    workbook.structurePassword = null;
    expect(await insertTemplate(DEFAULT_PICKS, reference)).toEqual({ status: 'protected', sheet: 'Sheet1' });
    expect([workbook.sheets.length, first().usedArea()]).toEqual([1, null]);
  });

  test.each([
    ['web', 'undone next'],
    ['windows', 'kept'],
  ] as const)('is one step of undo; on %s, what was done before it is %s', async (platform, _) => {
    open('Sheet1', 'Other');
    workbook.platform = PLATFORMS[platform];
    const other = workbook.sheets[1];
    workbook.history.step(() => other?.setValues({ row: 0, column: 0, rows: 1, columns: 1 }, [['typed before']], 'user'));
    await insertTemplate(DEFAULT_PICKS, reference);
    const isInserted = () => first().value(1, 0) === 'Participant ID';
    expect(isInserted()).toBe(true);
    workbook.history.undo();
    expect([isInserted(), first().usedArea()]).toEqual([false, null]);
    workbook.history.redo();
    expect(isInserted()).toBe(true);
    for (let step = 0; step < 10; step++) workbook.history.undo();
    expect(other?.value(0, 0)).toBe(platform === 'web' ? '' : 'typed before');
  });

  test('asks about tables, and replaces tables, filters, hidden rows and columns, merged and frozen cells', async () => {
    fill(9, 3);
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getFirst();
      sheet.tables.add('A1:B4', true);
      sheet.getRange('E6:F7').merge();
      sheet.getRange('4:5').rowHidden = true;
      sheet.getRange('B:C').columnHidden = true;
      sheet.freezePanes.freezeRows(7);
      await context.sync();
    });
    expect(await insertTemplate(DEFAULT_PICKS, reference)).toMatchObject({ status: 'in-use', tables: 1 });
    expect(await replaceTemplate()).toMatchObject({ status: 'inserted' });
    const { layout, tables, merged } = first();
    // The instructions are merged.
    expect([tables.items.length, merged.items.length, layout.frozenRows]).toEqual([0, 1, 2]);
    expect([layout.hiddenRows.size, layout.hiddenColumns.size]).toEqual([0, 0]);
  });

  test('takes the same number of requests for any lists', async () => {
    const short = { ...reference, staff: reference.staff.slice(0, 2) };
    const requestsFor = (lists: Reference) => {
      open('Sheet1');
      // Results of functions are requests, too, and come when they will.
      workbook.addIns.unregister('CASELOAD');
      return requestsOf(() => insertTemplate(DEFAULT_PICKS, lists));
    };
    expect(await requestsFor(reference)).toBe(await requestsFor(short));
  });
});

describe('results', () => {
  const TEXTS = new Map([[2, 'accepted']]);
  const at = async (column: number) => ({ sheetId: (await readFirstSheet()).id, column, headerRow: 1 });

  test('are removed from where they stand only, however their header is spelled', async () => {
    const place = await at(2);
    expect(await writeOwnColumn('results', place, TEXTS)).toBe(true);
    first().setValues({ row: 0, column: 2, rows: 1, columns: 1 }, [['upload  result']], 'user');
    first().insertColumns(0, 1, 'user');
    expect(await removeOwnColumn('results', place)).toBe(false);
    expect(first().value(1, 3)).toBe('accepted');
    expect(await removeOwnColumn('results', { ...place, column: 3 })).toBe(true);
    expect(first().usedArea()).toBeNull();
  });

  test('replace earlier ones, and nothing else that is in their column by then', async () => {
    const place = await at(1);
    await writeOwnColumn('results', place, new Map([...TEXTS, [9, 'accepted']]));
    expect(await writeOwnColumn('results', place, new Map([[2, 'undone']]))).toBe(true);
    expect([first().value(1, 1), first().value(8, 1)]).toEqual(['undone', '']);
    first().setValues({ row: 4, column: 2, rows: 1, columns: 1 }, [['mine']], 'user');
    expect(await writeOwnColumn('results', { ...place, column: 2 }, TEXTS)).toBe(false);
    expect([first().value(1, 2), first().value(4, 2)]).toEqual(['', 'mine']);
  });
});

describe('reading', () => {
  test('returns the first worksheet from A1, and the tops of the others', async () => {
    open('One', 'Two');
    first().setValues({ row: 2, column: 1, rows: 1, columns: 2 }, [['a', '3/14/2026']], 'user');
    workbook.sheetByName('Two')?.setValues({ row: 0, column: 0, rows: 1, columns: 1 }, [['Participant ID']], 'user');
    const read = await readFirstSheet();
    expect(read.cells).toEqual([
      ['', '', ''],
      ['', '', ''],
      ['', 'a', 46095],
    ]);
    expect(read.others.map(({ name, top }) => [name, top[0]?.[0]])).toEqual([['Two', 'Participant ID']]);
  });

  test('takes a fixed number of requests up to 4,000 rows, and one more for each 3.5 MB', async () => {
    fill(600, 15);
    const small = await requestsOf(readFirstSheet);
    fill(4000, 15);
    expect(await requestsOf(readFirstSheet)).toBe(small);
    fill(60_000, 15, 'a value of some length');
    const bytes = 60_000 * 15 * 25;
    const large = await requestsOf(async () => expect((await readFirstSheet()).cells).toHaveLength(60_000));
    expect(large).toBeLessThanOrEqual(small + Math.ceil(bytes / (3.5 * 1024 * 1024)) + 1);
  });

  test('handles cells so long that 4,000 rows exceed 5 MB', async () => {
    fill(400, 2, 'y'.repeat(30_000));
    expect((await readFirstSheet()).cells).toHaveLength(400);
  });

  test('rereading rows takes one request, for any number of blocks', async () => {
    fill(50, 3);
    const { id } = await readFirstSheet();
    expect(
      await requestsOf(async () => {
        const rows = await readRows(
          id,
          [
            { row: 2, rows: 2 },
            { row: 40, rows: 1 },
          ],
          3,
        );
        expect(rows.map(({ row }) => row)).toEqual([2, 3, 40]);
      }),
    ).toBe(1);
  });
});

test.each([
  ['scattered', (place: number) => 2 * place + 2],
  ['consecutive', (place: number) => place + 2],
])(
  '%s rows are taken and put back within 5 MB a request, however many they are',
  async (_, rowAt) => {
    const text = 'a value of some length'.repeat(40);
    fill(940, 15, text);
    const rows = Array.from({ length: 460 }, (_, place) => rowAt(place));
    const sheetId = first().id;
    const taken = await takeRows({
      sheetId,
      rows,
      columns: 15,
      agrees: (read) => read.length === rows.length && read.every(({ cells }) => cells[14] === text),
    });
    expect(taken?.map(({ row }) => row)).toEqual(rows);
    expect([first().value(479, 0), first().value(480, 0)]).toEqual([text, '']);
    expect(await requestsOf(() => insertRows(sheetId, taken ?? []))).toBeGreaterThan(1);
    expect([first().value(939, 14), first().value(940, 0)]).toEqual([text, '']);
  },
  60_000,
);

test('rows are put back all or none: those before a refused part are deleted again', async () => {
  fill(10, 1);
  const row = (number: number, length: number) => ({ row: number, inputs: ['y'.repeat(length)] });
  const rows = [...Array.from({ length: 2100 }, (_, place) => row(place + 2, 1)), row(2102, 6_000_000)];
  await expect(insertRows(first().id, rows)).rejects.toThrow();
  expect([first().value(1, 0), first().value(9, 0), first().value(10, 0)]).toEqual(['x', 'x', '']);
});

test('deleting rows goes from the bottom up, in one request', async () => {
  first().setValues({ row: 0, column: 0, rows: 5, columns: 1 }, [['a'], ['b'], ['c'], ['d'], ['e']], 'user');
  expect(await requestsOf(() => deleteRows(first().id, [1, 3]))).toBe(1);
  expect(first().values({ row: 0, column: 0, rows: 3, columns: 1 })).toEqual([['b'], ['d'], ['e']]);
});

test('a protected sheet is refused, with a message that says what to do', async () => {
  fill(3, 1);
  first().protection = { options: {}, password: null };
  await expect(deleteRows(first().id, [1])).rejects.toThrow('Unprotect it');
});

describe('while a cell is being edited', () => {
  const refused = (code: string) => Promise.reject(new ExcelProblem(code, 'refused'));

  test('Excel is asked less and less often, and after five minutes the user is told', async () => {
    const pauses: number[] = [];
    const work = jest.fn(() => refused('InvalidOperationInCellEditMode'));
    await expect(whenIdle(work, async (pause) => void pauses.push(pause))).rejects.toMatchObject({
      code: 'InvalidOperationInCellEditMode',
    });
    expect(pauses.slice(0, 5)).toEqual([300, 600, 1200, 2400, 3000]);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(310_000);
    expect(work.mock.calls.length).toBeLessThan(110);
  });

  test.each(['HostRestartNeeded', 'AccessDenied', 'GeneralException'])('%s is not tried again', async (code) => {
    const work = jest.fn(() => refused(code));
    await expect(whenIdle(work)).rejects.toMatchObject({ code });
    expect(work).toHaveBeenCalledTimes(1);
  });
});

test('office.js releases its ranges in one request, which is answered', async () => {
  fill(2, 2);
  const read = () => readFirstSheet();
  const requests = await requestsOf(read);
  // One for the worksheets and their used ranges, one for the cells, one that releases the ranges.
  expect(requests).toBe(3);
});

test('a member that the host lacks is ApiNotFound, never a silent success', async () => {
  const run = excel.Excel.run(async (context) => {
    context.workbook.worksheets.getFirst().charts.getCount();
    await context.sync();
  });
  await expect(run).rejects.toMatchObject({ code: 'ApiNotFound' });
});

describe('changing cells', () => {
  const edit = (row: number, column: number, value: string | number, was: string | number = 'x') => ({ row, column, value, was });

  test('5,000 cells in 40 columns take one request to read and one to write; cells in between keep their formulas and formats', async () => {
    const sheet = first();
    fill(3000, 40);
    sheet.setValues({ row: 1, column: 0, rows: 1, columns: 1 }, [['=1+1']], 'user');
    sheet.paint({ row: 0, column: 0, rows: 1, columns: 1 }, { fill: '#123456' });
    const edits = Array.from({ length: 5000 }, (_, n) => edit(3 + Math.floor(n / 40) * 17 + (n % 40), n % 40, 'right'));
    // The third one releases the ranges of office.js.
    expect(await requestsOf(() => changeCells(sheet.id, edits))).toBe(3);
    expect(edits.every(({ row, column }) => sheet.value(row - 1, column) === 'right')).toBe(true);
    expect(sheet.formula(1, 0)).toBe('=1+1');
    expect(sheet.style(0, 0).fill).toBe('#123456');
  });

  test('text stays text', async () => {
    const texts = ['=1+1', '00123', '3/4/2026', 'TRUE', '+x', "O'Neil", 'May 5', 'Ann'];
    fill(texts.length, 1);
    await changeCells(
      first().id,
      texts.map((text, place) => edit(place + 1, 0, text)),
    );
    expect(first().values({ row: 0, column: 0, rows: texts.length, columns: 1 })).toEqual(texts.map((text) => [text]));
  });

  test('numbers and dates in text cells become numbers and dates; undoing makes them text again', async () => {
    fill(4, 1);
    first().paint({ row: 0, column: 0, rows: 3, columns: 1 }, { numberFormat: '@' });
    first().paint({ row: 3, column: 0, rows: 1, columns: 1 }, { numberFormat: 'd mmm yyyy' });
    const dates = [1, 3, 4].map((row) => ({ ...edit(row, 0, 46_095), isDate: true }));
    const back = await changeCells(first().id, [...dates, edit(2, 0, 1001)]);
    const seen = () => [0, 1, 2, 3].map((row) => [first().value(row, 0), first().style(row, 0).numberFormat]);
    expect(seen()).toEqual([
      [46_095, 'm/d/yyyy'],
      [1001, 'General'],
      [46_095, 'm/d/yyyy'],
      [46_095, 'd mmm yyyy'],
    ]);
    await changeCells(first().id, back);
    expect(seen()).toEqual([
      ['x', '@'],
      ['x', '@'],
      ['x', '@'],
      ['x', 'd mmm yyyy'],
    ]);
  });

  test('a cell that has changed is left; changes can be undone, including formulas', async () => {
    fill(3, 1);
    first().setValues({ row: 1, column: 0, rows: 1, columns: 1 }, [['=1+1']], 'user');
    const back = await changeCells(first().id, [edit(1, 0, 'y'), edit(2, 0, 'y', 2), edit(3, 0, 'y', 'another')]);
    expect(first().values({ row: 0, column: 0, rows: 3, columns: 1 })).toEqual([['y'], ['y'], ['x']]);
    await changeCells(first().id, back);
    expect(first().values({ row: 0, column: 0, rows: 3, columns: 1 })).toEqual([['x'], [2], ['x']]);
    expect(first().formula(1, 0)).toBe('=1+1');
  });

  test('all or none: changes before a refused one are reverted', async () => {
    fill(300, 2);
    const long = Array.from({ length: 200 }, (_, row) => edit(row + 1, 0, 'y'.repeat(30_000)));
    await expect(changeCells(first().id, [...long, edit(1, 1, 'y'), edit(2, 1, 'y'.repeat(40_000))])).rejects.toThrow();
    expect(first().values({ row: 0, column: 0, rows: 300, columns: 2 })).toEqual(new Array(300).fill(['x', 'x']));
  });

  test('a protected sheet is reported and unchanged', async () => {
    fill(3, 1);
    first().protection = { options: {}, password: null };
    await expect(changeCells(first().id, [edit(1, 0, 'y')])).rejects.toThrow('This sheet is protected.');
    expect(first().value(0, 0)).toBe('x');
  });
});
