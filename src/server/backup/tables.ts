import sql, { raw } from 'sql-template-tag';
import type { Queries } from '../database/driver';

/** Some rows of a table, each as JSON. */
export interface TablePart {
  readonly table: string;
  readonly rows: readonly string[];
}

/** Sessions end with a move or a restore: users sign in again. */
const LEFT_OUT: readonly string[] = ['migrations', 'sessions', 'sign_ins'];

interface TableRow {
  readonly name: string;
  /** The tables that its rows refer to. */
  readonly parents: readonly string[];
  /** The columns of its key, in order. */
  readonly key: readonly { readonly name: string; readonly is_text: boolean }[];
}

const TABLES = `
SELECT t.relname AS name,
  ARRAY(SELECT DISTINCT p.relname::text FROM pg_constraint c JOIN pg_class p ON p.oid = c.confrelid
    WHERE c.conrelid = t.oid AND c.contype = 'f' AND p.oid <> t.oid) AS parents,
  (SELECT json_agg(json_build_object('name', a.attname, 'is_text', a.atttypid = 'text'::regtype) ORDER BY k.place)
    FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum WHERE i.indrelid = t.oid AND i.indisprimary) AS key
FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' ORDER BY t.relname`;

/** The tables with data, parents before their children. */
async function tablesInOrder(queries: Queries): Promise<readonly TableRow[]> {
  const left = (await queries.query<TableRow>(raw(TABLES))).filter(({ name }) => !LEFT_OUT.includes(name));
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

/**
 * Reads all data as it is in one transaction, table by table, in the order of its keys: the same data reads the same from every database.
 * @param queries the owner's, in a transaction with the isolation `REPEATABLE READ`
 */
export async function* readTables(queries: Queries): AsyncGenerator<TablePart> {
  // Times are written in the session's time zone.
  await queries.query(sql`SET LOCAL timezone = 'UTC'`);
  for (const { name, key } of await tablesInOrder(queries)) {
    const order = key.map((column) => `t."${column.name}"${column.is_text ? ' COLLATE "C"' : ''}`).join(', ');
    await queries.query(
      raw(`DECLARE backup_rows NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row FROM public."${name}" t ORDER BY ${order}`),
    );
    for (let atOnce = 1; ; ) {
      const rows = (await queries.query<{ row: string }>(raw(`FETCH ${atOnce} FROM backup_rows`))).map(({ row }) => row);
      if (rows.length > 0) yield { table: name, rows };
      if (rows.length < atOnce) break;
      const size = rows.reduce((sum, row) => sum + row.length, 0);
      // A row may be an upload of 100,000 rows.
      atOnce = Math.max(1, Math.min(MAX_ROWS, 2 * atOnce, Math.floor((PART_SIZE * atOnce) / size)));
    }
    await queries.query(raw('CLOSE backup_rows'));
  }
}

/** Writes rows as `readTables` gives them. */
export async function writePart(queries: Queries, { table, rows }: TablePart): Promise<void> {
  if (!/^[a-z_]+$/.test(table)) throw new Error('This is no name of a table.');
  const into = raw(`INSERT INTO public."${table}" SELECT * FROM jsonb_populate_recordset(NULL::public."${table}", `);
  await queries.query(sql`${into}${`[${rows.join(',')}]`}::text::jsonb)`);
}
