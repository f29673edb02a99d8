import { createHash } from 'node:crypto';
import { raw } from 'sql-template-tag';
import { BACKUP } from '../../core/text/backup';
import type { SiteId } from '../database/database';
import type { Driver, Queries } from '../database/driver';
import { readTables, type TablePart } from './tables';

/** A backup that can't be restored, or a database that can't take one. The message is for people. */
export class BackupProblem extends Error {}

/** What was copied: the number of rows, and a hash of all of them in order. */
export interface Copied {
  readonly rows: number;
  /** SHA-256, in hexadecimal. */
  readonly hash: string;
}

/** Updates the planner's statistics, without which it assumes that the tables just filled are empty. */
export const REFRESH_STATISTICS = raw('ANALYZE');

/** Counts and hashes rows. */
export class Count {
  #rows = 0;
  readonly #hash = createHash('sha256');

  add({ table, rows }: TablePart): void {
    this.#rows += rows.length;
    for (const row of rows) this.#hash.update(`${table} ${row}\n`);
  }

  result(): Copied {
    return { rows: this.#rows, hash: this.#hash.digest('hex') };
  }
}

type Prepare = (queries: Queries) => Promise<void>;
const nothing: Prepare = async () => undefined;

/**
 * Runs work that writes or reads a stream: it can't be repeated, as a driver does after a deadlock.
 * @param prepare runs before it, and is repeated
 * @throws BackupProblem instead
 */
export function once<T>(driver: Driver, work: (queries: Queries) => Promise<T>, prepare = nothing): Promise<T> {
  let isRun = false;
  return driver.transaction(async (queries) => {
    if (isRun) throw new BackupProblem(BACKUP.disturbed);
    await prepare(queries);
    isRun = true;
    return work(queries);
  });
}

/** Runs work, once, that reads one state of the data, whatever is written meanwhile. @param prepare as for `once` */
export function reading<T>(driver: Driver, work: (queries: Queries) => Promise<T>, prepare = nothing): Promise<T> {
  return once(driver, work, async (queries) => {
    await queries.query(raw('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ'));
    await prepare(queries);
  });
}

/** Reads and hashes all rows, or those of a site. @param take called with each part of them */
export async function copyRows(
  queries: Queries,
  take: (part: TablePart) => Promise<void> = async () => undefined,
  site?: SiteId,
): Promise<Copied> {
  const count = new Count();
  for await (const part of readTables(queries, site)) {
    count.add(part);
    await take(part);
  }
  return count.result();
}

/** The last step of a database's migrations. @throws BackupProblem if it has never been used */
export async function stepOf(queries: Queries): Promise<number> {
  const [table] = await queries.query<{ exists: boolean }>(raw(`SELECT to_regclass('public.migrations') IS NOT NULL AS exists`));
  if (table?.exists !== true) throw new BackupProblem(BACKUP.nothingYet);
  const [last] = await queries.query<{ step: number }>(raw('SELECT max(step)::integer AS step FROM migrations'));
  return last?.step ?? 0;
}

/** @throws BackupProblem unless the database has no site yet */
export async function requireEmpty(queries: Queries): Promise<void> {
  const sites = await queries.query(raw('SELECT 1 FROM sites LIMIT 1'));
  if (sites.length > 0) throw new BackupProblem(BACKUP.notEmpty);
}
