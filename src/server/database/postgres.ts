import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Pool, type PoolClient, types } from 'pg';
import { DatabaseAway, type Driver, type Hearing, type Queries, type Statement } from './driver';
import { TYPE_IDS } from './types';

/** How long a request waits for a connection, in milliseconds, before it is told to come again. */
const PATIENCE = 5_000;
/** How often work is run again that the database stopped for another's sake. */
const MOST_TRIES = 5;

function parserOf(type: number, format?: unknown) {
  if (type === TYPE_IDS.bigint) return Number;
  if (type === TYPE_IDS.date) return String;
  return types.getTypeParser(type, format as never);
}

/** PostgreSQL's `deadlock_detected` and `serialization_failure`: nothing is wrong with the work itself. */
function isContention(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '40P01' || code === '40001';
}

/** How long to wait before a line that was cut is opened again, in milliseconds. */
const REOPEN = 1000;

/** Listens by a connection of its own, which stays open. */
function listen(
  url: string,
  channel: string,
  { heard, isOn }: Hearing,
  say: (channel: string, payload: string) => Promise<unknown>,
): () => Promise<void> {
  let client: Client | undefined;
  let isEnded = false;
  let timer: NodeJS.Timeout | undefined;
  const open = async () => {
    const line = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
    client = line;
    let isCut = false;
    const cut = () => {
      if (isCut) return;
      isCut = true;
      isOn(false);
      line.end().catch(() => undefined);
      if (!isEnded) timer = setTimeout(() => void open(), REOPEN).unref();
    };
    line.on('error', cut);
    line.on('end', cut);
    const trial = randomUUID();
    // A pooler in transaction mode takes LISTEN and never tells: the line counts only once it has told something.
    line.on('notification', ({ payload = '' }) => (payload === trial ? isOn(true) : heard(payload)));
    try {
      await line.connect();
      await line.query(`LISTEN ${channel}`);
      await say(channel, trial);
    } catch {
      cut();
    }
  };
  void open();
  return async () => {
    isEnded = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}

/** A PostgreSQL server, by its URL, with at most so many connections. */
export function openPostgres(url: string, connections = 10): Driver {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: PATIENCE,
    types: { getTypeParser: parserOf as never },
  });
  // A connection that breaks must not end the process: the next request opens another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  async function withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch(() => {
      throw new DatabaseAway('no connection');
    });
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      // What can't roll back is no connection any more.
      const broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      client.release(broken);
      throw broken ? new DatabaseAway('the connection broke') : error;
    }
  }

  /** Runs work again that the database stopped for another's sake; it has been rolled back. */
  async function again<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (!isContention(error) || tries === MOST_TRIES) throw error;
        await wait(Math.random() * 50 * tries);
      }
    }
  }

  return {
    address: { url },
    transaction: (work) =>
      again(() =>
        withClient(async (client) => {
          const queries: Queries = {
            query: async <Row extends object>({ text, values }: Statement) => (await client.query<Row>(text, [...values])).rows,
          };
          await client.query('BEGIN');
          const result = await work(queries);
          await client.query('COMMIT');
          return result;
        }),
      ),
    script: (sql, parameters) =>
      again(() =>
        withClient(async (client) => {
          const answer = await client.query(sql, parameters === undefined ? undefined : [...parameters]);
          // A script of several statements has several answers.
          return (Array.isArray(answer) ? answer.at(-1) : answer)?.rows ?? [];
        }),
      ),
    listen: (channel, hearing) => listen(url, channel, hearing, (name, payload) => pool.query('SELECT pg_notify($1, $2)', [name, payload])),
    close: () => pool.end(),
  };
}
