import { Client } from 'pg';
import { startService } from '../e2e/service';
import { beginSession } from '../src/server/accounts/sessions';
import { readConfig } from '../src/server/config';
import type { SiteId } from '../src/server/database/database';
import { openDatabase } from '../src/server/database/open';
import { makeSampleSite } from '../src/server/sites/sample';
import { importSite } from '../src/server/sites/site-store';
import { startPostgresServer } from '../src/server/testing/postgres/postgres-server';
import { report, timed } from './report';

const UPLOADS = 1_000_000;
const PAGE = 20;
const ROUNDS = 5;

const FILL = `
INSERT INTO uploads (site_id, upload_id, idempotency_key, name, state, created_at, created_by, received, accepted, progress)
SELECT $1, gen_random_uuid(), 'old ' || n, 'Old upload ' || n, 'complete', now() - n * interval '5 minutes', $2, 600, 600, 1
FROM generate_series(1, $3) AS t(n)`;

/** The list of uploads of a site that has a million. */
export async function benchUploads(): Promise<void> {
  const postgres = await startPostgresServer();
  const settings = { DATABASE_URL: postgres.url };
  const site = await makeSampleSite({ participants: 10, seed: 7 });
  const database = await openDatabase(readConfig(settings));
  await importSite(database, site);
  const id = site.site.id as SiteId;
  const email = site.users[0]?.email ?? '';
  const token = await database.withSite(id, (queries) => beginSession(queries, id, email));
  await database.close();
  const client = new Client(postgres.url);
  await client.connect();
  await client.query(FILL, [id, email, UPLOADS]);
  await client.query('VACUUM ANALYZE uploads');
  await client.end();
  const service = await startService(settings);
  const list = async (query: string, count: number) => {
    const answer = await fetch(`${service.url}/api/uploads?tab=complete${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(await answer.text());
    const page = (await answer.json()) as { uploads: unknown[]; next: string };
    if (page.uploads.length !== count) throw new Error(`${page.uploads.length} uploads instead of ${count}`);
    return page;
  };
  const { next } = await list('&limit=100', 100);
  for (const [what, count, query] of [
    ['first page', PAGE, ''],
    ['next page', PAGE, `&cursor=${next}`],
    ['search for one of the oldest (aim: below 50)', 1, '&search=upload%20999999'],
    ['search for what each contains', PAGE, '&search=upload'],
    ['search for the sender of each', PAGE, `&search=${encodeURIComponent(email.slice(0, -3))}`],
    ['search for what none contains', 0, '&search=nowhere'],
    ['search for two letters that none contains', 0, '&search=qx'],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await timed(() => list(query, count)));
    const sorted = [...times].sort((one, other) => one - other);
    report(
      `a million uploads: ${what} (ms: median, first)`,
      `${Math.round(sorted[Math.floor(ROUNDS / 2)] ?? 0)}, ${Math.round(times[0] ?? 0)}`,
    );
  }
  await service.remove();
  await postgres.stop();
}
