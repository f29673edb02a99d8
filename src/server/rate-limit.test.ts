import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSite } from './sites/site-store';
import { openTestDatabase } from './testing/postgres/test-database';
import { startTestService, type TestService } from './testing/service';
import { makeSite } from './testing/small-site';

let service: TestService;
beforeAll(async () => {
  service = await startTestService(await openTestDatabase(), {
    demoSite: 'one',
    environment: { RATE_LIMIT: '40', METRICS_TOKEN: 'sixteen characters' },
    fill: (database) => importSite(database, makeSite('one')),
  });
});
afterAll(() => service.stop());

test('a session with too many requests is told how long to wait; another is not', async () => {
  const signIn = async (email: string) =>
    (await service.app.inject({ method: 'POST', url: '/api/session', payload: { email } })).json().token as string;
  const [one, other] = [await signIn('all@example.org'), await signIn('view@example.org')];
  const ask = (token: string) => service.app.inject({ method: 'GET', url: '/api/session', headers: { authorization: `Bearer ${token}` } });
  const answers = [];
  for (let times = 0; times < 45; times++) answers.push((await ask(one)).statusCode);
  expect(answers).toEqual([...Array.from({ length: 40 }, () => 200), ...Array.from({ length: 5 }, () => 429)]);
  const refused = await ask(one);
  expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests', detail: expect.stringMatching(/^Wait \d+ s/) });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask(other)).statusCode).toBe(200);
});

test('guessing sign-ins is stopped, whatever the tokens', async () => {
  const guess = (times: number) =>
    service.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: `guess${times}@example.org` },
      headers: { authorization: `Bearer one.made-up-${times}` },
      remoteAddress: '10.0.0.9',
    });
  const answers = [];
  for (let times = 0; times < 4; times++) answers.push((await guess(times)).statusCode);
  expect(answers).toEqual([401, 401, 429, 429]);
});

test('guessing tokens is stopped, too', async () => {
  let last = 0;
  for (let times = 0; times < 45; times++)
    last = (
      await service.app.inject({
        method: 'GET',
        url: '/api/session',
        headers: { authorization: `Bearer one.made-up-${times}` },
        remoteAddress: '10.0.0.10',
      })
    ).statusCode;
  expect(last).toBe(429);
});

test('metrics require their token, and name no site, user or upload', async () => {
  const metrics = (token: string) => service.app.inject({ method: 'GET', url: '/metrics', headers: { authorization: `Bearer ${token}` } });
  expect((await metrics('x')).statusCode).toBe(401);
  const { body } = await metrics('sixteen characters');
  expect(body).toContain('caseload_http_request_seconds_count{method="GET",route="/api/session",status="429"}');
  for (const line of [
    'caseload_jobs{queue="check",state="waiting"} 0',
    'caseload_jobs{queue="mail",state="given-up"} 0',
    'caseload_oldest_job_seconds{queue="apply-large"} 0',
    'caseload_database_up 1',
  ])
    expect(body.split('\n')).toContain(line);
  expect(body).toMatch(/^caseload_disk_free_bytes \d{6,}$/m);
  expect(body).not.toMatch(/example\.org|site="/);
});

test('the dashboard and the alerts use metrics that exist, and each alert has its part in the runbook', async () => {
  const { body } = await service.app.inject({ url: '/metrics', headers: { authorization: 'Bearer sixteen characters' } });
  const known = new Set(
    [...body.matchAll(/^# TYPE (\w+) (\w+)/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => name + end) : [name],
    ),
  );
  const read = (name: string) => readFileSync(join(__dirname, '../../docs', name), 'utf8');
  const dashboard = JSON.parse(read('monitoring/grafana.json')) as { panels: { targets: { expr: string }[] }[] };
  const alerts = read('monitoring/alerts.yml');
  const expressions = [
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...[...alerts.matchAll(/expr: (.*)/g)].map(([, expr = '']) => expr),
  ];
  expect(expressions.length).toBeGreaterThan(18);
  const used = expressions.flatMap((expr) => expr.match(/\b(?:caseload|nodejs|process)_\w+/g) ?? []);
  expect(used.filter((name) => !known.has(name))).toEqual([]);
  const names = [...alerts.matchAll(/alert: (\w+)/g)].map(([, name]) => name);
  expect([...read('runbook.md').matchAll(/^## (\w+)/gm)].map(([, name]) => name)).toEqual(names);
  expect(names.length).toBe(7);
});
