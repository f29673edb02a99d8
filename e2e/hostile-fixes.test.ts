// Fixing while Excel and other users change the workbook.
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { button, ribbon, sheet, eventually, insertTemplate } = handsOn(preview);
const pane = () => preview().pane;
const page = () => preview().page;
const openFixes = () => pane().getByRole('tab', { name: 'Fix errors' }).click();

test('50,000 rows with every cell wrong are checked, and shown up to a limit', async () => {
  await insertTemplate();
  await page().evaluate(() => {
    const rows = Array.from({ length: 50_000 }, (_, n) => Array.from({ length: 12 }, (_, column) => `wrong ${n} ${column}`));
    window.preview.sheet.setValues('A2:L50001', rows);
  });
  await pane().getByText('50,000 rows').first().waitFor(WAIT);
  await openFixes();
  await pane()
    .getByText(/more lines appear when these are fixed/)
    .waitFor(WAIT);
  expect(await pane().getByRole('listitem').count()).toBeLessThan(20);
});

test('fixing continues on a renamed sheet; a deleted one is reported, and no other is changed', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1001, caseworker, { 7: 'Actve' }), rowOf(1002, caseworker, { 7: 'Actve' })]);
  await openFixes();
  await button(/^Fix all/).waitFor(WAIT);
  await page().evaluate(() => window.preview.workbook.active.rename('March'));
  await button(/^Fix all/).click();
  await eventually(() => sheet.get('H2:H3'), [['Active'], ['Active']]);
  await sheet.set('H2:H3', [['Actve'], ['Actve']]);
  await pane().getByLabel('2 rows').waitFor(WAIT);
  await page().evaluate(() => window.preview.slowDown(1500));
  await button(/^Fix all/).click();
  await pane().getByText('Fixing').waitFor(WAIT);
  await page().evaluate(() => {
    const { workbook } = window.preview;
    const { active } = workbook;
    workbook.add('Other');
    workbook.delete(active);
  });
  await pane()
    .getByText(/The sheet no longer exists/)
    .waitFor(WAIT);
  await page().evaluate(() => window.preview.slowDown(0));
  expect(await sheet.get('H2:H3')).toEqual([[''], ['']]);
});

test('hidden rows are fixed and uploaded like the others, and the pane says so', async () => {
  const caseworker = await insertTemplate();
  await sheet.set(
    'A2:L5',
    [1001, 1002, 1003, 1004].map((id) => rowOf(id, caseworker, { 7: 'Actve' })),
  );
  await page().evaluate(() => window.preview.workbook.active.hideRows([2, 3], true));
  await button('Check sheet').click(WAIT);
  await pane().getByText('Some rows are hidden').waitFor(WAIT);
  await openFixes();
  await button(/^Fix all/).click(WAIT);
  await eventually(() => sheet.get('H2:H5'), [['Active'], ['Active'], ['Active'], ['Active']]);
  await eventually(sheet.highlights, []);
  await ribbon('Submit').click(WAIT);
  await pane().getByText('4 of 4 records accepted').waitFor(WAIT);
});

test('a co-author’s changes are checked, and not overwritten', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1001, caseworker, { 7: 'Actve' }), rowOf(1002, caseworker, { 7: 'Actve' })]);
  await openFixes();
  await pane().getByLabel('2 rows').waitFor(WAIT);
  await page().evaluate(() => window.preview.slowDown(700));
  // The pane has not received this change yet when the button is pressed.
  await page().evaluate(() => window.preview.sheet.setValues('H3', [['Pending']], 'remote'));
  await button(/^Fix all/).click();
  await pane().getByText('1 cell had other contents by then and was left.').waitFor(WAIT);
  expect(await sheet.get('H2:H3')).toEqual([['Active'], ['Pending']]);
  await page().evaluate(() => window.preview.sheet.setValues('G2', [['Mentr']], 'remote'));
  await eventually(sheet.highlights, ['G2']);
});

test('a pane that opens while a cell is being edited waits, and then watches the sheet', async () => {
  const editing = (on: boolean) =>
    page().evaluate((now) => {
      window.preview.workbook.isEditing = now;
    }, on);
  const caseworker = await insertTemplate();
  await page().evaluate(() => document.querySelector('iframe')?.contentWindow?.location.reload());
  await editing(true);
  await page().waitForTimeout(3000);
  expect(await pane().getByRole('button', { name: 'Dismiss' }).count()).toBe(0);
  await editing(false);
  await button('Check sheet').waitFor(WAIT);
  await sheet.set('A2:L2', [rowOf(1001, caseworker, { 7: 'Actve' })]);
  await eventually(sheet.highlights, ['H2']);
});

test('a fix is refused while a cell is being edited, and the typed value is checked afterwards', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker, { 7: 'Actve' })]);
  await openFixes();
  await pane().getByLabel('1 row').waitFor(WAIT);
  const editing = (on: boolean) =>
    page().evaluate((now) => {
      window.preview.workbook.isEditing = now;
    }, on);
  await editing(true);
  await button(/^Fix all/).click();
  await pane().getByText('A cell is being edited. Press Enter or Esc in it and try again.').waitFor(WAIT);
  expect(await sheet.get('H2:H2')).toEqual([['Actve']]);
  await button('Dismiss').click();
  await sheet.set('G2', [['Mentr']]);
  await page().waitForTimeout(500);
  await editing(false);
  await eventually(sheet.highlights, ['G2', 'H2']);
  expect(await button('Dismiss').count()).toBe(0);
});

test.each([
  ['=1+1', 'is not in the Caseload Status table'],
  ['😀', 'is not in the Caseload Status table'],
  ['x'.repeat(40_000), 'is not in the Caseload Status table'],
])('a fix typed as %p is refused with a reason', async (text, said) => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker, { 7: 'Zzz' })]);
  await openFixes();
  await pane().getByRole('combobox', { name: 'Did you mean' }).fill(text, WAIT);
  await pane().getByText(said).last().waitFor(WAIT);
  expect(await pane().getByRole('listitem').getByRole('button', { name: 'Fix', exact: true }).isEnabled()).toBe(false);
});
