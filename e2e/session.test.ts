import { call, signIn } from './api';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const current = eachPreview();
const { button, sheet, insertTemplate } = handsOn(current);

test('a session that ends during an upload is reported, nothing is lost, and the user continues', async () => {
  const { service, pane } = current();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1001, caseworker), rowOf(1002, caseworker)]);
  await pane.getByText('2 inserts').waitFor(WAIT);
  // The same user signs out everywhere, on another computer.
  const token = await signIn(service);
  await fetch(`${service.url}/api/session?everywhere=true`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
  await button('Submit').click(WAIT);
  await pane.getByText('Your session has ended').waitFor(WAIT);
  expect((await sheet.get('A2:B3')).map(([id]) => id)).toEqual([1001, 1002]);
  // On the sample site, the pane signs in again automatically, which takes a moment.
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await button('Sign out').waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Sheet' }).click(WAIT);
  await button('Submit').click(WAIT);
  await pane.getByText('2 of 2 records accepted').waitFor(WAIT);
  const { uploads } = await call<{ uploads: object[] }>(service, await signIn(service), '/uploads?tab=complete');
  expect(uploads).toHaveLength(1);
});

test('an answer that comes after signing out neither signs in again nor shows', async () => {
  const { page, pane } = current();
  await button('Insert template').waitFor(WAIT);
  const held: (() => Promise<void>)[] = [];
  const asked = new Promise<void>((resolve) => {
    void page.route('**/api/uploads?*', (route) => {
      held.push(() => route.continue());
      resolve();
    });
  });
  await pane.getByRole('tab', { name: 'Uploads' }).click(WAIT);
  await asked;
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await button('Sign out').click(WAIT);
  await pane.getByText('Try the sample site as').waitFor(WAIT);
  const signIns: string[] = [];
  page.on('request', (request) => void (request.method() === 'POST' && signIns.push(request.url())));
  await Promise.all([page.waitForResponse('**/api/uploads?*'), ...held.map((release) => release())]);
  await page.waitForTimeout(500);
  expect(signIns).toEqual([]);
  expect(await pane.getByText('Try the sample site as').isVisible()).toBe(true);
  expect(await pane.getByText('Your session has ended').count()).toBe(0);
});
