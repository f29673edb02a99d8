import { Client } from 'pg';
import { migrate } from '../../database/migrations';
import { openPostgres } from '../../database/postgres';
import { startPostgresServer } from './postgres-server';
import { MIGRATED, SERVER } from './test-database';

/** Starts one PostgreSQL for a run of the tests. @returns what stops it */
export async function preparePostgres(): Promise<() => Promise<void>> {
  const server = await startPostgresServer();
  const client = new Client(server.url);
  await client.connect();
  await client.query(`CREATE DATABASE ${MIGRATED}`);
  await client.end();
  // Also makes the role that belongs to the whole server: two databases that are migrated at once would both make it.
  const migrated = openPostgres(server.url.replace(/[^/]+$/, MIGRATED));
  await migrate(migrated);
  await migrated.close();
  process.env[SERVER] = server.url;
  return server.stop;
}
