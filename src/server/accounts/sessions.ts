import { createHash, randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Security } from '../../core/rules/securities';
import type { Database, SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';

/** Who is asking. */
export interface Account {
  readonly site: SiteId;
  readonly email: string;
  readonly name: string;
  readonly securities: readonly Security[];
  /** Who the user is as a caseworker; null if none. */
  readonly staffId: number | null;
  /** The programs that the rights are limited to; empty means all. */
  readonly programIds: readonly number[];
  /** Whether it is that of an API token. */
  readonly isMachine?: boolean;
}

/** The session cookie, for this service's own pages; scripts use the token. */
export const SESSION_COOKIE = 'caseload';

/** The absolute and the idle lifetime of a session (OWASP ASVS 3.3.2). */
export const LIFETIME_HOURS = 12;
const IDLE_MINUTES = 30;
/** The least time between updates of a session's last use. */
const SEEN_SECONDS = 60;

/** Hashes a secret for storage, so that a leaked database lets nobody sign in. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A random secret, prefixed with its site, so that every statement can name the site. */
export function newSecret(site: SiteId): string {
  return `${site}.${randomBytes(32).toString('base64url')}`;
}

/** The site in a secret; undefined if the secret is malformed. */
export function siteOfSecret(secret: string | undefined): SiteId | undefined {
  return /^([a-z0-9-]+)\.[\w-]+$/.exec(secret ?? '')?.[1] as SiteId | undefined;
}

/**
 * Creates a session. Uses the database's clock, since the processes' clocks may differ.
 * @param until when it ends at the latest: as the session that it replaces
 */
export async function beginSession(queries: Queries, site: SiteId, email: string, until: Date | null = null): Promise<string> {
  const token = newSecret(site);
  await queries.query(sql`DELETE FROM sessions WHERE site_id = ${site} AND expires_at < now()`);
  await queries.query(
    sql`INSERT INTO sessions (site_id, token_hash, email, expires_at, seen_at)
     VALUES (${site}, ${hashOf(token)}, ${email}, LEAST(now() + make_interval(hours => ${LIFETIME_HOURS}), ${until?.toISOString() ?? null}::timestamptz), now())`,
  );
  return token;
}

/**
 * The account of a token.
 * @throws ProblemError 401 if the token is unknown or its session has expired
 */
export async function readSession(database: Database, token: string): Promise<Account> {
  const site = siteOfSecret(token);
  if (site === undefined) throw problems.signedOut();
  const row = await database.withSite(site, async (queries) => {
    const [found] = await queries.query<Omit<Account, 'site'> & { unseen: boolean }>(
      sql`SELECT u.email, u.name, u.securities, u.staff_id AS "staffId", u.program_ids AS "programIds", s.seen_at < now() - make_interval(secs => ${SEEN_SECONDS}) AS unseen
       FROM sessions s JOIN users u ON u.site_id = ${site} AND u.email = s.email
       WHERE s.site_id = ${site} AND s.token_hash = ${hashOf(token)} AND s.expires_at > now() AND s.seen_at > now() - make_interval(mins => ${IDLE_MINUTES})`,
    );
    if (found?.unseen)
      await queries.query(sql`UPDATE sessions SET seen_at = now() WHERE site_id = ${site} AND token_hash = ${hashOf(token)}`);
    return found;
  });
  if (row === undefined) throw problems.signedOut();
  const { email, name, securities, staffId, programIds } = row;
  return { site, email, name, securities, staffId, programIds };
}

/** When a session ends at the latest. @throws ProblemError 401 if there is none */
export async function endOfSession(queries: Queries, site: SiteId, token: string): Promise<Date> {
  const [found] = await queries.query<{ expires_at: Date }>(
    sql`SELECT expires_at FROM sessions WHERE site_id = ${site} AND token_hash = ${hashOf(token)}`,
  );
  if (found === undefined) throw problems.signedOut();
  return new Date(found.expires_at);
}

export async function endSession(queries: Queries, site: SiteId, token: string): Promise<void> {
  await queries.query(sql`DELETE FROM sessions WHERE site_id = ${site} AND token_hash = ${hashOf(token)}`);
}

/** Signs a user out on every computer. */
export async function endAllSessions(queries: Queries, site: SiteId, email: string): Promise<void> {
  await queries.query(sql`DELETE FROM sessions WHERE site_id = ${site} AND email = ${email}`);
}
