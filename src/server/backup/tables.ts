import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

/** Some rows of a table, each as JSON. */
export interface TablePart {
  readonly table: string;
  readonly rows: readonly string[];
}

/** The tables whose rows belong to no site. */
const WITHOUT_SITE: readonly string[] = ['migrations'];
/** Sessions end with a move or a restore: users sign in again. */
const LEFT_OUT: readonly string[] = [...WITHOUT_SITE, 'sessions', 'sign_ins'];

interface TableRow {
  readonly name: string;
  /** The tables that its rows refer to. */
  readonly parents: readonly string[];
  /** The columns of its key, in order. */
  readonly key: readonly { readonly name: string; readonly is_text: boolean }[];
  /** Its columns without a fixed length. */
  readonly long: readonly string[];
}

const TABLES = `
SELECT t.relname AS name,
  ARRAY(SELECT DISTINCT p.relname::text FROM pg_constraint c JOIN pg_class p ON p.oid = c.confrelid
    WHERE c.conrelid = t.oid AND c.contype = 'f' AND p.oid <> t.oid) AS parents,
  (SELECT json_agg(json_build_object('name', a.attname, 'is_text', a.atttypid = 'text'::regtype) ORDER BY k.place)
    FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum WHERE i.indrelid = t.oid AND i.indisprimary) AS key,
  ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attlen = -1) AS long
FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' ORDER BY t.relname`;

/** The tables, parents before their children. @param leftOut the names of those to leave out */
async function tablesInOrder(queries: Queries, leftOut = LEFT_OUT): Promise<readonly TableRow[]> {
  const left = (await queries.query<TableRow>(raw(TABLES))).filter(({ name }) => !leftOut.includes(name));
  const ordered: TableRow[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ parents }) => parents.every((parent) => ordered.some(({ name }) => name === parent)));
    const [table] = left.splice(next, 1);
    if (next < 0 || table === undefined) throw new Error('Tables refer to each other in a circle.');
    ordered.push(table);
  }
  return ordered;
}

/** The characters of rows that are read at once, about, and the most rows. */
const PART_SIZE = 2_000_000;
const MAX_ROWS = 2_000;
/** How much longer a row is than it is stored, about: compressed, and without escapes. */
const LONGER = 4;

/** How many rows of a table are read at once, by its largest one: some have an upload of 100,000 rows in one. */
async function rowsAtOnce(queries: Queries, { name, long }: TableRow, of: Sql): Promise<number> {
  const sizes = ['0', ...long.map((column) => `COALESCE(pg_column_size("${column}"), 0)`)].join(' + ');
  const [largest] = await queries.query<{ size: number | null }>(
    sql`${raw(`SELECT max(${sizes})::integer AS size FROM public."${name}" t`)} ${of}`,
  );
  return Math.max(1, Math.min(MAX_ROWS, Math.floor(PART_SIZE / (LONGER * Math.max(1, largest?.size ?? 0)))));
}

/**
 * Reads all data, or that of a site, table by table, in the order of its keys: the same data reads the same from every database.
 * @param queries the owner's, in a transaction in which nobody else changes what it reads, such as one with the isolation `REPEATABLE READ`
 */
export async function* readTables(queries: Queries, site?: SiteId): AsyncGenerator<TablePart> {
  // Times are written in the session's time zone.
  await queries.query(sql`SET LOCAL timezone = 'UTC'`);
  for (const table of await tablesInOrder(queries)) {
    const { name, key } = table;
    const order = key.map((column) => `t."${column.name}"${column.is_text ? ' COLLATE "C"' : ''}`).join(', ');
    // Every key begins with the site: read by it, the rows come by their index.
    const of = site === undefined ? empty : sql`WHERE t.site_id = ${site}`;
    const atOnce = await rowsAtOnce(queries, table, of);
    const from = raw(`DECLARE backup_rows NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row FROM public."${name}" t`);
    await queries.query(sql`${from} ${of} ${raw(`ORDER BY ${order}`)}`);
    for (;;) {
      const rows = (await queries.query<{ row: string }>(raw(`FETCH ${atOnce} FROM backup_rows`))).map(({ row }) => row);
      if (rows.length > 0) yield { table: name, rows };
      if (rows.length < atOnce) break;
    }
    await queries.query(raw('CLOSE backup_rows'));
  }
}

/** Deletes all rows of a site, children before their parents. */
export async function deleteSite(queries: Queries, site: SiteId): Promise<void> {
  const tables = await tablesInOrder(queries, WITHOUT_SITE);
  for (const { name } of [...tables].reverse()) await queries.query(sql`${raw(`DELETE FROM public."${name}"`)} WHERE site_id = ${site}`);
}

/** The names of the tables with data. */
export async function tableNames(queries: Queries): Promise<ReadonlySet<string>> {
  return new Set((await tablesInOrder(queries)).map(({ name }) => name));
}

/** Writes rows as `readTables` gives them. @param part of a table with data (`tableNames`) */
export async function writePart(queries: Queries, { table, rows }: TablePart): Promise<void> {
  const into = raw(`INSERT INTO public."${table}" SELECT * FROM jsonb_populate_recordset(NULL::public."${table}", `);
  await queries.query(sql`${into}${`[${rows.join(',')}]`}::text::jsonb)`);
}
