// Starts one PostgreSQL for a run of the tests.
import { Client } from 'pg';
import { startPostgresServer } from './postgres-server';

export default async function setup(): Promise<void> {
  const server = await startPostgresServer();
  // Roles belong to the whole server: two databases that are migrated at once would both make this one.
  const client = new Client(server.url);
  await client.connect();
  await client.query('CREATE ROLE caseload_app NOLOGIN');
  await client.query('GRANT caseload_app TO CURRENT_USER');
  await client.end();
  process.env.TEST_POSTGRES_URL = server.url;
  Object.assign(globalThis, { stopPostgresServer: server.stop });
}
