// A hostile environment: users type during operations, close the pane and move sheets, and Excel may be slow.
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { button, ribbon, sheet, eventually, insertTemplate } = handsOn(preview);
const pane = () => preview().pane;
const page = () => preview().page;
const slowDown = (milliseconds: number) => page().evaluate((time) => window.preview.slowDown(time), milliseconds);

test('a value typed into the grid is checked, and Ctrl+Z removes it with its highlights', async () => {
  await insertTemplate();
  await sheet.select('A2');
  await page().getByRole('grid').focus();
  await page().keyboard.type('soon', { delay: 80 });
  await page().keyboard.press('Enter');
  await eventually(() => sheet.get('A2:A2'), [['soon']]);
  await eventually(sheet.highlights, ['A2', 'B2', 'F2', 'L2']);
  await page().keyboard.press('Control+z');
  await eventually(() => sheet.get('A2:A2'), [['']]);
  await eventually(sheet.highlights, []);
});

test('on a slow host, typing during an operation is not lost, and is checked', async () => {
  const caseworker = await insertTemplate();
  await slowDown(400);
  await sheet.set('A2:L3', [rowOf(1001, caseworker), rowOf(1002, caseworker)]);
  await ribbon('Check sheet').click(WAIT);
  await page().waitForTimeout(300);
  await sheet.set('H3', [['Actve']]);
  await eventually(sheet.highlights, ['H3']);
  await pane().getByText('1 problem to fix.').waitFor(WAIT);
  expect(await sheet.get('H2:H3')).toEqual([['Active'], ['Actve']]);
});

test('the pane, closed during an operation and reopened, shows the current sheet', async () => {
  const caseworker = await insertTemplate();
  await slowDown(200);
  await sheet.set('A2:L3', [rowOf(1001, caseworker, { 7: 'Actve' }), rowOf(1002, caseworker)]);
  await page().evaluate(() => document.querySelector('iframe')?.contentWindow?.location.reload());
  await pane().getByText('1 problem to fix.').waitFor(WAIT);
  await eventually(sheet.highlights, ['H2']);
  await sheet.set('H2', [['Active']]);
  await eventually(sheet.highlights, []);
});

test('a new leftmost sheet is reported, until it is removed', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker)]);
  await pane().getByText('No problems so far').waitFor(WAIT);
  await page().evaluate(() => {
    const { workbook } = window.preview;
    workbook.move(workbook.add('Notes'), 0);
  });
  await pane().getByText('Your caseload is on “Sheet1”').waitFor(WAIT);
  await page().evaluate(() => {
    const { workbook } = window.preview;
    const notes = workbook.sheetByName('Notes');
    if (notes) workbook.delete(notes);
  });
  await pane().getByText('No problems so far').waitFor(WAIT);
});

test('sheets with 300 columns, or data in the last row, are read, and the excess is named', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker)]);
  await sheet.set('KN1', [['Notes']]);
  await pane().getByText('“Notes” is not a column of the template').first().waitFor(WAIT);
  await sheet.set('KN1', [['']]);
  await sheet.set('A1048576', [[1002]]);
  await pane().getByText('The sheet has data down to row 1,048,576, but only its first 100,100 rows are read.').waitFor(WAIT);
  await ribbon('Submit').click(WAIT);
  await pane().getByText('1 problem to fix first').waitFor(WAIT);
});

test('Retry submits the checked contents, even if the sheet was edited in between', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1020, caseworker)]);
  await pane().getByText('No problems so far').waitFor(WAIT);
  let refused = 0;
  const sent: string[] = [];
  await page().route('**/api/uploads', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent.push(route.request().postData() ?? '');
    return refused++ === 0 ? route.abort() : route.continue();
  });
  await ribbon('Submit').click(WAIT);
  await button('Retry').waitFor(WAIT);
  await sheet.set('H2', [['Pending']]);
  await button('Retry').click(WAIT);
  await pane().getByText('1 of 1 records accepted').waitFor(WAIT);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
});

test('at 320 pixels, nothing is cut off, and everything can be reached by keyboard', async () => {
  await page().evaluate(() => {
    const side = document.getElementById('side');
    if (side) side.style.width = '320px';
    if (side) side.style.flexBasis = '320px';
  });
  await button('Insert template').waitFor(WAIT);
  const frame = page()
    .frames()
    .find((one) => one.url().includes('taskpane'));
  const overflow = () => frame?.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await frame?.evaluate(() => window.innerWidth)).toBe(320);
  expect(await overflow()).toBe(0);
  await button('Insert template').focus();
  await page().keyboard.press('Enter');
  await button('Remove sample and start').waitFor(WAIT);
  expect(await overflow()).toBe(0);
  for (const [key, place] of [
    ['Fix errors', 'Nothing to fix'],
    ['Uploads', 'In Progress'],
    ['Settings', 'Sign out'],
  ] as const) {
    await pane().getByRole('tab', { selected: true }).first().focus();
    await page().keyboard.press('ArrowRight');
    await page().keyboard.press('Enter');
    await pane().getByRole('tab', { name: key, selected: true }).waitFor(WAIT);
    await pane().getByText(place).first().waitFor(WAIT);
    expect(await overflow()).toBe(0);
  }
});

test('without the service, a sheet is checked against lists from a site’s files, and their age is shown', async () => {
  await pane().getByRole('tab', { name: 'Settings' }).click(WAIT);
  const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  const files = pane().getByLabel('Files of a site’s folder');
  await files.setInputFiles([csv('programs.csv', 'Program ID,Program Name\n11,Housing\n')]);
  await pane().getByText('There is no table of staff').waitFor(WAIT);
  await files.setInputFiles([
    csv('programs.csv', 'Program ID,Program Name\n11,Housing\n'),
    csv('staff.csv', 'Staff ID,First Name,Last Name\n101,Ann,Lee\n'),
    { name: 'site.json', mimeType: 'application/json', buffer: Buffer.from('{ "duplicateCheck": ["Case Number"] }') },
    csv('feeders.csv', 'Feeder Table,Value\nCaseload Status,Open\nCaseworker Relationship,Mentor\nReason for Dismissal,Done\n'),
  ]);
  await pane().getByText('The lists are loaded').waitFor(WAIT);
  await pane().getByRole('tab', { name: 'Sheet' }).click();
  await pane().getByText('You can continue with the lists of').waitFor(WAIT);
  await button('Insert template').click();
  await button('Remove sample and start').click(WAIT);
  await eventually(() => sheet.dropdown('H2'), ['Open']);
  await sheet.set('A2:L2', [rowOf(1001, 'Ann Lee', { 7: 'Opne' })]);
  await eventually(sheet.highlights, ['H2']);
});
