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

export const LIFETIME_HOURS = 12;

/** Only a hash is stored: who reads the database can't sign in with it. */
function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Begins a session. The token names its site, so that every statement can. */
export async function beginSession(queries: Queries, site: SiteId, email: string, now: Date): Promise<string> {
  const token = `${site}.${randomBytes(32).toString('base64url')}`;
  const expires = new Date(now.getTime() + LIFETIME_HOURS * 3_600_000);
  await queries.query('DELETE FROM sessions WHERE site_id = $1 AND expires_at < $2', [site, now.toISOString()]);
  await queries.query('INSERT INTO sessions (site_id, token_hash, email, expires_at) VALUES ($1, $2, $3, $4)', [
    site,
    hash(token),
    email,
    expires.toISOString(),
  ]);
  return token;
}

/**
 * Finds whose token it is.
 * @throws ProblemError 401 if it is nobody's, or too old
 */
export async function readSession(database: Database, token: string | undefined, now: Date): Promise<Account> {
  const site = /^([a-z0-9-]+)\.[\w-]+$/.exec(token ?? '')?.[1] as SiteId | undefined;
  if (site === undefined || token === undefined) throw problems.signedOut();
  const [row] = await database.withSite(site, (queries) =>
    queries.query<Omit<Account, 'site'>>(
      `SELECT u.email, u.name, u.securities FROM sessions s JOIN users u ON u.site_id = $1 AND u.email = s.email
       WHERE s.site_id = $1 AND s.token_hash = $2 AND s.expires_at > $3`,
      [site, hash(token), now.toISOString()],
    ),
  );
  if (row === undefined) throw problems.signedOut();
  return { site, ...row };
}

export async function endSession(queries: Queries, site: SiteId, token: string): Promise<void> {
  await queries.query('DELETE FROM sessions WHERE site_id = $1 AND token_hash = $2', [site, hash(token)]);
}
