import { Pool, types } from 'pg';
import type { Driver, Queries } from './database';
import { TYPE_IDS } from './types';

function parserOf(type: number, format?: unknown) {
  if (type === TYPE_IDS.bigint) return Number;
  if (type === TYPE_IDS.date) return String;
  return types.getTypeParser(type, format as never);
}

/** A PostgreSQL server, by its URL. */
export function openPostgres(url: string): Driver {
  const pool = new Pool({ connectionString: url, max: 10, types: { getTypeParser: parserOf as never } });
  // A connection that breaks while it idles must not end the process: the next request opens another.
  pool.on('error', () => undefined);
  return {
    async transaction(work) {
      const client = await pool.connect();
      const queries: Queries = {
        query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
          (await client.query<Row>(sql, [...parameters])).rows,
      };
      try {
        await client.query('BEGIN');
        const result = await work(queries);
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        const broken = await client.query('ROLLBACK').then(
          () => undefined,
          (rollbackError: Error) => rollbackError,
        );
        client.release(broken);
        throw error;
      }
    },
    script: async (sql) => void (await pool.query(sql)),
    close: () => pool.end(),
  };
}
