import sql, { raw } from 'sql-template-tag';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { CHANNEL } from './upload-store';

/** The uploads of a transaction: their locks are short. */
const AT_ONCE = 200;

/** The tables with participants' data of an upload, besides the record and its audit trail. */
export const CLEARED_TABLES = ['upload_cells', 'upload_errors', 'upload_left_out', 'upload_choices', 'upload_mails'] as const;

/**
 * Deletes what was sent with uploads that are older than the site keeps them: sheets, errors, the fixes chosen, and mails. What still waits for
 * somebody is cancelled, as it can't go on without its sheet. Assignments stay, and so does the audit trail, which explains an upload. A completed
 * upload is left for two more days, so that its mails are tried for as long as any.
 * @returns how many uploads were cleared; there may be more
 */
export async function clearOldUploads(queries: Queries, site: SiteId, now: Date): Promise<number> {
  const due = await queries.query<{ id: string }>(
    sql`SELECT u.upload_id AS id FROM uploads u JOIN sites s ON s.site_id = ${site}
     WHERE u.site_id = ${site} AND u.cleared_at IS NULL AND u.state NOT IN ('received', 'checking', 'applying')
       AND (u.completed_at IS NULL OR u.completed_at < ${now.toISOString()}::timestamptz - interval '2 days')
       AND u.created_at < ${now.toISOString()}::timestamptz - s.retention_days * interval '1 day'
     ORDER BY u.created_at LIMIT ${AT_ONCE} FOR UPDATE OF u SKIP LOCKED`,
  );
  const ids = due.map(({ id }) => id);
  if (ids.length === 0) return 0;
  for (const table of CLEARED_TABLES)
    await queries.query(sql`DELETE FROM ${raw(table)} WHERE site_id = ${site} AND upload_id = ANY(${ids}::uuid[])`);
  // Who decided stays, without their words.
  await queries.query(sql`UPDATE upload_approvals SET note = NULL WHERE site_id = ${site} AND upload_id = ANY(${ids}::uuid[])`);
  await queries.query(
    sql`UPDATE uploads SET cleared_at = ${now.toISOString()}, note = NULL, problem = NULL, approval = approval || '{"note": null}',
       progress = CASE WHEN state IN ('complete', 'undone') THEN progress ELSE 0 END,
       state = CASE WHEN state IN ('complete', 'undone') THEN state ELSE 'cancelled' END
     WHERE site_id = ${site} AND upload_id = ANY(${ids}::uuid[])
     RETURNING pg_notify(${CHANNEL}, ${site} || ' ' || upload_id)`,
  );
  return ids.length;
}

/** Gives the space of what was deleted back, so that it is overwritten: the embedded database does so at no other time. */
export const VACUUM_CLEARED = `VACUUM ${CLEARED_TABLES.join(', ')}`;
