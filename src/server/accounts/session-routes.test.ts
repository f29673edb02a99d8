import sql from 'sql-template-tag';
import { importSite } from '../sites/site-store';
import { openTestDatabase } from '../testing/postgres/test-database';
import { startTestService, type TestService } from '../testing/service';
import { makeSite } from '../testing/small-site';

let service: TestService;
beforeAll(async () => {
  service = await startTestService(await openTestDatabase(), {
    demoSite: 'one',
    secondDemoSite: 'two',
    fill: async (database) => {
      for (const site of ['one', 'two', 'real']) await importSite(database, makeSite(site));
    },
  });
});
afterAll(() => service.stop());

const signIn = (email = 'all@example.org') => service.app.inject({ method: 'POST', url: '/api/session', payload: { email } });

test('the page’s cookie signs in, is hidden from scripts, and is of no use to another site’s page', async () => {
  const { app } = service;
  const [cookie] = (await signIn()).cookies;
  expect(cookie).toMatchObject({ name: 'caseload', httpOnly: true, sameSite: 'Strict', path: '/api' });
  const cookies = { caseload: cookie?.value ?? '' };
  const whoAmI = (headers: Record<string, string> = {}) => app.inject({ method: 'GET', url: '/api/session', cookies, headers });
  expect((await whoAmI()).json().user.email).toBe('all@example.org');
  expect((await whoAmI({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200);
  expect((await whoAmI({ 'sec-fetch-site': 'cross-site' })).statusCode).toBe(401);
  // A browser that does not say which page asks may read, but change nothing.
  const signOut = (headers = {}) => app.inject({ method: 'DELETE', url: '/api/session', cookies, headers });
  expect((await signOut()).statusCode).toBe(401);
  expect((await signOut({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(204);
  expect((await whoAmI()).statusCode).toBe(401);
});

test('a session ends with signing out', async () => {
  const { token } = (await signIn('view@example.org')).json();
  const call = (method: 'GET' | 'DELETE') =>
    service.app.inject({ method, url: '/api/session', headers: { authorization: `Bearer ${token}` } });
  expect((await call('DELETE')).statusCode).toBe(204);
  expect((await call('GET')).statusCode).toBe(401);
});

test('an unknown address is refused with a reason', async () => {
  expect((await signIn('who@example.org')).json()).toMatchObject({ status: 401, code: 'unknown-user' });
});

test('a user of several sites changes between them, with the rights of each; the former session ends', async () => {
  const { token } = (await signIn()).json();
  const call = (as: string, method: 'GET' | 'POST', url: string, payload?: object) =>
    service.app.inject({
      method,
      url: `/api${url}`,
      headers: { authorization: `Bearer ${as}` },
      ...(payload === undefined ? {} : { payload }),
    });
  const sites = [
    { id: 'one', name: 'Site one' },
    { id: 'two', name: 'Site two' },
  ];
  // A demo session took no password: sites that are not for trying out are out of its reach.
  expect((await call(token, 'GET', '/session')).json()).toMatchObject({ site: sites[0], sites });
  expect((await call(token, 'POST', '/session/site', { site: 'real' })).json()).toMatchObject({ status: 404 });
  expect((await call(token, 'POST', '/session/site', { site: 'nowhere' })).json()).toMatchObject({ status: 404 });
  await service.database.withSite('one' as never, (queries) =>
    queries.query(sql`UPDATE sessions SET expires_at = now() + interval '1 hour' WHERE site_id = ${'one'}`),
  );
  const second = (await call(token, 'POST', '/session/site', { site: 'two' })).json();
  expect(second).toMatchObject({ site: sites[1], sites, user: { email: 'all@example.org' } });
  expect((await call(token, 'GET', '/session')).statusCode).toBe(401);
  expect((await call(second.token, 'GET', '/site')).json().id).toBe('two');
  // Changing sites does not make a session last longer.
  expect(
    await service.database.withSite('two' as never, (queries) =>
      queries.query(sql`SELECT expires_at <= now() + interval '1 hour' AS kept FROM sessions WHERE site_id = ${'two'}`),
    ),
  ).toEqual([{ kept: true }]);
  await service.database.withSite('one' as never, (queries) =>
    queries.query(sql`DELETE FROM users WHERE site_id = ${'one'} AND email = ${'all@example.org'}`),
  );
  expect((await call(second.token, 'GET', '/session')).json().sites).toEqual([sites[1]]);
  expect((await call(second.token, 'POST', '/session/site', { site: 'one' })).statusCode).toBe(404);
});
