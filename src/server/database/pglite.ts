import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { PGlite, types } from '@electric-sql/pglite';
import type { Driver, Queries } from './driver';
import { TYPE_IDS } from './types';

/** No transaction begins with less free space, in bytes: once its log can't grow, the embedded PostgreSQL never answers again. */
const LEAST_ROOM = 200 * 1024 * 1024;

/** Its pages are cached by the system, too: with PostgreSQL's 128 MB the process held 100 MiB more, and was no faster. */
const SETTINGS = ['-c', 'shared_buffers=32MB'];

async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
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
  const parsers = { [types.DATE]: String, [TYPE_IDS.bigint]: Number };
  const startParams = [...PGlite.defaultStartParams, ...SETTINGS];
  const db = await PGlite.create({ parsers, startParams, ...(folder === undefined ? {} : { dataDir: folder }) });
  return {
    async transaction(work) {
      await needRoom();
      return db.transaction((transaction) => {
        const queries: Queries = {
          query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
            (await transaction.query<Row>(sql, [...parameters])).rows,
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
