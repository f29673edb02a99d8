import sql from 'sql-template-tag';
import type { SiteId } from '../../database/database';
import type { Queries } from '../../database/driver';
import { problems } from '../../http/problem';
import { findUser, type UserRow } from '../rights';
import { type Account, hashOf } from '../sessions';
import type { Challenge, Identity } from './provider';

/** The most time for signing in at the provider, in seconds. */
export const SIGN_IN_SECONDS = 600;

/** Stores a sign-in in progress; false if the site does not exist. */
export async function writeSignIn(queries: Queries, site: SiteId, state: string, challenge: Challenge): Promise<boolean> {
  await queries.query(sql`DELETE FROM sign_ins WHERE site_id = ${site} AND expires_at < now()`);
  const written = await queries.query(
    sql`INSERT INTO sign_ins (site_id, state_hash, verifier, nonce, expires_at)
     SELECT site_id, ${hashOf(state)}, ${challenge.verifier}, ${challenge.nonce}, now() + make_interval(secs => ${SIGN_IN_SECONDS}) FROM sites WHERE site_id = ${site} RETURNING site_id`,
  );
  return written.length > 0;
}

/** Removes and returns a sign-in in progress. */
export async function takeSignIn(queries: Queries, site: SiteId, state: string): Promise<Challenge | undefined> {
  const [taken] = await queries.query<Challenge>(
    sql`DELETE FROM sign_ins WHERE site_id = ${site} AND state_hash = ${hashOf(state)} AND expires_at > now() RETURNING verifier, nonce`,
  );
  return taken;
}

/** The provider's identifier that the account's user is bound to; null with demo sign-in. */
export async function readSubject(queries: Queries, { site, email }: Account): Promise<string | null> {
  const [user] = await queries.query<{ subject: string | null }>(
    sql`SELECT subject FROM users WHERE site_id = ${site} AND email = ${email}`,
  );
  return user?.subject ?? null;
}

/**
 * Finds the site's user for an identity: by e-mail address at first, then bound to the provider's identifier, so
 * that reassigning an address does not pass the rights on.
 * @throws ProblemError
 */
export async function admit(queries: Queries, site: SiteId, { email, subject }: Identity): Promise<UserRow> {
  const user = await findUser(queries, site, email);
  if (user === undefined) throw problems.unknownUser();
  const [bound] = await queries.query(
    sql`UPDATE users SET subject = ${subject} WHERE site_id = ${site} AND email = ${email} AND (subject IS NULL OR subject = ${subject}) RETURNING email`,
  );
  if (bound === undefined) throw problems.unknownUser();
  return user;
}
