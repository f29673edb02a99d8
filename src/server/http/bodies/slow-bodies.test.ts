// What happens while a body arrives: over a real connection, since that is where it takes its time.
import { type AddressInfo, connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { importSite } from '../../sites/site-store';
import { openTestDatabase } from '../../testing/postgres/test-database';
import { startTestService, type TestService } from '../../testing/service';
import { HEADER, insertRow, makeSite } from '../../testing/small-site';

let service: TestService;
let port: number;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  service = await startTestService(await openTestDatabase(), {
    demoSite: 'one',
    fill: async (database) => {
      const site = makeSite('one');
      const administrators = ['eve'].map((name) => ({
        email: `${name}@example.org`,
        name,
        securities: ['site:admin' as const],
        programIds: [],
      }));
      await importSite(database, { ...site, users: [...site.users, ...administrators] });
    },
  });
  await service.app.listen({ port: 0, host: '127.0.0.1' });
  port = (service.app.server.address() as AddressInfo).port;
  for (const name of ['all', 'admin', 'eve'])
    tokens[name] = (
      await service.app.inject({ method: 'POST', url: '/api/session', payload: { email: `${name}@example.org` } })
    ).json().token;
});
afterAll(() => service.stop());

const headOf = (method: string, path: string, as: string, length: number, more = '') =>
  `${method} /api${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${tokens[as]}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}Connection: close\r\n\r\n`;
function open(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => undefined);
  });
}
const answerOf = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (part: Buffer) => {
      text += part.toString();
    });
    socket.on('close', () => resolve(text));
  });

test('rights count when the body has arrived: a user who was removed meanwhile changes nothing', async () => {
  const body = JSON.stringify({ email: 'eve@example.org', name: 'Eve', securities: ['site:admin', 'caseload:record'], programIds: [] });
  const socket = await open();
  socket.write(headOf('PUT', '/users', 'eve', body.length) + body.slice(0, 10));
  // Signed in by now: the other has been answered after her.
  await service.app.inject({ method: 'GET', url: '/api/session', headers: { authorization: `Bearer ${tokens.eve}` } });
  const removed = await service.app.inject({
    method: 'POST',
    url: '/api/users/remove',
    headers: { authorization: `Bearer ${tokens.admin}` },
    payload: { email: 'eve@example.org' },
  });
  expect(removed.statusCode).toBe(204);
  const answer = answerOf(socket);
  socket.write(body.slice(10));
  expect(await answer).toMatch(/^HTTP\/1\.1 401 /);
  const { users } = (
    await service.app.inject({ method: 'GET', url: '/api/users', headers: { authorization: `Bearer ${tokens.admin}` } })
  ).json();
  expect(users.map(({ email }: { email: string }) => email)).not.toContain('eve@example.org');
});

test('clients that disconnect at any moment free their capacity', async () => {
  const large = 20 * 1024 * 1024;
  for (let client = 0; client < 30; client++) {
    const socket = await open();
    socket.write(headOf('POST', '/check', 'all', large));
    // At once, while it is found out who asks, or once the body is waited for.
    await new Promise((resolve) => setTimeout(resolve, client % 6));
    socket.destroy();
  }
  const body = JSON.stringify({ cells: [HEADER, insertRow(1003), ...Array.from({ length: 20_000 }, () => ['x'.repeat(60)])] });
  expect(body.length).toBeGreaterThan(1024 * 1024);
  const headers = { authorization: `Bearer ${tokens.all}`, 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${port}/api/check`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
});

test('a body that arrives too slowly is cut off, which frees its capacity', async () => {
  const socket = await open();
  const closed = answerOf(socket);
  socket.write(`${headOf('POST', '/check', 'all', 2 * 1024 * 1024)}{"cells"`);
  expect(await closed).toBe('');
});

test('a compressed body is refused, since its size is unknown', async () => {
  const body = gzipSync(JSON.stringify({ cells: [HEADER] }));
  const headers = { authorization: `Bearer ${tokens.all}`, 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const answer = await fetch(`http://127.0.0.1:${port}/api/check`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ status: 400, code: 'invalid' });
});
