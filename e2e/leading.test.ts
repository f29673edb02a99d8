// The pane leads: one next step, suggestions and remedies as buttons, messages that end.
import { messyRows } from './messy-rows';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { button, ribbon, sheet, eventually, insertTemplate, axeFindings } = handsOn(preview);
const pane = () => preview().pane;
const page = () => preview().page;
const openFixes = () => pane().getByRole('tab', { name: 'Fix errors' }).click();
const card = (address: string) => pane().getByRole('region', { name: `Problem in ${address}` });
const primaries = () =>
  pane()
    .locator('main button')
    .evaluateAll((all) => all.filter((one) => getComputedStyle(one).backgroundColor === 'rgb(15, 108, 189)').length);

test('forty messy rows, from the paste to complete: each primary button leads on, in few clicks', async () => {
  await button('Insert template').click(WAIT);
  await button('Remove sample and start').click(WAIT);
  await pane().getByText('Paste or type your rows under the header.').waitFor(WAIT);
  const caseworkers = (await sheet.dropdown('F2')) ?? [];
  await sheet.set('A2', messyRows(caseworkers));
  let clicks = 0;
  const click = async (name: string | RegExp) => {
    await button(name).first().click(WAIT);
    clicks++;
  };
  await click(/^Fix \d+ problems$/);
  expect(await axeFindings()).toEqual([]);
  await click(/^Fix all \(\d+\)$/);
  await pane().getByText('cells changed').waitFor(WAIT);
  // Dates that can be two days are chosen, each by one click.
  for (const value of ['3/4/26', '3/4/2026']) {
    const box = pane().getByRole('combobox', { name: `Did you mean, for ${value} in Start Date` });
    await box.press('Enter', WAIT);
    clicks++;
    await box.waitFor({ ...WAIT, state: 'detached' });
  }
  await click('Make it an Update');
  await click('Remove row 27');
  await click('Program starts on Start Date');
  await pane().getByRole('combobox', { name: 'Did you mean, for the empty cells in Caseworker Relationship' }).click(WAIT);
  await pane().getByRole('option', { name: 'Mentor' }).click(WAIT);
  await click('Fix');
  clicks += 2;
  await ribbon('Check sheet').click(WAIT);
  await card('A1').waitFor({ ...WAIT, state: 'detached' });
  await pane().getByText('to fix.').waitFor(WAIT);
  // The record has no such assignment to end.
  await click(/^Fix 1 problem$/);
  await click(/^Remove row \d+$/);
  await click(/^Submit 38 rows$/);
  await pane().getByText('38 begin, 1 participant enters a program').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await click(/^Submit 38 rows$/);
  await pane().getByText('38 of 38 records accepted').waitFor(WAIT);
  expect(clicks).toBeLessThanOrEqual(14);
  await pane().getByRole('tab', { name: 'Sheet' }).click();
  await pane().getByText('All 38 rows are submitted.').waitFor(WAIT);
  await click('View log');
  await pane().getByText('38 begun, 0 not accepted').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
});

test('the card of the selected cell offers each suggestion and remedy as a button', async () => {
  const caseworker = await insertTemplate();
  const ends = { 9: '4/1/2026', 10: 'Goals met' };
  await sheet.set('A2:L4', [rowOf(1001, caseworker, { 7: 'Actve' }), rowOf(1002, caseworker, ends), rowOf(1003, caseworker, { 11: '' })]);
  await sheet.select('H2');
  await card('H2').getByRole('button', { name: 'Active', exact: true }).click(WAIT);
  await eventually(async () => (await sheet.get('H2'))[0]?.[0], 'Active');
  await card('H2').waitFor({ ...WAIT, state: 'detached' });
  await sheet.select('J3');
  await card('J3').getByRole('button', { name: 'Clear End Date and Reason' }).click(WAIT);
  await eventually(async () => (await sheet.get('J3:K3'))[0], ['', '']);
  await sheet.select('L4');
  expect(await axeFindings()).toEqual([]);
  await card('L4').getByRole('button', { name: 'Insert', exact: true }).click(WAIT);
  await eventually(sheet.highlights, []);
  expect(await primaries()).toBe(1);
  await button('Submit 3 rows').waitFor(WAIT);
});

test('each remedy changes the sheet once, and Undo and Ctrl+Z take it back', async () => {
  const caseworker = await insertTemplate();
  const rows = [rowOf(1001, caseworker), rowOf(1001, caseworker), rowOf(1002, caseworker)];
  await sheet.set('A2:L4', rows);
  const ids = async () => (await sheet.get('A2:A4')).flat();
  await openFixes();
  await pane().getByText('Rows 2, 3:').waitFor(WAIT);
  await button('Remove row 3').click();
  await eventually(ids, [1001, 1002, '']);
  await pane().getByText('Nothing to fix').waitFor(WAIT);
  await button('Undo').click();
  await eventually(ids, [1001, 1001, 1002]);
  await pane().getByText('Rows 2, 3:').waitFor(WAIT);
  await button('Remove row 3').click();
  await eventually(ids, [1001, 1002, '']);
  await page().getByRole('grid').focus();
  await page().keyboard.press('Control+z');
  await eventually(ids, [1001, 1001, 1002]);
  await pane().getByText('Rows 2, 3:').waitFor(WAIT);
});

test('many rows that the record does not know are moved to a sheet of their own by one click', async () => {
  const caseworker = await insertTemplate();
  await sheet.set(
    'A2:L13',
    Array.from({ length: 12 }, (_, place) => rowOf(place === 0 ? 1001 : 800_000 + place, caseworker)),
  );
  await ribbon('Check sheet').click(WAIT);
  await button('Fix 11 problems').click(WAIT);
  await pane().getByText('For all 11 rows below:').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await button('Move them to a sheet of their own').first().click();
  await pane().getByText('11 rows moved to the sheet “Set aside”').waitFor(WAIT);
  expect((await sheet.get('A2:A3')).flat()).toEqual([1001, '']);
  const aside = () => page().evaluate(() => window.preview.workbook.sheets.find(({ name }) => name === 'Set aside')?.text(11, 0));
  expect(await aside()).toBe('800011');
});

test('Enter fixes a line, and the next one takes the focus', async () => {
  const caseworker = await insertTemplate();
  await sheet.set(
    'A2:L4',
    ['Actve', 'Inactve', 'Pendng'].map((status, place) => rowOf(1001 + place, caseworker, { 7: status })),
  );
  await openFixes();
  const box = (value: string) => pane().getByRole('combobox', { name: `Did you mean, for ${value} in Caseload Status` });
  await box('Actve').focus(WAIT);
  for (const next of ['Inactve', 'Pendng']) {
    await page().keyboard.press('Enter');
    await eventually(() => box(next).evaluate((element) => element === document.activeElement), true);
  }
  await page().keyboard.press('Enter');
  await eventually(async () => (await sheet.get('H2:H4')).flat(), ['Active', 'Inactive', 'Pending']);
});

test('a message goes with the user’s next action; what is left of the template is no problem', async () => {
  await button('Insert template').click(WAIT);
  await button('Remove sample and start').waitFor(WAIT);
  await eventually(sheet.highlights, []);
  await ribbon('Submit').click(WAIT);
  await pane().getByText('Nothing was sent').waitFor(WAIT);
  await button('Remove sample and start').click();
  await pane()
    .getByText('Nothing was sent')
    .waitFor({ ...WAIT, state: 'detached' });
  const caseworker = (await sheet.dropdown('F2'))?.[0] ?? '';
  await sheet.set('A2:L2', [rowOf(1001, caseworker, { 7: 'Actve' })]);
  await openFixes();
  await button(/^Fix all/).click(WAIT);
  await pane().getByText('1 cell changed').waitFor(WAIT);
  await sheet.set('H2', [['Pending']]);
  await pane()
    .getByText('1 cell changed')
    .waitFor({ ...WAIT, state: 'detached' });
});

test('a glance that the sheet has outrun sends nothing; it can be skipped from now on', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1781, caseworker), rowOf(1782, caseworker)]);
  await button('Submit 2 rows').click(WAIT);
  await pane().getByText('2 begin').waitFor(WAIT);
  await pane().getByRole('button', { name: caseworker }).click();
  await pane().getByText('begins, participant 1782').waitFor(WAIT);
  await sheet.set('H3', [['Pending']]);
  await pane().getByText('The sheet has changed').waitFor(WAIT);
  await button('Submit 2 rows').click(WAIT);
  await pane().getByRole('checkbox', { name: 'Submit without showing this from now on' }).click(WAIT);
  await button('Submit 2 rows').click();
  await pane().getByText('2 of 2 records accepted').waitFor(WAIT);
  await sheet.set('A4:L4', [rowOf(1783, caseworker)]);
  await pane().getByRole('tab', { name: 'Sheet' }).click();
  await pane().getByText('2 rows were submitted before.').waitFor(WAIT);
  await button('Submit 1 row').click();
  await pane().getByText('1 of 1 records accepted').waitFor(WAIT);
});

test('whoever may not submit is told before any work, and has no button for it', async () => {
  await button('Insert template').waitFor(WAIT);
  await pane().getByRole('tab', { name: 'Settings' }).click();
  await button('Sign out').click(WAIT);
  await button('Lee Novak').click(WAIT);
  await pane().getByRole('tab', { name: 'Sheet' }).click();
  await pane().getByText('You can check sheets, but not submit them').waitFor(WAIT);
  const caseworker = await insertTemplate();
  await sheet.set('A2', [rowOf(1790, caseworker)]);
  await pane().getByText('1 row: 1 begin').waitFor(WAIT);
  await pane().getByText('No problems so far').waitFor(WAIT);
  await pane().getByText('You can check sheets, but not submit them').waitFor(WAIT);
  expect(await button(/^Submit /).count()).toBe(0);
  expect(await axeFindings()).toEqual([]);
});
