import sql from 'sql-template-tag';
import type { SiteSettingsChange } from '../../api/site';
import { INVALID, PARTS } from '../../core/text/problems';
import type { Account } from '../accounts/sessions';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { LOCK_TIMEOUT, lockSite } from './site-store';

/**
 * Sets from how many rows uploads wait for approval, of what caseworkers are told, and for how long sheets are kept. The number of rows counts for
 * uploads that were checked already, too, when they are applied.
 * @throws ProblemError 400 for an unknown program
 */
export async function saveSiteSettings(queries: Queries, account: Account, change: SiteSettingsChange, now: Date): Promise<void> {
  const { site } = account;
  await lockSite(queries, site, LOCK_TIMEOUT);
  const { approvalRows, digests, quietPrograms, retentionDays } = change;
  const known = await queries.query<{ id: number; digests: boolean }>(
    sql`SELECT program_id AS id, digests FROM programs WHERE site_id = ${site} ORDER BY program_id`,
  );
  const strange = quietPrograms.find((id) => !known.some((program) => program.id === id));
  if (strange !== undefined) throw problems.invalid(PARTS.programIds, INVALID.noProgram(strange));
  const [before] = await queries.query<{ approvalRows: number | null; digests: boolean; retentionDays: number | null }>(
    sql`SELECT approval_rows AS "approvalRows", digests, retention_days AS "retentionDays" FROM sites WHERE site_id = ${site}`,
  );
  const wasQuiet = known.filter((program) => !program.digests).map(({ id }) => id);
  const kept = retentionDays === undefined ? (before?.retentionDays ?? null) : retentionDays;
  await queries.query(
    sql`UPDATE sites SET approval_rows = ${approvalRows}, digests = ${digests}, retention_days = ${kept} WHERE site_id = ${site}`,
  );
  await queries.query(sql`UPDATE programs SET digests = NOT program_id = ANY(${quietPrograms}::integer[]) WHERE site_id = ${site}`);
  await writeSiteAudit(queries, account, now, 'settings', { ...before, quietPrograms: wasQuiet }, { ...change, retentionDays: kept });
}

/** Records a change of a site's settings for the audit; null stands for nothing before, or after. */
export async function writeSiteAudit(
  queries: Queries,
  { site, email }: Pick<Account, 'site' | 'email'>,
  now: Date,
  setting: string,
  before: object | null,
  after: object | null,
): Promise<void> {
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value));
  await queries.query(
    sql`INSERT INTO site_audit (site_id, changed_at, changed_by, setting, before, after)
     VALUES (${site}, ${now.toISOString()}, ${email}, ${setting}, ${json(before)}::text::jsonb, ${json(after)}::text::jsonb)`,
  );
}
