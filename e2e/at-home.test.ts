// What Excel's users do besides: undo, the context menu, keyboard shortcuts, protected sheets.
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const current = eachPreview();
const { button, sheet, insertTemplate, ribbon, eventually, background, press } = handsOn(current);
const page = () => current().page;
const pane = () => current().pane;

const RED = 'rgb(255, 199, 206)';
const GRAY = 'rgb(243, 243, 243)';
const WHITE = 'rgb(255, 255, 255)';
const status = async () => (await sheet.get('H2'))[0]?.[0];
const colorOfStatus = () => background(1, 7);

/** A caseload with one right row, and the focus on its Caseload Status. */
async function oneRow(): Promise<void> {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker)]);
  await pane().getByText('No problems so far').waitFor(WAIT);
  await sheet.select('H2');
  await page().getByRole('grid').focus();
}

describe('undo belongs to the user:', () => {
  test('one Ctrl+Z takes back what was typed, one Ctrl+Y brings it back, each with its highlight', async () => {
    await oneRow();
    await page().keyboard.type('Actve');
    await press('Enter');
    await eventually(colorOfStatus, RED);
    await press('Control+z');
    expect(await status()).toBe('Active');
    await eventually(colorOfStatus, WHITE);
    await press('Control+y');
    expect(await status()).toBe('Actve');
    await eventually(colorOfStatus, RED);
  });

  test('one Ctrl+Z takes back a paste, one more what was typed before it', async () => {
    await oneRow();
    await page().keyboard.type('Actve');
    await press('Enter');
    await eventually(colorOfStatus, RED);
    await sheet.set('H2:H4', [['On hold'], ['Nope'], ['Nope']]);
    await eventually(async () => (await sheet.highlights()).includes('H4'), true);
    await press('Control+z');
    expect((await sheet.get('H2:H4')).flat()).toEqual(['Actve', '', '']);
    // A selected cell is drawn in another color.
    await sheet.select('H6');
    await eventually(colorOfStatus, RED);
    await press('Control+z');
    expect(await status()).toBe('Active');
    await eventually(colorOfStatus, WHITE);
  });

  test('one Ctrl+Z takes back Fix all, one the dates that were text', async () => {
    await oneRow();
    const caseworker = (await sheet.get('F2'))[0]?.[0] ?? '';
    const rows = [1001, 1002, 1003].map((id) => rowOf(id, caseworker, { 7: id === 1003 ? 'Inactve' : 'Actve', 8: "'2026-03-14" }));
    await sheet.set('A2:L4', rows);
    await ribbon('Fix errors').click(WAIT);
    await button('Turn into dates').click(WAIT);
    await eventually(async () => (await sheet.get('I2:I4')).flat(), [46_095, 46_095, 46_095]);
    await button(/^Fix all/).click(WAIT);
    await eventually(async () => (await sheet.get('H2:H4')).flat(), ['Active', 'Active', 'Inactive']);
    await page().getByRole('grid').focus();
    await press('Control+z');
    expect((await sheet.get('H2:I4')).flat()).toEqual(['Actve', 46_095, 'Actve', 46_095, 'Inactve', 46_095]);
    await press('Control+z');
    expect((await sheet.get('I2:I4')).flat()).toEqual(['2026-03-14', '2026-03-14', '2026-03-14']);
  });

  test('one Ctrl+Z takes back a fix, and its highlight returns', async () => {
    await oneRow();
    await page().keyboard.type('Actve');
    await press('Enter');
    await eventually(colorOfStatus, RED);
    await sheet.select('H2');
    await page().getByRole('grid').focus();
    await press('Control+Shift+Alt+F');
    await eventually(status, 'Active');
    await eventually(colorOfStatus, WHITE);
    await page().getByRole('grid').focus();
    await press('Control+z');
    expect(await status()).toBe('Actve');
    await eventually(colorOfStatus, RED);
  });
});

describe('one Ctrl+Z takes back a template,', () => {
  const header = async () => (await sheet.get('A2'))[0]?.[0];
  const SAMPLE = () => background(2, 0);

  test.each([
    ['on an empty sheet', async () => undefined, ''],
    [
      'that replaced a caseload',
      async () => {
        await oneRow();
        await ribbon('New template').click(WAIT);
        await button('Replace').click(WAIT);
      },
      1001,
    ],
  ])('%s, and one Ctrl+Y brings it back', async (_, prepare, before) => {
    await prepare();
    if (before === '') await button('Insert template').click(WAIT);
    await button('Remove sample and start').waitFor(WAIT);
    await eventually(SAMPLE, GRAY);
    await page().getByRole('grid').focus();
    await press('Control+z');
    await eventually(header, before);
    await eventually(SAMPLE, WHITE);
    await press('Control+y');
    await eventually(header, 'Participant ID');
    await eventually(SAMPLE, GRAY);
    // The highlights are back with it.
    await sheet.set('H4', [['Actve']]);
    await eventually(async () => (await sheet.highlights()).includes('H4'), true);
  });
});

/** Chooses from *Caseload* in the context menu of a cell. */
async function choose(address: string, item: string): Promise<void> {
  const [column, row] = [address.charCodeAt(0) - 65, Number(address.slice(1)) - 1];
  await sheet.select(address);
  await page().locator(`#cell-${row}-${column}`).click({ button: 'right' });
  await page().getByRole('menuitem', { name: 'Caseload ▸' }).click(WAIT);
  await page().getByRole('menuitem', { name: item }).click(WAIT);
}

test('the context menu of a cell fixes it, goes to the next problem, and explains a cell without one', async () => {
  await oneRow();
  await page().keyboard.type('Actve');
  await press('Enter');
  await eventually(colorOfStatus, RED);
  await choose('A2', 'Next problem');
  await eventually(() => page().getByLabel('Name Box').inputValue(), 'H2');
  await choose('H2', 'Fix this cell');
  await eventually(status, 'Active');
  await sheet.set('J2:K2', [['4/1/2026', 'Goals met']]);
  await eventually(sheet.highlights, ['J2', 'K2']);
  await choose('J2', 'Fix this cell');
  await eventually(async () => (await sheet.get('J2:K2'))[0], ['', '']);
  await choose('B2', 'Fix this cell');
  await pane().getByText('This cell has no problem').waitFor(WAIT);
  await choose('B2', 'Show in pane');
});

test('“Fix this cell” fixes the cell of the press, wherever the user goes on', async () => {
  await oneRow();
  await sheet.set('H2:H3', [['Actve'], ['Actve']]);
  await pane()
    .getByText('No problems so far')
    .waitFor({ ...WAIT, state: 'detached' });
  // Keeps it waiting: it comes after a check.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page().route('**/api/check', async (route) => {
    await held;
    await route.continue();
  });
  await ribbon('Check sheet').click();
  await choose('H2', 'Fix this cell');
  // Excel is asked at once for the cell; no hand is as quick as a script.
  await page().waitForTimeout(500);
  await sheet.select('H3');
  release();
  await eventually(status, 'Active');
  expect((await sheet.get('H3'))[0]).toEqual(['Actve']);
});

test('keyboard shortcuts check the sheet and go through its problems', async () => {
  await oneRow();
  await page().keyboard.type('Actve');
  await press('Enter', 'Control+Shift+Alt+C');
  await pane().getByText('1 problem').first().waitFor(WAIT);
  await page().getByRole('grid').focus();
  await sheet.select('A1');
  await press('Control+Shift+Alt+N');
  await eventually(() => page().getByLabel('Name Box').inputValue(), 'H2');
});

test('a protected sheet is checked like any other, and the pane says why nothing is highlighted', async () => {
  await page().evaluate(() => window.preview.workbook.active.protect({ options: {}, password: null }));
  const header =
    'Participant ID,Case Number,Caseworker ID,Caseworker Relationship,Caseload Status,Start Date,End Date,Reason for Dismissal,Update OR Insert';
  await page().evaluate(
    (names) => window.preview.sheet.setValues('A1:I2', [names, [1001, 'CN-1', 101, 'Mentor', 'Actve', '3/14/2026', '', '', 'Insert']]),
    header.split(','),
  );
  await pane().getByText('Wrong cells are not highlighted, because the sheet is protected').waitFor(WAIT);
  await pane()
    .getByText(/^\d+ problem/)
    .first()
    .waitFor(WAIT);
  expect(await sheet.highlights()).toEqual([]);
  await page().evaluate(() => window.preview.workbook.active.protect(null));
  await ribbon('Check sheet').click(WAIT);
  await pane()
    .getByText('Wrong cells are not highlighted')
    .waitFor({ ...WAIT, state: 'hidden' });
  await eventually(async () => (await sheet.highlights()).includes('E2'), true);
});

test('the help opens inside the pane', async () => {
  await button('Insert template').waitFor(WAIT);
  await ribbon('Help').click(WAIT);
  await pane().frameLocator('iframe').getByRole('heading', { name: 'From template to upload' }).waitFor(WAIT);
  expect(page().context().pages()).toHaveLength(1);
});

test('where the pane can save no files, as on a Mac, logs and exports are text to copy', async () => {
  await oneRow();
  const frame = page()
    .frames()
    .find((one) => one.url().includes('taskpane'));
  // The platform itself can't be changed: the name for a Mac becomes that of this one.
  await frame?.evaluate(() => void Object.assign(Office.PlatformType, { Mac: Office.context.platform }));
  await ribbon('Export CSV').click(WAIT);
  await pane().getByText('Excel does not let the pane save files').waitFor(WAIT);
  expect(await button('Download').count()).toBe(0);
  await button('Copy').click(WAIT);
  await pane().getByText('Copied').waitFor(WAIT);
  expect(await page().evaluate(() => navigator.clipboard.readText())).toContain('1001,CN-050001');
  await ribbon('Submit').click(WAIT);
  await pane().getByText('1 of 1 records accepted').waitFor(WAIT);
  await pane().getByRole('tab', { name: 'Complete' }).click(WAIT);
  await button('View log').first().click(WAIT);
  await button('Download log').click(WAIT);
  await button('Copy').click(WAIT);
  await pane().getByText('Copied').waitFor(WAIT);
  expect(await page().evaluate(() => navigator.clipboard.readText())).toContain('1001');
});
