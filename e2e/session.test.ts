import { call, signIn } from './api';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const current = eachPreview();
const { button, sheet, insertTemplate, eventually, ribbon } = handsOn(current);

test('a session that ends during an upload is reported, nothing is lost, and the user continues', async () => {
  const { service, pane } = current();
  const caseworker = await insertTemplate();
  await sheet.set('A2:L3', [rowOf(1001, caseworker), rowOf(1002, caseworker)]);
  await pane.getByText('2 rows: 2 begin').waitFor(WAIT);
  // The same user signs out everywhere, on another computer.
  const token = await signIn(service);
  await fetch(`${service.url}/api/session?everywhere=true`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
  await ribbon('Submit').click(WAIT);
  await pane.getByText('Your session has ended').waitFor(WAIT);
  expect((await sheet.get('A2:B3')).map(([id]) => id)).toEqual([1001, 1002]);
  // On the sample site, the pane signs in again automatically, which takes a moment.
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  await button('Sign out').waitFor(WAIT);
  await pane.getByRole('tab', { name: 'Sheet' }).click(WAIT);
  await ribbon('Submit').click(WAIT);
  await pane.getByText('2 of 2 records accepted').waitFor(WAIT);
  const { uploads } = await call<{ uploads: object[] }>(service, await signIn(service), '/uploads?tab=complete');
  expect(uploads).toHaveLength(1);
});

describe('signing out ends what was begun', () => {
  /** Fails if the pane signs in or says anything in the half second after `late`, once it is signed out. */
  async function staysSignedOut(late: () => Promise<unknown>): Promise<void> {
    const { page, pane } = current();
    const signIns: string[] = [];
    // Nothing else is posted.
    page.on('request', (request) => void (request.method() === 'POST' && signIns.push(request.url())));
    await late();
    await page.waitForTimeout(500);
    await pane.getByText('Try the sample site as').waitFor(WAIT);
    expect(signIns).toEqual([]);
    expect(await pane.getByText('Your session has ended').count()).toBe(0);
  }

  async function signOut(): Promise<void> {
    const { pane } = current();
    await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
    await button('Sign out').click(WAIT);
  }

  test('a list that is awaited is broken off', async () => {
    const { page, pane } = current();
    await button('Insert template').waitFor(WAIT);
    await page.route('**/api/uploads?*', () => undefined);
    const asked = page.waitForRequest('**/api/uploads?*', WAIT);
    await pane.getByRole('tab', { name: 'Uploads' }).click(WAIT);
    await asked;
    await staysSignedOut(() => Promise.all([signOut(), page.waitForEvent('requestfailed', WAIT)]));
  });

  test('a list that the service refuses while it signs out is no ended session', async () => {
    const { page } = current();
    await button('Insert template').waitFor(WAIT);
    let tell: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      tell = resolve;
    });
    // The users are asked for when Settings are opened.
    await page.route('**/api/users', async (route) => {
      await ended;
      await route.continue().catch(() => undefined);
    });
    await page.route('**/api/session?*', async (route) => {
      // The service has ended the session, but its answer is under way.
      const response = await route.fetch();
      tell();
      await page.waitForTimeout(300);
      await route.fulfill({ response });
    });
    await staysSignedOut(signOut);
  });

  test('an upload is not followed any longer, without a stream either', async () => {
    const { page, pane } = current();
    const caseworker = await insertTemplate();
    await sheet.set('A2:L2', [rowOf(1011, caseworker)]);
    await pane.getByText('1 row: 1 begin').waitFor(WAIT);
    await page.route('**/api/uploads/*/events', (route) => route.abort());
    let polls = 0;
    await page.route('**/api/uploads/*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), state: 'checking' } });
      polls++;
    });
    await ribbon('Submit').click(WAIT);
    await eventually(async () => polls > 0, true);
    await staysSignedOut(async () => {
      await signOut();
      // The next poll would come after a second.
      await page.waitForTimeout(1000);
    });
    expect(await pane.getByRole('progressbar').count()).toBe(0);
  });
});

test('a service without its database at the start: the pane goes on with the lists that it knows', async () => {
  const { page, pane } = current();
  await button('Insert template').waitFor(WAIT);
  const away = { type: 'about:blank', title: 'Away', detail: 'Try again.', status: 503, code: 'database-away' };
  await page.route('**/api/**', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(away) }),
  );
  await page.reload();
  await pane.getByText('You can continue with the lists of').waitFor(WAIT);
  await button('Insert template').waitFor(WAIT);
  await page.unrouteAll();
  await button('Try again').click(WAIT);
  await pane.getByText('You can continue with the lists of').waitFor({ ...WAIT, state: 'detached' });
});

test('a retry is the same upload, though the browser stores nothing for the pane', async () => {
  const { page, pane } = current();
  const caseworker = await insertTemplate();
  const frame = page.frames().find((one) => one.url().includes('taskpane'));
  await frame?.evaluate(() => {
    const refuse = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse });
  });
  await sheet.set('A2:L2', [rowOf(1021, caseworker)]);
  await pane.getByText('1 row: 1 begin').waitFor(WAIT);
  const keys = new Set<string>();
  // The service has it, but its answer is lost.
  await page.route('**/api/uploads', async (route) => {
    const isFirst = keys.size === 0;
    keys.add(route.request().headers()['idempotency-key'] ?? '');
    if (!isFirst) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await ribbon('Submit').click(WAIT);
  await button('Retry').click(WAIT);
  await pane.getByText('1 of 1 records accepted').waitFor(WAIT);
  expect(keys.size).toBe(1);
});
