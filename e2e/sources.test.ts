import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Site } from '../src/api/site';
import { call, signIn } from './api';
import { eachPreview, handsOn, WAIT } from './preview';

const current = eachPreview();
const { button, ribbon, sheet, eventually, axeFindings } = handsOn(current);
const folder = mkdtempSync(join(tmpdir(), 'caseload-sources-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a named source remembers its columns, values and own IDs: its sheets need no Participant IDs', async () => {
  const { pane, service } = current();
  const { staff } = await call<Site>(service, await signIn(service), '/site');
  const member = staff.find(({ id }) => id === 101);
  const ids = join(folder, 'ids.csv');
  writeFileSync(ids, 'External ID,Participant ID\nCRM-7,2901\nCRM-8,2902\n');
  const rows = (status: string) => [
    ['Client', 'Case #', 'Worker', 'Their role', 'State', 'Assigned On'],
    ['CRM-7', 'CN-051901', `${member?.firstName} ${member?.lastName}`, 'Mentor', status, '3/14/2026'],
    ['CRM-8', 'CN-051902', `${member?.firstName} ${member?.lastName}`, 'Mentor', 'Active', '3/14/2026'],
  ];
  await sheet.set('A1:F3', rows('Opened'));
  await button('Match columns').click(WAIT);
  const source = pane.getByRole('combobox', { name: 'Source system (optional)' });
  await source.fill('Old CRM');
  await pane.getByLabel('Import its IDs').setInputFiles(ids);
  await pane.getByText('2 IDs of “Old CRM” are imported').waitFor(WAIT);
  await pane.getByText('Imported IDs: 2 of participants, 0 of staff.').waitFor(WAIT);
  await pane.getByRole('combobox', { name: 'Client is', exact: true }).selectOption('Participant ID');
  await pane.getByRole('combobox', { name: 'Their role is', exact: true }).selectOption('Caseworker Relationship');
  await pane.getByRole('combobox', { name: 'State is', exact: true }).selectOption('Caseload Status');
  expect(await axeFindings()).toEqual([]);
  await button('Fill template').click(WAIT);
  await pane.getByText('1 problem to fix.').waitFor(WAIT);
  expect((await sheet.get('A2:A3')).flat()).toEqual([2901, 2902]);
  // The value chosen for a wrong one is remembered for the source.
  await button('Fix 1 problem').click(WAIT);
  await pane.getByRole('combobox', { name: /Opened/ }).fill('Active');
  await pane.getByRole('combobox', { name: /Opened/ }).press('Enter');
  await eventually(async () => (await sheet.get('E2')).flat(), ['Active']);
  await eventually(async () => {
    const token = await signIn(service);
    const { sources } = await call<{ sources: { id: string }[] }>(service, token, '/sources');
    const known = await call<{ corrections: object[] }>(service, token, `/sources/${sources[0]?.id}/resolve`, {
      participants: [],
      staff: [],
    });
    return known.corrections;
  }, [{ list: 'Caseload Status', wrong: 'opened', value: 'Active' }]);

  // The next sheet of the same system is filled as it is meant, and has no problems.
  await pane.getByRole('tab', { name: 'Sheet' }).click(WAIT);
  await ribbon('Match columns').click(WAIT);
  await pane.getByRole('combobox', { name: 'Worksheet' }).selectOption('Sheet1');
  await pane.getByRole('combobox', { name: 'Source system (optional)' }).click(WAIT);
  await pane.getByRole('option', { name: 'Old CRM' }).click(WAIT);
  await button('Fill template').click(WAIT);
  await pane.getByText('2 rows: 2 begin').waitFor(WAIT);
  await pane.getByText('No problems so far').waitFor(WAIT);
  await ribbon('Submit').click(WAIT);
  await pane.getByText('2 of 2 records accepted').waitFor(WAIT);
});

test('a file of IDs that means two people by one is refused by name, and one with other columns says which it needs', async () => {
  const { pane } = current();
  await sheet.set('A1:C2', [
    ['Client', 'Case #', 'Worker'],
    ['X-1', 'CN-051903', 'Ann'],
  ]);
  await button('Match columns').click(WAIT);
  await pane.getByRole('combobox', { name: 'Source system (optional)' }).fill('Other system');
  const twice = join(folder, 'twice.csv');
  writeFileSync(twice, 'External ID,Participant ID\nX-1,2903\nX-1,2904\n');
  await pane.getByLabel('Import its IDs').setInputFiles(twice);
  await pane.getByText(/“X-1” stands for two people/).waitFor(WAIT);
  const foreign = join(folder, 'foreign.csv');
  writeFileSync(foreign, 'Their ID,Our ID\nX-1,2903\n');
  await pane.getByLabel('Import its IDs').setInputFiles(foreign);
  await pane.getByText(/must have the columns External ID and Participant ID/).waitFor(WAIT);
});
