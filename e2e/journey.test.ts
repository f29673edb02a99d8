import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { button, ribbon, sheet, eventually, insertTemplate, axeFindings } = handsOn(preview);

test('from template to log: insert, type, see wrong cells, correct, submit, read the log and the e-mail', async () => {
  const caseworker = await insertTemplate();
  expect(await sheet.dropdown('H2')).toEqual(['Active', 'On Hold', 'Pending', 'Waiting List', 'Inactive']);
  expect(await axeFindings()).toEqual([]);

  await sheet.set('A2:L3', [rowOf(1001, caseworker, { 7: 'Actve' }), rowOf(1002, caseworker, { 8: 'soon' })]);
  await eventually(sheet.highlights, ['H2', 'I3']);
  await sheet.select('H2');
  await preview().pane.getByRole('region', { name: 'Problem in H2' }).getByText('Did you mean').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await sheet.set('H2', [['Active']]);
  await eventually(sheet.highlights, ['I3']);

  await ribbon('Submit').click(WAIT);
  await preview().pane.getByText('1 problem to fix first').waitFor(WAIT);
  await sheet.set('I3', [['3/15/2026']]);
  await eventually(sheet.highlights, []);

  await ribbon('Submit').click(WAIT);
  await preview().pane.getByText('2 of 2 records accepted').waitFor(WAIT);
  await preview().pane.getByRole('tab', { name: 'Complete', selected: true }).waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await preview().pane.getByRole('button', { name: 'View log' }).first().click();
  await preview().pane.getByRole('table').getByText('Began 3/14/2026').waitFor(WAIT);
  await preview().pane.getByRole('region', { name: 'E-mail' }).getByText('Records accepted: 2').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  const [mail = ''] = readdirSync(join(preview().service.folder, 'outbox'));
  expect(readFileSync(join(preview().service.folder, 'outbox', mail), 'utf8')).toContain('Records received: 2');
});

test('a complete upload is undone, and its rows can be submitted again', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1061, caseworker), rowOf(1062, caseworker)]);
  await ribbon('Submit').click(WAIT);
  await preview().pane.getByText('2 of 2 records accepted').waitFor(WAIT);
  const card = preview().pane.getByRole('group', { name: 'Upload Book1 – Sheet1, Complete' }).first();
  await card.getByRole('button', { name: 'Undo' }).click(WAIT);
  await preview().pane.getByText('2 rows will be reversed: 2 assignments are removed').waitFor(WAIT);
  expect(await axeFindings()).toEqual([]);
  await button('Undo upload').click();
  await preview()
    .pane.getByText(/^“Book1 – Sheet1”, sent .*\d.*, was undone$/)
    .waitFor(WAIT);
  await button('View log').first().click();
  await preview().pane.getByRole('table').getByText('Undone: began 3/14/2026').first().waitFor(WAIT);
  await ribbon('Submit').click(WAIT);
  await preview().pane.getByText('2 of 2 records accepted').waitFor(WAIT);
});

test('an open log stays open while another upload completes', async () => {
  const { pane, page } = preview();
  const caseworker = await insertTemplate();
  const rename = (name: string) => page.evaluate((given) => window.preview.workbook.active.rename(given), name);
  await rename('First');
  await sheet.set('A2:L2', [rowOf(1071, caseworker)]);
  await ribbon('Submit').click(WAIT);
  await pane.getByText('1 of 1 records accepted').waitFor(WAIT);

  // The pane hears of the second upload’s end only when the log of the first is open.
  let hear: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    hear = resolve;
  });
  await page.route('**/api/uploads/*/events', async (route) => {
    await opened;
    await route.continue();
  });
  await rename('Second');
  await sheet.set('A2:L3', [rowOf(1072, caseworker), rowOf(1073, caseworker)]);
  await ribbon('Submit').click(WAIT);
  await pane.getByRole('tab', { name: 'In Progress', selected: true }).waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Complete' }).click();
  await pane.getByRole('group', { name: 'Upload Book1 – First, Complete' }).getByRole('button', { name: 'View log' }).click(WAIT);
  await pane.getByRole('table').getByText('1071').waitFor(WAIT);
  const refreshed = page.waitForResponse(
    (response) => /\/api\/uploads(\?|$)/.test(response.url()) && response.request().method() === 'GET',
  );
  hear();
  await refreshed;
  await page.waitForTimeout(500);
  expect(await pane.getByRole('table').getByText('1071').isVisible()).toBe(true);
});

test('the pane shows the selected cell’s problem as soon as it is known, and as long as it exists', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker)]);
  await sheet.set('H2', [['Actve']]);
  await preview().pane.getByRole('region', { name: 'Problem in H2' }).waitFor(WAIT);
  await sheet.set('H2', [['Active']]);
  await preview()
    .pane.getByRole('region', { name: 'Problem in H2' })
    .waitFor({ state: 'detached', ...WAIT });
});

test('nothing moves under the pointer while an operation is shown', async () => {
  const { pane, page } = preview();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, 'Nobody')]);
  await pane.getByText('1 problem to fix').waitFor(WAIT);
  let answer: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/check', async (route) => {
    await released;
    await route.continue();
  });
  const places = async () => [
    await button('Fix 1 problem').boundingBox(),
    await pane.getByRole('tab', { name: 'Fix errors' }).boundingBox(),
  ];
  const before = await places();
  await button('Check sheet').click(WAIT);
  await pane.getByText('Checking against your site’s records…').waitFor(WAIT);
  expect(await places()).toEqual(before);
  answer();
  await pane.getByText('Checking against your site’s records…').waitFor({ ...WAIT, state: 'detached' });
  await page.unroute('**/api/check');
  await sheet.set('F2', [[caseworker]]);
});

test('findings against the record are highlighted before anything is submitted', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1005, caseworker, { 1: 'CN-000000' })]);
  await ribbon('Submit').click(WAIT);
  await preview().pane.getByText('1 problem to fix first').waitFor(WAIT);
  await eventually(sheet.highlights, ['A2', 'B2']);
  await sheet.set('B2', [['CN-050005']]);
  await eventually(sheet.highlights, []);
});

test('highlights follow deleted, inserted and sorted rows', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L4', [rowOf(1003, caseworker), rowOf(1002, caseworker), rowOf(1001, caseworker, { 7: 'Actve' })]);
  await eventually(sheet.highlights, ['H4']);
  await preview().page.evaluate(() => window.preview.sheet.sort('A2:L4', 0));
  await eventually(sheet.highlights, ['H2']);
  await preview().page.evaluate(() => window.preview.sheet.insertRows(2, 2));
  await eventually(sheet.highlights, ['H4']);
  await preview().page.evaluate(() => window.preview.sheet.deleteRows(2, 1));
  await eventually(sheet.highlights, ['H3']);
  await preview().page.evaluate(() => window.preview.sheet.deleteRows(3, 1));
  await eventually(sheet.highlights, []);
});

test('an edit takes at most two requests, and so does a paste of 900 rows', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker)]);
  await preview().pane.getByText('No problems so far').waitFor(WAIT);
  /** Waits for a second without requests; returns the number of requests until then. */
  const untilQuiet = async () => {
    let [count, more] = [0, -1];
    for (; more !== 0; count += more) {
      await preview().page.waitForTimeout(1000);
      more = (await preview().page.evaluate(() => window.preview.requests())).count;
    }
    return count;
  };
  const withoutRibbon = async (edit: () => Promise<unknown>, highlights: string[]) => {
    await preview().page.evaluate(() => window.preview.requests());
    await edit();
    await eventually(sheet.highlights, highlights);
    return untilQuiet();
  };
  // The first problem also enables *Next problem* on the ribbon, whose requests are not counted.
  await sheet.set('H2', [['Actve']]);
  await eventually(sheet.highlights, ['H2']);
  await untilQuiet();
  expect(await withoutRibbon(() => sheet.set('G2', [['Mntor']]), ['G2', 'H2'])).toBeLessThanOrEqual(2);
  const rows = Array.from({ length: 1000 }, (_, n) => rowOf(1002 + (n % 900), caseworker, { 7: n === 500 ? 'x' : 'Active' }));
  const unique = rows.slice(0, 900);
  expect(await withoutRibbon(() => sheet.set('A3:L902', unique), ['G2', 'H2', 'H503'])).toBeLessThanOrEqual(2);
});

test('a sheet in use is not replaced without asking', async () => {
  await button('Insert template').waitFor(WAIT);
  await sheet.set('B2', [['mine']]);
  await button('Insert template').click(WAIT);
  await preview().pane.getByRole('alertdialog').getByText('The first worksheet is in use (B2)').waitFor(WAIT);
  await button('Cancel').click();
  expect(await sheet.get('A1:B2')).toEqual([
    ['', ''],
    ['', 'mine'],
  ]);
  await ribbon('New template').click(WAIT);
  await button('Replace').click(WAIT);
  await eventually(async () => (await sheet.get('A2:A2'))[0], ['Participant ID']);
});

test('if the response to Submit is lost, the sheet is kept, and Retry does not create a second upload', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1010, caseworker)]);
  await preview().pane.getByText('No problems so far').waitFor(WAIT);
  // The response is lost: the service has the upload, but the pane does not know.
  let lost = 0;
  await preview().page.route('**/api/uploads', async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await ribbon('Submit').click(WAIT);
  await preview().pane.getByText('The service can’t be reached').first().waitFor(WAIT);
  expect((await sheet.get('A2:A2'))[0]).toEqual([1010]);
  await button('Retry').click(WAIT);
  await preview().pane.getByText('1 of 1 records accepted').waitFor(WAIT);
  const named = preview().pane.getByRole('group', { name: /^Upload / });
  const log = readdirSync(join(preview().service.folder, 'outbox'));
  expect(new Set(log).size).toBe(log.length);
  expect(await named.count()).toBe(log.length);
});

test('rows are sent once, however often and whenever “Submit” and “Test upload” are pressed', async () => {
  const { page, pane } = preview();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L4', [rowOf(1151, caseworker), rowOf(1152, caseworker), rowOf(1153, caseworker)]);
  await pane.getByText('3 rows: 3 begin').waitFor(WAIT);
  const sent: string[] = [];
  page.on('request', (request) => void (request.method() === 'POST' && request.url().endsWith('/api/uploads') && sent.push(request.url())));
  const frame = page.frames().find((one) => one.url().includes('taskpane'));
  // Whoever presses in every pause of the operation that a person or a stuck key could hit.
  await frame?.evaluate(() => {
    const press = () => {
      for (const button of document.querySelectorAll('button')) if (/^(Submit|Send first)/.test(button.innerText)) button.click();
      if (!document.body.innerText.includes('records accepted')) setTimeout(press);
    };
    press();
  });
  await pane.getByText('3 of 3 records accepted').waitFor(WAIT);
  expect(sent).toHaveLength(1);
});

test('“Test upload” pressed after “Submit” neither sends nor hides the outcome; when all is sent, it says so', async () => {
  const { pane } = preview();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L4', [rowOf(1161, caseworker), rowOf(1162, caseworker), rowOf(1163, caseworker)]);
  await pane.getByText('3 rows: 3 begin').waitFor(WAIT);
  await ribbon('Test upload').click();
  await pane.getByText('2 records accepted').waitFor(WAIT);
  await ribbon('Submit').click();
  await ribbon('Test upload').click();
  await pane.getByText('1 of 1 records accepted').waitFor(WAIT);
  await ribbon('Test upload').click();
  await pane.getByText('Everything on this sheet was already submitted').waitFor(WAIT);
});

const isUploadSearch = ({ pathname, searchParams }: URL) => pathname === '/api/uploads' && (searchParams.get('search') ?? '') !== '';

test('a sheet that was submitted says so when it is submitted again, until its upload is undone', async () => {
  const { page, pane } = preview();
  // What is asked once the outcome is shown takes as long as it likes: the next press is not lost.
  await page.route(isUploadSearch, () => undefined);
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1171, caseworker), rowOf(1172, caseworker)]);
  await pane.getByText('2 rows: 2 begin').waitFor(WAIT);
  const accepted = pane.getByText('2 of 2 records accepted');
  await ribbon('Submit').click();
  await accepted.waitFor(WAIT);
  await ribbon('Submit').click();
  await pane.getByText('Everything on this sheet was already submitted').waitFor(WAIT);
  // Who knows better is shown what the record says.
  await button('Submit again').click();
  await pane.getByText('2 problems to fix first').waitFor(WAIT);
  await page.unroute(isUploadSearch);
  await ribbon('Uploads').click();
  await pane.getByRole('tab', { name: 'Complete' }).click(WAIT);
  await button('Undo').first().click(WAIT);
  await pane.getByText('2 rows will be reversed').waitFor(WAIT);
  // Enter must not confirm by accident.
  expect(await button('Undo upload').evaluate((element) => element === document.activeElement)).toBe(false);
  await button('Undo upload').click(WAIT);
  await pane.getByText('Its rows can be submitted again').waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Sheet' }).click();
  await pane.getByText('No problems so far').waitFor(WAIT);
  await ribbon('Submit').click();
  await accepted.waitFor(WAIT);
});
