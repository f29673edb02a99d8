import sql from 'sql-template-tag';
// Who may do what: every call of the OpenAPI document, as nobody, as another site's user, without the right, and with the right in
// another program.
import { endpoints } from '../api/endpoints';
import { importSite } from './sites/site-store';
import { openTestDatabase } from './testing/postgres/test-database';
import { startTestService, type TestService } from './testing/service';
import { HEADER, insertRow, makeSite, updateRow } from './testing/small-site';

let service: TestService;
const log: string[] = [];
const tokens: Record<string, string> = {};
let upload: string;

beforeAll(async () => {
  service = await startTestService(await openTestDatabase(), {
    demoSite: 'one',
    environment: { LOG_LEVEL: 'debug' },
    log: { write: (line) => void log.push(line) },
    fill: async (database) => {
      for (const id of ['one', 'two']) {
        const site = makeSite(id);
        const users = [...site.users, { email: 'nothing@example.org', name: 'No Rights', securities: [], programIds: [] }];
        await importSite(database, { ...site, users });
      }
    },
  });
  for (const name of ['all', 'view', 'one', 'nothing', 'admin']) tokens[name] = await signIn(`${name}@example.org`);
  // Demo sign-in is on for one site only: the other's user comes in by the database.
  const { beginSession } = await import('./accounts/sessions');
  tokens.foreign = await service.database.withSite('two' as never, (queries) => beginSession(queries, 'two' as never, 'all@example.org'));
  const sent = await call('POST', '/uploads', 'all', { name: 'March', cells: [HEADER, insertRow(1003)] }, { 'idempotency-key': 'one' });
  upload = sent.json().id;
  await service.idle();
});
afterAll(() => service.stop());

async function signIn(email: string): Promise<string> {
  return (await service.app.inject({ method: 'POST', url: '/api/session', payload: { email } })).json().token;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = (method: Method, path: string, as: string, payload?: object, headers: Record<string, string> = {}) =>
  service.app.inject({
    method,
    url: `/api${path}`,
    headers: { ...(tokens[as] === undefined ? {} : { authorization: `Bearer ${tokens[as]}` }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  });

const CELLS = { cells: [HEADER, updateRow(1001)] };
const KEY = { 'idempotency-key': 'another' };
/** How a call is made, and what comes of it for a user with no rights and for another site's user with all. */
interface Case {
  readonly path?: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
  readonly without: number;
  readonly foreign: number;
}
const ofUpload = (more: Partial<Case> = {}): Case => ({ without: 403, foreign: 404, ...more });
const CASES: Readonly<Record<string, Case | 'open'>> = {
  'GET /demo/users': 'open',
  'POST /session': 'open',
  'GET /sign-in/options': 'open',
  'GET /sign-in': 'open',
  'GET /sign-in/callback': 'open',
  'POST /session/id-token': 'open',
  'GET /session': { without: 200, foreign: 200 },
  'POST /session/site': { without: 400, foreign: 400 },
  'POST /session/token': { without: 200, foreign: 200 },
  'DELETE /session': { without: 204, foreign: 204 },
  'GET /site': { without: 200, foreign: 200 },
  'GET /template.xlsx': { without: 200, foreign: 200 },
  'GET /mails': { without: 403, foreign: 200 },
  'PUT /site/settings': { body: { approvalRows: null }, without: 403, foreign: 403 },
  'PUT /staff': { body: { staffId: 101, active: true }, without: 403, foreign: 403 },
  'GET /report': { without: 403, foreign: 200 },
  'GET /caseload': { path: '/caseload?staffId=101', without: 403, foreign: 200 },
  'PUT /corrections': { body: { corrections: [] }, without: 403, foreign: 204 },
  'GET /mappings/{signature}': { path: `/mappings/${'a'.repeat(64)}`, without: 404, foreign: 404 },
  'PUT /mappings/{signature}': { path: `/mappings/${'a'.repeat(64)}`, body: { columns: {} }, without: 403, foreign: 204 },
  'GET /sources': { without: 200, foreign: 200 },
  'PUT /sources': { body: { name: 'x', columns: {} }, without: 403, foreign: 200 },
  'DELETE /sources/{id}': ofUpload({ foreign: 403 }),
  'POST /sources/{id}/corrections': ofUpload({ body: { corrections: [] } }),
  'PUT /sources/{id}/ids': ofUpload({ body: { kind: 'staff', ids: [{ external: 'x', internal: null }] }, foreign: 403 }),
  'POST /sources/{id}/resolve': ofUpload({ body: { participants: [], staff: [] } }),
  'GET /tokens': { without: 403, foreign: 403 },
  'POST /tokens': { body: { name: 'x', securities: ['uploads:view'], days: 1 }, without: 403, foreign: 403 },
  'DELETE /tokens/{id}': ofUpload({ foreign: 403 }),
  'GET /webhooks': { without: 403, foreign: 403 },
  'POST /webhooks': { body: { url: 'https://example.org' }, without: 403, foreign: 403 },
  'DELETE /webhooks/{id}': ofUpload({ foreign: 403 }),
  'GET /users': { without: 403, foreign: 403 },
  'PUT /users': { body: { email: 'new@example.org', name: 'New', securities: [], programIds: [] }, without: 403, foreign: 403 },
  'POST /users/remove': { body: { email: 'view@example.org' }, without: 403, foreign: 403 },
  'POST /audit.csv': { body: { participantId: 1003 }, without: 403, foreign: 403 },
  'POST /audit': { body: { participantId: 1003 }, without: 403, foreign: 403 },
  'POST /check': { body: CELLS, without: 403, foreign: 200 },
  'POST /uploads': { body: { name: 'x', ...CELLS }, headers: KEY, without: 403, foreign: 202 },
  'GET /uploads': { without: 403, foreign: 200 },
  'GET /uploads/{id}': ofUpload(),
  'GET /uploads/{id}/events': ofUpload(),
  'GET /uploads/{id}/errors': ofUpload(),
  'PUT /uploads/{id}/fixes': ofUpload({ body: { fixes: [] } }),
  'POST /uploads/{id}/next': ofUpload(),
  'POST /uploads/{id}/cancel': ofUpload(),
  'GET /uploads/{id}/review': ofUpload(),
  'POST /uploads/{id}/approve': ofUpload({ foreign: 403 }),
  'POST /uploads/{id}/send-back': ofUpload({ body: { note: 'x' }, foreign: 403 }),
  'POST /uploads/{id}/retry': ofUpload(),
  'GET /uploads/{id}/undo': ofUpload(),
  'POST /uploads/{id}/undo': ofUpload(),
  'GET /uploads/{id}/standing': ofUpload(),
  'GET /uploads/{id}/log': ofUpload(),
  'GET /uploads/{id}/log.csv': ofUpload(),
  'GET /uploads/{id}/log.xlsx': ofUpload(),
};

test('the OpenAPI document lists the endpoints of the contract, and each is tried here', () => {
  const { paths = {} } = service.app.swagger() as unknown as { paths?: Record<string, object> };
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/^\/api/, '')}`),
  );
  const contract = Object.values(endpoints).map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(calls.sort()).toEqual(contract.sort());
  expect(calls).toEqual(Object.keys(CASES).sort());
});

const guarded = Object.entries(CASES).flatMap(([name, one]) => (one === 'open' ? [] : [[name, one] as const]));

describe.each(guarded)('%s', (name, { path, body, headers, without, foreign }) => {
  const [method, pattern = ''] = name.split(' ') as [Method, string];
  const address = () => path ?? pattern.replace('{id}', upload);
  const as = (who: string, token?: string) =>
    call(method, address(), who, body, { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) });

  test('no token, and an invalid one, get 401', async () => {
    for (const answer of [
      await as('nobody'),
      await as('nobody', `one.${'A'.repeat(43)}`),
      await as('nobody', `two.${tokens.all?.slice(4)}`),
    ]) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ code: 'signed-out' });
    }
  });

  test('a user without the right', async () => {
    if (name === 'DELETE /session' || name === 'GET /session') tokens.nothing = await signIn('nothing@example.org');
    expect((await as('nothing')).statusCode).toBe(without);
    tokens.nothing = await signIn('nothing@example.org');
  });

  test('another site’s user only sees and changes that site', async () => {
    const token = tokens.foreign;
    const answer = await as('foreign');
    expect(answer.statusCode).toBe(foreign);
    expect(answer.body).not.toContain(upload);
    if (name === 'DELETE /session') {
      const { beginSession } = await import('./accounts/sessions');
      tokens.foreign = await service.database.withSite('two' as never, (queries) =>
        beginSession(queries, 'two' as never, 'all@example.org'),
      );
      expect(tokens.foreign).not.toBe(token);
    }
  });
});

test('a right in another program does not allow to begin, end or undo here', async () => {
  const codes = async (row: unknown[]) => {
    const { findings } = (await call('POST', '/check', 'one', { cells: [HEADER, row] })).json();
    return findings.map((one: { code: string }) => one.code);
  };
  expect(await codes(updateRow(1001, { 'Program ID': 11 }))).toEqual(['security.update']);
  expect(await codes(insertRow(1001, { 'Program ID': 11 }))).toEqual(['security.insert']);
  const sent = await call('POST', '/uploads', 'one', { name: 'x', cells: [HEADER, updateRow(1001)] }, { 'idempotency-key': 'program' });
  await service.idle();
  expect((await call('GET', `/uploads/${sent.json().id}`, 'one')).json()).toMatchObject({ state: 'needs-fixes' });
  expect((await call('POST', `/uploads/${upload}/undo`, 'one')).json()).toMatchObject({ status: 403, code: 'forbidden' });
  expect((await call('GET', `/uploads/${upload}`, 'all')).json()).toMatchObject({ state: 'complete' });
});

test('an administrator sees what was done to a participant, by which upload and whom', async () => {
  const { changes } = (await call('POST', '/audit', 'admin', { participantId: 1003 })).json();
  expect(changes).toEqual([
    {
      at: expect.stringMatching(/Z$/),
      by: 'all@example.org',
      choices: [],
      upload,
      row: 2,
      what: 'begun',
      uploadName: 'March',
      programId: null,
      staffId: 102,
      relationship: 'Primary',
      before: null,
      after: { status: 'Active', start: '2026-03-01', end: null, reason: null },
    },
  ]);
  expect((await call('POST', '/audit', 'admin', { participantId: 1001 })).json()).toEqual({ changes: [] });
});

test('read-only users change nothing', async () => {
  for (const [method, path, body] of [
    ['POST', '/check', CELLS],
    ['POST', '/uploads', { name: 'x', ...CELLS }],
    ['POST', `/uploads/${upload}/undo`, undefined],
    ['POST', `/uploads/${upload}/cancel`, undefined],
    ['PUT', '/corrections', { corrections: [] }],
    ['GET', '/users', undefined],
  ] as const)
    expect((await call(method, path, 'view', body, KEY)).statusCode).toBe(403);
  expect((await call('GET', `/uploads/${upload}/log`, 'view')).statusCode).toBe(200);
});

test('an administrator adds, changes and removes users; one administrator must remain; programs must be the site’s', async () => {
  const change = (email: string, body: object) => call('PUT', '/users', 'admin', { email, ...body });
  const remove = (email: string) => call('POST', '/users/remove', 'admin', { email });
  const kim = { name: 'Kim', securities: ['caseload:record'], programIds: [12], staffId: null, needsApproval: false };
  expect((await change('Kim@example.org', kim)).json()).toEqual({ email: 'kim@example.org', ...kim });
  tokens.kim = await signIn('kim@example.org');
  expect((await call('GET', '/uploads', 'kim')).statusCode).toBe(200);
  expect((await change('kim@example.org', { ...kim, securities: [] })).statusCode).toBe(200);
  // What was taken away counts at once, and so does being removed.
  expect((await call('GET', '/uploads', 'kim')).statusCode).toBe(403);
  expect((await remove('kim@example.org')).statusCode).toBe(204);
  expect((await call('GET', '/session', 'kim')).statusCode).toBe(401);
  expect((await change('x@example.org', { ...kim, programIds: [99] })).json()).toMatchObject({ status: 400 });
  expect((await change('x@example.org', { ...kim, staffId: 999 })).json()).toMatchObject({ status: 400 });
  expect((await change('x@example.org', { ...kim, securities: ['caseload:end:own'] })).json()).toMatchObject({ status: 400 });
  expect((await remove('admin@example.org')).json()).toMatchObject({ status: 409 });
  expect((await change('admin@example.org', { ...kim, programIds: [] })).json()).toMatchObject({ status: 409 });
  const audit = await service.database.withSite('one' as never, (queries) =>
    queries.query(sql`SELECT email, changed_by FROM user_audit WHERE site_id = ${'one'} ORDER BY changed_at`),
  );
  expect(audit).toEqual(Array.from({ length: 3 }, () => ({ email: 'kim@example.org', changed_by: 'admin@example.org' })));
});

test('other origins can’t read answers, and can’t change anything with a cookie', async () => {
  const foreignPage = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
  const preflight = await service.app.inject({
    method: 'OPTIONS',
    url: '/api/uploads',
    headers: { ...foreignPage, 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
  const answer = await call('GET', '/site', 'all', undefined, foreignPage);
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  expect(answer.headers).toMatchObject({ 'cross-origin-resource-policy': 'same-origin', 'x-content-type-options': 'nosniff' });
  for (const headers of [foreignPage, { 'sec-fetch-site': 'same-site' }, {}])
    expect(
      (await service.app.inject({ method: 'POST', url: `/api/uploads/${upload}/undo`, cookies: { caseload: tokens.all ?? '' }, headers }))
        .statusCode,
    ).toBe(401);
});

test('answers about people are not cached, and every answer has a request ID that is in the log', async () => {
  const answer = await call('GET', `/uploads/${upload}/log`, 'all');
  expect(answer.headers['cache-control']).toBe('no-store');
  const number = String(answer.headers['x-request-id']);
  expect(number).toMatch(/^[0-9a-f-]{36}$/);
  expect(log.some((line) => line.includes(number))).toBe(true);
});

test('pages restrict framing, and run only their own scripts', async () => {
  const answer = await service.app.inject({ method: 'GET', url: '/taskpane.html' });
  const policy = String(answer.headers['content-security-policy']);
  // The pages load office.js from the service unless they are built for Microsoft's CDN.
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self';");
  expect(policy).toMatch(/frame-ancestors 'self' https:\/\/\*\.officeapps\.live\.com/);
  for (const host of ['*.cloud.microsoft', '*.sharepoint.com', 'onedrive.live.com', 'teams.microsoft.com']) expect(policy).toContain(host);
  expect(policy).not.toMatch(/unsafe-eval|office365\.us/);
});

test('browsers keep icons for a day, scripts with a hash for ever, and ask for pages', async () => {
  const cached = async (url: string) => (await service.app.inject({ method: 'GET', url })).headers['cache-control'];
  expect(await cached('/assets/buttons/submit-32.png')).toBe('public, max-age=86400');
  const page = await service.app.inject({ method: 'GET', url: '/taskpane.html' });
  expect(page.headers['cache-control']).toBe('public, max-age=0');
  const [, script = ''] = /src="(\/taskpane\.[^"]+\.js)"/.exec(page.body) ?? [];
  expect(await cached(script)).toBe('public, max-age=31536000, immutable');
});

test('Excel’s own pages may read the functions’ metadata, and nothing else', async () => {
  const allowed = async (url: string) => (await service.app.inject({ method: 'GET', url })).headers['access-control-allow-origin'];
  expect(await allowed('/assets/functions.json')).toBe('*');
  expect(await allowed('/assets/shortcuts.json')).toBeUndefined();
  expect(await allowed('/taskpane.html')).toBeUndefined();
});

test('no log line or error contains a cell, an address, a token or a file name', async () => {
  await call('POST', '/uploads', 'all', { name: 'Secret name', cells: 'x' }, KEY);
  await call('GET', `/uploads?search=CN-1003&cursor=x`, 'all');
  await service.app.inject({ method: 'POST', url: '/api/session', payload: { email: 'stranger@example.org' } });
  await service.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: '{"email": "CN-1003',
    headers: { 'content-type': 'application/json' },
  });
  const lines = log.join('\n');
  expect(log.length).toBeGreaterThan(100);
  const secrets = ['CN-1003', 'CN-1001', '@example.org', 'Secret name', 'Goals met', ...Object.values(tokens)];
  expect(secrets.filter((secret) => lines.includes(secret))).toEqual([]);
});

test('every statement names its site, and every table’s key starts with it', async () => {
  expect(service.statements.size).toBeGreaterThan(20);
  expect(await service.withoutSite()).toEqual([]);
});

test('a reply that a handler has sent itself is not sent again', async () => {
  const { headers } = await call('GET', '/site', 'all');
  const again = await call('GET', '/site', 'all', undefined, { 'if-none-match': String(headers.etag) });
  const checked = await call('POST', '/check', 'all', CELLS);
  expect([again.statusCode, checked.statusCode]).toEqual([304, 200]);
  expect(log.filter((line) => line.includes('already sent'))).toEqual([]);
});
