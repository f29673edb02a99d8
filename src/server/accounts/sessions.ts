import { createHash, randomBytes } from 'node:crypto';
import type { Security } from '../../core/contract';
import type { Database, Queries, SiteId } from '../database/database';
import { problems } from '../problem';

/** Who is asking. */
export interface Account {
  readonly site: SiteId;
  readonly email: string;
  readonly name: string;
  readonly securities: readonly Security[];
}

/** What the browser sends back by itself, to this service's own pages only; scripts use the token. */
export const SESSION_COOKIE = 'caseload';

/** A session ends so long after signing in, and when nothing was asked for so long (OWASP ASVS 3.3.2). */
export const LIFETIME_HOURS = 12;
const IDLE_MINUTES = 30;
/** How often it is written down that a session is used. */
const SEEN_SECONDS = 60;

/** Only a hash is stored: who reads the database can't sign in with it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A secret that nobody guesses, which names its site, so that every statement can. */
export function newSecret(site: SiteId): string {
  return `${site}.${randomBytes(32).toString('base64url')}`;
}

/** The site that a secret names; undefined if it is none of ours. */
export function siteOfSecret(secret: string | undefined): SiteId | undefined {
  return /^([a-z0-9-]+)\.[\w-]+$/.exec(secret ?? '')?.[1] as SiteId | undefined;
}

export async function beginSession(queries: Queries, site: SiteId, email: string, now: Date): Promise<string> {
  const token = newSecret(site);
  const expires = new Date(now.getTime() + LIFETIME_HOURS * 3_600_000);
  await queries.query('DELETE FROM sessions WHERE site_id = $1 AND expires_at < $2', [site, now.toISOString()]);
  await queries.query('INSERT INTO sessions (site_id, token_hash, email, expires_at, seen_at) VALUES ($1, $2, $3, $4, $5)', [
    site,
    hashOf(token),
    email,
    expires.toISOString(),
    now.toISOString(),
  ]);
  return token;
}

/**
 * Finds whose token it is.
 * @throws ProblemError 401 if it is nobody's, or too old, or was not used for too long
 */
export async function readSession(database: Database, token: string, now: Date): Promise<Account> {
  const site = siteOfSecret(token);
  if (site === undefined) throw problems.signedOut();
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
  const row = await database.withSite(site, async (queries) => {
    const [found] = await queries.query<Omit<Account, 'site'> & { unseen: boolean }>(
      `SELECT u.email, u.name, u.securities, s.seen_at < $5 AS unseen FROM sessions s JOIN users u ON u.site_id = $1 AND u.email = s.email
       WHERE s.site_id = $1 AND s.token_hash = $2 AND s.expires_at > $3 AND s.seen_at > $4`,
      [site, hashOf(token), now.toISOString(), before(IDLE_MINUTES * 60), before(SEEN_SECONDS)],
    );
    if (found?.unseen)
      await queries.query('UPDATE sessions SET seen_at = $3 WHERE site_id = $1 AND token_hash = $2', [
        site,
        hashOf(token),
        now.toISOString(),
      ]);
    return found;
  });
  if (row === undefined) throw problems.signedOut();
  const { email, name, securities } = row;
  return { site, email, name, securities };
}

export async function endSession(queries: Queries, site: SiteId, token: string): Promise<void> {
  await queries.query('DELETE FROM sessions WHERE site_id = $1 AND token_hash = $2', [site, hashOf(token)]);
}

/** Signs a user out on every computer. */
export async function endAllSessions(queries: Queries, site: SiteId, email: string): Promise<void> {
  await queries.query('DELETE FROM sessions WHERE site_id = $1 AND email = $2', [site, email]);
}
