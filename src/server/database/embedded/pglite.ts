import { existsSync, mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { ROOT } from '../../root';
import type { Driver, Queries, Statement } from '../driver';
import { TYPE_IDS } from '../types';

/** The least free space to start a transaction with, in bytes: the embedded PostgreSQL hangs once its log can't grow. */
const MIN_ROOM = 200 * 1024 * 1024;

/** The system caches its pages, too: PostgreSQL's default of 128 MB took 100 MiB more and was no faster. */
const SETTINGS = ['-c', 'shared_buffers=32MB'];

async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** An empty database, created by the build (`scripts/build.mjs`): creating one takes seconds and 900 MiB, loading it takes neither. */
const NEW_DATABASE = join(ROOT, 'dist/new-database.tar');

const loadNew = async () => new Blob([await readFile(NEW_DATABASE)]);

/** The file that is moved last: it marks a complete database. */
const LAST = 'PG_VERSION';

/**
 * Creates a database in a folder. If the process is interrupted, the next one continues; files in the folder are never
 * overwritten.
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
 * PostgreSQL in this thread, in a folder or in memory. A statement blocks the thread until it is done: a service opens
 * it in a thread of its own (`pglite-thread.ts`).
 * @param room the free bytes on the folder's disk
 * @throws an error with the code `ENOSPC`, here and in each transaction, if there is too little space
 */
export async function openPglite(folder?: string, room = roomIn): Promise<Driver> {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const requireSpace = async () => {
    if (folder !== undefined && (await room(folder)) < MIN_ROOM)
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  await requireSpace();
  if (folder !== undefined && !existsSync(join(folder, LAST))) await makeDatabase(folder);
  const parsers = { [types.DATE]: String, [TYPE_IDS.bigint]: Number };
  const startParams = [...PGlite.defaultStartParams, ...SETTINGS];
  const db = await PGlite.create({
    parsers,
    startParams,
    extensions: { pg_trgm },
    ...(folder === undefined ? { loadDataDir: await loadNew() } : { dataDir: folder }),
  });
  return {
    async transaction(work) {
      await requireSpace();
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
        // There is only one connection: a failed script must not leave a transaction open.
        await db.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => db.close(),
  };
}
