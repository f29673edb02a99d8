import type { Site } from '../src/api/site';
import type { Upload } from '../src/api/uploads';
import { call, inserts, signIn, submit } from './api';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const current = eachPreview();
const { button, ribbon, sheet, insertTemplate, eventually, axeFindings } = handsOn(current);

/** Ends the assignment that `rowOf` begins. */
async function endElsewhere(participantId: number, caseworker: string): Promise<{ undo(): Promise<unknown> }> {
  const { service } = current();
  const token = await signIn(service);
  const { staff } = await call<Site>(service, token, '/site');
  const member = staff.find(({ firstName, lastName }) => `${firstName} ${lastName}` === caseworker);
  const [header = [], row = []] = inserts(participantId, 1);
  const end = [...row.slice(0, 2), member?.id ?? 0, 'Mentor', '', '', '2026-11-20', 'Goals met', 'Update'];
  const { id } = await submit(service, token, `ended ${participantId}`, [header, end]);
  await eventually(async () => (await call<Upload>(service, token, `/uploads/${id}`)).state, 'complete');
  return { undo: () => call(service, token, `/uploads/${id}/undo`, {}) };
}

test('a row that an undo left as it is isn’t submitted again, and if it is changed, the glance warns of it', async () => {
  const { pane } = current();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1181, caseworker), rowOf(1182, caseworker)]);
  await button('Submit 2 rows').click(WAIT);
  await button('Submit 2 rows').click(WAIT);
  await pane.getByText('2 of 2 records accepted').waitFor(WAIT);
  await endElsewhere(1182, caseworker);

  await pane.getByRole('tab', { name: 'Complete' }).click(WAIT);
  const card = pane.getByRole('group', { name: 'Upload Book1 – Sheet1, Complete' });
  await card.getByRole('button', { name: 'Undo' }).click(WAIT);
  await button('Undo upload').click(WAIT);
  await pane.getByText('1 row was left, because its record has changed since').waitFor(WAIT);

  await pane.getByRole('tab', { name: 'Sheet' }).click();
  await pane.getByText('1 row was submitted before').waitFor(WAIT);
  await button('Submit 1 row').click(WAIT);
  await pane.getByText('1 begin').waitFor(WAIT);
  await button('Submit 1 row').click(WAIT);
  await pane.getByText('1 of 1 records accepted').waitFor(WAIT);

  // Elsewhere on the sheet, it is the same row. Changed, it is a new one as far as the pane knows; the record knows better.
  await sheet.set('A3:L3', [Array<string>(12).fill('')]);
  await sheet.set('A4:L4', [rowOf(1182, caseworker)]);
  await pane.getByRole('tab', { name: 'Sheet' }).click();
  await button('View log').waitFor(WAIT);
  await sheet.set('H4', [['On Hold']]);
  await button('Submit 1 row').click(WAIT);
  await pane.getByText('The same assignment is on record already: it began on this day, and has ended.').waitFor(WAIT);
  await pane
    .getByRole('link', { name: 'Row 4' })
    .or(pane.getByRole('button', { name: 'Row 4' }))
    .waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
});

test('what an undo left is undone once nothing stands in the way, and can be submitted again', async () => {
  const { pane } = current();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1190, caseworker), rowOf(1191, caseworker)]);
  await ribbon('Submit').click(WAIT);
  await pane.getByText('2 of 2 records accepted').waitFor(WAIT);
  const later = await endElsewhere(1191, caseworker);
  await pane.getByRole('tab', { name: 'Complete' }).click(WAIT);
  const card = pane.getByRole('group', { name: 'Upload Book1 – Sheet1, Complete' }).first();
  await card.getByRole('button', { name: 'Undo' }).click(WAIT);
  await button('Undo upload').click(WAIT);
  const undone = pane.getByRole('group', { name: 'Upload Book1 – Sheet1, Undone' }).first();
  await undone.getByText('1 row was left, at least in part. Undo the later uploads first, then the rest.').waitFor(WAIT);
  const rest = undone.getByRole('button', { name: 'Undo the rest' });
  await rest.click(WAIT);
  await pane.getByText('Nothing can be undone as it is').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await later.undo();
  await rest.click(WAIT);
  await pane.getByText('1 row will be reversed: 1 assignment is removed.').waitFor(WAIT);
  await button('Undo upload').click(WAIT);
  await pane.getByText('Its rows can be submitted again.').waitFor(WAIT);
  await rest.waitFor({ ...WAIT, state: 'detached' });
  await pane.getByRole('tab', { name: 'Sheet' }).click();
  await button('Submit 2 rows').waitFor(WAIT);
});

test('once the site’s records were asked, the pane says so, until the sheet changes', async () => {
  const { pane } = current();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1183, caseworker)]);
  await pane.getByText('No problems so far. Submitting also checks your site’s records.').waitFor(WAIT);
  await button('Check sheet').click(WAIT);
  await pane.getByText('Checked, also against your site’s records.').waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Fix errors' }).click();
  await pane.getByText('No problems were found on the sheet or against your site’s records.').waitFor(WAIT);
  await sheet.set('H2', [['On Hold']]);
  await pane.getByText('Submitting also checks your site’s records.').waitFor(WAIT);
});

test('the first rows are shown before they are sent, too, and rows that were sent are no longer offered', async () => {
  const { pane } = current();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L4', [rowOf(1184, caseworker), rowOf(1185, caseworker), rowOf(1186, caseworker)]);
  const test = button('Test upload: send first 2 rows');
  await test.click(WAIT);
  await pane.getByText('Only the first 2 rows not submitted yet will be sent, and they count.').waitFor(WAIT);
  await pane.getByText('2 begin. Nothing has been sent yet.').waitFor(WAIT);
  await button('Submit 2 rows').click(WAIT);
  await pane.getByText('Test upload: 2 records accepted').waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Sheet' }).click();
  await button('Submit 1 row').waitFor(WAIT);

  await sheet.set('H4', [['Nothing like it']]);
  await pane.getByText('1 problem to fix. 2 rows were submitted before.').waitFor(WAIT);
  expect(await button(/^Or submit/).count()).toBe(0);
  await sheet.set('A5:L5', [rowOf(1187, caseworker)]);
  await button('Or submit 1 row without problems, and keep the rest').click(WAIT);
  await button('Submit 1 row').click(WAIT);
  await pane.getByText('1 row submitted, 1 kept back').waitFor(WAIT);
  // Mended, it can be sent, too.
  await sheet.set('H2', [['Active']]);
  await button('Submit 1 row').waitFor(WAIT);
});
