import type { FastifyReply, FastifyRequest } from 'fastify';
import sql from 'sql-template-tag';
import type { NewSession, Session } from '../../api/accounts';
import { BASE } from '../../api/endpoints';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import type { UserRow } from './rights';
import { type Account, LIFETIME_HOURS, SESSION_COOKIE } from './sessions';

async function siteName(queries: Queries, site: SiteId): Promise<{ id: string; name: string }> {
  const [row] = await queries.query<{ id: string; name: string }>(sql`SELECT site_id AS id, name FROM sites WHERE site_id = ${site}`);
  if (row === undefined) throw problems.notFound('site');
  return row;
}

/**
 * The sites that a user may change to without signing in again: those that know the same e-mail address and, once
 * bound, the same identity. A demo session, which took no password, reaches demo sites only.
 */
export async function sitesOf(
  queries: Queries,
  { site, email }: Pick<Account, 'site' | 'email'>,
  demoSites: readonly SiteId[],
): Promise<readonly { readonly id: SiteId; readonly name: string }[]> {
  const known = await queries.query<{ id: SiteId; name: string }>(
    sql`SELECT s.id, s.name FROM users u, sites_of_user(u.email, u.subject) AS s WHERE u.site_id = ${site} AND u.email = ${email} ORDER BY s.name`,
  );
  return known.filter(({ id }) => demoSites.includes(id) === demoSites.includes(site));
}

/** A session, as its user sees it. */
export async function readSessionAnswer(
  queries: Queries,
  { site, email, name, securities, staffId, programIds }: Account,
  demoSites: readonly SiteId[],
): Promise<Session> {
  return {
    user: { email, name },
    site: await siteName(queries, site),
    sites: [...(await sitesOf(queries, { site, email }, demoSites))],
    securities: [...securities],
    staffId,
    programIds: [...programIds],
  };
}

/** The answer to a successful sign-in. */
export async function answerSession(
  queries: Queries,
  site: SiteId,
  { email, name, securities, staff_id, program_ids }: UserRow,
  token: string,
  demoSites: readonly SiteId[],
): Promise<NewSession> {
  const account = { site, email, name, securities, staffId: staff_id, programIds: program_ids };
  return { token, ...(await readSessionAnswer(queries, account, demoSites)) };
}

/** Sets the session cookie. */
export function giveCookie(reply: FastifyReply, token: string, secure: boolean): void {
  void reply.setCookie(SESSION_COOKIE, token, { path: BASE, httpOnly: true, sameSite: 'strict', secure, maxAge: LIFETIME_HOURS * 3600 });
}

/** Deletes the session cookie. */
export function clearCookie(reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, { path: BASE });
}

/** Whether the browser uses https, possibly to a proxy. */
export function isSecure(request: FastifyRequest, publicUrl: string): boolean {
  return request.protocol === 'https' || publicUrl.startsWith('https:');
}
