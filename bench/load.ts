import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startService, type TestService } from '../e2e/service';
import type { Cell } from '../src/core/caseload/cells';
import { beginSession } from '../src/server/accounts/sessions';
import { readConfig } from '../src/server/config';
import type { Database, SiteId } from '../src/server/database/database';
import { openDatabase } from '../src/server/database/open';
import { makeSampleSite } from '../src/server/sites/sample';
import type { SiteData } from '../src/server/sites/site-data';
import { importSite } from '../src/server/sites/site-store';
import { startPostgresServer } from '../src/server/testing/postgres/postgres-server';
import { report, timed } from './report';
import { HEADER, inserts, upload } from './service';

const ROWS = 600;
const MANY = 50;
const LARGE = 100_000;

/** A process's peak memory, in MiB. */
function peakOf({ pid }: TestService): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

function percentile(times: readonly number[], share: number): number {
  return Math.round([...times].sort((one, other) => one - other)[Math.ceil(times.length * share) - 1] ?? 0);
}

/** Creates a session for the site's first user; returns its token. */
function tokenOf(database: Database, { site, users }: SiteData): Promise<string> {
  const id = site.id as SiteId;
  return database.withSite(id, (queries) => beginSession(queries, id, users[0]?.email ?? ''));
}

/** Submits all sheets at once; returns the time to completion of each, in milliseconds. */
async function atOnce(url: string, jobs: readonly { readonly token: string; readonly cells: Cell[][] }[]): Promise<readonly number[]> {
  return Promise.all(jobs.map(({ token, cells }) => timed(() => upload(url, token, [HEADER, ...cells]))));
}

async function copy(databaseUrl: string, cells: readonly (readonly Cell[])[]): Promise<number> {
  const { from } = await import('pg-copy-streams');
  const client = new Client(databaseUrl);
  await client.connect();
  await client.query(`CREATE TABLE copied (${HEADER.map((_, column) => `c${column} text`).join(', ')})`);
  const text = cells.map((row) => row.join('\t')).join('\n');
  const time = await timed(
    () =>
      new Promise<void>((resolve, reject) => {
        const stream = client.query(from('COPY copied FROM STDIN'));
        stream.on('finish', resolve).on('error', reject);
        stream.end(text);
      }),
  );
  await client.end();
  return time;
}

/** Many users, and a large upload, on a real PostgreSQL. */
export async function benchLoad(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-load-'));
  const postgres = await startPostgresServer();
  const settings = { DATABASE_URL: postgres.url };
  const database = await openDatabase(readConfig({ ...settings, DATA_DIR: folder }));
  const large = await makeSampleSite({ participants: LARGE + MANY * ROWS, seed: 7 });
  await importSite(database, large);
  const small = await makeSampleSite({ participants: ROWS, seed: 8 });
  const sites = Array.from({ length: MANY }, (_, place): SiteData => ({ ...small, site: { ...small.site, id: `site-${place}` } }));
  for (const site of sites) await importSite(database, site);
  const token = await tokenOf(database, large);
  const tokens = await Promise.all(sites.map((site) => tokenOf(database, site)));
  await database.close();

  const service = await startService(settings);
  const { url } = service;
  await upload(url, tokens[0] ?? '', [HEADER, ...inserts(small, 0, 5)]);
  const oneSite = await atOnce(
    url,
    Array.from({ length: MANY }, (_, place) => ({ token, cells: inserts(large, LARGE + place * ROWS, ROWS) })),
  );
  report(`${MANY} concurrent users of one site, ${ROWS} rows each: median time to complete (ms)`, percentile(oneSite, 0.5));
  report(`${MANY} concurrent users of one site, ${ROWS} rows each: longest time to complete (ms)`, percentile(oneSite, 1));
  const manySites = await atOnce(
    url,
    tokens.map((one) => ({ token: one, cells: inserts(small, 10, ROWS - 10) })),
  );
  report(`${MANY} concurrent sites, ${ROWS} rows each: median time to complete (ms)`, percentile(manySites, 0.5));
  report(`${MANY} concurrent sites, ${ROWS} rows each: longest time to complete (ms)`, percentile(manySites, 1));
  report(`peak memory after ${2 * MANY} concurrent uploads (MiB)`, peakOf(service));

  const cells = [HEADER, ...inserts(large, 0, LARGE)];
  const time = await timed(() => upload(url, token, cells));
  const bare = await copy(postgres.url, cells);
  report('100,000 rows from Submit to complete, PostgreSQL (ms)', Math.round(time));
  report('the same cells by a bare COPY, PostgreSQL (ms)', Math.round(bare));
  report('ratio to COPY, PostgreSQL', (time / bare).toFixed(1));
  report('peak memory after 100,000 rows (MiB)', peakOf(service));

  await service.remove();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
