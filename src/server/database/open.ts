import { join } from 'node:path';
import { MessagePort } from 'node:worker_threads';
import type { Config } from '../config';
import { createDatabase, type Database, type DatabaseHandle } from './database';
import type { Driver } from './driver';
import { openPgliteThread } from './embedded/pglite-thread';
import { connectDriver } from './embedded/port';
import { migrate } from './migrations';

async function ready(driver: Driver): Promise<Database> {
  await migrate(driver);
  return createDatabase(driver);
}

/** A thread that only does one of the two kinds need not load the other: that is a tenth of a second of its start. */
async function openServer(url: string, connections: number): Promise<Driver> {
  const { openPostgres } = await import('./postgres');
  return openPostgres(url, connections);
}

/**
 * Opens the database that the settings name, up to date.
 * @throws FolderInUse if it is embedded and another process has it open
 */
export async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir' | 'databaseConnections'>): Promise<Database> {
  return ready(
    config.databaseUrl === undefined
      ? await openPgliteThread(join(config.dataDir, 'database'))
      : await openServer(config.databaseUrl, config.databaseConnections),
  );
}

/** A database in memory, for checking a file and for tests. */
export async function openMemoryDatabase(): Promise<Database> {
  const { openPglite } = await import('./embedded/pglite');
  return ready(await openPglite());
}

/** Connections that a thread keeps from one task to the next, by address. */
const kept = new Map<string, Promise<Database>>();
/** How many a thread holds: as many as it does tasks at once. */
const CONNECTIONS_OF_THREAD = 3;

/** Works on the database that a task was given, and leaves nothing of it open. */
export async function withHandle<T>(handle: DatabaseHandle, work: (database: Database) => Promise<T>): Promise<T> {
  if (!(handle instanceof MessagePort)) {
    const database = kept.get(handle.url) ?? openServer(handle.url, CONNECTIONS_OF_THREAD).then(createDatabase);
    kept.set(handle.url, database);
    return work(await database);
  }
  const database = createDatabase(connectDriver(handle));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
