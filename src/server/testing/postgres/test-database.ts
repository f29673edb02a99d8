import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Driver } from '../../database/driver';
import { openPostgres } from '../../database/postgres';

/** The setting in which the run's server is passed on to the tests (`setup.ts`). */
const SERVER = 'TEST_POSTGRES_URL';

async function onServer(statement: string): Promise<string> {
  const url = process.env[SERVER];
  if (url === undefined) throw new Error('There is no PostgreSQL: run the tests by `npm run jest`.');
  const client = new Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
  return url;
}

/** An empty database on the real PostgreSQL that all tests of a run share. */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = await onServer(`CREATE DATABASE ${name}`);
  return {
    url: server.replace(/[^/]+$/, name),
    stop: async () => void (await onServer(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

/** A database as from `startPostgres`, opened; closing it deletes it. */
export async function openTestDatabase(): Promise<Driver> {
  const { url, stop } = await startPostgres();
  const driver = openPostgres(url);
  return {
    ...driver,
    async close() {
      await driver.close();
      await stop();
    },
  };
}
