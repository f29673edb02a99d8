import sql from 'sql-template-tag';
import type { ApprovalRule } from '../../api/site';
import type { Account } from '../accounts/sessions';
import type { Queries } from '../database/driver';

/** Sets from how many rows uploads wait for approval. Those that are under way are not held back. */
export async function saveApprovalRule(
  queries: Queries,
  { site, email }: Account,
  { approvalRows }: ApprovalRule,
  now: Date,
): Promise<void> {
  const [before] = await queries.query<{ rows: number | null }>(
    sql`SELECT approval_rows AS rows FROM sites WHERE site_id = ${site} FOR UPDATE`,
  );
  await queries.query(sql`UPDATE sites SET approval_rows = ${approvalRows} WHERE site_id = ${site}`);
  await queries.query(
    sql`INSERT INTO site_audit (site_id, changed_at, changed_by, setting, before, after)
     VALUES (${site}, ${now.toISOString()}, ${email}, 'approvalRows', ${JSON.stringify(before?.rows ?? null)}::text::jsonb, ${JSON.stringify(approvalRows)}::text::jsonb)`,
  );
}
