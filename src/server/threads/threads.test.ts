// On real threads, with limits so narrow that they are met.

import type { App } from '../http/services';
import { importSite } from '../sites/site-store';
import { openTestDatabase } from '../testing/postgres/test-database';
import { startTestService, type TestService } from '../testing/service';
import { HEADER, insertRow, makeSite } from '../testing/small-site';
import type { ThreadLimits } from './threads';

const roomy = { threads: 1, atOnce: 1, memory: 256, waiting: 100 };

async function start(limits: Partial<ThreadLimits>): Promise<{ service: TestService; ask: ReturnType<typeof asking> }> {
  const service = await startTestService(await openTestDatabase(), {
    demoSite: 'one',
    limits,
    fill: (database) => importSite(database, makeSite('one')),
  });
  const answer = await service.app.inject({ method: 'POST', url: '/api/session', payload: { email: 'all@example.org' } });
  return { service, ask: asking(service.app, answer.json().token) };
}
const asking = (app: App, token: string) => (method: 'GET' | 'POST', url: string, payload?: object, key?: string) =>
  app.inject({
    method,
    url: `/api${url}`,
    headers: { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    ...(payload === undefined ? {} : { payload }),
  });
const sheet = (rows: number) => [HEADER, ...Array.from({ length: rows }, (_, place) => insertRow(100_000 + place))];

test('a task that exceeds memory or time is refused with a reason, and the next one runs', async () => {
  for (const large of [
    { ...roomy, memory: 16 },
    { ...roomy, time: 50 },
  ]) {
    const { service, ask } = await start({ large });
    expect((await ask('POST', '/check', { cells: sheet(30_000) })).json()).toMatchObject({ status: 422, code: 'too-much-work' });
    expect((await ask('POST', '/check', { cells: sheet(3) })).json()).toMatchObject({ rows: 3 });
    await service.stop();
  }
});

test('tasks that wait too long, or users with too many, are told when to retry', async () => {
  const { service, ask } = await start({ small: { ...roomy, patience: 1, waiting: 2 } });
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask('POST', '/check', { cells: sheet(300) })));
  const refused = answers.filter(({ statusCode }) => statusCode !== 200);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    expect([429, 503]).toContain(answer.statusCode);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  await service.stop();
});

test('an upload without capacity is not a failure: it runs later', async () => {
  const { service, ask } = await start({ jobs: { ...roomy, patience: 1, waiting: 1 } });
  const ids: string[] = [];
  for (let upload = 0; upload < 6; upload++)
    ids.push((await ask('POST', '/uploads', { name: 'Sheet', cells: [HEADER, insertRow(1001 + upload)] }, `key ${upload}`)).json().id);
  await service.idle();
  for (const id of ids) expect((await ask('GET', `/uploads/${id}`)).json()).toMatchObject({ state: 'complete' });
  await service.stop();
});

test('an upload that lacks memory beside others is rerun by itself', async () => {
  const { service, ask } = await start({ jobs: { ...roomy, memory: 16 }, large: roomy });
  const { id } = (await ask('POST', '/uploads', { name: 'Sheet', cells: sheet(4000) }, 'key')).json();
  await service.idle();
  expect((await ask('GET', `/uploads/${id}`)).json()).toMatchObject({ state: 'needs-fixes' });
  await service.stop();
});
