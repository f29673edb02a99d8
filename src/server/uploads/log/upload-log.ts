import sql from 'sql-template-tag';
import type { LogRow, Upload, UploadLog } from '../../../api/uploads';
import { RESULT } from '../../../core/text/log';
import { arrayText } from '../../database/array-text';
import type { SiteId } from '../../database/database';
import type { Queries } from '../../database/driver';

/** The usual entries per row: one, or two once undone. */
const USUAL_ENTRIES = 2;
/** The most entries per row: beginning or ending an assignment, enrolling, ending enrollment, and undoing each. */
const MAX_ENTRIES = 8;

interface Entry extends Pick<LogRow, 'after'> {
  /** With the assignment, if it tells of an undone Insert. */
  readonly before: (NonNullable<LogRow['before']> & Partial<Undone>) | null;
  readonly row_number: number;
  readonly what: string;
  readonly participant_id: number;
  readonly assignment_id: string | null;
  readonly choices: LogRow['choices'] | null;
}

/** What an undone Insert had begun: it is not on record any more. */
interface Undone {
  readonly staff: number;
  readonly program: number | null;
  readonly relationship: string;
}

type LoggedRow = LogRow & {
  readonly assignment?: string | null;
  readonly undone?: Partial<Undone> | null | undefined;
};

/** Before it is known, or of a row without an assignment. */
const NO_ASSIGNMENT = { caseworker: null, program: null, relationship: null } as const;

interface LeftOut extends Pick<LogRow, 'action' | 'reason'> {
  readonly row_number: number;
  readonly participant_id: number | null;
  readonly left_out_by: string | null;
}

/** A row's log entry, from its audit trail, with its assignment. */
function fromEntries(entries: readonly Entry[], isUndone: boolean): LoggedRow | undefined {
  const main = entries.find(({ what }) => what === 'begun' || what === 'ended');
  if (main === undefined) return undefined;
  const has = (what: string) => entries.some((entry) => entry.what === what);
  const result = has(`${main.what}-undone`) ? 'undone' : 'accepted';
  const enrollmentLeft = ['enrolled', 'left'].some((what) => has(what) && !has(`${what}-undone`));
  return {
    row: main.row_number,
    action: main.what === 'begun' ? 'Insert' : 'Update',
    participantId: main.participant_id,
    ...NO_ASSIGNMENT,
    assignment: main.assignment_id,
    undone: entries.find(({ what }) => what === 'begun-undone')?.before,
    result,
    reason: isUndone && (result === 'accepted' || enrollmentLeft) ? RESULT.changedSince(result === 'undone') : '',
    before: main.before,
    after: main.after,
    choices: main.choices ?? [],
  };
}

function fromLeftOut({ row_number, action, participant_id, reason, left_out_by }: LeftOut): LogRow {
  const choices = left_out_by === null ? [] : [{ column: '', value: '', by: left_out_by }];
  return {
    row: row_number,
    action,
    participantId: participant_id,
    ...NO_ASSIGNMENT,
    result: 'not accepted',
    reason,
    before: null,
    after: null,
    choices,
  };
}

/**
 * A page of the log after row `cursor`: rows in the audit trail, and left-out rows. Each table is read once
 * in key order and merged here: a self-join of the audit trail took minutes without statistics.
 */
export async function readLog(
  queries: Queries,
  site: SiteId,
  { id, state }: Pick<Upload, 'id' | 'state'>,
  cursor: number,
  limit: number,
): Promise<{ rows: LogRow[]; next: string | null }> {
  const read = (most: number) =>
    queries.query<Entry>(
      sql`SELECT row_number, what, participant_id, assignment_id, before, after, choices FROM audit
       WHERE site_id = ${site} AND upload_id = ${id} AND row_number > ${cursor} ORDER BY row_number, what LIMIT ${most}`,
    );
  const usual = (limit + 1) * USUAL_ENTRIES + MAX_ENTRIES;
  let entries = await read(usual);
  // The last row may be incomplete. If rows have many entries, read with the maximum.
  const isCut = entries.length === usual;
  const last = entries.at(-1)?.row_number;
  if (isCut) entries = entries.filter((entry) => entry.row_number !== last);
  if (isCut && new Set(entries.map((entry) => entry.row_number)).size <= limit) entries = await read((limit + 1) * MAX_ENTRIES);
  const leftOut = await queries.query<LeftOut>(
    sql`SELECT row_number, action, participant_id, reason, left_out_by FROM upload_left_out
     WHERE site_id = ${site} AND upload_id = ${id} AND row_number > ${cursor} ORDER BY row_number LIMIT ${limit + 1}`,
  );
  const byRow = new Map<number, Entry[]>();
  for (const entry of entries) {
    const known = byRow.get(entry.row_number);
    if (known === undefined) byRow.set(entry.row_number, [entry]);
    else known.push(entry);
  }
  const logged = [...byRow.values()].slice(0, limit + 1).flatMap((all) => fromEntries(all, state === 'undone') ?? []);
  const rows = [...logged, ...leftOut.map(fromLeftOut)].sort((one, other) => one.row - other.row);
  const page = rows.slice(0, limit);
  return { rows: await withAssignments(queries, site, page), next: rows.length > limit ? String(page.at(-1)?.row) : null };
}

/** Adds caseworker, program and relationship. An undone Insert has no assignment any more; its audit says what it was. */
async function withAssignments(queries: Queries, site: SiteId, rows: readonly LoggedRow[]): Promise<LogRow[]> {
  const ids = rows.flatMap(({ assignment }) => assignment ?? []);
  const undone = rows.flatMap(({ row, undone: was }) => (was?.staff === undefined ? [] : [{ row, ...was }]));
  const found = await queries.query<Pick<LogRow, 'caseworker' | 'program' | 'relationship'> & { of: string }>(
    sql`WITH told AS (
       SELECT assignment_id::text AS of, staff_id, program_id, relationship FROM assignments
       WHERE site_id = ${site} AND assignment_id = ANY(${arrayText(ids)}::uuid[])
       UNION ALL
       SELECT * FROM unnest(${arrayText(undone.map(({ row }) => String(row)))}::text[], ${arrayText(undone.map(({ staff }) => staff ?? null))}::integer[],
         ${arrayText(undone.map(({ program }) => program ?? null))}::integer[], ${arrayText(undone.map(({ relationship }) => relationship ?? null))}::text[])
     )
     SELECT t.of, s.first_name || ' ' || s.last_name AS caseworker, p.name AS program, t.relationship FROM told t
     JOIN staff s ON s.site_id = ${site} AND s.staff_id = t.staff_id
     LEFT JOIN programs p ON p.site_id = ${site} AND p.program_id = t.program_id`,
  );
  const known = new Map(found.map(({ of, ...assignment }) => [of, assignment]));
  return rows.map(({ assignment, undone: _, ...row }) => ({ ...row, ...(known.get(assignment ?? '') ?? known.get(String(row.row))) }));
}

/** The number of an upload's rows by result; what was undone is neither begun nor ended any more. */
export async function summarizeLog(
  queries: Queries,
  site: SiteId,
  { id, received, accepted }: Pick<Upload, 'id' | 'received' | 'accepted'>,
): Promise<NonNullable<UploadLog['summary']>> {
  const [counts] = await queries.query<{ begun: number; ended: number; undone: number }>(
    sql`SELECT (count(*) FILTER (WHERE what = 'begun') - count(*) FILTER (WHERE what = 'begun-undone'))::integer AS begun,
      (count(*) FILTER (WHERE what = 'ended') - count(*) FILTER (WHERE what = 'ended-undone'))::integer AS ended,
      count(*) FILTER (WHERE what IN ('begun-undone', 'ended-undone'))::integer AS undone
     FROM audit WHERE site_id = ${site} AND upload_id = ${id}`,
  );
  const { begun, ended, undone } = counts ?? { begun: 0, ended: 0, undone: 0 };
  return { begun, ended, undone, notAccepted: received - (accepted ?? 0) };
}

/** The rows of an undone upload whose assignment stands, in order. */
export async function standingRows(queries: Queries, site: SiteId, id: string): Promise<readonly number[]> {
  const rows = await queries.query<{ row_number: number }>(
    sql`SELECT row_number FROM audit WHERE site_id = ${site} AND upload_id = ${id} AND what IN ('begun', 'ended', 'begun-undone', 'ended-undone')
     GROUP BY row_number HAVING count(*) = 1 ORDER BY row_number`,
  );
  return rows.map((row) => row.row_number);
}

/** The rows per page of a log export. */
export const LOG_PAGE = 1000;

/** Loads the whole log, page by page. Each page is a short transaction. */
export async function* logPages(
  read: (cursor: number) => Promise<{ rows: readonly LogRow[]; next: string | null }>,
): AsyncGenerator<readonly LogRow[]> {
  for (let cursor: number | null = 0; cursor !== null; ) {
    const { rows, next } = await read(cursor);
    yield rows;
    cursor = next === null ? null : Number(next);
  }
}
