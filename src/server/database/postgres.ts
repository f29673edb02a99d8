import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Pool, type PoolClient, types } from 'pg';
import { DatabaseAway, type Driver, type NotificationListener, type Queries, type Statement } from './driver';
import { TYPE_IDS } from './types';

/** The most time to wait for a connection, in milliseconds. */
const TIMEOUT = 5_000;
/** The most attempts at work that the database aborts because of contention. */
const MAX_TRIES = 5;

function parserOf(type: number, format?: unknown) {
  if (type === TYPE_IDS.bigint) return Number;
  if (type === TYPE_IDS.date) return String;
  return types.getTypeParser(type, format as never);
}

/** Whether the database aborted work because of contention: `deadlock_detected` or `serialization_failure`. */
function isContention(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '40P01' || code === '40001';
}

/**
 * Whether the server can't be used right now, though the connection still answers, as one to a pooler does: connection exceptions, a server that stops,
 * starts or is full, and a primary that has become a standby (`read_only_sql_transaction`).
 */
function isAway(error: unknown): boolean {
  return /^(08...|57P0[1-5]|53300|25006)$/.test(String((error as { code?: unknown }).code));
}

/** The time before reconnecting, in milliseconds. */
const REOPEN = 1000;

/** Listens on a dedicated connection. */
function listen(
  url: string,
  channel: string,
  { heard, isOn }: NotificationListener,
  say: (channel: string, payload: string) => Promise<unknown>,
): () => Promise<void> {
  let client: Client | undefined;
  let isEnded = false;
  let timer: NodeJS.Timeout | undefined;
  const open = async () => {
    const line = new Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT });
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
    // A pooler in transaction mode accepts LISTEN but never delivers: only a received notification proves the connection.
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

/** The driver for a PostgreSQL server. */
export function openPostgres(url: string, connections = 10): Driver {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: TIMEOUT,
    types: { getTypeParser: parserOf as never },
  });
  // A broken connection must not end the process: the next request opens another.
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
      // A connection that can't roll back is broken.
      const broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      client.release(broken);
      if (broken) throw new DatabaseAway('the connection broke');
      throw isAway(error) ? new DatabaseAway(`the server refused (${(error as { code?: unknown }).code})`) : error;
    }
  }

  /** Retries work that the database aborted because of contention. */
  async function again<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (!isContention(error) || tries === MAX_TRIES) throw error;
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
          // A script of several statements returns an array.
          return (Array.isArray(answer) ? answer.at(-1) : answer)?.rows ?? [];
        }),
      ),
    listen: (channel, hearing) => listen(url, channel, hearing, (name, payload) => pool.query('SELECT pg_notify($1, $2)', [name, payload])),
    close: () => pool.end(),
  };
}
