import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sql from 'sql-template-tag';
import type { Webhook } from '../../api/webhooks';
import type { SiteId } from '../database/database';
import { importSite } from '../sites/site-store';
import { openTestDatabase } from '../testing/postgres/test-database';
import { startTestService, type TestService } from '../testing/service';
import { HEADER, insertRow, makeSite } from '../testing/small-site';
import { isPrivateAddress, post, signatureOf } from './deliver';

const SITE = 'one' as SiteId;

interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let service: TestService;
let target: Server;
let address: string;
const received: Received[] = [];
/** What the target answers next; 204 if empty. */
const answers: number[] = [];
let tokens: { admin: string; all: string };
let keys = 0;

beforeAll(async () => {
  target = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      if (request.url === '/slow') return;
      const answer = () => {
        const status = answers.shift() ?? 204;
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
      };
      if (request.url === '/after-hook') void until(() => received.some(({ path }) => path === '/hook')).then(answer);
      else answer();
    });
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
  service = await startTestService(await openTestDatabase(), {
    demoSite: SITE,
    environment: { WEBHOOK_KEY: 'k'.repeat(32), WEBHOOK_PRIVATE: 'on' },
    fill: (database) => importSite(database, makeSite(SITE)),
  });
  const signIn = async (email: string) =>
    (await service.app.inject({ method: 'POST', url: '/api/session', payload: { email } })).json().token as string;
  tokens = { admin: await signIn('admin@example.org'), all: await signIn('all@example.org') };
});
afterAll(async () => {
  await service.stop();
  target.closeAllConnections();
  target.close();
});
beforeEach(async () => {
  for (const { id } of (await call('admin', 'GET', '/webhooks')).json().webhooks) await call('admin', 'DELETE', `/webhooks/${id}`);
  received.length = 0;
  answers.length = 0;
});

const call = (as: 'admin' | 'all', method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) =>
  service.app.inject({
    method,
    url: `/api${path}`,
    headers: { authorization: `Bearer ${tokens[as]}`, 'idempotency-key': `webhook ${keys++}` },
    ...(payload === undefined ? {} : { payload }),
  });
const add = async (path = '/hook') => (await call('admin', 'POST', '/webhooks', { url: `${address}${path}` })).json();
const submit = async (status: string) => {
  const row = insertRow(1003, { 'Caseload Status': status, 'Start Date': `2026-03-${String((keys % 27) + 1).padStart(2, '0')}` });
  const upload = (await call('all', 'POST', '/uploads', { name: 'Ana Torres', cells: [HEADER, row] })).json();
  return upload.id as string;
};
const until = async (isDone: () => boolean | Promise<boolean>) => {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 50));
};
/** Lets the next attempt come at once. */
const hurry = () =>
  service.database.asOwner((queries) =>
    queries.query(sql`UPDATE pgboss.job SET start_after = now() WHERE name = 'webhook' AND state = 'retry'`),
  );

test('a complete upload, and one that needs fixes, are told of, signed; no participant and no name is in it', async () => {
  const { id: webhook, secret } = await add();
  const id = await submit('Actve');
  await until(() => received.length === 1);
  const { headers = {}, body = '' } = received[0] ?? {};
  expect(JSON.parse(body)).toEqual({
    event: 'upload needs-fixes',
    at: expect.any(String),
    site: SITE,
    upload: { id, state: 'needs-fixes', received: 1, accepted: null },
  });
  const [, seconds = '', signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['caseload-signature'])) ?? [];
  expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
  const { groups } = (await call('all', 'GET', `/uploads/${id}/errors`)).json();
  await service.app.inject({
    method: 'PUT',
    url: `/api/uploads/${id}/fixes`,
    headers: { authorization: `Bearer ${tokens.all}` },
    payload: { fixes: [{ group: groups[0].id, value: 'Active' }] },
  });
  await call('all', 'POST', `/uploads/${id}/next`);
  await until(() => received.length === 2);
  expect(JSON.parse(received[1]?.body ?? '')).toMatchObject({ event: 'upload complete', upload: { id, accepted: 1 } });
  expect(received.map((one) => one.body).join()).not.toMatch(/Torres|1003|CN-/);
  await until(async () => (await call('admin', 'GET', '/webhooks')).json().webhooks[0].lastStatus === '204');
  expect((await call('admin', 'GET', '/webhooks')).json().webhooks[0]).toMatchObject({
    id: webhook,
    url: `${address}/hook`,
    createdBy: 'admin@example.org',
  });
  // The secret is in no table and in no list.
  expect((await call('admin', 'GET', '/webhooks')).body).not.toContain(secret);
  await call('all', 'POST', `/uploads/${id}/undo`);
});

test('a target that fails is tried again with the same delivery, until it accepts it, once', async () => {
  await add();
  answers.push(500, 302);
  const id = await submit('Active');
  await until(() => received.length === 1);
  await until(async () => {
    await hurry();
    return received.length >= 3;
  });
  await service.idle();
  expect(received).toHaveLength(3);
  expect(new Set(received.map(({ headers }) => headers['caseload-delivery'])).size).toBe(1);
  // A redirect is not followed.
  expect(received.map(({ path }) => path)).toEqual(['/hook', '/hook', '/hook']);
  await call('all', 'POST', `/uploads/${id}/undo`);
});

test('a target that does not answer is given up after five seconds, and the upload is complete all the same', async () => {
  await add('/slow');
  const id = await submit('Active');
  await until(async () => (await call('all', 'GET', `/uploads/${id}`)).json().state === 'complete');
  await until(async () => (await call('admin', 'GET', '/webhooks')).json().webhooks[0].lastStatus === 'ETIMEDOUT');
});

test('targets are told beside each other: one that waits for another is not given up', async () => {
  await add('/after-hook');
  await add('/hook');
  const id = await submit('Active');
  await until(async () => (await call('admin', 'GET', '/webhooks')).json().webhooks.every((one: Webhook) => one.lastStatus === '204'));
  expect(received.map(({ path }) => path).sort()).toEqual(['/after-hook', '/hook']);
  await call('all', 'POST', `/uploads/${id}/undo`);
});

test('a removed webhook takes its open deliveries with it', async () => {
  const { id: webhook } = await add('/slow');
  await submit('Active');
  await until(() => received.length === 1);
  expect((await call('admin', 'DELETE', `/webhooks/${webhook}`)).statusCode).toBe(204);
  expect(
    await service.database.withSite(SITE, (queries) => queries.query(sql`SELECT 1 FROM webhook_deliveries WHERE site_id = ${SITE}`)),
  ).toEqual([]);
});

test('a site has five webhooks at most; others’ are not found', async () => {
  for (let made = 0; made < 5; made++) expect((await add()).id).toEqual(expect.any(String));
  expect(await add()).toMatchObject({ status: 409 });
  expect((await call('admin', 'DELETE', '/webhooks/00000000-0000-4000-8000-000000000000')).statusCode).toBe(404);
  const audit = await service.database.withSite(SITE, (queries) =>
    queries.query(
      sql`SELECT changed_by, before ->> 'url' AS before, after ->> 'url' AS after FROM site_audit WHERE site_id = ${SITE} AND setting = 'webhook' ORDER BY changed_at DESC LIMIT 5`,
    ),
  );
  expect(audit).toEqual(Array(5).fill({ changed_by: 'admin@example.org', before: null, after: `${address}/hook` }));
  expect((await call('all', 'POST', '/webhooks', { url: address })).statusCode).toBe(403);
  expect((await call('admin', 'POST', '/webhooks', { url: 'file:///etc/passwd' })).statusCode).toBe(400);
});

describe('private addresses', () => {
  const message = { id: 'x', body: '{}', secret: 's', now: new Date() };

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '2002:a00:1::',
    'not an address',
  ])('%s is private', (one) => expect(isPrivateAddress(one)).toBe(true));

  test.each(['8.8.8.8', '172.32.0.1', '2606:4700:4700::1111'])('%s is public', (one) => expect(isPrivateAddress(one)).toBe(false));

  test('are not connected to, by number or by name, and neither is plain http', async () => {
    const { port } = target.address() as AddressInfo;
    for (const url of [
      address,
      `https://127.0.0.1:${port}`,
      `https://[::1]:${port}`,
      `https://localhost:${port}`,
      `https://2130706433:${port}`,
    ])
      expect([url, await post({ ...message, url }, false)]).toEqual([url, 'EPRIVATE']);
    expect(received).toEqual([]);
  });

  test('a signature belongs to its time and body', () => {
    const now = new Date('2026-11-27T08:00:00Z');
    expect(signatureOf('s', 'a', now)).toMatch(/^t=1795766400,v1=/);
    expect(signatureOf('s', 'a', now)).not.toBe(signatureOf('s', 'b', now));
    expect(signatureOf('s', 'a', now).split(',')[1]).not.toBe(signatureOf('s', 'a', new Date(0)).split(',')[1]);
  });
});
