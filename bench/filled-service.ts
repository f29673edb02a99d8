import { Client } from 'pg';
import { startService } from '../e2e/service';
import { beginSession } from '../src/server/accounts/sessions';
import { readConfig } from '../src/server/config';
import type { SiteId } from '../src/server/database/database';
import { openDatabase } from '../src/server/database/open';
import { makeSampleSite } from '../src/server/sites/sample';
import type { SiteData } from '../src/server/sites/site-data';
import { importSite } from '../src/server/sites/site-store';
import { startPostgresServer } from '../src/server/testing/postgres/postgres-server';
import { report, timed } from './report';

/** A service on PostgreSQL whose site has a long history. */
export interface FilledService {
  readonly url: string;
  readonly site: SiteData;
  /** A session of the site's first user. */
  readonly token: string;
  readonly email: string;
  stop(): Promise<void>;
}

/** @param fill the statement that writes the history; `$1` is the site, `$2` the user */
export async function startFilledService(participants: number, fill: string): Promise<FilledService> {
  const postgres = await startPostgresServer();
  const settings = { DATABASE_URL: postgres.url };
  const site = await makeSampleSite({ participants, seed: 7 });
  const database = await openDatabase(readConfig(settings));
  await importSite(database, site);
  const id = site.site.id as SiteId;
  const email = site.users[0]?.email ?? '';
  const token = await database.withSite(id, (queries) => beginSession(queries, id, email));
  await database.close();
  const client = new Client(postgres.url);
  await client.connect();
  await client.query(fill, [id, email]);
  await client.query('VACUUM ANALYZE');
  await client.end();
  const service = await startService(settings);
  return {
    url: service.url,
    site,
    token,
    email,
    async stop() {
      await service.remove();
      await postgres.stop();
    },
  };
}

/** Reports the median time of several calls, and that of the first, in milliseconds. */
export async function reportCalls(what: string, rounds: number, ask: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(ask));
  const median = [...times].sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
  report(`${what} (ms: median, first)`, `${Math.round(median)}, ${Math.round(times[0] ?? 0)}`);
}
