// Filters, *Find*, frozen columns and tables in the preview’s grid, as they are drawn.
import { eachPreview, handsOn, WAIT } from './preview';

const preview = eachPreview();
const { sheet, eventually, cell, background, press } = handsOn(preview);
const page = () => preview().page;
const grid = () => page().getByRole('grid');

const PEOPLE = [
  ['Name', 'Status', 'Days'],
  ['Adams', 'Active', 12],
  ['Brown', 'Closed', 3],
  ['Clark', 'Active', 7],
  ['Davis', '', 1],
];
/** The numbers of the drawn rows up to 6. */
const rowsShown = async () => {
  const numbers = await page().getByRole('rowheader').allTextContents();
  return numbers.map(Number).filter((number) => number > 0 && number <= 6);
};

test('a filter hides the rows with other values, says how many are left, and is undone', async () => {
  await sheet.set('A1:C5', PEOPLE);
  await grid().focus();
  await press('Control+Shift+l');
  await page().getByRole('button', { name: 'Filter Status' }).click(WAIT);
  const menu = page().getByRole('dialog', { name: 'Filter Status' });
  await menu.getByRole('checkbox', { name: '(Select all)' }).uncheck();
  expect(await menu.getByRole('button', { name: 'OK' }).isDisabled()).toBe(true);
  await menu.getByRole('checkbox', { name: 'Active' }).check();
  await menu.getByRole('button', { name: 'OK' }).click();
  await eventually(rowsShown, [1, 2, 4, 6]);
  await page().getByText('2 of 4 records found').waitFor(WAIT);
  await press('Control+z');
  await eventually(rowsShown, [1, 2, 3, 4, 5, 6]);
  await press('Control+y');
  await eventually(rowsShown, [1, 2, 4, 6]);
});

test('Alt+Down opens a header’s filter, typing narrows its values, and Esc leaves it', async () => {
  await sheet.set('A1:C5', PEOPLE);
  await grid().focus();
  await press('Control+Shift+l');
  await sheet.select('A1');
  await press('Alt+ArrowDown');
  await page().keyboard.type('cla');
  const boxes = page().getByRole('dialog').getByRole('checkbox');
  await eventually(() => boxes.filter({ visible: true }).count(), 2);
  await press('Enter');
  await eventually(rowsShown, [1, 4, 6]);
  await press('Alt+ArrowDown', 'Escape');
  expect(await page().getByRole('dialog').count()).toBe(0);
  expect(await grid().evaluate((element) => document.activeElement === element)).toBe(true);
  await press('Alt+ArrowDown');
  await page().getByRole('button', { name: 'Clear filter from Name' }).click();
  await eventually(rowsShown, [1, 2, 3, 4, 5, 6]);
});

test('a filtered list is sorted from its header, without the header', async () => {
  await sheet.set('A1:C5', PEOPLE);
  await grid().focus();
  await press('Control+Shift+l');
  await page().getByRole('button', { name: 'Filter Days' }).click(WAIT);
  await page().getByRole('button', { name: 'Sort A to Z' }).click();
  await eventually(() => sheet.get('A1:A5'), [['Name'], ['Davis'], ['Brown'], ['Clark'], ['Adams']]);
});

test('Find goes from cell to cell and says how many there are', async () => {
  await sheet.set('A1:C5', PEOPLE);
  await sheet.set('A2000', [['active at last']]);
  await grid().focus();
  await press('Control+f');
  await page().keyboard.type('ACTIVE');
  await press('Enter');
  const found = () => page().evaluate(() => window.preview.workbook.selection);
  await eventually(async () => (await found()).row, 1);
  await page().getByText('1 of 3').waitFor(WAIT);
  await press('Enter', 'Enter');
  await cell(1999, 0).waitFor(WAIT);
  await page().getByText('3 of 3').waitFor(WAIT);
  await press('Shift+Enter');
  await eventually(async () => (await found()).row, 3);
  await page().keyboard.type('x');
  await press('Enter');
  await page().getByText('Not found').waitFor(WAIT);
  await press('Escape');
  expect(await grid().evaluate((element) => document.activeElement === element)).toBe(true);
});

test('frozen columns stay in view, and hidden ones are left out', async () => {
  await sheet.set('A1:C5', PEOPLE);
  await page().evaluate(() => {
    window.preview.workbook.active.freeze(1, 1);
    window.preview.workbook.active.hideColumns([1], true);
  });
  await eventually(() => page().getByRole('columnheader', { name: 'B', exact: true }).count(), 0);
  await sheet.select('Z40');
  await cell(39, 25).waitFor(WAIT);
  expect(await cell(0, 0).textContent()).toBe('Name');
  const [pinned, scrolled] = [await cell(39, 0).boundingBox(), await cell(39, 25).boundingBox()];
  expect(pinned?.x).toBeLessThan(scrolled?.x ?? 0);
  // A click on the frozen column selects it, not the one that is scrolled below it.
  await cell(39, 0).click();
  await eventually(() => page().evaluate(() => window.preview.workbook.selection.column), 0);
});

test('panes are frozen at the active cell by the menu, unfrozen by it, and both are undone', async () => {
  await sheet.set('A1:C5', PEOPLE);
  await sheet.select('B3');
  const choose = async (item: string) => {
    await cell(2, 1).click({ button: 'right' });
    await page().getByRole('menuitem', { name: item, exact: true }).click();
  };
  const frozen = () =>
    page().evaluate(() => {
      const { frozenRows, frozenColumns } = window.preview.workbook.active.layout;
      return [frozenRows, frozenColumns];
    });
  await choose('Freeze panes');
  expect(await frozen()).toEqual([2, 1]);
  await choose('Unfreeze panes');
  expect(await frozen()).toEqual([0, 0]);
  await press('Control+z');
  await eventually(frozen, [2, 1]);
});

test('a table is drawn in its style, and its buttons filter it', async () => {
  await sheet.set('A1:C5', PEOPLE);
  await page().evaluate(() => {
    const { active } = window.preview.workbook;
    const area = { row: 0, column: 0, rows: 5, columns: 3 };
    const shown = { showHeaders: true, showTotals: false, showBandedRows: true, showBandedColumns: false };
    const look = { ...shown, highlightFirstColumn: false, highlightLastColumn: false, showFilterButton: true };
    active.tables.add({ id: 't', area, name: 'People', style: 'TableStyleMedium2', criteria: new Map(), sort: [], ...look });
    active.touch(area);
  });
  await sheet.select('E9');
  await eventually(() => background(0, 0), 'rgb(68, 114, 196)');
  expect(await background(1, 0)).toBe('rgb(218, 227, 243)');
  expect(await background(2, 0)).toBe('rgb(255, 255, 255)');
  await page().getByRole('button', { name: 'Filter Status' }).click(WAIT);
  await page().getByRole('checkbox', { name: '(Blanks)' }).uncheck();
  await page().getByRole('button', { name: 'OK' }).click();
  await eventually(rowsShown, [1, 2, 3, 4, 6]);
});
