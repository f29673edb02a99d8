import { importSite } from '../sites/site-store';
import { openTestDatabase } from '../testing/postgres/test-database';
import { startTestService, type TestService } from '../testing/service';
import { makeSite } from '../testing/small-site';

let service: TestService;
beforeAll(async () => {
  service = await startTestService(await openTestDatabase(), {
    demoSite: 'one',
    fill: (database) => importSite(database, makeSite('one')),
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
