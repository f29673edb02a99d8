import type { Value } from '../src/preview/workbook/values';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { button, ribbon, sheet, eventually, insertTemplate, axeFindings } = handsOn(preview);
const pane = () => preview().pane;
const column = (name: string) => pane().getByRole('combobox', { name: `${name} is`, exact: true });

const FOREIGN: Value[][] = [
  ['Report of March', '', '', '', '', '', '', ''],
  ['Client No', 'Case #', 'Phone', 'Assigned To', 'Role', 'Status', 'Since', 'Blob'],
  [1031, 'CN-050031', '555', '', 'Mentor', 'Active', '3/14/2026', 'x'],
  [1032, 'CN-050032', '556', '', 'Mentor', 'Active', 46_095, 'y'],
];

test('a foreign sheet is matched, corrected, filled into a template to its left, and recognized the next time', async () => {
  const caseworker = await insertTemplate();
  const own = FOREIGN.map((row, place) => row.map((value, at) => (place > 1 && at === 3 ? caseworker : value)));
  await preview().page.evaluate(() => {
    const { workbook } = window.preview;
    const [first] = workbook.sheets;
    if (first) first.clear({ row: 0, column: 0, rows: 10, columns: 20 }, 'All', 'user');
  });
  await sheet.set('A1:H4', own);
  await ribbon('Match columns').click(WAIT);
  await pane().getByText('the header is in row 2, with 2 rows below it').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await eventually(() => column('Assigned To').inputValue(), 'caseworkerName');
  expect(await column('Phone').inputValue()).toBe('');
  // What is chosen moves no card.
  const order = () =>
    pane()
      .getByRole('list', { name: 'Columns' })
      .getByRole('combobox')
      .evaluateAll((boxes) => boxes.map((box) => box.ariaLabel));
  const before = await order();
  expect(before).toHaveLength(8);
  await column('Blob').selectOption({ label: 'Reason for Dismissal' });
  expect(await order()).toEqual(before);
  await button('Fill template').click();
  await pane().getByText('2 rows filled in').waitFor(WAIT);
  await eventually(
    () => sheet.get('A1:J3'),
    [
      [
        'Participant ID',
        'Case Number',
        'Caseworker Name',
        'Caseworker Relationship',
        'Caseload Status',
        'Start Date',
        'End Date',
        'Reason for Dismissal',
        'Update OR Insert',
        '',
      ],
      [1031, 'CN-050031', caseworker, 'Mentor', 'Active', 46_095, '', 'x', 'Insert', ''],
      [1032, 'CN-050032', caseworker, 'Mentor', 'Active', 46_095, '', 'y', 'Insert', ''],
    ],
  );
  const names = await preview().page.evaluate(() => window.preview.workbook.sheets.map(({ name }) => name));
  expect(names.slice(0, 2)).toEqual(['Caseload', 'Sheet1']);
  await eventually(sheet.highlights, ['H2', 'H3']);
  await ribbon('Match columns').click(WAIT);
  await pane().getByRole('combobox', { name: 'Worksheet' }).selectOption('Sheet1', WAIT);
  await eventually(() => column('Blob').inputValue(), 'reason');
});

test('a sheet with the columns of another system leads to Match columns; what has no header is told by its column', async () => {
  await sheet.set('A1:H4', [
    ['Participant ID', 'Case Number', 'Relationship', 'Fone', 'Notes', 'Zip', 'Since', ''],
    [1031, 'CN-050031', 'Mentor', '555', 'a', 1, '3/14/2026', 'x'],
    [1032, 'CN-050032', 'Mentor', '556', 'b', 2, '3/14/2026', 'y'],
    ['', '', '', '', '', '', '', ''],
  ]);
  await preview().page.evaluate(() => void window.preview.workbook.add('Notes'));
  await pane().getByText('These are not the template’s columns').waitFor(WAIT);
  await button('Match columns').click();
  await column('Column H (no header)').waitFor(WAIT);
});

test('a dropped file’s columns are matched', async () => {
  await button('Match columns').click(WAIT);
  const text = 'Client ID;Last Name;Worker\r\n1001;Stone;Ann Lee\r\n';
  await pane()
    .getByLabel('File to match: choose')
    .setInputFiles({ name: 'own.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await eventually(() => column('Worker').inputValue(), 'caseworkerName');
  await pane()
    .getByLabel('File to match: choose')
    .setInputFiles({ name: 'own.xlsx', mimeType: '', buffer: Buffer.from('no workbook') });
  await pane().getByText('This is not an .xlsx workbook').waitFor(WAIT);
});

test('Export CSV lists the changed cells and downloads the file', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1001, caseworker, { 1: 'CN,1' }), rowOf(1002, caseworker)]);
  await ribbon('Export CSV').click(WAIT);
  await pane().getByRole('list', { name: 'Changed cells' }).getByText('“CN,1” becomes “CN 1”').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  const download = preview().page.waitForEvent('download', WAIT);
  await button('Download').click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Sheet1.csv');
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString().split('\r\n');
  expect(lines[1]).toContain('1001,CN 1,');
  expect(lines[1]).toContain('03/14/2026');
  expect(lines).toHaveLength(4);
});
