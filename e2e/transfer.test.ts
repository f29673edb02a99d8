import { eachPreview, handsOn, WAIT } from './preview';

const current = eachPreview();
const { button, ribbon, sheet, eventually, axeFindings } = handsOn(current);

test('Transfer caseload: choose caseworkers and date, then check and submit like any other sheet', async () => {
  const { pane } = current();
  const choose = async (name: string, staffId: string) => {
    const box = pane.getByRole('combobox', { name });
    await box.click(WAIT);
    await box.pressSequentially(staffId);
    await pane.getByRole('option', { name: staffId }).click(WAIT);
  };
  await sheet.set('A1', [['existing contents']]);
  await button('Insert template').waitFor(WAIT);
  await ribbon('Transfer caseload').click(WAIT);
  await choose('From', 'Staff ID 101');
  const found = (await pane.getByRole('status').filter({ hasText: 'open assignment' }).textContent(WAIT)) ?? '';
  const count = Number(/^\d+/.exec(found)?.[0]);
  expect(count).toBeGreaterThan(5);
  await choose('To', 'Staff ID 101');
  await pane.getByText('Choose someone other than the caseworker in From.').waitFor(WAIT);
  await pane.getByRole('combobox', { name: 'To' }).fill('');
  await choose('To', 'Staff ID 102');
  await pane.getByLabel('On', { exact: true }).fill('2026-11-20');
  await pane.getByRole('combobox', { name: 'Reason for Dismissal' }).click();
  await pane.getByRole('option').first().click(WAIT);
  expect(await axeFindings()).toEqual([]);
  await button(/^Fill the sheet with \d+ rows$/).click(WAIT);
  await pane.getByText(`${2 * count} rows: ${count} begin, ${count} end`).waitFor(WAIT);
  expect(await sheet.get('A1:B1')).toEqual([['Participant ID', 'Case Number']]);
  await pane.getByText('No problems found').waitFor(WAIT);
  await ribbon('Submit').click(WAIT);
  await pane.getByText(`${2 * count} of ${2 * count} records accepted`).waitFor(WAIT);

  // Nothing is left to transfer.
  await ribbon('Transfer caseload').click(WAIT);
  await choose('From', 'Staff ID 101');
  await pane.getByText('No open assignments.').waitFor(WAIT);
  // A whole name that is pasted is chosen, too.
  const from = pane.getByRole('combobox', { name: 'From' });
  const [name = ''] = (await from.inputValue()).split(' (');
  const asked = current().page.waitForRequest((request) => request.url().includes('/api/caseload?'), WAIT);
  await from.fill(name);
  await asked;
  await button('Sheet').click(WAIT);
  await eventually(async () => (await sheet.get('A1:A1'))[0], ['Participant ID']);
});
