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
  // Nobody hands over to themselves.
  await pane.getByRole('combobox', { name: 'To' }).click(WAIT);
  const [colleague = ''] = ((await pane.getByRole('option', { name: 'Staff ID 102' }).textContent(WAIT)) ?? '').split(' (');
  expect(await pane.getByRole('option', { name: 'Staff ID 101' }).count()).toBe(0);
  await pane.getByRole('option', { name: 'Staff ID 102' }).click(WAIT);
  await choose('To', 'Staff ID 104');
  await pane.getByLabel('On', { exact: true }).fill('2026-11-20');
  await pane.getByRole('combobox', { name: 'Reason for Dismissal' }).click();
  await pane.getByRole('option').first().click(WAIT);

  // The sizes before and after are shown, and every way of sharing out gives all assignments to somebody.
  const sizes = async () =>
    (await pane.getByRole('list', { name: 'To' }).getByRole('listitem').allTextContents()).map((text) => {
      const [, before, after] = /(\d+) → (\d+)/.exec(text) ?? [];
      return [Number(before), Number(after)] as const;
    });
  const taken = async () => (await sizes()).map(([before, after]) => after - before);
  await pane.getByRole('radio', { name: 'The same number each' }).click(WAIT);
  await eventually(async () => Math.max(...(await taken())) - Math.min(...(await taken())) <= 2, true);
  await pane.getByRole('radio', { name: 'By program' }).click(WAIT);
  await pane.getByText(/Still to choose: who takes \d+ open assignments/).waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  // By hand begins with a proposal.
  await pane.getByRole('radio', { name: 'By hand' }).click(WAIT);
  await eventually(async () => (await taken()).reduce((sum, one) => sum + one, 0), count);
  const people = pane.getByRole('combobox', { name: /^\d+, .*CN-/ });
  for (const person of await people.all()) await person.selectOption({ index: 1 });
  await eventually(taken, [count, 0]);
  expect(await axeFindings()).toEqual([]);
  await pane.getByRole('radio', { name: 'To even out their caseloads' }).click(WAIT);
  const [[one = 0] = [], [other = 0] = []] = (await sizes()).map(([, after]) => [after]);
  expect(Math.abs(one - other)).toBeLessThanOrEqual(Math.max(2, ...(await sizes()).map(([before]) => before)));
  await pane.getByRole('checkbox', { name: /is leaving/ }).click(WAIT);
  await button(/^Fill the sheet with \d+ rows$/).click(WAIT);
  await pane.getByText(`${2 * count} rows: ${count} begin, ${count} end`).waitFor(WAIT);
  expect(await sheet.get('A1:B1')).toEqual([['Participant ID', 'Case Number']]);
  await pane.getByText('No problems found', { exact: true }).waitFor(WAIT);
  await ribbon('Submit').click(WAIT);

  // Whoever leaves is disabled once nothing is open with them, if the administrator wants it.
  const dialog = pane.getByRole('alertdialog');
  await dialog.getByText(/^Disable .*\?$/).waitFor(WAIT);
  await dialog.getByRole('button', { name: 'Disable' }).click(WAIT);
  await pane.getByText(/ is disabled$/).waitFor(WAIT);

  // Nothing is left to transfer.
  await ribbon('Transfer caseload').click(WAIT);
  await choose('From', 'Staff ID 101');
  await pane.getByText('No open assignments.').waitFor(WAIT);
  // A whole name that is pasted is chosen, too.
  const asked = current().page.waitForRequest((request) => request.url().includes('/api/caseload?'), WAIT);
  await pane.getByRole('combobox', { name: 'From' }).fill(colleague);
  await asked;
  await button('Sheet').click(WAIT);
  await eventually(async () => (await sheet.get('A1:A1'))[0], ['Participant ID']);
});
