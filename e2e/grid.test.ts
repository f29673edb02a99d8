// The preview’s grid, by mouse and keyboard: it behaves as Excel.
import type { Locator } from 'playwright-core';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { sheet, eventually, insertTemplate, startOver, button, cell, background, press } = handsOn(preview);
const page = () => preview().page;
const keyboard = () => page().keyboard;
const grid = () => page().getByRole('grid');
const values = (address: string) => sheet.get(address);

/** Types texts, each followed by a key. */
async function type(...entries: [text: string, key: string][]): Promise<void> {
  for (const [text, key] of entries) {
    await keyboard().type(text);
    await keyboard().press(key);
  }
}
const selection = () => page().evaluate(() => JSON.stringify(window.preview.workbook.selection));
const paste = (text: string) =>
  grid().evaluate((element, copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
/** What *Copy* or *Cut* puts on the clipboard. */
const copy = (kind: 'copy' | 'cut') =>
  grid().evaluate((element, type) => {
    const clipboardData = new DataTransfer();
    element.dispatchEvent(new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData('text/plain');
  }, kind);
async function menu(at: Locator, item: string): Promise<void> {
  await at.click({ button: 'right' });
  await page().getByRole('menuitem', { name: item, exact: true }).click();
}

test('what is typed is read as Excel reads it, and shown in Excel’s format', async () => {
  await grid().focus();
  await type(['15-Feb', 'Tab'], ['12%', 'Tab'], ['$5', 'Tab'], ['Mar 4, 2026', 'Enter']);
  await eventually(
    () =>
      page()
        .getByRole('row')
        .nth(1)
        .getByRole('gridcell')
        .allTextContents()
        .then((all) => all.slice(0, 4)),
    ['15-Feb', '12%', '$5', '4-Mar-26'],
  );
  expect((await values('B1:C1'))[0]).toEqual([0.12, 5]);
});

test('a formula is calculated again when a cell changes, and Ctrl+D copies it with its references', async () => {
  await sheet.set('A1:A3', [[2], [3], [4]]);
  await sheet.select('B1');
  await grid().focus();
  await type(['=A1*10', 'Enter']);
  await sheet.select('B1:B3');
  await press('Control+d');
  const shown = () => Promise.all([0, 1, 2].map((row) => cell(row, 1).textContent()));
  await eventually(shown, ['20', '30', '40']);
  await sheet.select('A2');
  await type(['7', 'Enter']);
  await eventually(shown, ['20', '70', '40']);
  await press('Control+z');
  await eventually(shown, ['20', '30', '40']);
});

test('a formula that can’t be read is refused, and stays in the cell to be corrected', async () => {
  await grid().focus();
  await type(['=SUM(1,', 'Enter']);
  await page().getByRole('dialog', { name: 'Problem with the formula' }).getByRole('button', { name: 'OK' }).click(WAIT);
  await type(['=SUM(1,2)', 'Enter']);
  await eventually(() => values('A1:A1'), [[3]]);
});

test('Ctrl+B, I and U change the font and back, and are undone', async () => {
  await sheet.set('A1', [['text']]);
  await press('Control+b', 'Control+i', 'Control+u');
  const font = () =>
    cell(0, 0).evaluate((one) => {
      const { fontWeight, fontStyle, textDecorationLine } = getComputedStyle(one);
      return `${fontWeight} ${fontStyle} ${textDecorationLine}`;
    });
  await eventually(font, '700 italic underline');
  await press('Control+z');
  await eventually(font, '700 italic none');
  await press('Control+b');
  await eventually(font, '400 italic none');
});

test('F2 edits, Esc restores, Enter and Tab move on, arrow keys leave an entry, and Delete clears', async () => {
  await grid().focus();
  await type(['one', 'Enter'], ['two', 'ArrowUp']);
  await press('F2');
  await type(['!', 'Enter']);
  await press('F2');
  await type(['lost', 'Escape']);
  expect(await values('A1:A2')).toEqual([['one!'], ['two']]);
  await press('Delete');
  expect(await values('A1:A2')).toEqual([['one!'], ['']]);
});

test('Ctrl with an arrow key jumps to the edge of the data, Shift selects, and the status bar sums', async () => {
  await sheet.set('B2:B4', [[1], [2], [3]]);
  await sheet.select('B2');
  await grid().focus();
  await press('Control+Shift+ArrowDown');
  expect(JSON.parse(await selection())).toEqual({ row: 1, column: 1, rows: 3, columns: 1 });
  await page().getByText('Average: 2   Count: 3   Sum: 6').waitFor(WAIT);
  await press('Control+ArrowDown', 'Control+ArrowDown');
  expect(JSON.parse(await selection())).toMatchObject({ row: 1_048_575 });
  await press('Control+Home');
  expect(JSON.parse(await selection())).toEqual({ row: 0, column: 0, rows: 1, columns: 1 });
});

test('Ctrl+Z and Ctrl+Y undo and redo entries, pastes, rows and sorting', async () => {
  await sheet.set('A1:A3', [['c'], ['a'], ['b']]);
  await sheet.select('A1');
  await grid().focus();
  await menu(cell(0, 0), 'Sort A to Z');
  expect(await values('A1:A3')).toEqual([['a'], ['b'], ['c']]);
  await menu(page().getByRole('rowheader', { name: '2', exact: true }), 'Insert rows');
  await type(['new', 'Enter']);
  expect(await values('A1:A4')).toEqual([['a'], ['new'], ['b'], ['c']]);
  await press('Control+z', 'Control+z', 'Control+z');
  expect(await values('A1:A4')).toEqual([['c'], ['a'], ['b'], ['']]);
  await press('Control+y', 'Control+y', 'Control+y');
  expect(await values('A1:A4')).toEqual([['a'], ['new'], ['b'], ['c']]);
});

test('cells are copied and cut as other programs expect, and pasted with formats; text of other programs is read', async () => {
  await sheet.set('A1:B2', [
    ['3/14/2026', 'two\nlines'],
    ['say "no"', ''],
  ]);
  await sheet.select('A1:B2');
  await grid().focus();
  const copied = await copy('copy');
  expect(copied).toBe('3/14/2026\t"two\nlines"\r\n"say ""no"""\t\r\n');
  await sheet.select('D5');
  await paste(copied);
  expect(await values('D5:E6')).toEqual([
    [46_095, 'two\nlines'],
    ['say "no"', ''],
  ]);
  await eventually(() => cell(4, 3).textContent(), '3/14/2026');
  await sheet.select('A1');
  const cut = await copy('cut');
  await sheet.select('H1');
  await paste(cut);
  expect((await values('A1:H1'))[0]).toEqual(['', 'two\nlines', '', '', '', '', '', 46_095]);
  await sheet.select('A10');
  await paste('"a\tb"\t1,234\r\n"line one\nline two"\t12%');
  expect(await values('A10:B11')).toEqual([
    ['a\tb', 1234],
    ['line one\nline two', 0.12],
  ]);
});

test('the fill handle continues dates and numbers; Ctrl+D repeats', async () => {
  await sheet.set('A1:B2', [
    ['3/14/2026', 5],
    ['', 10],
  ]);
  await sheet.select('A1');
  const drag = async (from: Locator, to: Locator) => {
    const [start, end] = [await from.boundingBox(), await to.boundingBox()];
    if (start === null || end === null) throw new Error('The cells are out of view.');
    await page().mouse.move(start.x + start.width - 1, start.y + start.height - 1);
    await page().mouse.down();
    await page().mouse.move(end.x + 10, end.y + 10, { steps: 3 });
    await page().mouse.up();
  };
  await drag(cell(0, 0), cell(2, 0));
  expect(await values('A1:A3')).toEqual([[46_095], [46_096], [46_097]]);
  await sheet.select('B1:B2');
  await drag(cell(1, 1), cell(3, 1));
  expect(await values('B1:B4')).toEqual([[5], [10], [15], [20]]);
  await sheet.select('B4:B6');
  await press('Control+d');
  expect(await values('B4:B6')).toEqual([[20], [20], [20]]);
});

test('a list cell shows its arrow when selected, opens with Alt+Down, and takes what is typed; its highlight is drawn', async () => {
  await insertTemplate();
  await grid().focus();
  await sheet.select('H2');
  await page().getByRole('button', { name: 'Select an option' }).waitFor(WAIT);
  await press('Alt+ArrowDown');
  await page().getByRole('listbox').waitFor(WAIT);
  await press('ArrowDown', 'Enter');
  await eventually(async () => (await values('H2:H2'))[0]?.[0] !== '', true);
  await type(['Actve', 'Enter']);
  await eventually(() => values('H2:H2'), [['Actve']]);
  await eventually(() => background(1, 7), 'rgb(255, 199, 206)');
  await sheet.select('H2');
  await type(['Active', 'Enter']);
  await eventually(() => background(1, 7), 'rgb(255, 255, 255)');
});

test('a validation that stops invalid entries asks to retry or to cancel, and does not check what is pasted', async () => {
  await page().evaluate(() => {
    const validation = window.preview.workbook.active.rules.validation({ row: 0, column: 0, rows: 5, columns: 1 });
    validation.rule = { list: { inCellDropDown: true, source: 'Red,Green' } };
    validation.errorAlert = { showAlert: true, style: 'Stop', title: 'Color', message: 'Red or green.' };
  });
  await grid().focus();
  await type(['Blue', 'Enter']);
  await page().getByRole('dialog', { name: 'Color' }).getByRole('button', { name: 'Retry' }).click(WAIT);
  await type(['Rose', 'Enter']);
  await page().getByRole('dialog', { name: 'Color' }).getByRole('button', { name: 'Cancel' }).click(WAIT);
  expect(await values('A1:A1')).toEqual([['']]);
  await type(['green', 'Enter']);
  expect(await values('A1:A1')).toEqual([['green']]);
  await paste('Blue');
  expect(await values('A2:A2')).toEqual([['Blue']]);
});

test('sheets are added, renamed, moved, hidden, shown and deleted by their tabs', async () => {
  const tabs = () => page().getByRole('tablist', { name: 'Sheets' }).getByRole('tab');
  const names = () => tabs().allTextContents();
  await page().getByRole('button', { name: 'New sheet' }).click();
  await eventually(names, ['Sheet1', 'Sheet2']);
  await tabs().nth(1).dblclick();
  await type(['March', 'Enter']);
  await eventually(names, ['Sheet1', 'March']);
  await menu(tabs().nth(1), 'Move left');
  await eventually(names, ['March', 'Sheet1']);
  await menu(tabs().nth(0), 'Hide');
  await eventually(names, ['Sheet1']);
  await menu(tabs().nth(0), 'Unhide “March”');
  await eventually(names, ['March', 'Sheet1']);
  await menu(tabs().nth(0), 'Delete');
  await eventually(names, ['Sheet1']);
});

test('an entry belongs to the sheet on which it was begun, and is kept when another sheet is chosen', async () => {
  await page().getByRole('button', { name: 'New sheet' }).click();
  await grid().focus();
  await keyboard().type('half');
  await page().getByRole('tab', { name: 'Sheet1' }).click();
  await page().getByRole('tab', { name: 'Sheet1', selected: true }).waitFor(WAIT);
  expect(await page().evaluate(() => window.preview.workbook.sheets.map((one) => one.value(0, 0)))).toEqual(['', 'half']);
});

test('a heading that is right-clicked is selected; rows that would push others off the sheet are not inserted', async () => {
  await sheet.set('B2', [['kept']]);
  await page().getByRole('columnheader', { name: 'B', exact: true }).click();
  await page().getByRole('rowheader', { name: '6', exact: true }).click({ button: 'right' });
  expect(JSON.parse(await selection())).toMatchObject({ row: 5, rows: 1, columns: 16_384 });
  await press('Escape');
  await page().getByRole('columnheader', { name: 'B', exact: true }).click();
  await menu(cell(3, 1), 'Insert rows');
  await page().getByRole('dialog', { name: 'No room' }).getByRole('button', { name: 'OK' }).click(WAIT);
  expect(await values('B2:B2')).toEqual([['kept']]);
});

test('200,000 lines are pasted, shown from their first one, and undone', async () => {
  await grid().focus();
  await paste(Array.from({ length: 200_000 }, (_, row) => `${row + 1}\tx`).join('\n'));
  expect(await values('A200000:B200000')).toEqual([[200_000, 'x']]);
  await eventually(() => cell(0, 0).textContent(), '1');
  await press('Control+z');
  expect(await values('A200000:B200000')).toEqual([['', '']]);
});

test('100,000 rows are scrolled to the end without a gap, and hidden rows are not drawn', async () => {
  await page().evaluate(() => {
    const rows = Array.from({ length: 100_000 }, (_, row) => Array.from({ length: 15 }, (_, column) => row * 15 + column));
    window.preview.sheet.setValues('A1:O100000', rows);
    window.preview.workbook.active.hideRows([99_998], true);
  });
  await grid().focus();
  await press('Control+End');
  await eventually(() => cell(99_999, 14).textContent(), String(99_999 * 15 + 14));
  expect(await page().getByRole('rowheader', { name: '99999', exact: true }).count()).toBe(0);
  const drawn = await page().getByRole('gridcell').allTextContents();
  expect(drawn.filter((text) => text !== '').length).toBeGreaterThan(100);
});

test('a sheet with a value in its last cell is counted, searched and filtered at once, and not copied as a whole', async () => {
  await sheet.set('A1', [['first']]);
  await sheet.set('XFD1048576', [['last']]);
  await press('Control+a');
  await page().getByText('Count: 2').waitFor(WAIT);
  await press('Control+Shift+l', 'Control+Shift+l', 'Control+c');
  await page().getByRole('dialog', { name: 'Too many cells' }).getByRole('button', { name: 'OK' }).click(WAIT);
  await press('Control+Home', 'Control+f');
  await keyboard().type('last');
  await press('Enter');
  await page().getByText('1 of 1').waitFor(WAIT);
});

test('rows that are deleted after a reload stay deleted after the next', async () => {
  const reload = async () => {
    await page().evaluate(() => window.preview.stored());
    await page().reload();
    await page().waitForFunction(() => 'preview' in window);
  };
  await sheet.set('A2500', [['old']]);
  await reload();
  await sheet.set('A1', [['new']]);
  await page().evaluate(() => window.preview.sheet.deleteRows(1000, 2000));
  await reload();
  expect(await page().evaluate(() => window.preview.workbook.active.usedArea())).toEqual({ row: 0, column: 0, rows: 1, columns: 1 });
});

test('a protected sheet refuses entries with Excel’s message', async () => {
  await page().evaluate(() => {
    window.preview.workbook.active.protection = { options: {}, password: null };
  });
  await grid().focus();
  await keyboard().press('x');
  await page().getByRole('dialog', { name: 'Protected sheet' }).getByRole('button', { name: 'OK' }).click(WAIT);
  await press('Delete');
  await page().getByRole('dialog', { name: 'Protected sheet' }).getByRole('button', { name: 'OK' }).click(WAIT);
  expect(await values('A1:A1')).toEqual([['']]);
});

test('the grid is accessible', async () => {
  await button('Insert template').waitFor(WAIT);
  await sheet.set('A1:B2', [rowOf(1, 'x').slice(0, 2), [1, 'text']]);
  const { default: axe } = await import('axe-core');
  await page().evaluate(axe.source);
  const found = await page().evaluate(
    async () => (await (window as unknown as { axe: typeof axe }).axe.run({ exclude: ['iframe'] })).violations,
  );
  expect(found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test('the workbook survives a reload, highlights and dropdowns included; “Start over” empties it', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker, { 7: 'Actve' })]);
  await eventually(sheet.highlights, ['H2']);
  await page().getByRole('button', { name: 'New sheet' }).click();
  await grid().focus();
  await type(['=1+1', 'Enter'], ['Mar 4, 2026', 'Enter']);
  const ids = () => page().evaluate(() => window.preview.workbook.sheets.map(({ id, name, visibility }) => [id, name, visibility].join()));
  const before = await ids();
  await page().evaluate(() => window.preview.stored());
  await page().reload();
  await page().waitForFunction(() => 'preview' in window);
  expect(await ids()).toEqual(before);
  await eventually(() => cell(0, 0).textContent(), '2');
  expect(await cell(1, 0).textContent()).toBe('4-Mar-26');
  await page().getByRole('tab').first().click();
  await sheet.select('H2');
  await eventually(async () => (await background(1, 7)) !== (await background(1, 6)), true);
  expect(await sheet.dropdown('H2')).toContain('Active');
  await sheet.set('H2', [['Active']]);
  await eventually(sheet.highlights, []);
  await startOver();
  await eventually(() => page().evaluate(() => window.preview?.workbook.sheets.map((one) => one.usedArea())), [null]);
});
