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
  return queries.query<SiteUser>(sql`SELECT ${USER} FROM users WHERE site_id = ${site} AND machine_contact IS NULL ORDER BY name, email`);
}

/** The users that demo sign-in offers, those with the most securities first. */
export async function listDemoUsers(queries: Queries, site: SiteId): Promise<{ email: string; name: string }[]> {
  const users = await queries.query<{ email: string; name: string }>(
    sql`SELECT email, name FROM users WHERE site_id = ${site} AND machine_contact IS NULL ORDER BY jsonb_array_length(securities) DESC, email`,
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
  if (isMachine(email)) throw problems.invalid(PARTS.email, INVALID.machine);
  const before = await holdUser(queries, site, email);
  await requirePrograms(queries, site, programIds);
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

export async function removeUser(queries: Queries, account: Account, now: Date, email: string): Promise<void> {
  if (isMachine(email)) throw problems.invalid(PARTS.email, INVALID.machine);
  await remove(queries, account, now, email);
}

async function remove(queries: Queries, { site, email: by }: Account, now: Date, email: string): Promise<void> {
  const before = await holdUser(queries, site, email);
  if (before === null) throw problems.notFound('user');
  await queries.query(sql`DELETE FROM sessions WHERE site_id = ${site} AND email = ${email}`);
  await queries.query(sql`DELETE FROM users WHERE site_id = ${site} AND email = ${email}`);
  await requireAdministrator(queries, site);
  await writeAudit(queries, site, by, now, email, before, null);
}

/** The domain of API tokens' users, which no mail server has (RFC 2606). */
const MACHINES = '@machine.invalid';

/** Whether a user is an API token's, who never signs in. */
export function isMachine(email: string): boolean {
  return email.endsWith(MACHINES);
}

/**
 * Adds the user of an API token.
 * @returns its name in place of an address
 * @throws ProblemError 400 for an unknown program
 */
export async function changeMachine(
  queries: Queries,
  { site, email: by }: Account,
  now: Date,
  { id, name, securities, programIds }: Pick<SiteUser, 'name' | 'securities' | 'programIds'> & { readonly id: string },
): Promise<string> {
  await lockSite(queries, site, LOCK_TIMEOUT);
  await requirePrograms(queries, site, programIds);
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const email = `${words === '' ? 'token' : words}-${id.slice(0, 8)}${MACHINES}`;
  const user: SiteUser = { email, name, securities, programIds, staffId: null, needsApproval: false };
  await queries.query(
    sql`INSERT INTO users (site_id, email, name, securities, program_ids, machine_contact)
     VALUES (${site}, ${email}, ${name}, ${JSON.stringify(securities)}::text::jsonb, ${JSON.stringify(programIds)}::text::jsonb, ${by})`,
  );
  await writeAudit(queries, site, by, now, email, null, user);
  return email;
}

/** Removes the user of an API token. */
export async function removeMachine(queries: Queries, account: Account, now: Date, email: string): Promise<void> {
  await remove(queries, account, now, email);
}

/** The addresses to which mail for users goes: of an API token, its creator's. Users who are gone keep theirs. */
export async function mailAddresses(queries: Queries, site: SiteId, users: readonly string[]): Promise<readonly string[]> {
  const rows = await queries.query<{ email: string; contact: string }>(
    sql`SELECT email, machine_contact AS contact FROM users WHERE site_id = ${site} AND email = ANY(${[...users]}::text[]) AND machine_contact IS NOT NULL`,
  );
  const contacts = new Map(rows.map(({ email, contact }) => [email, contact]));
  return [...new Set(users.map((user) => contacts.get(user) ?? user).filter((address) => !isMachine(address)))];
}

/** Those of some e-mail addresses whose users belong to the site now. */
export async function currentUsers(queries: Queries, site: SiteId, emails: readonly string[]): Promise<readonly string[]> {
  const rows = await queries.query<{ email: string }>(
    sql`SELECT email FROM users WHERE site_id = ${site} AND email = ANY(${[...emails]}::text[]) ORDER BY email`,
  );
  return rows.map(({ email }) => email);
}

async function requirePrograms(queries: Queries, site: SiteId, programIds: readonly number[]): Promise<void> {
  const [strange] = await queries.query<{ id: number }>(
    sql`SELECT t.id FROM unnest(${[...programIds]}::integer[]) AS t(id)
     WHERE NOT EXISTS (SELECT 1 FROM programs p WHERE p.site_id = ${site} AND p.program_id = t.id)`,
  );
  if (strange !== undefined) throw problems.invalid(PARTS.programIds, INVALID.noProgram(strange.id));
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
