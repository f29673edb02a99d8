import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteId } from '../database/database';
import { importSite } from '../sites/site-store';
import { openTestDatabase } from '../testing/postgres/test-database';
import { startTestService, type TestService } from '../testing/service';
import { makeSite } from '../testing/small-site';

const SITE = 'one' as SiteId;

let service: TestService;
beforeAll(async () => {
  service = await startTestService(await openTestDatabase(), {
    demoSite: SITE,
    environment: { METRICS_TOKEN: 'sixteen characters' },
    fill: (database) => importSite(database, makeSite(SITE)),
  });
  await service.app.inject({ url: '/api/session' });
});
afterAll(() => service.stop());

test('metrics require their token, and name no site, user or upload', async () => {
  const metrics = (token: string) => service.app.inject({ method: 'GET', url: '/metrics', headers: { authorization: `Bearer ${token}` } });
  expect((await metrics('x')).statusCode).toBe(401);
  const { body } = await metrics('sixteen characters');
  expect(body).toContain('caseload_http_request_seconds_count{method="GET",route="/api/session",status="401"}');
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
  const read = (name: string) => readFileSync(join(__dirname, '../../../docs', name), 'utf8');
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
