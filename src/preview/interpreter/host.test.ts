import { startNodeExcel } from '../wire/node';
import { parseArea } from '../workbook/address';
import { Workbook } from '../workbook/workbook';

type Sheet = Excel.Worksheet;

let workbook: Workbook;
let excel: ReturnType<typeof startNodeExcel>;
beforeEach(() => {
  workbook = new Workbook(['Sheet1', 'Other']);
  excel = startNodeExcel(workbook);
});

/** Runs a batch of the real office.js on the host, with the first worksheet. */
function run<T>(work: (sheet: Sheet, context: Excel.RequestContext) => Promise<T> | T): Promise<T> {
  return excel.Excel.run(async (context) => {
    const result = await work(context.workbook.worksheets.getItem('Sheet1'), context);
    await context.sync();
    return result;
  });
}

/** Loads properties and returns them. */
async function load<T extends OfficeExtension.ClientObject & { load(properties: string): unknown }>(
  object: T,
  properties: string,
): Promise<T> {
  object.load(properties);
  await object.context.sync();
  return object;
}

const code = (wanted: string) => expect.objectContaining({ code: wanted });
const values = (address: string) => run(async (sheet) => (await load(sheet.getRange(address), 'values')).values);
/** Events arrive after the batch. */
const arrived = () => new Promise((done) => setTimeout(done, 20));

const CASES = [
  ['Name', 'Status', 'Days'],
  ['Adams', 'Active', 12],
  ['Brown', 'Closed', 3],
  ['Clark', 'Active', 7],
];

function makeTable(): Promise<void> {
  return run((sheet) => {
    sheet.getRange('A1:C4').values = CASES;
    sheet.tables.add('A1:C4', true).name = 'Cases';
  });
}

describe('tables', () => {
  test('name their columns, each once, and take rows and columns', async () => {
    await run((sheet) => {
      sheet.getRange('A1:C2').values = [
        ['Name', 'Name', ''],
        ['Adams', 'x', 1],
      ];
      const table = sheet.tables.add('A1:C2', true);
      table.rows.add(undefined, [['Brown', 'y', 2]]);
      table.columns.add(undefined, [['Office'], ['North'], ['South']]);
    });
    expect(await values('A1:D3')).toEqual([
      ['Name', 'Name2', 'Column3', 'Office'],
      ['Adams', 'x', 1, 'North'],
      ['Brown', 'y', 2, 'South'],
    ]);
  });

  test('rows that are added push down what is below the table’s columns only', async () => {
    await makeTable();
    await run((sheet) => {
      sheet.getRange('A6').values = [['below']];
      sheet.getRange('E6').values = [['beside']];
      sheet.tables.getItem('Cases').rows.add(1, [['Evans', 'Active', 1]]);
    });
    expect(await values('A3:E7')).toEqual([
      ['Evans', 'Active', 1, '', ''],
      ['Brown', 'Closed', 3, '', ''],
      ['Clark', 'Active', 7, '', ''],
      ['', '', '', '', 'beside'],
      ['below', '', '', '', ''],
    ]);
  });

  test('without rows show an empty one, which the first added rows take the place of', async () => {
    await run((sheet) => {
      const table = sheet.tables.add('A1:B1', true);
      table.getHeaderRowRange().values = [['Name', 'Days']];
      table.rows.add(undefined, [
        ['Adams', 1],
        ['Brown', 2],
      ]);
    });
    const address = await run(async (sheet) => (await load(sheet.tables.getItemAt(0).getRange(), 'address')).address);
    expect(address).toBe('Sheet1!A1:B3');
  });

  test('do not overlap', async () => {
    await makeTable();
    await expect(run((sheet) => void sheet.tables.add('B2:D5', true))).rejects.toEqual(code('InvalidArgument'));
  });

  test('formulas refer to their columns, follow their growth, and their totals', async () => {
    await makeTable();
    await run((sheet) => {
      sheet.getRange('E1').formulas = [['=SUM(Cases[Days])']];
      sheet.getRange('D2').formulas = [['=[@Days]*2']];
      sheet.tables.getItem('Cases').rows.add(undefined, [['Evans', 'Active', 100]]);
    });
    expect(await values('E1')).toEqual([[122]]);
    await run((sheet) => {
      sheet.tables.getItem('Cases').showTotals = true;
    });
    expect((await values('A6:C6'))[0]).toEqual(['Total', '', 122]);
  });

  test('filters hide rows, and their visible view leaves them out', async () => {
    await makeTable();
    await run((sheet) => sheet.tables.getItem('Cases').columns.getItem('Status').filter.applyValuesFilter(['Active']));
    expect([...workbook.active.layout.filteredRows]).toEqual([2]);
    const seen = await run(async (sheet) => {
      const view = await load(sheet.tables.getItem('Cases').getDataBodyRange().getVisibleView(), 'values');
      return view.values;
    });
    expect(seen).toEqual([CASES[1], CASES[3]]);
    await run((sheet) => sheet.tables.getItem('Cases').clearFilters());
    expect([...workbook.active.layout.filteredRows]).toEqual([]);
  });

  test('sort by several columns', async () => {
    await makeTable();
    await run((sheet) =>
      sheet.tables.getItem('Cases').sort.apply([
        { key: 1, ascending: true },
        { key: 2, ascending: false },
      ]),
    );
    expect((await values('A2:A4')).flat()).toEqual(['Adams', 'Clark', 'Brown']);
  });

  test('undo brings a deleted table back, and redo takes it away', async () => {
    await makeTable();
    await run((sheet) => sheet.tables.getItem('Cases').delete());
    expect(workbook.active.tables.items).toHaveLength(0);
    workbook.history.undo();
    expect(workbook.active.tables.items.map(({ name }) => name)).toEqual(['Cases']);
    expect(await values('A2')).toEqual([['Adams']]);
    workbook.history.redo();
    expect(workbook.active.tables.items).toHaveLength(0);
  });

  test('delete rows within their body only, each once, and keep an empty row', async () => {
    await makeTable();
    await run((sheet) => {
      sheet.getRange('A6').values = [['below']];
    });
    for (const [index, count] of [
      [0, 4],
      [-1, 1],
      [3, 1],
    ] as const)
      await expect(run((sheet) => sheet.tables.getItem('Cases').rows.deleteRowsAt(index, count))).rejects.toEqual(code('InvalidArgument'));
    await run((sheet) => sheet.tables.getItem('Cases').rows.deleteRows([1, 1]));
    expect((await values('A2:A5')).flat()).toEqual(['Adams', 'Clark', '', 'below']);
    await run((sheet) => sheet.tables.getItem('Cases').rows.deleteRowsAt(0, 2));
    expect((await values('A1:A4')).flat()).toEqual(['Name', '', '', 'below']);
    expect(workbook.active.tables.items[0]?.area.rows).toBe(2);
  });

  test('undo of an added table tells that it is deleted', async () => {
    const told: string[] = [];
    await makeTable();
    workbook.listen(({ type }) => void told.push(type));
    workbook.history.undo();
    expect(told).toContain('tableDeleted');
    expect(told).not.toContain('tableAdded');
  });

  test('tell their own listeners of changes in them only', async () => {
    await makeTable();
    const heard: string[] = [];
    await run((sheet) => {
      sheet.tables.getItem('Cases').onChanged.add(async ({ address }) => void heard.push(address));
    });
    workbook.active.setValues({ row: 1, column: 1, rows: 1, columns: 1 }, [['Open']], 'user');
    workbook.active.setValues({ row: 9, column: 9, rows: 1, columns: 1 }, [['x']], 'user');
    await arrived();
    expect(heard).toEqual(['B2']);
  });
});

describe('ranges', () => {
  test('have no format where their cells differ, and colors as #RRGGBB', async () => {
    await run((sheet) => {
      sheet.getRange('A1').format.fill.color = 'yellow';
      sheet.getRange('B1').format.fill.color = '#ff0000';
    });
    const colors = await run(async (sheet) => {
      const [one, both] = [sheet.getRange('A1'), sheet.getRange('A1:B1')];
      one.load('format/fill/color');
      both.load('format/fill/color');
      await one.context.sync();
      return [one.format.fill.color, both.format.fill.color];
    });
    expect(colors).toEqual(['#FFFF00', null]);
  });

  test.each<[string, (sheet: Sheet) => void]>([
    ['a color that is none', (sheet) => sheet.getRange('A1').format.fill.set({ color: 'reddish' })],
    ['null as all values', (sheet) => sheet.getRange('A1:B2').set({ values: null as unknown as unknown[][] })],
    ['an array of another shape', (sheet) => sheet.getRange('A1:B2').set({ values: [[1]] })],
    [
      'a prompt over 255 characters',
      (sheet) => sheet.getRange('A1').dataValidation.set({ prompt: { showPrompt: true, title: 'x', message: 'x'.repeat(256) } }),
    ],
    [
      'a prompt’s title over 32 characters',
      (sheet) => sheet.getRange('A1').dataValidation.set({ prompt: { showPrompt: true, title: 'x'.repeat(33), message: 'x' } }),
    ],
    ['a sheet named History', (sheet) => sheet.set({ name: 'History' })],
    ['a sheet’s name that begins with an apostrophe', (sheet) => sheet.set({ name: "'x" })],
    ['a range that leaves the sheet', (sheet) => void sheet.getRange('A1').getOffsetRange(-1, 0).load('address')],
    ['a column wider than 255 characters', (sheet) => sheet.getRange('A1').format.set({ columnWidth: 5000 })],
  ])('refuse %s', async (_, work) => {
    await expect(run(work)).rejects.toEqual(code('InvalidArgument'));
  });

  test('an empty number format is General', async () => {
    await run((sheet) => sheet.getRange('A1').set({ numberFormat: [['']] }));
    expect(await run(async (sheet) => (await load(sheet.getRange('A1'), 'numberFormat')).numberFormat)).toEqual([['General']]);
  });

  test('list the conditional formats that touch them, and clear their part of them', async () => {
    await run((sheet) => {
      sheet.getRange('A1:C9').conditionalFormats.add('CellValue').cellValue.rule = { formula1: '=5', operator: 'GreaterThan' };
      sheet.getRange('E1').conditionalFormats.add('ContainsText').textComparison.rule = { operator: 'Contains', text: 'x' };
    });
    const types = (address: string) =>
      run(async (sheet) => (await load(sheet.getRange(address).conditionalFormats, 'items/type')).items.map(({ type }) => type));
    expect(await types('B2')).toEqual(['CellValue']);
    expect(await types('A1:E1')).toEqual(['ContainsText', 'CellValue']);
    await run((sheet) => sheet.getRange('B:B').conditionalFormats.clearAll());
    expect(await types('B2')).toEqual([]);
    expect(await types('C2')).toEqual(['CellValue']);
  });

  test.each<[string, (formats: Excel.ConditionalFormatCollection) => void, string[]]>([
    [
      'values',
      (formats) => formats.add('CellValue').cellValue.set({ rule: { formula1: '=2', formula2: '=3', operator: 'Between' } }),
      ['A2', 'A3'],
    ],
    ['the top', (formats) => formats.add('TopBottom').topBottom.set({ rule: { rank: 1, type: 'TopItems' } }), ['A4']],
    ['duplicates', (formats) => formats.add('PresetCriteria').preset.set({ rule: { criterion: 'DuplicateValues' } }), ['A1', 'A5']],
    ['an average', (formats) => formats.add('PresetCriteria').preset.set({ rule: { criterion: 'AboveAverage' } }), ['A3', 'A4']],
    ['a formula', (formats) => formats.add('Custom').custom.rule.set({ formula: '=A1=1' }), ['A1', 'A5']],
  ])('are highlighted by %s', async (_, add, wanted) => {
    await run((sheet) => {
      const range = sheet.getRange('A1:A5');
      range.values = [[1], [2], [3], [4], [1]];
      add(range.conditionalFormats);
    });
    for (const format of workbook.active.rules.formats) format.style = { fill: '#FF0000' };
    const found = [0, 1, 2, 3, 4].filter((row) => workbook.active.conditionalStyle(row, 0).fill !== undefined);
    expect(found.map((row) => `A${row + 1}`)).toEqual(wanted);
  });

  test('are copied with references that move along, and moved with those that follow', async () => {
    await run((sheet) => {
      sheet.getRange('A1:B2').values = [
        [1, '=A1*10'],
        [2, ''],
      ];
      sheet.getRange('B2').copyFrom('B1');
    });
    expect(await values('B1:B2')).toEqual([[10], [20]]);
    await run((sheet) => {
      sheet.getRange('A1:A2').moveTo('D1');
      sheet.getRange('D2').values = [[5]];
    });
    expect(await values('A1:D2')).toEqual([
      ['', 10, '', 1],
      ['', 50, '', 5],
    ]);
  });

  test('keep their conditional format when a cell is copied over a block that holds it', async () => {
    await run((sheet) => {
      sheet.getRange('A1').conditionalFormats.add('Custom').custom.rule.formula = '=TRUE';
      sheet.getRange('A1:A3').copyFrom('A1');
    });
    expect(workbook.active.rules.formats.map(({ areas }) => areas)).toEqual([[{ row: 0, column: 0, rows: 3, columns: 1 }]]);
  });

  test('take their dropdowns and conditional formats along when a block is copied, each to its place, also to another sheet', async () => {
    const list = (source: string) => ({ list: { inCellDropDown: true, source } });
    await run((sheet) => {
      sheet.getRange('B1:B9').dataValidation.rule = list('a,b');
      sheet.getRange('C2').dataValidation.rule = list('c,d');
      // Reaches further, and has no list.
      sheet.getRange('B1:B20').dataValidation.prompt = { showPrompt: true, title: 't', message: 'm' };
      sheet.getRange('B2:B9').conditionalFormats.add('Custom').custom.rule.formula = '=TRUE';
      sheet.getRange('E1:G4').copyFrom('A1:C2');
      sheet.context.workbook.worksheets.getItem('Other').getRange('A1').copyFrom(sheet.getRange('A1:C2'));
    });
    const dropdowns = (place: number) =>
      ['B1', 'B2', 'C1', 'C2', 'F1', 'F4', 'G1', 'G2', 'G4'].filter((address) => {
        const { row, column } = parseArea(address) ?? { row: -1, column: -1 };
        return workbook.sheets[place]?.dropdown(row, column) != null;
      });
    expect(dropdowns(0)).toEqual(['B1', 'B2', 'C2', 'F1', 'F4', 'G2', 'G4']);
    expect(dropdowns(1)).toEqual(['B1', 'B2', 'C2']);
    expect(workbook.sheets[1]?.rules.formats.map(({ areas }) => areas)).toEqual([[{ row: 1, column: 1, rows: 1, columns: 1 }]]);
  });

  test('are written and copied in at most five million cells at a time', async () => {
    await expect(run((sheet) => sheet.getRange().set({ values: 1 as unknown as unknown[][] }))).rejects.toThrow('size');
    await expect(run((sheet) => sheet.getRange().copyFrom('A1'))).rejects.toEqual(code('InvalidArgument'));
  });

  test('answer arguments that are no use with an error', async () => {
    await expect(
      run(
        (sheet) =>
          void sheet
            .getRange('A1')
            .findOrNullObject('x', null as never)
            .load('address'),
      ),
    ).rejects.toEqual(code('GeneralException'));
  });

  test('find, replace, and select special cells', async () => {
    await makeTable();
    const found = await run(async (sheet) => {
      const all = sheet.findAll('active', { matchCase: false });
      const numbers = sheet.getRange('A1:C9').getSpecialCells('Constants', 'Numbers');
      const blank = sheet.getRange('A1:C9').getSpecialCellsOrNullObject('Formulas');
      for (const one of [all, numbers, blank]) one.load('address');
      await sheet.context.sync();
      return [all.address, numbers.address, blank.isNullObject];
    });
    expect(found).toEqual(['Sheet1!B2,Sheet1!B4', 'Sheet1!C2:C4', true]);
    const replaced = await run(async (sheet) => {
      const count = sheet.getRange('B:B').replaceAll('Active', 'Open', { completeMatch: true });
      await sheet.context.sync();
      return count.value;
    });
    expect(replaced).toBe(2);
    expect((await values('B2:B4')).flat()).toEqual(['Open', 'Closed', 'Open']);
  });

  test('insert and delete cells, and formulas follow', async () => {
    await run((sheet) => {
      sheet.getRange('A1:A3').values = [[1], [2], [3]];
      sheet.getRange('C1').formulas = [['=A3']];
      sheet.getRange('A2').insert('Down');
    });
    expect(await values('A1:C4')).toEqual([
      [1, '', 3],
      ['', '', ''],
      [2, '', ''],
      [3, '', ''],
    ]);
    await run((sheet) => sheet.getRange('A1:A2').delete('Up'));
    expect((await values('A1:A2')).flat()).toEqual([2, 3]);
    expect(await values('C1')).toEqual([[3]]);
  });

  test('tell the formulas that they depend on, and those that depend on them', async () => {
    await run((sheet) => {
      sheet.getRange('A1:C1').values = [[1, '=A1+1', '=B1+Other!A1']];
    });
    const addresses = await run(async (sheet) => {
      const before = sheet.getRange('C1').getDirectPrecedents();
      const after = sheet.getRange('A1').getDependents();
      before.load('addresses');
      after.load('addresses');
      await sheet.context.sync();
      return [before.addresses, after.addresses];
    });
    expect(addresses).toEqual([['Sheet1!B1', 'Other!A1'], ['Sheet1!B1,Sheet1!C1']]);
  });

  test('remove duplicates, and report how many', async () => {
    await run((sheet) => {
      sheet.getRange('A1:B4').values = [
        ['Name', 'Days'],
        ['Adams', 1],
        ['adams', 1],
        ['Brown', 1],
      ];
    });
    const counts = await run(async (sheet) => {
      const result = await load(sheet.getRange('A1:B4').removeDuplicates([0], true), 'removed,uniqueRemaining');
      return [result.removed, result.uniqueRemaining];
    });
    expect(counts).toEqual([1, 2]);
    expect((await values('A1:A4')).flat()).toEqual(['Name', 'Adams', 'Brown', '']);
  });
});

test('names stand for ranges and constants in formulas, and follow inserted rows', async () => {
  await run((sheet, context) => {
    sheet.getRange('A2:A3').values = [[1], [2]];
    context.workbook.names.add('Days', sheet.getRange('A2:A3'));
    context.workbook.names.add('Factor', 10 as unknown as string);
    sheet.getRange('C1').formulas = [['=SUM(Days)*Factor']];
  });
  expect(await values('C1')).toEqual([[30]]);
  await run((sheet) => {
    sheet.getRange('1:1').insert('Down');
    sheet.getRange('A3').values = [[5]];
  });
  expect(await values('C2')).toEqual([[70]]);
  const address = await run(async (_, context) => (await load(context.workbook.names.getItem('Days').getRange(), 'address')).address);
  expect(address).toBe('Sheet1!A3:A4');
});

test('Excel’s functions can be called on ranges', async () => {
  await makeTable();
  const result = await run(async (sheet, context) => {
    const { functions } = context.workbook;
    const days = functions.vlookup('Brown', sheet.getRange('A1:C4'), 3, false);
    const missing = functions.vlookup('Zoe', sheet.getRange('A1:C4'), 3, false);
    const sum = functions.sum(sheet.getRange('C2:C4'), 1);
    for (const one of [days, missing, sum]) one.load('value,error');
    await context.sync();
    return [days.value, missing.error, sum.value];
  });
  expect(result).toEqual([3, '#N/A', 23]);
});

describe('a protected sheet', () => {
  test.each<[string, (sheet: Sheet) => void]>([
    ['values', (sheet) => sheet.getRange('A1').set({ values: [[1]] })],
    ['formats', (sheet) => sheet.getRange('A1').format.fill.set({ color: 'red' })],
    ['number formats', (sheet) => sheet.getRange('A1').set({ numberFormat: [['0']] })],
    ['conditional formats', (sheet) => void sheet.getRange('A1').conditionalFormats.add('Custom')],
    ['data validation', (sheet) => sheet.getRange('A1').dataValidation.set({ rule: { list: { inCellDropDown: true, source: 'a,b' } } })],
    ['freezing', (sheet) => sheet.freezePanes.freezeRows(1)],
    ['inserted rows', (sheet) => void sheet.getRange('1:1').insert('Down')],
    ['tables', (sheet) => void sheet.tables.add('A1:B2', true)],
  ])('refuses %s', async (_, work) => {
    await run((sheet) => sheet.protection.protect());
    await expect(run(work)).rejects.toEqual(code('AccessDenied'));
    await run((sheet) => sheet.protection.unprotect());
    await run(work);
  });

  test('allows what its options allow, and is opened by its password only', async () => {
    await run((sheet) => sheet.protection.protect({ allowFormatCells: true }, 'secret'));
    await run((sheet) => sheet.getRange('A1').format.fill.set({ color: 'red' }));
    await expect(run((sheet) => sheet.getRange('A1').set({ values: [[1]] }))).rejects.toEqual(code('AccessDenied'));
    await expect(run((sheet) => sheet.protection.unprotect('wrong'))).rejects.toEqual(code('AccessDenied'));
    await run((sheet) => sheet.protection.unprotect('secret'));
    await run((sheet) => sheet.getRange('A1').set({ values: [[1]] }));
  });
});

describe('sheets', () => {
  test('are copied with their cells and tables, under names that are free', async () => {
    await makeTable();
    await run((sheet, context) => void sheet.copy('After', context.workbook.worksheets.getItem('Sheet1')));
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['Sheet1', 'Sheet1 (2)', 'Other']);
    const [, copy] = workbook.sheets;
    expect(copy?.tables.items.map(({ name }) => name)).toEqual(['Cases1']);
    copy?.setValues({ row: 1, column: 0, rows: 1, columns: 1 }, [['changed']], 'user');
    expect(await values('A2')).toEqual([['Adams']]);
  });

  test('tell where they were moved from and to', async () => {
    const heard: unknown[] = [];
    await run((_, context) => {
      context.workbook.worksheets.onMoved.add(
        async ({ positionBefore, positionAfter }) => void heard.push([positionBefore, positionAfter]),
      );
    });
    const [first] = workbook.sheets;
    if (first !== undefined) workbook.move(first, 1);
    await arrived();
    expect(heard).toEqual([[0, 1]]);
  });

  test('tell listeners of one sheet of that sheet only', async () => {
    const heard: string[] = [];
    await run((_, context) => {
      context.workbook.worksheets.getItem('Other').onChanged.add(async ({ address }) => void heard.push(address));
    });
    const cell = { row: 0, column: 0, rows: 1, columns: 1 };
    for (const sheet of workbook.sheets) sheet.setValues(cell, [['x']], 'user');
    await arrived();
    expect(heard).toEqual(['A1']);
  });

  test('freeze rows and columns, and say which', async () => {
    const address = await run(async (sheet) => {
      sheet.freezePanes.freezeAt('A1:B3');
      return (await load(sheet.freezePanes.getLocation(), 'address')).address;
    });
    expect(address).toBe('Sheet1!A1:B3');
  });

  test('a workbook with a protected structure keeps its sheets', async () => {
    await run((_, context) => context.workbook.protection.protect());
    await expect(run((_, context) => void context.workbook.worksheets.add('New'))).rejects.toEqual(code('AccessDenied'));
    await expect(run((sheet) => sheet.set({ name: 'New' }))).rejects.toEqual(code('AccessDenied'));
  });
});

test('a comment has one cell, replies, and tells of its changes', async () => {
  const heard: string[] = [];
  await run((_, context) => {
    context.workbook.comments.onChanged.add(async ({ commentDetails }) => void heard.push(String(commentDetails.length)));
    context.workbook.comments.add('Sheet1!A1', 'Is this right?');
  });
  await run((_, context) => void context.workbook.comments.getItemByCell('Sheet1!A1').replies.add('Yes'));
  await expect(run((_, context) => void context.workbook.comments.add('Sheet1!A1', 'again'))).rejects.toEqual(code('InvalidOperation'));
  const seen = await run(async (_, context) => {
    const comment = context.workbook.comments.getItemByCell('Sheet1!A1');
    comment.load('content,resolved');
    comment.replies.load('items/content');
    await context.sync();
    return [comment.content, comment.resolved, comment.replies.items.map(({ content }) => content)];
  });
  expect(seen).toEqual(['Is this right?', false, ['Yes']]);
  await arrived();
  expect(heard).toEqual(['1']);
});

test('validation accepts what its rule allows, of any kind', async () => {
  await run((sheet) => {
    sheet.getRange('A1:A4').values = [[5], [50], ['x'], ['']];
    sheet.getRange('A1:A4').dataValidation.rule = { wholeNumber: { formula1: 1, formula2: 10, operator: 'Between' } };
  });
  const address = await run(async (sheet) => (await load(sheet.getRange('A1:A4').dataValidation.getInvalidCells(), 'address')).address);
  expect(address).toBe('Sheet1!A2:A3');
});

test('a 1904 workbook counts its dates, and those of DATE, from 1904', async () => {
  workbook.is1904 = true;
  const day = await run(async (sheet, context) => {
    sheet.getRange('A1:B1').values = [['3/14/2026', 46_095]];
    const date = context.workbook.functions.date(2000, 1, 1).load('value');
    const range = await load(sheet.getRange('A1:B1'), 'values,text');
    return [range.values[0], range.text[0], date.value];
  });
  expect(day).toEqual([[46_095 - 1462, 46_095], ['3/14/2026', '46095'], 35_064]);
});

describe('functions of add-ins', () => {
  const FUNCTIONS = [
    { id: 'LATER', name: 'LATER', options: { stream: true } },
    { id: 'TWICE', name: 'TWICE' },
  ];
  let streams: { value: unknown; invocation: CustomFunctions.StreamingInvocation<unknown>; isCanceled?: boolean }[];
  beforeEach(() => {
    streams = [];
    workbook.addIns.register('CASELOAD', FUNCTIONS);
    excel.CustomFunctions.associate('TWICE', (value: number) => 2 * value);
    excel.CustomFunctions.associate('LATER', (value: unknown, invocation: CustomFunctions.StreamingInvocation<unknown>) => {
      const stream: (typeof streams)[number] = { value, invocation };
      streams.push(stream);
      invocation.onCanceled = () => {
        stream.isCanceled = true;
      };
    });
  });
  const eventually = async (read: () => unknown, expected: unknown) => {
    for (let tries = 0; tries < 200 && JSON.stringify(read()) !== JSON.stringify(expected); tries++)
      await new Promise((done) => setTimeout(done, 50));
    expect(read()).toEqual(expected);
  };
  /** Office.js sends results at most twice a second. */
  const shows = async (address: string, value: unknown) => {
    for (let tries = 0; tries < 100; tries++) {
      if ((await values(address))[0]?.[0] === value) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${address} never showed ${value}.`);
  };

  test('are called with values, and what depends on their answers is calculated', async () => {
    await run((sheet) => {
      sheet.getRange('A1:C1').formulas = [[21, '=caseload.TWICE(A1)', '=B1+1']];
    });
    expect(await values('B1')).toEqual([['#BUSY!']]);
    await shows('C1', 43);
    await run((sheet) => {
      sheet.getRange('A1').values = [[1]];
    });
    await shows('C1', 3);
    await run((sheet) => {
      sheet.getRange('B1').formulas = [['=CASELOAD.THRICE(1)']];
    });
    expect(await values('B1')).toEqual([['#NAME?']]);
  });

  test('stream results, which are no steps of undo and which conditional formats follow', async () => {
    await run((sheet) => {
      sheet.getRange('A1').formulas = [['=CASELOAD.LATER("a")']];
      const rule = sheet.getRange('C3').conditionalFormats.add('Custom');
      rule.custom.rule.formula = '=$A$1=5';
      rule.custom.format.fill.color = '#FF0000';
    });
    workbook.history.step(() => workbook.active.setValues({ row: 4, column: 0, rows: 1, columns: 1 }, [['x']], 'user'));
    for (const value of [4, 5]) {
      await new Promise((done) => setTimeout(done, 20));
      streams[0]?.invocation.setResult(value);
      await shows('A1', value);
    }
    expect(workbook.active.conditionalStyle(2, 2).fill).toBe('#FF0000');
    expect(streams).toMatchObject([{ value: 'a' }]);
    workbook.history.undo();
    expect((await values('A1:A5')).flat()).toEqual([5, '', '', '', '']);
    workbook.history.redo();
    expect((await values('A1:A5')).flat()).toEqual([5, '', '', '', 'x']);
  });

  test('are told when their cell no longer calls them', async () => {
    const open = () => streams.filter(({ isCanceled }) => !isCanceled).map(({ value }) => Number(value));
    const write = (...formulas: string[]) =>
      run((sheet) => {
        sheet.getRange(`A1:A${formulas.length}`).formulas = formulas.map((formula) => [formula]);
      });
    await write('=CASELOAD.LATER(1)', '=CASELOAD.LATER(2)');
    await eventually(open, [1, 2]);
    await write('=CASELOAD.LATER(3)');
    await eventually(open, [2, 3]);
    await write('');
    await eventually(open, [2]);
  });

  test('are called anew when all is calculated, unless they stream, and when their formula is written again', async () => {
    const formulas = ['=CASELOAD.LATER(1)', '=CASELOAD.TWICE(4)'];
    let twice = 0;
    excel.CustomFunctions.associate('TWICE', (value: number) => {
      twice++;
      return 2 * value;
    });
    const write = () =>
      run((sheet) => {
        sheet.getRange('A1:B1').formulas = [formulas];
      });
    await write();
    await shows('B1', 8);
    await run((sheet) => sheet.calculate(true));
    await eventually(() => twice, 2);
    // It was called before TWICE, if at all.
    expect(streams).toHaveLength(1);
    await write();
    await eventually(() => [streams.map(({ isCanceled }) => isCanceled ?? false), twice], [[true, false], 3]);
  });
});
