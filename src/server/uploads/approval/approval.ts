import sql from 'sql-template-tag';
import type { Approval, Upload } from '../../../api/uploads';
import type { SiteId } from '../../database/database';
import type { Queries } from '../../database/driver';

/** Uploads of the same user within this many hours count together, so that a sheet is not sent in parts to pass by. */
const TOGETHER_HOURS = 24;

/**
 * Whether an upload waits for approval: it has more rows than the site lets pass, with what its user has sent without approval in the last day,
 * or one of its people always needs approval.
 * @param upload one that was received, or rows that are checked only
 * @param people everyone who submitted, fixed or released it
 */
export async function needsApproval(
  queries: Queries,
  site: SiteId,
  upload: Pick<Upload, 'received' | 'createdBy'> & { readonly id?: string },
  people: readonly string[],
): Promise<boolean> {
  const [row] = await queries.query<{ by_rows: boolean; by_user: boolean }>(
    sql`SELECT s.approval_rows IS NOT NULL AND s.approval_rows < ${upload.received} + (
        SELECT COALESCE(sum(u.received), 0) FROM uploads u WHERE u.site_id = ${site} AND u.created_by = ${upload.createdBy} AND u.upload_id IS DISTINCT FROM ${upload.id ?? null}::uuid
          AND u.state = 'complete' AND u.approval IS NULL AND u.created_at > clock_timestamp() - make_interval(hours => ${TOGETHER_HOURS})) AS by_rows,
      EXISTS (SELECT 1 FROM users u WHERE u.site_id = ${site} AND u.email = ANY(${[...people]}::text[]) AND u.needs_approval) AS by_user
    FROM sites s WHERE s.site_id = ${site}`,
  );
  return row?.by_rows === true || row?.by_user === true;
}

/** The addresses of those who may approve an upload. */
export async function approversOf(queries: Queries, site: SiteId, people: readonly string[]): Promise<readonly string[]> {
  const rows = await queries.query<{ email: string }>(
    sql`SELECT email FROM users WHERE site_id = ${site} AND securities ? 'uploads:approve' AND NOT email = ANY(${[...people]}::text[]) ORDER BY email`,
  );
  return rows.map(({ email }) => email);
}

/** Records a decision for the audit. */
export async function writeDecision(
  queries: Queries,
  site: SiteId,
  id: string,
  { state, by, at, note }: Approval & { readonly by: string; readonly at: string },
): Promise<void> {
  await queries.query(
    sql`INSERT INTO upload_approvals (site_id, upload_id, decision, decided_by, decided_at, note)
     VALUES (${site}, ${id}, ${state}, ${by}, ${at}, ${note})`,
  );
}
