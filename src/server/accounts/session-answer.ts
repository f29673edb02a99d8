import type { FastifyReply, FastifyRequest } from 'fastify';
import sql from 'sql-template-tag';
import type { NewSession } from '../../api/accounts';
import { BASE } from '../../api/endpoints';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import type { UserRow } from './rights';
import { LIFETIME_HOURS, SESSION_COOKIE } from './sessions';

export async function siteName(queries: Queries, site: SiteId): Promise<{ id: string; name: string }> {
  const [row] = await queries.query<{ id: string; name: string }>(sql`SELECT site_id AS id, name FROM sites WHERE site_id = ${site}`);
  if (row === undefined) throw problems.notFound('site');
  return row;
}

/** The answer to a successful sign-in. */
export async function answerSession(
  queries: Queries,
  site: SiteId,
  { email, name, securities }: UserRow,
  token: string,
): Promise<NewSession> {
  return { token, user: { email, name }, site: await siteName(queries, site), securities: [...securities] };
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
