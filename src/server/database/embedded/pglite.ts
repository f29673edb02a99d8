import { existsSync, mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { ROOT } from '../../root';
import type { Driver, Queries, Statement } from '../driver';
import { TYPE_IDS } from '../types';

/** No transaction begins with less free space, in bytes: once its log can't grow, the embedded PostgreSQL never answers again. */
const LEAST_ROOM = 200 * 1024 * 1024;

/** Its pages are cached by the system, too: with PostgreSQL's 128 MB the process held 100 MiB more, and was no faster. */
const SETTINGS = ['-c', 'shared_buffers=32MB'];

async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** A database without tables, made by the build (`scripts/build.mjs`): making one takes seconds and 900 MiB, loading it neither. */
const NEW_DATABASE = join(ROOT, 'dist/new-database.tar.gz');

const loadNew = async () => new Blob([await readFile(NEW_DATABASE)]);

/** What is there last when a database is. */
const LAST = 'PG_VERSION';

/**
 * Puts a new database into a folder. If the process ends in the middle, the next one goes on: what is in the folder is never written
 * over.
 */
async function makeDatabase(folder: string): Promise<void> {
  const [unfinished, made] = [`${folder}.unfinished`, `${folder}.new`];
  if (!existsSync(made)) {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    const db = await PGlite.create({ dataDir: unfinished, loadDataDir: await loadNew() });
    await db.close();
    await rename(unfinished, made);
  }
  const names = (await readdir(made)).filter((name) => name !== LAST);
  for (const name of [...names, LAST]) await rename(join(made, name), join(folder, name));
  await rm(made, { recursive: true });
}

/**
 * PostgreSQL within this thread, in a folder; without a folder, in memory. A statement holds the thread until it is done: a service opens
 * it in a thread of its own (`pglite-thread.ts`).
 * @param room how many bytes are free where the folder is
 * @throws what the system calls `ENOSPC`, here and in each transaction, when there is too little room
 */
export async function openPglite(folder?: string, room = roomIn): Promise<Driver> {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const needRoom = async () => {
    if (folder !== undefined && (await room(folder)) < LEAST_ROOM)
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  await needRoom();
  if (folder !== undefined && !existsSync(join(folder, LAST))) await makeDatabase(folder);
  const parsers = { [types.DATE]: String, [TYPE_IDS.bigint]: Number };
  const startParams = [...PGlite.defaultStartParams, ...SETTINGS];
  const db = await PGlite.create({
    parsers,
    startParams,
    ...(folder === undefined ? { loadDataDir: await loadNew() } : { dataDir: folder }),
  });
  return {
    async transaction(work) {
      await needRoom();
      return db.transaction((transaction) => {
        const queries: Queries = {
          query: async <Row extends object>({ text, values }: Statement) => (await transaction.query<Row>(text, [...values])).rows,
        };
        return work(queries);
      });
    },
    async script(sql, parameters) {
      if (parameters !== undefined) return (await db.query<object>(sql, [...parameters])).rows;
      try {
        return (await db.exec(sql)).at(-1)?.rows ?? [];
      } catch (error) {
        // There is one connection: a script that broke off within a transaction of its own must not keep it.
        await db.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => db.close(),
  };
}
