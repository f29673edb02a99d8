import * as z from 'zod';
import { BACKUP } from '../../core/text/backup';
import type { Driver } from '../database/driver';
import { LAST_STEP, migrateIn } from '../database/migrations';
import { BackupProblem, type Copied, Count, copyRows, once, REFRESH_STATISTICS, reading, requireEmpty, stepOf } from './copy';
import { type TablePart, tableNames, writePart } from './tables';

const FORMAT = 1;
const header = z.object({ caseloadBackup: z.literal(FORMAT), step: z.number().int().min(0), at: z.string() });
const tableLine = z.object({ table: z.string() });
/** In place of the rest, why the backup could not be written. */
const failure = z.object({ failed: z.string() });
const trailer = z.object({ rows: z.number().int(), hash: z.string() });

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
