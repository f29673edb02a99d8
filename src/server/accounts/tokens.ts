import { randomBytes, randomUUID } from 'node:crypto';
import sql from 'sql-template-tag';
import type { ApiToken, NewApiToken } from '../../api/accounts';
import { INVALID, PARTS } from '../../core/text/problems';
import type { Database, SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { type Account, hashOf, readSession, siteOfSecret } from './sessions';
import { changeMachine, removeMachine } from './users';

/** Starts the secret part of API tokens, which tells them from sessions. */
const MARK = 'api_';
/** The most tokens of a site, expired ones, too. */
const MAX_TOKENS = 100;
/** The least time between updates of a token's last use, in seconds. */
const USED_SECONDS = 60;

interface TokenRow extends Omit<ApiToken, 'createdAt' | 'expiresAt' | 'lastUsedAt'> {
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
}

const iso = (time: Date) => new Date(time).toISOString();

function toToken({ created_at, expires_at, last_used_at, ...token }: TokenRow): ApiToken {
  return { ...token, createdAt: iso(created_at), expiresAt: iso(expires_at), lastUsedAt: last_used_at === null ? null : iso(last_used_at) };
}

/** The site's tokens, without their secrets; expired ones, too. */
export async function listTokens(queries: Queries, site: SiteId): Promise<ApiToken[]> {
  const rows = await queries.query<TokenRow>(
    sql`SELECT t.token_id AS id, t.name, u.securities, u.program_ids AS "programIds", t.created_by AS "createdBy", t.created_at, t.expires_at, t.last_used_at
     FROM api_tokens t JOIN users u ON u.site_id = ${site} AND u.email = t.email WHERE t.site_id = ${site} ORDER BY t.name, t.created_at`,
  );
  return rows.map(toToken);
}

/**
 * Creates a token, with a user of its own: what it does is in the audit trail under its name, and its rights are asked wherever a user's are.
 * @returns the secret, which can't be shown again
 * @throws ProblemError 400 for an unknown program; 409 if the site has too many
 */
export async function createToken(
  queries: Queries,
  account: Account,
  { name, securities, programIds, days }: NewApiToken,
  now: Date,
): Promise<{ readonly id: string; readonly secret: string }> {
  const { site, email: by } = account;
  const id = randomUUID();
  const secret = `${site}.${MARK}${randomBytes(32).toString('base64url')}`;
  // Locks the site, so that concurrent requests can't exceed the limit.
  const email = await changeMachine(queries, account, now, { id, name, securities, programIds });
  await queries.query(
    sql`INSERT INTO api_tokens (site_id, token_id, email, name, token_hash, created_by, created_at, expires_at)
     VALUES (${site}, ${id}, ${email}, ${name}, ${hashOf(secret)}, ${by}, ${now.toISOString()}, ${now.toISOString()}::timestamptz + make_interval(days => ${days}))`,
  );
  const [count] = await queries.query<{ tokens: number }>(sql`SELECT count(*)::integer AS tokens FROM api_tokens WHERE site_id = ${site}`);
  if ((count?.tokens ?? 0) > MAX_TOKENS) throw problems.tooManyTokens(MAX_TOKENS);
  return { id, secret };
}

/** Revokes a token at once. @throws ProblemError 404 */
export async function revokeToken(queries: Queries, account: Account, id: string, now: Date): Promise<void> {
  const [revoked] = await queries.query<{ email: string }>(
    sql`DELETE FROM api_tokens WHERE site_id = ${account.site} AND token_id = ${id} RETURNING email`,
  );
  if (revoked === undefined) throw problems.notFound('token');
  await removeMachine(queries, account, now, revoked.email);
}

/**
 * The account of a session's or an API token's secret.
 * @throws ProblemError 401 if it is unknown or has expired
 */
export async function readAccount(database: Database, secret: string): Promise<Account> {
  const site = siteOfSecret(secret);
  if (site === undefined || !secret.includes(`.${MARK}`)) return readSession(database, secret);
  const account = await database.withSite(site, (queries) => readToken(queries, site, secret));
  if (account === undefined) throw problems.signedOut();
  return account;
}

async function readToken(queries: Queries, site: SiteId, secret: string): Promise<Account | undefined> {
  const hash = hashOf(secret);
  const [found] = await queries.query<Omit<Account, 'site' | 'isMachine'> & { unused: boolean }>(
    sql`SELECT u.email, u.name, u.securities, u.staff_id AS "staffId", u.program_ids AS "programIds",
       COALESCE(t.last_used_at < now() - make_interval(secs => ${USED_SECONDS}), true) AS unused
     FROM api_tokens t JOIN users u ON u.site_id = ${site} AND u.email = t.email
     WHERE t.site_id = ${site} AND t.token_hash = ${hash} AND t.expires_at > now()`,
  );
  if (found === undefined) return undefined;
  const { unused, ...account } = found;
  if (unused) await queries.query(sql`UPDATE api_tokens SET last_used_at = now() WHERE site_id = ${site} AND token_hash = ${hash}`);
  return { site, ...account, isMachine: true };
}

/** Refuses a token what only people do: to change sites, or to become a session that outlives it. */
export function requirePerson({ isMachine }: Account): void {
  if (isMachine) throw problems.invalid(PARTS.token, INVALID.notForTokens);
}
