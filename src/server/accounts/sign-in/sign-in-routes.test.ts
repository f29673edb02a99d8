// Signing in with a real OpenID Connect provider on loopback, over the network.
import * as oidc from 'openid-client';
import sql from 'sql-template-tag';
import { importSite } from '../../sites/site-store';
import { CLIENT_ID, type IdentityProvider, startIdentityProvider, Visitor } from '../../testing/identity';
import { freePort } from '../../testing/postgres/free-port';
import { openTestDatabase } from '../../testing/postgres/test-database';
import { startTestService, type TestService } from '../../testing/service';
import { makeSite } from '../../testing/small-site';

let provider: IdentityProvider;
let service: TestService;
let url: string;

beforeAll(async () => {
  // The provider tells that it is set up for trying out.
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  const driver = await openTestDatabase();
  // Each must know the other's address: the service's is chosen first.
  const port = await freePort();
  url = `http://localhost:${port}`;
  provider = await startIdentityProvider(`${url}/api/sign-in/callback`);
  service = await startTestService(driver, {
    demoSite: undefined,
    publicUrl: url,
    environment: { DEMO_SIGN_IN: 'off', OIDC_CLIENT_ID: CLIENT_ID, OIDC_ISSUER: provider.issuer },
    fill: async (database) => {
      await importSite(database, makeSite('one'));
      await importSite(database, makeSite('two'));
    },
  });
  await service.app.listen({ port, host: '127.0.0.1' });
});
afterAll(async () => {
  await service.stop();
  await provider.stop();
});

/** Lets time pass, as the database sees it. */
const pass = (minutes: number) =>
  service.database.asOwner(async (queries) => {
    const by = sql`make_interval(mins => ${minutes})`;
    await queries.query(sql`UPDATE sessions SET seen_at = seen_at - ${by}, expires_at = expires_at - ${by}`);
    await queries.query(sql`UPDATE sign_ins SET expires_at = expires_at - ${by}`);
  });
const api = (path: string, init?: RequestInit) => fetch(`${url}/api${path}`, init);

/** From the sign-in page through the provider and back; returns the visitor and where the page ends. */
async function goThrough(email: string, site = 'one'): Promise<{ visitor: Visitor; page: string }> {
  const visitor = new Visitor();
  const back = await visitor.signIn(`${url}/api/sign-in?site=${site}`, email, `${url}/api/sign-in/callback`);
  const answer = await visitor.visit(back);
  return { visitor, page: answer.headers.get('location') ?? '' };
}

/** The pane's token, as the page gets it. */
async function tokenOf(visitor: Visitor): Promise<Response> {
  return api('/session/token', {
    method: 'POST',
    headers: { cookie: `caseload=${visitor.cookie('caseload')}`, 'sec-fetch-site': 'same-origin' },
  });
}

/** An ID token of the provider, as Excel would bring one. */
async function idTokenOf(email: string): Promise<string> {
  const configuration = await oidc.discovery(new URL(provider.issuer), CLIENT_ID, undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });
  const verifier = oidc.randomPKCECodeVerifier();
  const redirect = `${url}/api/sign-in/callback`;
  const ask = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirect,
    scope: 'openid email profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const back = await new Visitor().signIn(ask.href, email, redirect);
  const tokens = await oidc.authorizationCodeGrant(configuration, new URL(back), { pkceCodeVerifier: verifier });
  return tokens.id_token ?? '';
}
const bring = (idToken: string, site = 'one') =>
  api('/session/id-token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ site, idToken }),
  });
const whoAmI = (token: string) => api('/session', { headers: { authorization: `Bearer ${token}` } });

test('signing in with the provider creates a session for the page, and one for the pane', async () => {
  const { visitor, page } = await goThrough('all@example.org');
  expect(page).toBe('/sign-in.html?done');
  const { token } = (await (await tokenOf(visitor)).json()) as { token: string };
  expect(await (await whoAmI(token)).json()).toMatchObject({ user: { email: 'all@example.org' }, site: { id: 'one' } });
});

test('a user of several sites changes between them, unless another identity holds the address there', async () => {
  const { visitor } = await goThrough('all@example.org');
  const { token } = (await (await tokenOf(visitor)).json()) as { token: string };
  const change = (to: string) =>
    api('/session/site', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ site: to }),
    });
  const bind = (subject: string | null) =>
    service.database.asOwner((queries) =>
      queries.query(sql`UPDATE users SET subject = ${subject} WHERE site_id = ${'two'} AND email = ${'all@example.org'} RETURNING subject`),
    );
  await bind('somebody else');
  expect((await change('two')).status).toBe(404);
  await bind(null);
  const answer = (await (await change('two')).json()) as { token: string; site: { id: string } };
  expect(answer).toMatchObject({ site: { id: 'two' }, sites: [{ id: 'one' }, { id: 'two' }] });
  // From now on the address is bound there, as by signing in.
  const [bound] = await service.database.asOwner((queries) =>
    queries.query<{ subject: string | null }>(sql`SELECT subject FROM users WHERE site_id = ${'two'} AND email = ${'all@example.org'}`),
  );
  expect(bound?.subject).toEqual(expect.any(String));
  expect((await whoAmI(answer.token)).status).toBe(200);
});

test('demo sign-in is off, and with several sites the options name the provider but no site', async () => {
  const demo = await api('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":"all@example.org"}',
  });
  expect(demo.status).toBe(404);
  expect((await api('/demo/users')).status).toBe(404);
  expect(await (await api('/sign-in/options')).json()).toEqual({ provider: { issuer: provider.issuer, clientId: CLIENT_ID }, site: null });
});

test.each([
  ['whom the site does not know', 'stranger@example.org', 'one', 'unknown-user'],
  ['whose address is not verified', 'unverified@example.org', 'one', 'unverified'],
])('a user who is known there but %s is refused', async (_, email, site, problem) => {
  const { visitor, page } = await goThrough(email, site);
  expect(page).toBe(`/sign-in.html?problem=${problem}`);
  expect((await tokenOf(visitor)).status).toBe(401);
});

test('an unknown site is reported without a redirect to the provider', async () => {
  const answer = await api('/sign-in?site=nowhere', { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe('/sign-in.html?problem=unknown-site');
});

test('an answer is valid once, in the browser that asked, for ten minutes', async () => {
  const back = `${url}/api/sign-in/callback`;
  const visitor = new Visitor();
  const answer = await visitor.signIn(`${url}/api/sign-in?site=one`, 'all@example.org', back);
  expect((await new Visitor().visit(answer)).headers.get('location')).toBe('/sign-in.html?problem=not-asked');
  const again = new Map([['cookie', `caseload-sign-in=${visitor.cookie('caseload-sign-in')}`]]);
  expect((await visitor.visit(answer)).headers.get('location')).toBe('/sign-in.html?done');
  const replayed = await fetch(answer, { redirect: 'manual', headers: Object.fromEntries(again) });
  expect(replayed.headers.get('location')).toBe('/sign-in.html?problem=too-late');
  const slow = new Visitor();
  const late = await slow.signIn(`${url}/api/sign-in?site=one`, 'all@example.org', back);
  await pass(11);
  expect((await slow.visit(late)).headers.get('location')).toBe('/sign-in.html?problem=too-late');
});

test('ID tokens from Excel sign in; altered, old or forged ones do not', async () => {
  const idToken = await idTokenOf('view@example.org');
  const answer = await bring(idToken);
  expect(await answer.json()).toMatchObject({ user: { email: 'view@example.org' }, site: { id: 'one' } });
  const [head = '', body = '', signature = ''] = idToken.split('.');
  const claims = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), email: 'all@example.org' };
  const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
  const unsigned = [
    Buffer.from('{"alg":"none"}').toString('base64url'),
    Buffer.from(JSON.stringify(claims)).toString('base64url'),
    '',
  ].join('.');
  for (const wrong of [forged, unsigned, 'x', idToken.slice(0, -4)]) {
    expect(await (await bring(wrong)).json()).toMatchObject({ status: 401, code: 'refused' });
  }
});

test('a reassigned address does not pass the rights on', async () => {
  expect((await goThrough('one@example.org')).page).toBe('/sign-in.html?done');
  await service.database.withSite('one' as never, (queries) =>
    queries.query(sql`UPDATE users SET subject = 'somebody else' WHERE site_id = ${'one'} AND email = ${'one@example.org'}`),
  );
  expect((await goThrough('one@example.org')).page).toBe('/sign-in.html?problem=unknown-user');
});

test('a session ends after 30 minutes without a request, and 12 hours after signing in', async () => {
  const { token } = (await (await bring(await idTokenOf('view@example.org'))).json()) as { token: string };
  for (let times = 0; times < 3; times++) {
    await pass(29);
    expect((await whoAmI(token)).status).toBe(200);
  }
  await pass(31);
  expect((await whoAmI(token)).status).toBe(401);
  const { token: other } = (await (await bring(await idTokenOf('view@example.org'))).json()) as { token: string };
  for (let minutes = 29; minutes < 12 * 60; minutes += 29) {
    await pass(29);
    expect((await whoAmI(other)).status).toBe(200);
  }
  await pass(25);
  expect((await whoAmI(other)).status).toBe(401);
});

test('signing out everywhere ends all sessions of the user, and no others', async () => {
  const tokens: string[] = [];
  for (const email of ['view@example.org', 'view@example.org', 'all@example.org'])
    tokens.push(((await (await bring(await idTokenOf(email))).json()) as { token: string }).token);
  const [one = '', two = '', other = ''] = tokens;
  await api('/session?everywhere=true', { method: 'DELETE', headers: { authorization: `Bearer ${one}` } });
  expect([(await whoAmI(one)).status, (await whoAmI(two)).status, (await whoAmI(other)).status]).toEqual([401, 401, 200]);
});
