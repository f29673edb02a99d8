import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import type { Challenge, Identity } from './provider';
import { findUser, type UserRow } from './rights';
import { hashOf } from './sessions';

/** How long a sign-in at the provider may take, in seconds. */
export const SIGN_IN_SECONDS = 600;

/** Keeps what must be known when somebody comes back; false if there is no such site. */
export async function writeSignIn(queries: Queries, site: SiteId, state: string, challenge: Challenge): Promise<boolean> {
  await queries.query('DELETE FROM sign_ins WHERE site_id = $1 AND expires_at < now()', [site]);
  const written = await queries.query(
    `INSERT INTO sign_ins (site_id, state_hash, verifier, nonce, expires_at)
     SELECT site_id, $2, $3, $4, now() + interval '${SIGN_IN_SECONDS} seconds' FROM sites WHERE site_id = $1 RETURNING site_id`,
    [site, hashOf(state), challenge.verifier, challenge.nonce],
  );
  return written.length > 0;
}

/** What was kept, once. */
export async function takeSignIn(queries: Queries, site: SiteId, state: string): Promise<Challenge | undefined> {
  const [taken] = await queries.query<Challenge>(
    'DELETE FROM sign_ins WHERE site_id = $1 AND state_hash = $2 AND expires_at > now() RETURNING verifier, nonce',
    [site, hashOf(state)],
  );
  return taken;
}

/**
 * The user of the site whom the provider means: known by address at first, and held to the provider's own name from then on, so
 * that an address that passes to somebody else does not pass the rights on.
 * @throws ProblemError
 */
export async function admit(queries: Queries, site: SiteId, { email, subject }: Identity): Promise<UserRow> {
  const user = await findUser(queries, site, email);
  if (user === undefined) throw problems.unknownUser();
  const [bound] = await queries.query(
    `UPDATE users SET subject = $3 WHERE site_id = $1 AND email = $2 AND (subject IS NULL OR subject = $3) RETURNING email`,
    [site, email, subject],
  );
  if (bound === undefined) throw problems.unknownUser();
  return user;
}
