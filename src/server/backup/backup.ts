import { createHash } from 'node:crypto';
import { raw } from 'sql-template-tag';
import * as z from 'zod';
import { BACKUP } from '../../core/text/backup';
import type { Driver, Queries } from '../database/driver';
import { LAST_STEP, migrate, migrateIn } from '../database/migrations';
import { readTables, type TablePart, tableNames, writePart } from './tables';

/** A backup that can't be restored, or a database that can't take one. The message is for people. */
export class BackupProblem extends Error {}

/** What was copied: the number of rows, and a hash of all of them in order. */
export interface Copied {
  readonly rows: number;
  /** SHA-256, in hexadecimal. */
  readonly hash: string;
}

/** Updates the planner's statistics, without which it assumes that the tables just filled are empty. */
const REFRESH_STATISTICS = raw('ANALYZE');

const FORMAT = 1;
const header = z.object({ caseloadBackup: z.literal(FORMAT), step: z.number().int().min(0), at: z.string() });
const tableLine = z.object({ table: z.string() });
/** In place of the rest, why the backup could not be written. */
const failure = z.object({ failed: z.string() });
const trailer = z.object({ rows: z.number().int(), hash: z.string() });

/** Counts and hashes rows. */
class Count {
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

/** Runs work that writes or reads a stream: it can't be repeated, as a driver does after a deadlock. @throws BackupProblem instead */
function once<T>(driver: Driver, work: (queries: Queries) => Promise<T>): Promise<T> {
  let isRun = false;
  return driver.transaction(async (queries) => {
    if (isRun) throw new BackupProblem(BACKUP.disturbed);
    isRun = true;
    return work(queries);
  });
}

/** Runs work, once, that reads one state of the data, whatever is written meanwhile. */
function reading<T>(driver: Driver, work: (queries: Queries) => Promise<T>): Promise<T> {
  return once(driver, async (queries) => {
    await queries.query(raw('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ'));
    return work(queries);
  });
}

/** Reads and hashes all rows. @param take called with each part of them */
async function copyRows(queries: Queries, take: (part: TablePart) => Promise<void> = async () => undefined): Promise<Copied> {
  const count = new Count();
  for await (const part of readTables(queries)) {
    count.add(part);
    await take(part);
  }
  return count.result();
}

/** The last step of a database's migrations. @throws BackupProblem if it has never been used */
async function stepOf(queries: Queries): Promise<number> {
  const [table] = await queries.query<{ exists: boolean }>(raw(`SELECT to_regclass('public.migrations') IS NOT NULL AS exists`));
  if (table?.exists !== true) throw new BackupProblem(BACKUP.nothingYet);
  const [last] = await queries.query<{ step: number }>(raw('SELECT max(step)::integer AS step FROM migrations'));
  return last?.step ?? 0;
}

/**
 * Writes a backup: lines of JSON, namely a header, the rows of each table after a line that names it, and what was copied.
 * @param write takes some lines, and resolves when there is room for more
 * @throws BackupProblem if the database has never been used
 */
export async function writeBackup(driver: Driver, now: Date, write: (lines: string) => Promise<void>): Promise<Copied> {
  return reading(driver, async (queries) => {
    await write(`${JSON.stringify({ caseloadBackup: FORMAT, step: await stepOf(queries), at: now.toISOString() })}\n`);
    let last = '';
    const copied = await copyRows(queries, async ({ table, rows }) => {
      if (table !== last) await write(`${JSON.stringify({ table })}\n`);
      last = table;
      await write(`${rows.join('\n')}\n`);
    });
    await write(`${JSON.stringify(copied)}\n`);
    return copied;
  });
}

/** @throws BackupProblem unless the database has no site yet */
async function requireEmpty(queries: Queries): Promise<void> {
  const sites = await queries.query(raw('SELECT 1 FROM sites LIMIT 1'));
  if (sites.length > 0) throw new BackupProblem(BACKUP.notEmpty);
}

/** The characters of rows that are taken at once. */
const PART_SIZE = 2_000_000;

/**
 * Reads a backup and checks that it is whole.
 * @param lines the backup's lines
 * @param begin called with the step of the migrations to which its data belongs, before any rows
 * @throws BackupProblem if it is none, incomplete, changed, or of a later version
 */
export async function readBackup(
  lines: AsyncIterable<string>,
  begin: (step: number) => Promise<void>,
  take: (part: TablePart) => Promise<void>,
): Promise<Copied> {
  const count = new Count();
  let part: { readonly table: string; readonly rows: string[] } | undefined;
  let size = 0;
  const flush = async () => {
    if (part !== undefined && part.rows.length > 0) await take(part);
    part = part && { table: part.table, rows: [] };
    size = 0;
  };
  let told: Copied | undefined;
  let isBegun = false;
  for await (const line of lines) {
    if (!isBegun) {
      const head = header.safeParse(parsed(line));
      if (!head.success) throw new BackupProblem(BACKUP.notABackup);
      if (head.data.step > LAST_STEP) throw new BackupProblem(BACKUP.tooNew);
      await begin(head.data.step);
      isBegun = true;
    } else if (told !== undefined) {
      throw new BackupProblem(BACKUP.damaged);
      // Not a row: the database writes a space after each colon.
    } else if (line.startsWith('{"table":"')) {
      await flush();
      const named = tableLine.safeParse(parsed(line));
      if (!named.success) throw new BackupProblem(BACKUP.damaged);
      part = { table: named.data.table, rows: [] };
    } else if (line.startsWith('{"failed":"')) {
      throw new BackupProblem(BACKUP.failed(failure.safeParse(parsed(line)).data?.failed ?? ''));
    } else if (/^\{"rows":\d/.test(line)) {
      await flush();
      told = trailer.safeParse(parsed(line)).data;
    } else if (part === undefined || !line.startsWith('{')) {
      throw new BackupProblem(BACKUP.damaged);
    } else {
      part.rows.push(line);
      count.add({ table: part.table, rows: [line] });
      size += line.length;
      if (size >= PART_SIZE) await flush();
    }
  }
  if (!isBegun) throw new BackupProblem(BACKUP.notABackup);
  if (told === undefined) throw new BackupProblem(BACKUP.incomplete);
  const read = count.result();
  if (told.hash !== read.hash || told.rows !== read.rows) throw new BackupProblem(BACKUP.damaged);
  return read;
}

/**
 * Restores a backup into an empty database, all or nothing. One of an earlier version is migrated.
 * @param lines the backup's lines
 * @throws BackupProblem if the backup is incomplete, changed, or of a later version, or the database is not empty
 */
export async function restoreBackup(driver: Driver, lines: AsyncIterable<string>): Promise<Copied> {
  return once(driver, async (queries) => {
    let tables: ReadonlySet<string> = new Set();
    const begin = async (step: number) => {
      await migrateIn(queries, step);
      await requireEmpty(queries);
      if ((await stepOf(queries)) !== step) throw new BackupProblem(BACKUP.otherVersion);
      tables = await tableNames(queries);
    };
    const take = async (part: TablePart) => {
      if (!tables.has(part.table)) throw new BackupProblem(BACKUP.damaged);
      await writePart(queries, part).catch((error: unknown) => {
        // The database's message quotes the row.
        throw isWrongData(error) ? new BackupProblem(BACKUP.damaged) : error;
      });
    };
    const copied = await readBackup(lines, begin, take);
    if ((await copyRows(queries)).hash !== copied.hash) throw new BackupProblem(BACKUP.damaged);
    await migrateIn(queries, LAST_STEP);
    await queries.query(REFRESH_STATISTICS);
    return copied;
  });
}

/** Whether rows do not fit their table: a data exception, a broken constraint, or another syntax (PostgreSQL's error classes 22, 23 and 42). */
function isWrongData(error: unknown): boolean {
  return /^(22|23|42)/.test(String((error as { code?: unknown }).code));
}

/** The lines of a text that comes in parts. Only a line feed ends a line: other separators occur in data. */
export async function* linesOf(parts: AsyncIterable<string>): AsyncGenerator<string> {
  // A line may have many parts: joined once.
  let pieces: string[] = [];
  for await (const part of parts) {
    const [first = '', ...others] = part.split('\n');
    pieces.push(first);
    for (const next of others) {
      yield pieces.join('');
      pieces = [next];
    }
  }
  const rest = pieces.join('');
  if (rest !== '') yield rest;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Copies all data into another, empty database, all or nothing, and compares what both contain.
 * @throws BackupProblem if the database is not empty
 */
export async function copyDatabase(from: Driver, to: Driver): Promise<Copied> {
  await migrate(to);
  return reading(from, async (source) =>
    once(to, async (target) => {
      await requireEmpty(target);
      const copied = await copyRows(source, (part) => writePart(target, part));
      if ((await copyRows(target)).hash !== copied.hash) throw new Error('The database contains something else than what was copied.');
      await target.query(REFRESH_STATISTICS);
      return copied;
    }),
  );
}
