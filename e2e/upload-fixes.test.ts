import type { Value } from '../src/preview/workbook/values';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { button, sheet, eventually, insertTemplate, startOver, axeFindings, line } = handsOn(preview);
const page = () => preview().page;
const pane = () => preview().pane;

/** Unfolds the corrected groups, and waits for one with this outcome. */
async function corrected(outcome: string): Promise<void> {
  const folded = pane().getByRole('button', { name: '1 corrected', expanded: false });
  await folded.first().waitFor(WAIT);
  for (let left = await folded.count(); left > 0; left--) await folded.first().click(WAIT);
  await pane().getByText(outcome).waitFor(WAIT);
}

/** Submits rows through the API without a check, as another program might. */
async function sendUnchecked(rows: readonly (readonly Value[])[], name = 'Book1 – Sheet1'): Promise<void> {
  const { url } = preview().service;
  const api = async (path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  const { users } = await api('/demo/users');
  const { token } = await api('/session', { email: users[0].email });
  const header = (await sheet.get('A1:L1'))[0] ?? [];
  const cells = [header, ...rows];
  await api('/uploads', { name, cells }, { authorization: `Bearer ${token}`, 'idempotency-key': String(Math.random()) });
}

test('errors of an upload are fixed in the pane, with a reload in between, and a row is left out', async () => {
  const caseworker = await insertTemplate();
  const rows = [
    rowOf(1021, caseworker, { 7: 'Actve' }),
    rowOf(1022, caseworker, { 7: 'Actve' }),
    rowOf(99, caseworker, { 6: 'Menntor' }),
  ].map((row) => row.map((value) => (value === '3/14/2026' ? 46_095 : value)));
  await sheet.set('A2:L4', rows);
  await sendUnchecked(rows);
  await pane().getByRole('tab', { name: 'Uploads' }).click();
  await pane().getByRole('group', { name: 'Upload Book1 – Sheet1, Needs fixes' }).getByRole('button', { name: 'Fix Errors' }).click(WAIT);
  await line('Actve').getByLabel('2 rows').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await line('Actve').getByRole('button', { name: 'Fix', exact: true }).click();
  await corrected('Becomes “Active”');
  expect(await button('Next').isEnabled()).toBe(false);

  await preview().page.reload();
  await pane().getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await button('Fix Errors').click(WAIT);
  await corrected('Becomes “Active”');
  await button(/^Fix all/).click();
  await corrected('Becomes “Mentor”');
  await button('99: what is wrong').click();
  await line('99').getByRole('button', { name: 'Leave out 1 row' }).click();
  await corrected('Left out');
  await button('Next').click();
  await pane().getByText('2 of 3 records accepted').waitFor(WAIT);
});

test('fixes of an upload can be written to the open sheet', async () => {
  const caseworker = await insertTemplate();
  const rows = [rowOf(1023, caseworker, { 7: 'Actve' }), rowOf(1024, caseworker, { 7: 'Actve' })];
  await sheet.set('A2:L3', rows);
  await sendUnchecked(rows);
  await pane().getByRole('tab', { name: 'Uploads' }).click();
  await button('Fix Errors').first().click(WAIT);
  await button(/^Fix all/).click(WAIT);
  await button('Fix the sheet too').click(WAIT);
  await eventually(() => sheet.get('H2:H3'), [['Active'], ['Active']]);
});

test('an earlier choice is suggested first', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1025, caseworker, { 7: 'Frozen' })]);
  await pane().getByRole('tab', { name: 'Fix errors' }).click();
  const choice = pane().getByRole('combobox', { name: 'Did you mean, for Frozen in Caseload Status' });
  await choice.fill('On Hold', WAIT);
  await line('Frozen').getByRole('button', { name: 'Fix', exact: true }).click();
  await eventually(() => sheet.get('H2:H2'), [['On Hold']]);
  await sheet.set('A3:L3', [rowOf(1026, caseworker, { 7: ' frozen' })]);
  await eventually(() => pane().getByRole('combobox', { name: 'Did you mean' }).first().inputValue(), 'On Hold');
  // The service remembers it for the whole site, so this works in another workbook as well.
  await startOver();
  await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1025, caseworker, { 7: 'FROZEN' })]);
  await pane().getByRole('tab', { name: 'Fix errors' }).click();
  await button(/^Fix all/).click(WAIT);
  await eventually(() => sheet.get('H2:H2'), [['On Hold']]);
});

test('an upload is found by name among many', async () => {
  const caseworker = await insertTemplate();
  for (let month = 1; month <= 9; month++) await sendUnchecked([rowOf(99, caseworker)], `Month ${month}`);
  await pane().getByRole('tab', { name: 'Uploads' }).click();
  const search = pane().getByRole('searchbox', { name: 'Search uploads' });
  await search.fill('month 7', WAIT);
  const cards = pane().getByRole('group', { name: /^Upload / });
  await eventually(() => cards.count(), 1);
  await pane().getByText('Month 7').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await search.fill('nothing');
  await pane().getByText('No upload has that in its name or e-mail address.').waitFor(WAIT);
  // Emptied and typed anew, letter by letter.
  await search.press('Control+a');
  await page().keyboard.press('Backspace');
  await cards.nth(8).waitFor(WAIT);
  await page().keyboard.type('month 3');
  await eventually(() => cards.count(), 1);
  expect(await search.inputValue()).toBe('month 3');
  // The other tab shows what it has.
  await pane().getByRole('tab', { name: 'Complete' }).click(WAIT);
  await pane().getByRole('tab', { name: 'In Progress' }).click(WAIT);
  await cards.nth(8).waitFor(WAIT);
  expect(await search.inputValue()).toBe('');
});

test('a file dropped on Uploads is fixed there and applied', async () => {
  await pane().getByRole('tab', { name: 'Uploads' }).click(WAIT);
  const choose = (name: string, content: string) =>
    pane()
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await pane().getByText('drop it here').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await choose('April.xlsx', 'no workbook');
  await pane().getByText('This is a text file with the extension .xlsx').waitFor(WAIT);
  const header =
    'Participant ID,Case Number,Caseworker Staff ID,Caseworker Relationship,Caseload Status,Start Date,End Date,Reason for Dismissal,Update OR Insert';
  const { staffId } = await firstStaff();
  await choose('April.csv', `${header}\r\n1071,CN-050071,${staffId},Mentor,Actve,3/14/2026,,,Insert\r\n`);
  await pane().getByText('The upload needs fixes').waitFor(WAIT);
  await button('Fix Errors').first().click();
  await line('Actve').getByRole('button', { name: 'Fix', exact: true }).click(WAIT);
  await corrected('Becomes “Active”');
  await button('Next').click();
  await pane().getByText('1 of 1 records accepted').waitFor(WAIT);
});

/** The sample site's first staff member. */
async function firstStaff(): Promise<{ staffId: number }> {
  const { url } = preview().service;
  const api = async (path: string, init: RequestInit = {}) => (await fetch(`${url}/api${path}`, init)).json();
  const { users } = await api('/demo/users');
  const headers = { 'content-type': 'application/json' };
  const { token } = await api('/session', { method: 'POST', headers, body: JSON.stringify({ email: users[0].email }) });
  const { staff } = await api('/site', { headers: { authorization: `Bearer ${token}` } });
  return { staffId: staff[0].id };
}

test('of two equal rows of a file, one is left out, taken back, and left out again; the other one stays', async () => {
  const caseworker = await insertTemplate();
  const row = (id: number) => rowOf(id, caseworker).map((value) => (value === '3/14/2026' ? 46_095 : value));
  await sendUnchecked([row(1391), row(1392), row(1391)], 'Twice');
  await pane().getByRole('tab', { name: 'Uploads' }).click();
  await pane().getByRole('group', { name: 'Upload Twice, Needs fixes' }).getByRole('button', { name: 'Fix Errors' }).click(WAIT);
  await button('Leave out 1 row').first().click(WAIT);
  await pane().getByText('Next checks all rows once more.').waitFor(WAIT);
  await button('2 corrected').click(WAIT);
  await pane().getByText('Kept: its duplicates are left out').waitFor(WAIT);
  expect(await button('Leave out 1 row').count()).toBe(0);
  expect(await axeFindings()).toEqual([]);
  await button('Undo').click(WAIT);
  await button('Leave out 1 row').first().click(WAIT);
  await button('Next').click(WAIT);
  await pane().getByText('2 of 3 records accepted').waitFor(WAIT);
});
