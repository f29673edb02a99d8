import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Driver } from '../../database/driver';
import { openPostgres } from '../../database/postgres';

/** The setting in which the run's server is passed on to the tests (`prepare.ts`). */
export const SERVER = 'TEST_POSTGRES_URL';
/** The database with all tables, of which others are copies. */
export const MIGRATED = 'migrated';
/** PostgreSQL's own, without tables. */
export const EMPTY = 'template1';

type Template = typeof MIGRATED | typeof EMPTY;

async function onServer(statement: string): Promise<string> {
  const url = process.env[SERVER];
  if (url === undefined) throw new Error('There is no PostgreSQL: run the tests by `npm run jest`.');
  const client = new Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
  return url;
}

/** A database on the real PostgreSQL that all tests of a run share. */
export async function startPostgres(template: Template = MIGRATED): Promise<{ url: string; stop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: server.replace(/[^/]+$/, name),
    stop: async () => void (await onServer(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

/** A database as from `startPostgres`, opened; closing it deletes it. */
export async function openTestDatabase(template: Template = MIGRATED): Promise<Driver> {
  const { url, stop } = await startPostgres(template);
  const driver = openPostgres(url);
  return {
    ...driver,
    async close() {
      await driver.close();
      await stop();
    },
  };
}
