import { join } from 'node:path';
import { MessagePort } from 'node:worker_threads';
import { answerBackup } from '../backup/backup-socket';
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

/** Loaded on demand: each kind of database takes a tenth of a second of a thread's start. */
async function openServer(url: string, connections: number): Promise<Driver> {
  const { openPostgres } = await import('./postgres');
  return openPostgres(url, connections);
}

type DatabaseConfig = Pick<Config, 'databaseUrl' | 'dataDir' | 'databaseConnections'>;

/** The folder of the embedded database. */
export function databaseFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'database');
}

/**
 * Opens the configured database as it is.
 * @throws FolderInUse if another process has an embedded database open
 */
export async function openDriver(config: DatabaseConfig): Promise<Driver> {
  return config.databaseUrl === undefined
    ? openPgliteThread(databaseFolder(config), answerBackup)
    : openServer(config.databaseUrl, config.databaseConnections);
}

/**
 * Opens the configured database and migrates it.
 * @throws FolderInUse if another process has an embedded database open
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  return ready(await openDriver(config));
}

/** An in-memory database, for checking a file and for tests. */
export async function openMemoryDatabase(): Promise<Database> {
  const { openPglite } = await import('./embedded/pglite');
  return ready(await openPglite());
}

/** A thread's database connections by address, kept between tasks. */
const kept = new Map<string, Promise<Database>>();
/** The connections of a thread: as many as its concurrent tasks. */
const CONNECTIONS_OF_THREAD = 3;

/** Runs a task's work on its database, and closes what the task opened. */
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
