import type { Route } from 'playwright-core';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { button, ribbon, sheet, eventually, insertTemplate, axeFindings } = handsOn(preview);
const pane = () => preview().pane;

test('Test upload submits the first two rows; the rest follows, and nothing is submitted twice', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L4', [rowOf(1041, caseworker), rowOf(1042, caseworker), rowOf(1043, caseworker, { 7: 'Actve' })]);
  await ribbon('Test upload').click(WAIT);
  await pane().getByText('Test upload: 2 records accepted').waitFor(WAIT);
  await sheet.set('H4', [['Active']]);
  await pane().getByRole('tab', { name: 'Sheet' }).click();
  await button('Submit 1 row').click(WAIT);
  await pane().getByRole('region', { name: 'Caseworkers' }).waitFor(WAIT);
  await button('Submit 1 row').click();
  await pane().getByText('1 of 1 records accepted').waitFor(WAIT);
  await preview().page.reload();
  await pane().getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await pane().getByRole('tab', { name: 'Complete' }).click(WAIT);
  await eventually(() => pane().getByRole('group', { name: 'Upload Book1 – Sheet1, Complete' }).count(), 2);
});

test('more than 600 rows are offered in batches, which can be paused and continued', async () => {
  const caseworker = await insertTemplate();
  await sheet.set(
    'A2:L1301',
    Array.from({ length: 1300 }, (_, n) => rowOf(1100 + n, caseworker, { 6: 'Supervisor' })),
  );
  await ribbon('Submit').click(WAIT);
  await button('Submit 1,300 rows in 3 batches').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await pane().getByRole('radio', { name: 'All at once' }).click();
  await button('Submit 1,300 rows').waitFor(WAIT);
  await pane().getByRole('radio', { name: 'In 3 batches of up to 600 rows' }).click();
  await button('Submit 1,300 rows in 3 batches').click();
  await button('Pause').click(WAIT);
  const job = pane().getByRole('group', { name: 'Batches of Book1 – Sheet1' });
  await job.getByText('Paused.').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await button('Continue').click();
  await job.getByText('All batches are sent. 1,300 received, 1,300 accepted.').waitFor(WAIT);
  await ribbon('Submit').click(WAIT);
  await pane().getByText('Everything on this sheet was already submitted').waitFor(WAIT);
});

describe('of paused batches', () => {
  const job = () => pane().getByRole('group', { name: 'Batches of Book1 – Sheet1' });

  /** Sends 600 of 610 rows. */
  async function sendFirst(place: number): Promise<void> {
    await insertTemplate();
    const caseworker = (await sheet.dropdown('F2'))?.[place] ?? '';
    await sheet.set(
      'A2:L611',
      Array.from({ length: 610 }, (_, n) => rowOf(1100 + n, caseworker)),
    );
    await ribbon('Submit').click(WAIT);
    let release: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holdFirst = async (route: Route) => {
      await paused;
      await route.continue();
    };
    await preview().page.route('**/api/uploads', holdFirst, { times: 1 });
    await button('Submit 610 rows in 2 batches').click(WAIT);
    await button('Pause').click(WAIT);
    release();
    await job().getByText('Paused. 600 received').waitFor(WAIT);
  }

  test('the rest can be submitted at once', async () => {
    await sendFirst(1);
    await ribbon('Submit').click(WAIT);
    await pane().getByText('10 of 10 records accepted').waitFor(WAIT);
    expect(await job().count()).toBe(0);
  });

  test('rows of the rest that a test upload has sent are not sent again', async () => {
    await sendFirst(2);
    await ribbon('Test upload').click(WAIT);
    await pane().getByText('2 records accepted').waitFor(WAIT);
    await button('Continue').click(WAIT);
    await job().getByText('All batches are sent. 608 received, 608 accepted.').waitFor(WAIT);
  });
});

test('a batch that needs fixes does not block the others', async () => {
  const caseworker = await insertTemplate();
  const rows = Array.from({ length: 700 }, (_, n) => rowOf(1100 + n, caseworker, { 6: 'Case Manager' }));
  await sheet.set('A2:L701', rows);
  await ribbon('Submit').click(WAIT);
  await button('Submit 700 rows in 2 batches').waitFor(WAIT);
  // Meanwhile, someone else begins one of these assignments.
  const [header = []] = await sheet.get('A1:L1');
  await preview().page.evaluate(
    async ([cells]) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'meanwhile' };
      await fetch('/api/uploads', { method: 'POST', headers, body: JSON.stringify({ name: 'Other', cells }) });
    },
    [[header, (rows[5] ?? []).map((value) => (value === '3/14/2026' ? 46_095 : value))]] as const,
  );
  const otherStates = () =>
    preview().page.evaluate(async () => {
      const answer = await fetch('/api/uploads?tab=complete&search=Other');
      return ((await answer.json()) as { uploads: { state: string }[] }).uploads.map(({ state }) => state);
    });
  await eventually(otherStates, ['complete']);
  await button('Submit 700 rows in 2 batches').click();
  await pane().getByText('Batch 1 was not applied: it needs fixes.').waitFor(WAIT);
  await button('Continue').click();
  await pane().getByRole('group', { name: 'Batches of Book1 – Sheet1' }).getByText('700 received, 100 accepted').waitFor(WAIT);
});

test('the results are written beside the table, never uploaded, and removed again', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1051, caseworker), rowOf(1052, caseworker)]);
  await ribbon('Submit').click(WAIT);
  await button('View log').first().click(WAIT);
  // The rows are found where they are by now.
  await sheet.set('A2:L4', [rowOf(1053, caseworker), rowOf(1052, caseworker), rowOf(1051, caseworker)]);
  await button('Write results to the sheet').click(WAIT);
  await pane().getByText('2 results written').waitFor(WAIT);
  await eventually(() => sheet.get('M1:M4'), [['Upload Result'], [''], ['Began 3/14/2026'], ['Began 3/14/2026']]);
  expect(await sheet.highlights()).toEqual([]);
  // They tell of the undoing, too.
  await button('All uploads').click();
  await button('Undo').first().click(WAIT);
  await button('Undo upload').click(WAIT);
  await eventually(() => sheet.get('M2:M4'), [[''], ['Undone: began 3/14/2026'], ['Undone: began 3/14/2026']]);
  await pane().getByText('was undone').waitFor(WAIT);
  // And of being submitted again.
  await ribbon('Submit').click(WAIT);
  await pane().getByText('3 of 3 records accepted').waitFor(WAIT);
  await eventually(() => sheet.get('M2:M4'), [['Began 3/14/2026'], ['Began 3/14/2026'], ['Began 3/14/2026']]);
  await ribbon('Export CSV').click(WAIT);
  await button('Show text').click(WAIT);
  expect(await pane().getByLabel('The file as text').inputValue()).not.toContain('Upload Result');
  await button('Sheet').click();
  await button('More').click(WAIT);
  await pane().getByRole('menuitem', { name: 'Remove results' }).click(WAIT);
  await eventually(() => sheet.get('M1:M4'), [[''], [''], [''], ['']]);
});
