import type { Value } from '../src/preview/workbook/values';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { button, sheet, eventually, insertTemplate, axeFindings, ribbon, line } = handsOn(preview);
const pane = () => preview().pane;
const choice = (of: string) => pane().getByRole('combobox', { name: `Did you mean, for ${of}`, exact: true });

test('a messy sheet is clean after a few clicks, and each change can be undone', async () => {
  const caseworker = await insertTemplate();
  const [first = '', last = ''] = caseworker.split(' ');
  const messy: Value[][] = Array.from({ length: 12 }, (_, n) =>
    rowOf(1001 + n, n % 2 === 0 ? `${last}, ${first}x` : caseworker, {
      7: n % 3 === 0 ? 'Actve' : 'On hold ',
      6: n === 5 ? 'Zzz' : 'Mentor',
    }),
  );
  await sheet.set('A2:L13', messy);
  await pane().getByRole('tab', { name: 'Fix errors' }).click();
  await line('Actve').getByLabel('4 rows').waitFor(WAIT);
  expect(await choice('Actve in Caseload Status').inputValue()).toBe('Active');
  expect(await axeFindings()).toEqual([]);

  await button(/^Fix all/).click();
  await pane().getByText('18 cells changed').waitFor(WAIT);
  expect(await sheet.get('F2:H2')).toEqual([[caseworker, 'Mentor', 'Active']]);
  await eventually(sheet.highlights, ['G7']);

  await choice('Zzz in Caseworker Relationship').fill('Mento');
  await pane().getByText('“Mento” is not in the Caseworker Relationship table').waitFor(WAIT);
  await choice('Zzz in Caseworker Relationship').fill('');
  await choice('Zzz in Caseworker Relationship').pressSequentially('Ment');
  await pane().getByRole('option', { name: 'Mentor' }).click(WAIT);
  await line('Zzz').getByRole('button', { name: 'Fix', exact: true }).click();
  await eventually(sheet.highlights, []);
  await pane().getByText('Nothing to fix').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);

  await button('Undo').click();
  await eventually(sheet.highlights, ['G7']);
  await button('Undo').click();
  await eventually(
    () => sheet.get('A2:L13'),
    messy.map((row) => row.map((value) => (value === '3/14/2026' ? 46_095 : value))),
  );
});

test('text dates become dates in one click', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1001, caseworker, { 8: "'2026-03-14" }), rowOf(1002, caseworker, { 8: "'14 Mar 2026" })]);
  await pane().getByRole('tab', { name: 'Fix errors' }).click();
  await pane().getByText('2 dates are stored as text').waitFor(WAIT);
  await button('Turn into dates').click();
  await pane().getByText('2 cells changed').waitFor(WAIT);
  expect(await sheet.get('I2:I3')).toEqual([[46_095], [46_095]]);
  await button('Undo').click();
  await eventually(() => sheet.get('I2:I3'), [['2026-03-14'], ['14 Mar 2026']]);
});

test('Undo leaves a cell that has changed since, and reports it', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1001, caseworker, { 7: 'Actve' }), rowOf(1002, caseworker, { 7: 'Actve' })]);
  await ribbon('Fix errors').click(WAIT);
  await line('Actve').getByLabel('2 rows').waitFor(WAIT);
  await button(/^Fix all/).click();
  await pane().getByText('2 cells changed').waitFor(WAIT);
  await sheet.set('H3', [['Pending']]);
  await button('Undo').click();
  await pane().getByText('1 cell had other contents by then and was left.').waitFor(WAIT);
  expect(await sheet.get('H2:H3')).toEqual([['Actve'], ['Pending']]);
});

test('Undo follows rows that were sorted since: nobody gets what another had', async () => {
  const caseworker = await insertTemplate();
  const [one, other] = [rowOf(1002, caseworker, { 7: 'Actve' }), rowOf(1001, caseworker, { 7: 'Activ' })];
  await sheet.set('A2:L3', [one, other]);
  await ribbon('Fix errors').click(WAIT);
  await line('Actve').waitFor(WAIT);
  await button(/^Fix all/).click();
  await pane().getByText('2 cells changed').waitFor(WAIT);
  await sheet.set('A2:L3', [other.with(7, 'Active'), one.with(7, 'Active')]);
  await button('Undo').click();
  await pane().getByText('2 cells restored').waitFor(WAIT);
  expect(await sheet.get('A2:A3')).toEqual([[1001], [1002]]);
  expect(await sheet.get('H2:H3')).toEqual([['Activ'], ['Actve']]);
});

test('a protected sheet is reported, and no cell is changed', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker, { 7: 'Actve' })]);
  await pane().getByRole('tab', { name: 'Fix errors' }).click();
  await line('Actve').waitFor(WAIT);
  await preview().page.evaluate(() => {
    window.preview.workbook.active.protection = { options: {}, password: null };
  });
  await button(/^Fix all/).click();
  await pane().getByText('This sheet is protected. Unprotect it').waitFor(WAIT);
  expect(await sheet.get('H2:H2')).toEqual([['Actve']]);
});

test('thousands of groups are shown without rendering them all', async () => {
  const caseworker = await insertTemplate();
  const rows = Array.from({ length: 900 }, (_, n) =>
    rowOf(1001 + n, caseworker, { 7: `status ${n}`, 6: `relationship ${n}`, 10: `reason ${n}` }),
  );
  await sheet.set('A2:L901', rows);
  await pane().getByRole('tab', { name: 'Fix errors' }).click();
  const items = pane().getByRole('listitem');
  await items.first().waitFor(WAIT);
  expect(Number(await items.first().getAttribute('aria-setsize'))).toBeGreaterThan(2700);
  expect(await items.count()).toBeLessThan(40);
});

test('Next problem stops once for each, and the line of the problem is marked and in view', async () => {
  const caseworker = await insertTemplate();
  const wrong = Array.from({ length: 30 }, (_, n) => rowOf(1003 + n, caseworker, { 7: `Qqq${String.fromCharCode(65 + n)}` }));
  await sheet.set('A2:L33', [rowOf(1001, caseworker), rowOf(1001, caseworker), ...wrong]);
  await pane().getByRole('tab', { name: 'Fix errors' }).click();
  await pane().getByText('32 problems').waitFor(WAIT);
  const stop = () => preview().page.getByLabel('Name Box').inputValue();
  const current = pane().locator('li[aria-current]');
  // From the selected one on.
  await sheet.select('A2');
  for (const address of ['A3', 'H4', 'H5']) {
    await ribbon('Next problem').click(WAIT);
    await eventually(stop, address);
    await eventually(async () => (await current.allTextContents()).join().includes(address.startsWith('A') ? 'Rows 2, 3' : 'Qqq'), true);
  }
  for (let row = 6; row <= 33; row++) {
    await ribbon('Next problem').click(WAIT);
    await eventually(stop, `H${row}`);
  }
  await pane().getByRole('button', { name: 'Qqq^: what is wrong' }).waitFor(WAIT);
  expect(
    await current.evaluate((item) => item.getBoundingClientRect().bottom <= innerHeight && item.getBoundingClientRect().top >= 90),
  ).toBe(true);
  expect(await button('Next problem').first().isVisible()).toBe(true);
  await ribbon('Next problem').click(WAIT);
  await eventually(stop, 'A2');
  expect(await axeFindings()).toEqual([]);

  await sheet.set(
    'A2:L33',
    Array.from({ length: 32 }, () => Array<string>(12).fill('')),
  );
  await sheet.set('A2:L2', [rowOf(1001, caseworker, { 7: 'Qqq' })]);
  await sheet.select('H2');
  await ribbon('Next problem').click(WAIT);
  await pane().getByText('The selected problem is the only one left').waitFor(WAIT);
});
