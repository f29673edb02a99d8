import { DEFAULT_PICKS } from '../../core/caseload/template';
import { REFERENCE } from '../../core/testing/caseload';
import type { NodeExcel } from '../../preview/wire/node';
import { PLATFORMS } from '../../preview/workbook/platform';
import type { Workbook } from '../../preview/workbook/workbook';
import { HIGHLIGHTS_SHEET } from '../names';
import { insertTemplate } from '../template/template';
import { openExcel, untilShown } from '../testing/open-excel';
import { type HighlightState, Highlights } from './highlights';
import { PARTS, type RowMarks } from './marks';
import { MarkStream } from './stream';

let workbook: Workbook;
let excel: NodeExcel;
let stream: MarkStream;
let highlights: Highlights;
let states: HighlightState[];

const RED = { fill: '#FFC7CE', color: '#9C0006' };
const YELLOW = { fill: '#FFEB9C', color: '#7F6000' };

function open(...names: string[]): void {
  ({ workbook, excel, stream } = openExcel(...names));
  workbook.platform = PLATFORMS.web;
  states = [];
  highlights = new Highlights(stream, (state) => states.push(state));
}
beforeEach(() => open('Sheet1'));

const sheet = () => workbook.active;
const wrong = (...columns: number[]): RowMarks => ({ errors: columns, warnings: [] });
const look = (row: number, column: number) => sheet().conditionalStyle(row - 1, column);
const shown = (row: number, column: number, style: object) =>
  untilShown(() => JSON.stringify(look(row, column)) === JSON.stringify(style)).then(() => expect(look(row, column)).toEqual(style));
/** The requests of an operation, besides those in which Office.js sends results and releases its ranges. */
async function requestsOf(operation: () => Promise<unknown>): Promise<number> {
  let requests = 0;
  const { execute } = excel.host;
  excel.host.execute = (request, answered) => {
    if (!/SetInvocation|_RemoveReference/.test(request.body)) requests++;
    execute.call(excel.host, request, answered);
  };
  await operation();
  excel.host.execute = execute;
  return requests;
}
const type = (row: number, column: number, value: string) =>
  workbook.history.step(() => sheet().setValues({ row: row - 1, column, rows: 1, columns: 1 }, [[value]], 'user'));
const setMode = (mode: 'Automatic' | 'Manual') =>
  excel.Excel.run(async (context) => {
    context.workbook.application.calculationMode = mode;
    await context.sync();
  });
const paintAll = (marks: ReadonlyMap<number, RowMarks> = new Map()) => highlights.paintAll(sheet().id, marks);

describe('a highlight', () => {
  test('is on its cell only, changes with its mark, and keeps the user’s own format', async () => {
    sheet().paint({ row: 4, column: 2, rows: 1, columns: 1 }, { fill: '#123456' });
    await paintAll(new Map([[5, { errors: [2], warnings: [2, 12] }]]));
    await shown(5, 2, RED);
    expect(look(5, 12)).toEqual(YELLOW);
    for (const [row, column] of [
      [5, 1],
      [5, 3],
      [4, 2],
      [5 + PARTS, 2],
      [55, 2],
    ] as const)
      expect(look(row, column)).toEqual({});
    await highlights.paintRows(new Map([[5, wrong()]]));
    await shown(5, 2, {});
    expect(sheet().style(4, 2)).toEqual({ fill: '#123456' });
  });

  test('is in any row of the sheet, and rows of one part do not disturb each other', async () => {
    await paintAll(new Map([1_048_576, 7, 7 + PARTS].map((row) => [row, wrong(1)])));
    for (const row of [1_048_576, 7, 7 + PARTS]) await shown(row, 1, RED);
    await highlights.paintRows(new Map([[7, wrong()]]));
    await shown(7, 1, {});
    expect(look(7 + PARTS, 1)).toEqual(RED);
    expect(highlights.rows()).toEqual([7 + PARTS, 1_048_576]);
  });

  test('of typing is no step of undo: one Ctrl+Z takes back the typing, one Ctrl+Y brings it back, each with its highlight', async () => {
    await paintAll();
    type(5, 2, 'wrong');
    await highlights.paintRows(new Map([[5, wrong(2)]]));
    await shown(5, 2, RED);
    workbook.history.undo();
    expect(sheet().value(4, 2)).toBe('');
    await highlights.paintRows(new Map([[5, wrong()]]));
    await shown(5, 2, {});
    workbook.history.redo();
    expect(sheet().value(4, 2)).toBe('wrong');
    await highlights.paintRows(new Map([[5, wrong(2)]]));
    await shown(5, 2, RED);
  });
});

describe('the requests', () => {
  test('are as many for five cells as for 100,000 rows, and none for an edit', async () => {
    await paintAll();
    const few = await requestsOf(() => paintAll(new Map([[5, wrong(2)]])));
    const many = new Map(Array.from({ length: 100_000 }, (_, row) => [row + 1, wrong(...(row % 100 === 0 ? [3] : []))]));
    expect(await requestsOf(() => paintAll(many))).toBe(few);
    expect(few).toBe(2);
    expect(await requestsOf(() => highlights.paintRows(new Map([[7, wrong(1)]])))).toBe(0);
  });

  test('fit into Excel’s limits when all cells of 100,000 rows are wrong', async () => {
    const columns = Array.from({ length: 15 }, (_, column) => column);
    await paintAll(new Map(Array.from({ length: 100_000 }, (_, row) => [row + 1, wrong(...columns)])));
    await shown(100_000, 14, RED);
    expect(look(1, 0)).toEqual(RED);
  });

  test('never list the conditional formats of the user', async () => {
    const bodies: string[] = [];
    const { execute } = excel.host;
    excel.host.execute = (request, answered) => {
      bodies.push(request.body);
      execute.call(excel.host, request, answered);
    };
    await paintAll(new Map([[1, wrong(0)]]));
    await paintAll(new Map([[1, wrong(0)]]));
    const names = bodies.flatMap((body) =>
      Object.values(JSON.parse(body).ObjectPaths as Record<string, { Name?: string }>).map(({ Name }) => Name),
    );
    expect(names).toContain('ConditionalFormats');
    expect(names).not.toContain('GetItemAt');
    expect(bodies.join()).not.toMatch(/"_Items"|items\//i);
  });
});

describe('what highlights the sheet', () => {
  test('is made once, on a very hidden sheet at the end', async () => {
    open('Sheet1', 'Sheet2');
    await paintAll(new Map([[1, wrong(0)]]));
    await paintAll(new Map([[1, wrong(0)]]));
    expect(workbook.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([
      ['Sheet1', 'Visible'],
      ['Sheet2', 'Visible'],
      [HIGHLIGHTS_SHEET, 'VeryHidden'],
    ]);
    expect(sheet().rules.formats).toHaveLength(2);
  });

  test('is mended after a paste has cut pieces out of it, and the user’s own formats are kept', async () => {
    await paintAll(new Map([[1, wrong(0)]]));
    const areas = [{ row: 0, column: 0, rows: 9, columns: 9 }];
    const own = { id: 'own', type: 'Custom' as const, areas, formula: '=FALSE', rule: {}, style: {}, stopIfTrue: false };
    sheet().rules.clearFormats([{ row: 3, column: 3, rows: 2, columns: 2 }]);
    sheet().rules.formats = [own, ...sheet().rules.formats];
    await paintAll(new Map([[4, wrong(3)]]));
    expect(sheet().rules.formats.filter(({ id }) => id !== 'own')).toHaveLength(2);
    expect(sheet().rules.formats.map(({ id }) => id)).toContain('own');
    await shown(4, 3, RED);
  });

  test('is left as it is when rows and columns are inserted or deleted: one Ctrl+Z takes these back', async () => {
    await paintAll();
    const step = (work: () => void) => workbook.history.step(work);
    for (let row = 0; row < 50; row++) type(row + 1, 0, String(row));
    const changes = [
      () => sheet().deleteRows(3, 5, 'user'),
      () => sheet().insertRows(3, 2, 'user'),
      () => sheet().insertRows(0, 1, 'user'),
      () => sheet().deleteColumns(2, 1, 'user'),
      () => sheet().insertColumns(1, 1, 'user'),
    ];
    for (const change of changes) {
      const before = JSON.stringify(sheet().values({ row: 0, column: 0, rows: 60, columns: 5 }));
      step(change);
      // By itself, as after an event, and as the user's check.
      for (const isAsked of [false, true]) await highlights.paintAll(sheet().id, new Map([[20, wrong(0)]]), isAsked);
      await shown(20, 0, RED);
      workbook.history.undo();
      expect(JSON.stringify(sheet().values({ row: 0, column: 0, rows: 60, columns: 5 }))).toBe(before);
    }
  });

  test('that a paste has cut is mended only when the user checks, which would be a step of undo', async () => {
    await paintAll();
    type(1, 0, 'x');
    sheet().rules.clearFormats([{ row: 3, column: 3, rows: 2, columns: 2 }]);
    const { formats } = sheet().rules;
    await highlights.paintAll(sheet().id, new Map([[4, wrong(3)]]), false);
    expect(sheet().rules.formats).toEqual(formats);
    workbook.history.undo();
    expect(sheet().value(0, 0)).toBe('');
    await paintAll(new Map([[4, wrong(3)]]));
    await shown(4, 3, RED);
  });

  test('of a sheet that is no longer the first shows nothing, and shows its marks when it is first again', async () => {
    open('Sheet1', 'Sheet2');
    const [one, two] = workbook.sheets;
    if (one === undefined || two === undefined) throw new Error('A sheet is missing.');
    await highlights.paintAll(one.id, new Map([[3, wrong(0)]]));
    await shown(3, 0, RED);
    await highlights.paintAll(two.id, new Map([[3, wrong(0)]]));
    await untilShown(() => two.conditionalStyle(2, 0).fill !== undefined);
    expect([one.conditionalStyle(2, 0), two.conditionalStyle(2, 0)]).toEqual([{}, RED]);
    await highlights.paintAll(one.id, new Map([[3, wrong(0)]]));
    await shown(3, 0, RED);
    expect(two.conditionalStyle(2, 0)).toEqual({});
  });

  test('of a template is not entered again where Excel calls the functions a little later: that would be a step of Undo', async () => {
    const send = workbook.addIns.send.bind(workbook.addIns);
    workbook.addIns.send = () => undefined;
    await insertTemplate(DEFAULT_PICKS, REFERENCE);
    let entered = 0;
    const { execute } = excel.host;
    excel.host.execute = (request, answered) => {
      if (request.body.includes('CASELOAD.MARKS(')) entered++;
      execute.call(excel.host, request, answered);
    };
    await paintAll(new Map([[1, wrong(0)]]));
    await new Promise((resume) => setTimeout(resume, 300));
    workbook.addIns.send = send;
    send();
    await shown(1, 0, RED);
    expect(entered).toBe(0);
  });

  test('is made again when its sheet is gone', async () => {
    await paintAll(new Map([[1, wrong(0)]]));
    await shown(1, 0, RED);
    const own = workbook.sheetByName(HIGHLIGHTS_SHEET);
    if (own !== undefined) workbook.delete(own);
    await paintAll(new Map([[2, wrong(0)]]));
    await shown(2, 0, RED);
  });

  test.each([
    ['', (id: string) => id],
    [', with other IDs of its sheets', (id: string) => `${id}-new`],
  ])('works on when the workbook is opened again%s: the functions are called anew, and the formats are not made twice', async (_, idOf) => {
    await paintAll(new Map([[1, wrong(0)]]));
    await shown(1, 0, RED);
    const saved = workbook.saved();
    open('Other');
    workbook.open({ ...saved, sheets: saved.sheets.map((one) => ({ ...one, id: idOf(one.id) })) });
    await paintAll(new Map([[2, wrong(0)]]));
    await shown(2, 0, RED);
    expect(look(1, 0)).toEqual({});
    expect(sheet().rules.formats).toHaveLength(2);
    expect(states).toEqual([]);
  });
});

describe('two people with the add-in in one workbook', () => {
  /** The add-in of a co-author: a runtime and a stream of its own. */
  function coAuthor(): Highlights {
    const theirs = new MarkStream();
    theirs.offer();
    return new Highlights(theirs, () => undefined);
  }
  const made = () => [workbook.sheets.filter(({ name }) => name === HIGHLIGHTS_SHEET).length, sheet().rules.formats.length];

  test('make the sheet and the formats once, and write nothing into each other’s highlights', async () => {
    await paintAll(new Map([[1, wrong(0)]]));
    const formulas = () => {
      const found: string[] = [];
      workbook.sheetByName(HIGHLIGHTS_SHEET)?.forEachFormula((formula) => found.push(formula));
      return found.join();
    };
    const before = formulas();
    const written: string[] = [];
    const { execute } = excel.host;
    excel.host.execute = (request, answered) => {
      const actions = JSON.parse(request.body).Actions as readonly { ActionType: number; Name?: string }[];
      written.push(
        ...actions
          .filter(({ ActionType, Name }) => ActionType === 4 || Name === 'Add' || Name === 'Delete')
          .map(({ Name }) => String(Name)),
      );
      execute.call(excel.host, request, answered);
    };
    await coAuthor().paintAll(sheet().id, new Map([[7, wrong(3)]]));
    expect(written).toEqual([]);
    expect(made()).toEqual([1, 2]);
    expect(formulas() === before).toBe(true);
  });

  test('who begin at the same moment make one sheet', async () => {
    await Promise.all([paintAll(new Map([[1, wrong(0)]])), coAuthor().paintAll(sheet().id, new Map([[1, wrong(0)]]))]);
    expect(made()[0]).toBe(1);
    expect(states).toEqual([]);
    await shown(1, 0, RED);
  });
});

describe('where cells can’t be highlighted, nothing fails and the reason is told:', () => {
  const OBSTACLES: Readonly<Record<string, readonly [HighlightState, () => void]>> = {
    'a protected sheet': ['protected-sheet', () => sheet().protect({ options: {}, password: null })],
    'a protected structure': [
      'protected-workbook',
      () => {
        workbook.structurePassword = null;
      },
    ],
    'a workbook for viewing only': [
      'read-only',
      () => {
        workbook.isReadOnly = true;
      },
    ],
  };
  test.each(Object.entries(OBSTACLES))('%s', async (_, [state, set]) => {
    set();
    await paintAll(new Map([[1, wrong(0)]]));
    expect(states).toEqual([state]);
    await highlights.paintRows(new Map([[1, wrong(1)]]));
    expect(highlights.rows()).toEqual([1]);
    expect(workbook.sheets).toHaveLength(1);
  });

  test.each(Object.entries(OBSTACLES))('%s keeps what was made before, and its highlights change', async (_, [__, set]) => {
    await paintAll();
    set();
    await paintAll(new Map([[1, wrong(0)]]));
    await shown(1, 0, RED);
    await highlights.paintRows(new Map([[1, wrong(1)]]));
    await shown(1, 1, RED);
    expect(states).toEqual([]);
  });

  test('a workbook that calculates when told to is highlighted when it is checked', async () => {
    await setMode('Manual');
    await paintAll(new Map([[1, wrong(0)]]));
    expect([look(1, 0), states]).toEqual([RED, ['on-check']]);
    await highlights.paintRows(new Map([[1, wrong(1)]]));
    expect(look(1, 1)).toEqual({});
    await paintAll(new Map([[1, wrong(1)]]));
    expect([look(1, 0), look(1, 1)]).toEqual([{}, RED]);
    await setMode('Automatic');
    await paintAll(new Map([[1, wrong(2)]]));
    await shown(1, 2, RED);
    expect(states).toEqual(['on-check', 'live']);
  });

  test('an Excel that does not know the add-in’s function is highlighted when it is checked', async () => {
    workbook.addIns.unregister('CASELOAD');
    highlights = new Highlights(stream, (state) => states.push(state), 100);
    await paintAll(new Map([[1, wrong(0)]]));
    await untilShown(() => states.length > 0);
    expect([look(1, 0), states]).toEqual([RED, ['on-check']]);
    await paintAll(new Map([[1, wrong(1)]]));
    expect(look(1, 1)).toEqual(RED);
  });
});
