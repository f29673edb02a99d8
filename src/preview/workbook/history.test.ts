import { startNodeExcel } from '../wire/node';
import { PLATFORMS, type PlatformName } from './platform';
import { Workbook } from './workbook';

const CELL = { row: 0, column: 0, rows: 1, columns: 1 };

/** A workbook with a hidden sheet, in which a user has typed. */
function typed(platform: PlatformName) {
  const workbook = new Workbook(['Sheet1', 'Marks']);
  const [sheet, marks] = workbook.sheets;
  if (sheet === undefined || marks === undefined) throw new Error('A sheet is missing.');
  marks.setVisibility('VeryHidden');
  workbook.platform = PLATFORMS[platform];
  workbook.history.step(() => sheet.setValues(CELL, [['typed']], 'user'));
  return { workbook, sheet, marks, excel: startNodeExcel(workbook) };
}

test.each<[PlatformName, string, string]>([
  ['web', 'typed', ''],
  ['windows', 'typed', ''],
  ['mac', 'typed', ''],
])('%s: what an add-in writes to a hidden sheet is a step of its own in Excel', async (platform, cell, mark) => {
  const { workbook, sheet, marks, excel } = typed(platform);
  await excel.Excel.run(async (context) => {
    context.workbook.worksheets.getItem('Marks').getRange('A1').values = [['e8']];
    await context.sync();
  });
  workbook.history.undo();
  expect([sheet.value(0, 0), marks.value(0, 0)]).toEqual([cell, mark]);
});

test.each<[PlatformName, string]>([
  ['web', ''],
  ['windows', 'typed'],
  ['mac', 'typed'],
  ['store', ''],
])('%s: an update of the ribbon leaves or clears the undo stack', (platform, left) => {
  const { workbook, sheet, excel } = typed(platform);
  const paths = {
    1: { Id: 1, ObjectPathType: 2, Name: 'Microsoft.DynamicRibbon.DynamicRibbon' },
    2: { Id: 2, ObjectPathType: 3, Name: 'GetButton', ParentObjectPathId: 1, ArgumentInfo: { Arguments: ['Caseload.submit'] } },
  };
  const actions = [{ Id: 3, ActionType: 4, Name: 'Enabled', ObjectPathId: 2, ArgumentInfo: { Arguments: [false] } }];
  excel.host.execute({ partition: '', flags: 0, body: JSON.stringify({ Actions: actions, ObjectPaths: paths }) }, () => undefined);
  expect(excel.buttons.get('Caseload.submit')).toBe(false);
  workbook.history.undo();
  expect(sheet.value(0, 0)).toBe(left);
});

test.each<[PlatformName, string]>([
  ['web', ''],
  ['windows', 'typed'],
  ['mac', 'typed'],
])('%s: showing a sheet leaves or clears the undo stack', (platform, left) => {
  const { workbook, sheet, marks } = typed(platform);
  marks.setVisibility('Visible');
  workbook.history.undo();
  expect(sheet.value(0, 0)).toBe(left);
});

test('a co-author’s change and a deleted sheet clear the undo stack', () => {
  const { workbook, sheet } = typed('web');
  sheet.setValues({ ...CELL, row: 5 }, [['theirs']], 'remote');
  workbook.history.undo();
  expect([sheet.value(0, 0), sheet.value(5, 0)]).toEqual(['typed', 'theirs']);
});
