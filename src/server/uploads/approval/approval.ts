import sql from 'sql-template-tag';
import type { Approval, Upload } from '../../../api/uploads';
import { findUser } from '../../accounts/rights';
import type { Account } from '../../accounts/sessions';
import { isMachine } from '../../accounts/users';
import type { SiteId } from '../../database/database';
import type { Queries } from '../../database/driver';
import { problems } from '../../http/problem';
import { coversPrograms, type UploadScope } from '../scope';

/** Uploads of the same user that were applied within this many hours count together, so that a sheet is not sent in parts to pass by. */
const TOGETHER_HOURS = 24;

/**
 * Whether an upload waits for approval: it has more rows than the site lets pass, together with its user's rows that were applied without approval in the last day,
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
          AND u.state = 'complete' AND u.approval IS NULL AND u.completed_at > clock_timestamp() - make_interval(hours => ${TOGETHER_HOURS})) AS by_rows,
      EXISTS (SELECT 1 FROM users u WHERE u.site_id = ${site} AND u.email = ANY(${[...people]}::text[]) AND u.needs_approval) AS by_user
    FROM sites s WHERE s.site_id = ${site}`,
  );
  return row?.by_rows === true || row?.by_user === true;
}

/** An upload's people, and who created the tokens among them, which may be revoked by now. */
async function ownersOf(queries: Queries, site: SiteId, people: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await queries.query<{ creator: string }>(
    sql`SELECT changed_by AS creator FROM user_audit WHERE site_id = ${site} AND email = ANY(${people.filter(isMachine)}::text[]) AND before IS NULL`,
  );
  return new Set([...people, ...rows.map(({ creator }) => creator)]);
}

/** The addresses of those who may approve an upload: not its own people, and only with rights in all programs of its rows. */
export async function approversOf(
  queries: Queries,
  site: SiteId,
  people: readonly string[],
  scope: UploadScope,
): Promise<readonly string[]> {
  const rows = await queries.query<{ email: string; program_ids: readonly number[] }>(
    sql`SELECT email, program_ids FROM users WHERE site_id = ${site} AND machine_contact IS NULL AND securities ? 'uploads:approve' ORDER BY email`,
  );
  const owners = await ownersOf(queries, site, people);
  return rows.flatMap(({ email, program_ids }) => (owners.has(email) || !coversPrograms(program_ids, scope) ? [] : [email]));
}

/** @throws ProblemError 403 for an upload of one's own, or with rows of other programs than the account's */
export async function requireApprover(queries: Queries, account: Account, people: readonly string[], scope: UploadScope): Promise<void> {
  if ((await ownersOf(queries, account.site, people)).has(account.email)) throw problems.ownApproval();
  const user = await findUser(queries, account.site, account.email);
  if (user === undefined || !coversPrograms(user.program_ids, scope)) throw problems.otherPrograms();
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
