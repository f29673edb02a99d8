import sql from 'sql-template-tag';
import type { SiteUser } from '../../api/accounts';
import { needsStaffId } from '../../core/rules/securities';
import { INVALID, PARTS } from '../../core/text/problems';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { LOCK_TIMEOUT, lockSite } from '../sites/site-store';
import type { Account } from './sessions';

const USER = sql`email, name, securities, program_ids AS "programIds", staff_id AS "staffId", needs_approval AS "needsApproval"`;

/** The users of a site, by name. */
export function listUsers(queries: Queries, site: SiteId): Promise<readonly SiteUser[]> {
  return queries.query<SiteUser>(sql`SELECT ${USER} FROM users WHERE site_id = ${site} ORDER BY name, email`);
}

/** The users that demo sign-in offers, those with the most securities first. */
export async function listDemoUsers(queries: Queries, site: SiteId): Promise<{ email: string; name: string }[]> {
  const users = await queries.query<{ email: string; name: string }>(
    sql`SELECT email, name FROM users WHERE site_id = ${site} ORDER BY jsonb_array_length(securities) DESC, email`,
  );
  return [...users];
}

/** Adds or changes a user. @throws ProblemError 400 for an unknown program; 409 if no administrator would be left */
export async function changeUser(
  queries: Queries,
  { site, email: by }: Account,
  now: Date,
  { email, name, securities, programIds, staffId, needsApproval }: SiteUser,
): Promise<SiteUser> {
  const before = await holdUser(queries, site, email);
  const strange = await queries.query<{ id: number }>(
    sql`SELECT t.id FROM unnest(${programIds}::integer[]) AS t(id)
     WHERE NOT EXISTS (SELECT 1 FROM programs p WHERE p.site_id = ${site} AND p.program_id = t.id)`,
  );
  if (strange.length > 0) throw problems.invalid(PARTS.programIds, INVALID.noProgram(strange[0]?.id ?? 0));
  if (staffId === null) {
    if (needsStaffId(securities)) throw problems.invalid(PARTS.staffId, INVALID.ownWithoutStaffId);
  } else {
    const [member] = await queries.query(sql`SELECT 1 FROM staff WHERE site_id = ${site} AND staff_id = ${staffId}`);
    if (member === undefined) throw problems.invalid(PARTS.staffId, INVALID.noStaffMember(staffId));
  }
  const [after] = await queries.query<SiteUser>(
    sql`INSERT INTO users (site_id, email, name, securities, program_ids, staff_id, needs_approval) VALUES (${site}, ${email}, ${name}, ${JSON.stringify(securities)}::text::jsonb, ${JSON.stringify(programIds)}::text::jsonb, ${staffId}, ${needsApproval})
     ON CONFLICT (site_id, email) DO UPDATE SET name = excluded.name, securities = excluded.securities, program_ids = excluded.program_ids, staff_id = excluded.staff_id,
       needs_approval = excluded.needs_approval
     RETURNING ${USER}`,
  );
  if (after === undefined) throw new Error('The user was not written.');
  await requireAdministrator(queries, site);
  await writeAudit(queries, site, by, now, email, before, after);
  return after;
}

export async function removeUser(queries: Queries, { site, email: by }: Account, now: Date, email: string): Promise<void> {
  const before = await holdUser(queries, site, email);
  if (before === null) throw problems.notFound('user');
  await queries.query(sql`DELETE FROM sessions WHERE site_id = ${site} AND email = ${email}`);
  await queries.query(sql`DELETE FROM users WHERE site_id = ${site} AND email = ${email}`);
  await requireAdministrator(queries, site);
  await writeAudit(queries, site, by, now, email, before, null);
}

/** Reads and locks a user. Locks the whole site, so that two administrators can't remove each other. */
async function holdUser(queries: Queries, site: SiteId, email: string): Promise<SiteUser | null> {
  await lockSite(queries, site, LOCK_TIMEOUT);
  const [user] = await queries.query<SiteUser>(sql`SELECT ${USER} FROM users WHERE site_id = ${site} AND email = ${email}`);
  return user ?? null;
}

async function requireAdministrator(queries: Queries, site: SiteId): Promise<void> {
  const [left] = await queries.query(sql`SELECT 1 FROM users WHERE site_id = ${site} AND securities ? 'site:admin' LIMIT 1`);
  if (left === undefined) throw problems.lastAdministrator();
}

async function writeAudit(
  queries: Queries,
  site: SiteId,
  by: string,
  now: Date,
  email: string,
  before: SiteUser | null,
  after: SiteUser | null,
): Promise<void> {
  const asJson = (user: SiteUser | null) => (user === null ? null : JSON.stringify(user));
  await queries.query(
    sql`INSERT INTO user_audit (site_id, email, changed_at, changed_by, before, after)
     VALUES (${site}, ${email}, ${now.toISOString()}, ${by}, ${asJson(before)}::text::jsonb, ${asJson(after)}::text::jsonb)`,
  );
}
