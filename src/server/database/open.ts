import { join } from 'node:path';
import type { Config } from '../config';
import { createDatabase, type Database, type Driver } from './database';
import { migrate } from './migrations';
import { openPglite } from './pglite';
import { openPostgres } from './postgres';

async function ready(driver: Driver): Promise<Database> {
  await migrate(driver);
  return createDatabase(driver);
}

/** Opens the database that the settings name, up to date. */
export async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir' | 'databaseConnections'>): Promise<Database> {
  return ready(
    config.databaseUrl === undefined
      ? await openPglite(join(config.dataDir, 'database'))
      : openPostgres(config.databaseUrl, config.databaseConnections),
  );
}

/** A database in memory, for checking a file and for tests. */
export async function openMemoryDatabase(): Promise<Database> {
  return ready(await openPglite());
}
