import sql, { raw } from 'sql-template-tag';
import type { Site } from '../../../api/site';
import type { ErrorGroup, ErrorGroups } from '../../../api/uploads';
import type { ListName } from '../../../core/caseload/columns';
import { choicesOf } from '../../../core/caseload/template';
import { knownSuggestions, messageOf } from '../../../core/check/findings';
import type { FixGroup } from '../../../core/fixes/fix-groups';
import type { SiteId } from '../../database/database';
import type { Queries } from '../../database/driver';

/** The most row numbers of a group in an answer; its count is complete. */
const NAMED_ROWS = 50;

/** A stored group; its rows have their own column. */
export type KeptGroup = Omit<FixGroup, 'rows'>;

interface GroupRow {
  readonly position: number;
  readonly error_group: KeptGroup;
  readonly some_rows: readonly number[];
  readonly leavable: boolean;
  readonly settled: boolean;
  readonly fix: ErrorGroup['fix'];
}

/**
 * Stores the errors to fix, and deletes earlier ones with their fixes.
 * @param round part of the groups' IDs, so that a fix never applies to another error than the one shown
 */
export async function writeErrorGroups(
  queries: Queries,
  site: SiteId,
  id: string,
  groups: readonly FixGroup[],
  round: number,
): Promise<void> {
  await queries.query(sql`DELETE FROM upload_errors WHERE site_id = ${site} AND upload_id = ${id}`);
  const kept = groups.map(({ rows, ...group }, place) => ({ group: { ...group, id: `${group.code}-${round}-${place + 1}` }, rows }));
  await queries.query(
    sql`INSERT INTO upload_errors (site_id, upload_id, position, error_group, row_numbers)
     SELECT ${site}, ${id}::uuid, t.position, t.value -> 'group', ARRAY(SELECT jsonb_array_elements_text(t.value -> 'rows')::integer)
     FROM jsonb_array_elements(${JSON.stringify(kept)}::text::jsonb) WITH ORDINALITY AS t(value, position)`,
  );
}

/** Rows can be left out; the header can't. */
const LEAVABLE = sql`0 <> ALL (e.row_numbers) AND NOT e.error_group ->> 'code' LIKE 'column.%'`;
/** The equal rows that a row belongs to, named by the first of them: each names it, and it names the second. Of a group `e`, or another alias. */
const equalRows = (alias: 'e' | 'o') =>
  raw(`CASE WHEN ${alias}.error_group ->> 'code' = 'row.duplicate'
    THEN LEAST(${alias}.row_numbers[1], (${alias}.error_group -> 'detail' ->> 'otherRow')::integer) END`);
/** Of equal rows, one may stay: once all others are left out. What is left out is read once. */
const settled = (site: SiteId, id: string) => sql`(e.fix IS NULL AND COALESCE(${equalRows('e')} IN (
    SELECT ${equalRows('o')} FROM upload_errors o WHERE o.site_id = ${site} AND o.upload_id = ${id} AND ${equalRows('o')} IS NOT NULL
    GROUP BY 1 HAVING count(*) > 1 AND count(*) FILTER (WHERE o.row_numbers[1] NOT IN (
      SELECT unnest(l.row_numbers) FROM upload_errors l WHERE l.site_id = ${site} AND l.upload_id = ${id} AND l.fix -> 'leaveOut' IS NOT NULL)) = 1), false))`;
const columns = (
  site: SiteId,
  id: string,
) => sql`e.position, e.error_group, e.row_numbers[1:${NAMED_ROWS}] AS some_rows, ${LEAVABLE} AS leavable,
    ${settled(site, id)} AS settled, e.fix`;

function toGroup({ error_group: group, some_rows, leavable, settled, fix }: GroupRow): ErrorGroup {
  const { id, code, column, value, detail, count, suggestions, list, fixable, obvious } = group;
  // In the reader's language; groups older than this detail have their message only.
  const message = detail === undefined ? group.message : messageOf(code, column, value, detail);
  const rows = some_rows.filter((row) => row > 0);
  return {
    id,
    code,
    column,
    value,
    message,
    count,
    rows,
    suggestions: [...((detail && knownSuggestions(code, detail)) ?? suggestions)],
    list: list ?? null,
    fixable,
    obvious,
    leavable,
    settled,
    fix,
  };
}

async function countGroups(queries: Queries, site: SiteId, id: string): Promise<{ total: number; corrected: number }> {
  const [counts] = await queries.query<{ total: number; corrected: number }>(
    sql`SELECT count(*)::integer AS total, count(*) FILTER (WHERE e.fix IS NOT NULL OR ${settled(site, id)})::integer AS corrected
     FROM upload_errors e WHERE e.site_id = ${site} AND e.upload_id = ${id}`,
  );
  return counts ?? { total: 0, corrected: 0 };
}

/** A page of groups after `cursor`, with the lists to choose fixes from. */
export async function readErrorPage(queries: Queries, site: Site, id: string, cursor: number, limit: number): Promise<ErrorGroups> {
  const siteId = site.id as SiteId;
  const rows = await queries.query<GroupRow>(
    sql`SELECT ${columns(siteId, id)} FROM upload_errors e WHERE e.site_id = ${siteId} AND e.upload_id = ${id} AND e.position > ${cursor} ORDER BY e.position LIMIT ${limit + 1}`,
  );
  const page = rows.slice(0, limit);
  const groups = page.map(toGroup);
  const names = new Set(groups.flatMap(({ list }) => list ?? []));
  const lists = Object.fromEntries([...names].map((name) => [name, [...choicesOf(name as ListName, site)]]));
  return { groups, lists, next: rows.length > limit ? String(page.at(-1)?.position) : null, ...(await countGroups(queries, siteId, id)) };
}

/**
 * Groups by ID, and those of rows that equal theirs, in page order. `IS TRUE` has the rows looked up: without it and without statistics, each group was
 * compared with each row.
 */
export async function readSomeGroups(
  queries: Queries,
  site: SiteId,
  id: string,
  ids: readonly string[],
): Promise<{ groups: ErrorGroup[]; total: number; corrected: number }> {
  const rows = await queries.query<GroupRow>(
    sql`SELECT ${columns(site, id)} FROM upload_errors e WHERE e.site_id = ${site} AND e.upload_id = ${id} AND (e.error_group ->> 'id' = ANY(${[...ids]}::text[])
       OR ${equalRows('e')} IN (SELECT ${equalRows('o')} FROM upload_errors o
         WHERE o.site_id = ${site} AND o.upload_id = ${id} AND (o.row_numbers[1] IN (SELECT unnest(l.row_numbers) FROM upload_errors l
           WHERE l.site_id = ${site} AND l.upload_id = ${id} AND l.error_group ->> 'id' = ANY(${[...ids]}::text[]))) IS TRUE))
     ORDER BY e.position`,
  );
  return { groups: rows.map(toGroup), ...(await countGroups(queries, site, id)) };
}

/** A group with all of its rows, its fix, and who chose it. */
export interface StoredGroup {
  readonly group: FixGroup;
  readonly leavable: boolean;
  readonly settled: boolean;
  readonly fix: ErrorGroup['fix'];
  /** Null if there is no fix, or it predates this column. */
  readonly fixBy: string | null;
}

/** All fixes and who chose them, as a text to detect changes by: `chosenIn` of the groups, read again. */
export async function readChosen(queries: Queries, site: SiteId, id: string): Promise<string> {
  const rows = await queries.query<Pick<StoredGroup, 'fix' | 'fixBy'>>(
    sql`SELECT fix, fix_by AS "fixBy" FROM upload_errors WHERE site_id = ${site} AND upload_id = ${id} ORDER BY position`,
  );
  return chosenIn(rows);
}

/** The fixes of groups in page order, and who chose them, as a text. */
export function chosenIn(groups: readonly Pick<StoredGroup, 'fix' | 'fixBy'>[]): string {
  return JSON.stringify(groups.map(({ fix, fixBy }) => [fix, fixBy]));
}

/** All groups with their rows. For threads: there may be 5,000 groups and 100,000 rows. */
export async function readStoredGroups(queries: Queries, site: SiteId, id: string): Promise<readonly StoredGroup[]> {
  const rows = await queries.query<GroupRow & { row_numbers: readonly number[]; fix_by: string | null }>(
    sql`SELECT ${columns(site, id)}, e.row_numbers, e.fix_by FROM upload_errors e WHERE e.site_id = ${site} AND e.upload_id = ${id} ORDER BY e.position`,
  );
  return rows.map(({ error_group, row_numbers, leavable, settled, fix, fix_by }) => ({
    group: { ...error_group, rows: row_numbers },
    leavable,
    settled,
    fix,
    fixBy: fix_by,
  }));
}
