import sql, { type Sql } from 'sql-template-tag';
import { UNDO_DAYS, type UndoPreview, type Upload, type UploadState } from '../../api/uploads';
import type { Rights, RowChange } from '../../core/rules/record';
import { CASELOAD_RIGHTS } from '../../core/rules/securities';
import { readRights } from '../accounts/rights';
import type { Account } from '../accounts/sessions';
import { arrayText } from '../database/array-text';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { sendJob } from '../jobs/send-job';
import { tellWebhooks } from '../jobs/tell-webhooks';
import { queueUndone } from '../mail/confirmation';
import { queueDigests } from '../mail/digests';
import { LOCK_TIMEOUT, lockSite, readSite } from '../sites/site-store';
import { findUpload, moveUpload } from '../uploads/upload-store';
import { ASSIGNMENT_STATE, AUDIT } from './apply';

/** The upload to undo, the user, and the time. */
interface Undoing {
  readonly site: SiteId;
  readonly id: string;
  readonly at: string;
  readonly by: string;
  /** Whether a part was undone before. */
  readonly isAgain: boolean;
}

/** Builds a statement that reverses one kind of change, where the record is still as the upload left it. */
type UndoStatement = (undoing: Undoing) => Sql;

const logged = ({ site, id }: Pick<Undoing, 'site' | 'id'>) => sql`l.site_id = ${site} AND l.upload_id = ${id}`;

/** The changes of a kind that were not taken back before: what was may have been done again since, by somebody else. */
const standing = ({ site, id, isAgain }: Undoing, change: RowChange) =>
  sql`${logged({ site, id })} AND l.what = ${change} ${
    isAgain
      ? sql`AND l.row_number NOT IN (
    SELECT u.row_number FROM audit u WHERE u.site_id = ${site} AND u.upload_id = ${id} AND u.what = ${`${change}-undone`})`
      : sql``
  }`;

/** Joins the assignment of each change. `OFFSET 0` has it looked up: without statistics, all assignments of the site were compared with all changes. */
const itsAssignment = (site: SiteId) => sql`
JOIN LATERAL (SELECT * FROM assignments o WHERE o.site_id = ${site} AND o.assignment_id = l.assignment_id OFFSET 0) a ON true`;

/** Deletes begun assignments; the audit trail keeps what they were. */
const undoBegun: UndoStatement = (undoing) => sql`
WITH undone AS (
  DELETE FROM assignments a USING audit l
  WHERE ${standing(undoing, 'begun')} AND a.site_id = ${undoing.site} AND a.assignment_id = l.assignment_id AND ${ASSIGNMENT_STATE} = l.after
  RETURNING l.row_number, a.assignment_id, a.participant_id, l.after || jsonb_build_object('staff', a.staff_id, 'program', a.program_id, 'relationship', a.relationship) AS was
)
${AUDIT}
SELECT ${undoing.site}, ${undoing.id}::uuid, row_number, 'begun-undone', assignment_id, participant_id, ${undoing.at}::timestamptz, ${undoing.by}, was, NULL, NULL::jsonb FROM undone
RETURNING row_number`;

/** No other assignment has the same participant, caseworker, program and relationship. */
const noDuplicate = ({ site }: Undoing, condition: Sql) => sql`NOT EXISTS (
      SELECT 1 FROM assignments o WHERE o.site_id = ${site} AND o.participant_id = a.participant_id AND o.staff_id = a.staff_id
        AND o.relationship = a.relationship AND o.program_id IS NOT DISTINCT FROM a.program_id AND o.assignment_id <> a.assignment_id AND ${condition})`;

/** An assignment, and what makes two of them the same but for their caseworker. */
interface Identity {
  readonly id: string;
  readonly staff: number;
  readonly rest: string;
}

/** The assignments that an upload began or ended and that still exist. */
async function stillThere(queries: Queries, { site, id }: Undoing, what: 'begun' | 'ended'): Promise<readonly Identity[]> {
  return queries.query<Identity>(sql`
SELECT a.assignment_id AS id, a.staff_id AS staff, concat_ws(' ', a.participant_id, a.program_id, '/', a.relationship) AS rest
FROM audit l ${itsAssignment(site)} WHERE ${logged({ site, id })} AND l.what = ${what}`);
}

/**
 * The ended assignments that the upload handed over to someone who still has them: if reopened, the participant would have two caseworkers for one.
 * Compared here: without statistics, the database compares each with each.
 */
async function handedOver(queries: Queries, undoing: Undoing): Promise<readonly string[]> {
  const staffOf = new Map<string, Set<number>>();
  for (const { staff, rest } of await stillThere(queries, undoing, 'begun')) staffOf.set(rest, (staffOf.get(rest) ?? new Set()).add(staff));
  if (staffOf.size === 0) return [];
  const ended = await stillThere(queries, undoing, 'ended');
  const isWithAnother = ({ staff, rest }: Identity) => {
    const begun = staffOf.get(rest);
    return begun !== undefined && (begun.size > 1 || !begun.has(staff));
  };
  return ended.filter(isWithAnother).map(({ id }) => id);
}

/** Reopens ended assignments, except where the same assignment has been begun again since, and except those that are to be left. */
const undoEnded = (undoing: Undoing, toLeave: readonly string[]) => sql`
WITH undone AS (
  UPDATE assignments a SET end_date = NULL, reason = l.before ->> 'reason', status = l.before ->> 'status' FROM audit l
  WHERE ${standing(undoing, 'ended')} AND a.site_id = ${undoing.site} AND a.assignment_id = l.assignment_id AND ${ASSIGNMENT_STATE} = l.after
    AND ${noDuplicate(undoing, sql`o.end_date IS NULL`)} AND ${noDuplicate(undoing, sql`o.end_date IS NOT NULL AND o.start_date >= a.end_date`)}
    AND a.assignment_id <> ALL(${arrayText(toLeave)}::uuid[])
  RETURNING l.row_number, a.assignment_id, a.participant_id, l.before, l.after
)
${AUDIT}
SELECT ${undoing.site}, ${undoing.id}::uuid, row_number, 'ended-undone', assignment_id, participant_id, ${undoing.at}::timestamptz, ${undoing.by}, after, before, NULL::jsonb FROM undone
RETURNING row_number`;

const sameEnrollment = ({
  site,
}: Undoing) => sql`e.site_id = ${site} AND e.participant_id = l.participant_id AND e.program_id = (l.after ->> 'program')::integer
    AND e.start_date = (l.after ->> 'start')::date AND e.end_date IS NOT DISTINCT FROM (l.after ->> 'end')::date`;

/** Reopens ended enrollments, except where the participant has been enrolled again since. */
const undoLeft: UndoStatement = (undoing) => sql`
WITH undone AS (
  UPDATE enrollments e SET end_date = NULL FROM audit l
  WHERE ${standing(undoing, 'left')} AND ${sameEnrollment(undoing)}
    AND NOT EXISTS (
      SELECT 1 FROM enrollments o WHERE o.site_id = ${undoing.site} AND o.participant_id = e.participant_id AND o.program_id = e.program_id
        AND o.start_date > e.start_date)
  RETURNING l.row_number, l.participant_id, l.before, l.after
)
${AUDIT}
SELECT ${undoing.site}, ${undoing.id}::uuid, row_number, 'left-undone', NULL, participant_id, ${undoing.at}::timestamptz, ${undoing.by}, after, before, NULL::jsonb FROM undone
RETURNING row_number`;

const nothingBegunWithin = ({ site }: Undoing, isEnded: Sql) => sql`NOT EXISTS (
      SELECT 1 FROM assignments a WHERE a.site_id = ${site} AND a.participant_id = e.participant_id AND a.program_id = e.program_id
        AND a.start_date >= e.start_date AND a.end_date IS ${isEnded})`;

/** Deletes enrollments, except where an assignment has been begun within them. */
const undoEnrolled: UndoStatement = (undoing) => sql`
WITH undone AS (
  DELETE FROM enrollments e USING audit l
  WHERE ${standing(undoing, 'enrolled')} AND ${sameEnrollment(undoing)}
    AND ${nothingBegunWithin(undoing, sql`NULL`)} AND ${nothingBegunWithin(undoing, sql`NOT NULL`)}
  RETURNING l.row_number, l.participant_id, l.after
)
${AUDIT}
SELECT ${undoing.site}, ${undoing.id}::uuid, row_number, 'enrolled-undone', NULL, participant_id, ${undoing.at}::timestamptz, ${undoing.by}, after, NULL, NULL::jsonb FROM undone
RETURNING row_number`;

/** Whether not all changes of a row were taken back. */
const IS_LEFT = sql`(count(*) FILTER (WHERE l.what IN ('begun', 'ended', 'enrolled', 'left')) > count(*) FILTER (WHERE l.what LIKE '%-undone'))`;

/** The rows that were not reversed completely. In one pass: a self-join of the audit trail may take minutes. */
const left: UndoStatement = (undoing) => sql`
SELECT l.row_number FROM audit l WHERE ${logged(undoing)} GROUP BY l.row_number
HAVING ${IS_LEFT}
ORDER BY l.row_number`;

/** The states of an upload that can be undone: also one that was undone in part. */
const UNDOABLE: readonly UploadState[] = ['complete', 'undone'];

/**
 * Reverses a complete upload in the caller's transaction, or what was left of it before: deletes what it began and reopens what it ended. Records that
 * have changed since are left.
 * @returns the upload, and the rows that were not reversed completely
 * @throws ProblemError 409 if it is not complete, too old, or completely changed since; 403 without the rights
 */
export async function undoUpload(
  queries: Queries,
  account: Account,
  upload: Upload,
  now: Date,
  publicUrl: string,
): Promise<{ readonly upload: Upload; readonly left: readonly number[] }> {
  const { site } = account;
  await lockSite(queries, site, LOCK_TIMEOUT);
  if (now.getTime() - Date.parse(upload.createdAt) > UNDO_DAYS * 86_400_000) {
    throw problems.tooOldToUndo(UNDO_DAYS);
  }
  const before = await findUpload(queries, site, upload.id);
  if (before === undefined || !UNDOABLE.includes(before.state)) throw problems.notUndoable();
  await requireRights(queries, account, upload.id);
  const undoing = { site, id: upload.id, at: now.toISOString(), by: account.email, isAgain: before.state === 'undone' };
  let reversed = 0;
  const run = async (statement: Sql) => {
    reversed += (await queries.query(statement)).length;
  };
  // Begun assignments first: they may block reopening ended ones.
  await run(undoBegun(undoing));
  await run(undoEnded(undoing, await handedOver(queries, undoing)));
  await run(undoLeft(undoing));
  await run(undoEnrolled(undoing));
  const kept = await queries.query<{ row_number: number }>(left(undoing));
  if (reversed === 0) {
    throw kept.length === 0 ? problems.notUndoable() : problems.nothingToUndo();
  }
  const undone = await moveUpload(queries, site, upload.id, UNDOABLE, { state: 'undone', progress: 1, undoLeft: kept.length });
  if (undone === undefined) throw problems.notUndoable();
  await queueDigests(queries, site, upload.id, { event: 'undone', at: undoing.at }, publicUrl);
  await queueUndone(queries, site, undone, { by: account.email, at: undoing.at, left: kept.length }, publicUrl);
  await sendJob(queries, 'mail', { site, upload: upload.id });
  await tellWebhooks(queries, site, undone);
  return { upload: undone, left: kept.map((row) => row.row_number) };
}

/** The most rows of a preview. */
const MAX_ROWS = 1000;

interface PreviewRow {
  readonly row: number;
  readonly participantId: number;
  readonly action: 'Insert' | 'Update';
  readonly isLeft: boolean;
  readonly changes: RowChange[];
  readonly by: string | null;
  readonly at: Date | null;
  readonly upload: string | null;
}

/** What an entry of the audit trail takes back. */
const TAKEN_BACK = sql`replace(l.what, '-undone', '')`;
const IS_TAKEN_BACK = sql`l.what LIKE '%-undone'`;
const takenBackAt = (at: string) => sql`(${IS_TAKEN_BACK} AND l.changed_at = ${at}::timestamptz)`;

/** Each row of an upload that is just being undone, except those that were before; those that are left first, with the last change of their assignments by another upload. */
const previewRows = ({ site, id, at }: Pick<Undoing, 'site' | 'id' | 'at'>) => sql`
WITH by_row AS (
  SELECT l.row_number, min(l.participant_id) AS participant_id, bool_or(l.what = 'begun') AS begins,
    (array_agg(l.assignment_id) FILTER (WHERE l.assignment_id IS NOT NULL))[1] AS assignment_id, max(l.changed_at) FILTER (WHERE l.what NOT LIKE '%-undone') AS changed_at,
    ${IS_LEFT} AS is_left,
    COALESCE(array_agg(DISTINCT ${TAKEN_BACK}) FILTER (WHERE ${takenBackAt(at)}), '{}') AS changes
  FROM audit l WHERE ${logged({ site, id })} GROUP BY l.row_number
),
shown AS (SELECT * FROM by_row WHERE is_left OR changes <> '{}' ORDER BY is_left DESC, row_number LIMIT ${MAX_ROWS})
SELECT r.row_number AS row, r.participant_id AS "participantId", CASE WHEN r.begins THEN 'Insert' ELSE 'Update' END AS action, r.is_left AS "isLeft", r.changes,
  s.changed_by AS by, s.changed_at AS at, u.name AS upload
FROM shown r
LEFT JOIN LATERAL (
  SELECT o.changed_by, o.changed_at, o.upload_id FROM audit o
  WHERE r.is_left AND o.site_id = ${site} AND o.participant_id = r.participant_id AND o.upload_id <> ${id}::uuid AND o.changed_at >= r.changed_at
  ORDER BY (o.assignment_id = r.assignment_id) DESC NULLS LAST, o.changed_at DESC LIMIT 1
) s ON true
LEFT JOIN uploads u ON u.site_id = ${site} AND u.upload_id = s.upload_id
ORDER BY r.is_left DESC, r.row_number`;

/** The disabled caseworkers with whom assignments are open again. */
const reopenedWithDisabled = ({ site, id, at }: Pick<Undoing, 'site' | 'id' | 'at'>) => sql`
WITH reopened AS MATERIALIZED (
  SELECT DISTINCT a.staff_id FROM audit l ${itsAssignment(site)}
  WHERE ${logged({ site, id })} AND l.what = 'ended-undone' AND l.changed_at = ${at}::timestamptz AND a.end_date IS NULL
)
SELECT DISTINCT s.first_name || ' ' || s.last_name AS name FROM reopened r
JOIN staff s ON s.site_id = ${site} AND s.staff_id = r.staff_id AND NOT s.active ORDER BY name`;

/**
 * What undoing an upload would reverse and leave. Undoes it and takes that back, so that it can't differ from the undoing itself.
 * @throws ProblemError as `undoUpload`
 */
export async function previewUndo(queries: Queries, account: Account, upload: Upload, now: Date, publicUrl: string): Promise<UndoPreview> {
  const at = now.toISOString();
  await queries.query(sql`SAVEPOINT before_undo`);
  const { left: kept } = await undoUpload(queries, account, upload, now, publicUrl);
  const rows = await queries.query<PreviewRow>(previewRows({ site: account.site, id: upload.id, at }));
  const [touched] = await queries.query<{ reversed: number }>(
    sql`SELECT count(*)::integer AS reversed FROM (
       SELECT FROM audit l WHERE ${logged({ site: account.site, id: upload.id })}
       GROUP BY l.row_number HAVING bool_or(${takenBackAt(at)}) AND NOT ${IS_LEFT}) t`,
  );
  const changes = await queries.query<{ what: RowChange; count: number }>(
    sql`SELECT ${TAKEN_BACK} AS what, count(*)::integer AS count FROM audit l
     WHERE ${logged({ site: account.site, id: upload.id })} AND ${takenBackAt(at)} GROUP BY 1`,
  );
  const gone = await queries.query<{ name: string }>(reopenedWithDisabled({ site: account.site, id: upload.id, at }));
  await queries.query(sql`ROLLBACK TO SAVEPOINT before_undo`);
  return {
    reversed: touched?.reversed ?? 0,
    left: kept.length,
    changes: { begun: 0, ended: 0, enrolled: 0, left: 0, ...Object.fromEntries(changes.map(({ what, count }) => [what, count])) },
    disabled: gone.map(({ name }) => name),
    rows: rows.map(({ by, at, upload: name, ...row }) => ({
      ...row,
      since: by === null || at === null ? null : { by, at: new Date(at).toISOString(), upload: name ?? '' },
    })),
  };
}

/** Undoing requires the rights for the opposite of each row. */
async function requireRights(queries: Queries, account: Account, id: string): Promise<void> {
  const site = await readSite(queries, account.site);
  if (site === undefined) throw problems.notFound('site');
  const rights: Rights = await readRights(queries, site, account.email);
  if (rights.insert === 'none' || rights.update === 'none') throw problems.lacksSecurity(CASELOAD_RIGHTS, 'and');
  if (rights.programs !== null) {
    const allowed = site.programs.flatMap((program, place) => (rights.programs?.has(place) ? [program.id] : []));
    const others = sql`(c.program_id IS NULL OR NOT c.program_id = ANY(${allowed}::integer[]))`;
    if (await concerns(queries, account.site, id, others)) throw problems.otherPrograms();
  }
  // Reversing what was begun takes the right to end, and the other way round: the narrower reach counts for both.
  if (rights.insert === 'own' || rights.update === 'own') {
    const own = rights.staff === null ? null : (site.staff[rights.staff]?.id ?? null);
    if (await concerns(queries, account.site, id, sql`c.staff_id IS DISTINCT FROM ${own}::integer AND NOT c.is_enrollment`))
      throw problems.othersCaseload();
  }
}

/**
 * Whether an upload changed assignments or enrollments `c` that meet a condition. Of a begun assignment that an earlier undo has deleted, the audit trail
 * knows what it was.
 */
async function concerns(queries: Queries, site: SiteId, id: string, condition: Sql): Promise<boolean> {
  const rows = await queries.query(
    sql`SELECT 1 FROM audit l
     LEFT JOIN LATERAL (SELECT o.assignment_id, o.program_id, o.staff_id FROM assignments o WHERE o.site_id = ${site} AND o.assignment_id = l.assignment_id OFFSET 0) a ON true
     CROSS JOIN LATERAL (
       SELECT l.what IN ('enrolled', 'left', 'enrolled-undone', 'left-undone') AS is_enrollment,
         CASE WHEN a.assignment_id IS NULL THEN (COALESCE(l.after, l.before) ->> 'program')::integer ELSE a.program_id END AS program_id,
         CASE WHEN a.assignment_id IS NULL THEN (COALESCE(l.after, l.before) ->> 'staff')::integer ELSE a.staff_id END AS staff_id) c
     WHERE ${logged({ site, id })} AND (a.assignment_id IS NOT NULL OR c.is_enrollment OR l.what = 'begun-undone') AND ${condition} LIMIT 1`,
  );
  return rows.length > 0;
}
