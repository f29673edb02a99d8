import sql from 'sql-template-tag';
import type { StaffChange } from '../../api/site';
import type { Account } from '../accounts/sessions';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { LOCK_TIMEOUT, lockSite } from './site-store';

/**
 * Disables a staff member, or enables them again. What is open with them stays open and can be ended.
 * @throws ProblemError 404 if the site has no such staff member
 */
export async function changeStaff(
  queries: Queries,
  { site, email }: Account,
  { staffId, active }: StaffChange,
  now: Date,
): Promise<StaffChange> {
  await lockSite(queries, site, LOCK_TIMEOUT);
  const [before] = await queries.query<{ active: boolean }>(
    sql`SELECT active FROM staff WHERE site_id = ${site} AND staff_id = ${staffId}`,
  );
  if (before === undefined) throw problems.notFound('staff');
  if (before.active !== active) {
    await queries.query(sql`UPDATE staff SET active = ${active} WHERE site_id = ${site} AND staff_id = ${staffId}`);
    await queries.query(
      sql`INSERT INTO staff_audit (site_id, staff_id, changed_at, changed_by, active) VALUES (${site}, ${staffId}, ${now.toISOString()}, ${email}, ${active})`,
    );
  }
  return { staffId, active };
}
