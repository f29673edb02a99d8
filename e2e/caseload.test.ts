import type { Report } from '../src/api/record';
import { call, finished, inserts, signIn, submit } from './api';
import { eachPreview, handsOn, WAIT } from './preview';

const current = eachPreview();
const { button, ribbon, sheet, eventually, axeFindings } = handsOn(current);

async function chooseStaff(field: string, staffId: string) {
  const { pane } = current();
  const box = pane.getByRole('combobox', { name: field, exact: true });
  await box.click(WAIT);
  await box.pressSequentially(staffId);
  await pane.getByRole('option', { name: staffId }).click(WAIT);
}
async function choose(field: string, option: string | RegExp) {
  const { pane } = current();
  await pane.getByRole('combobox', { name: field }).click(WAIT);
  await pane.getByRole('option', { name: option }).first().click(WAIT);
}
async function countFound(): Promise<number> {
  const found = (await current().pane.getByRole('status').filter({ hasText: 'open assignment' }).textContent(WAIT)) ?? '';
  return Number(/^\d+/.exec(found)?.[0]);
}

test('Current caseload: open assignments fill the sheet; those that are filled in end, and the others stay', async () => {
  const { pane, page } = current();
  await button('Current caseload').click(WAIT);
  await pane.getByText('Choose a caseworker or a program.').waitFor(WAIT);
  const asked: string[] = [];
  page.on('request', (request) => void (request.url().includes('/api/caseload') && asked.push(request.url())));
  await chooseStaff('Caseworker', 'Staff ID 103');
  const all = await countFound();
  expect(all).toBeGreaterThan(10);
  await choose('Caseload Status', 'Active');
  await eventually(async () => (await countFound()) < all, true);
  await pane.getByLabel('Started before').fill('2025-03-01');
  await eventually(async () => asked.at(-1)?.includes('startedBefore=2025-03-01'), true);
  const count = await countFound();
  expect(count).toBeLessThan(all);
  expect(count).toBeGreaterThan(1);
  expect(asked).toHaveLength(3);
  expect(asked.join()).not.toMatch(/CN-|=1\d\d\d\b/);
  expect(await axeFindings()).toEqual([]);
  await button(`Fill the sheet with ${count} rows`).click(WAIT);

  // Nothing is wrong with the rows as they are, and none of them would be sent.
  await pane.getByText(`0 rows; ${count} without an End Date stay open and are not sent`).waitFor(WAIT);
  expect(await sheet.highlights()).toEqual([]);
  const [header = [], first = []] = await sheet.get('A1:K2');
  expect(header.slice(-4)).toEqual(['End Date', 'Reason for Dismissal', 'Update OR Insert', 'On Record']);
  expect(first.slice(-4)).toEqual(['', '', 'Update', expect.stringMatching(/^\S+ \S+/)]);
  await button('Go to End Date').click(WAIT);
  await eventually(() => page.getByLabel('Name Box').inputValue(), 'H2');

  await sheet.set('H2', [['2026-11-20']]);
  await pane.getByText('1 problem to fix.').waitFor(WAIT);
  await sheet.set('I2', [['Goals met']]);
  await pane.getByText(`1 row: 1 end; ${count - 1} without an End Date stay`).waitFor(WAIT);
  const sent: string[] = [];
  page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.postData() ?? '')));
  await ribbon('Submit').click(WAIT);
  await pane.getByText('1 of 1 records accepted').waitFor(WAIT);
  // What stays open has not left the workbook.
  const [, , second = []] = await sheet.get('A1:B3');
  expect(sent.join()).toContain(String(first[1]));
  expect(sent.join()).not.toContain(String(second[1]));
  expect(sent.join()).not.toContain(String(first.at(-1)));

  await pane.getByRole('tab', { name: 'Sheet' }).click(WAIT);
  await button('More').click(WAIT);
  await pane.getByRole('menuitem', { name: 'Current caseload' }).click(WAIT);
  await chooseStaff('Caseworker', 'Staff ID 103');
  await eventually(countFound, all - 1);
});

test('Caseload in numbers: sizes by caseworker and program from the record, into a worksheet of its own', async () => {
  const { pane, page, service } = current();
  const token = await signIn(service);
  const today = new Date().toLocaleDateString('en-US', { timeZone: 'America/New_York' });
  const begun = inserts(2950, 3).map((row, place) => (place === 0 ? row : row.with(5, today)));
  await finished(service, token, (await submit(service, token, 'Begun today', begun)).id);
  const { caseworkers, programs } = await call<Report>(service, token, '/report');
  const open = programs.reduce((sum, row) => sum + row.open, 0);
  await button('Caseload in numbers').click(WAIT);
  await pane.getByRole('definition').first().waitFor(WAIT);
  expect(await pane.getByRole('definition').first().textContent()).toBe(open.toLocaleString('en-US'));
  const [, largest] = await pane.getByRole('table', { name: 'Caseworker' }).getByRole('row').all();
  expect(await largest?.getByRole('cell').nth(1).textContent()).toBe(String(Math.max(...caseworkers.map((row) => row.open))));
  expect(await pane.getByRole('img').getAttribute('aria-label')).toMatch(/: 3 begun, \d+ ended$/);
  expect(await axeFindings()).toEqual([]);
  await button('Put into a new worksheet').click(WAIT);
  // The leftmost worksheet is the one that is uploaded: it stays.
  await eventually(async () => (await page.getByRole('tab').allTextContents()).slice(-2), ['Sheet1', 'Caseload report']);
  await page.getByRole('gridcell', { name: 'Caseworker' }).first().waitFor(WAIT);
});

test('Audit trail: an administrator sees who changed what of a participant, by which upload, and saves it', async () => {
  const { pane, page, service } = current();
  const token = await signIn(service);
  await finished(service, token, (await submit(service, token, 'March', inserts(2960, 1))).id);
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await button('Audit trail').click(WAIT);
  const box = pane.getByRole('textbox', { name: 'Participant ID' });
  await box.fill('12a');
  await pane.getByText('A Participant ID is a whole number.').waitFor(WAIT);
  await box.fill('2960');
  await box.press('Enter');
  await pane.getByText('Assignment began').waitFor(WAIT);
  const newest = pane.getByRole('list', { name: 'Audit trail' }).getByRole('listitem').first();
  expect(await newest.textContent()).toMatch(
    /Assignment began.*Mentor.*none → since 3\/14\/2026, Active.*dana@harbor\.example.*“March”, row 2/,
  );
  expect(await axeFindings()).toEqual([]);
  const saved = page.waitForEvent('download', WAIT);
  await button('Download .csv').click(WAIT);
  expect((await saved).suggestedFilename()).toBe('audit 2960.csv');
  await box.fill('2999');
  await button('Show').click(WAIT);
  await pane.getByText('Nothing was changed by an upload.').waitFor(WAIT);
});
