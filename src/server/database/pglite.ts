import { mkdirSync } from 'node:fs';
import { PGlite, types } from '@electric-sql/pglite';
import type { Driver, Queries } from './database';
import { TYPE_IDS } from './types';

/** PostgreSQL within this process, in a folder; without a folder, in memory. */
export async function openPglite(folder?: string): Promise<Driver> {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const parsers = { [types.DATE]: String, [TYPE_IDS.bigint]: Number };
  const db = await PGlite.create(folder === undefined ? { parsers } : { dataDir: folder, parsers });
  return {
    transaction: (work) =>
      db.transaction((transaction) => {
        const queries: Queries = {
          query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
            (await transaction.query<Row>(sql, [...parameters])).rows,
        };
        return work(queries);
      }),
    script: async (sql) => void (await db.exec(sql)),
    close: () => db.close(),
  };
}
