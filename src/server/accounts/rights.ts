import sql from 'sql-template-tag';
import type { Requirement } from '../../api/endpoints';
import type { Site } from '../../api/site';
import type { Rights } from '../../core/rules/record';
import { reachOf, type Security } from '../../core/rules/securities';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import type { Account } from './sessions';

/** @throws ProblemError 403 if the account lacks the securities, or if the route declares no requirement */
export function requireRight({ securities }: Account, requires: Requirement | undefined): void {
  if (requires === 'nothing' || requires === 'session') return;
  if (requires === undefined) throw problems.lacksSecurity([], 'or');
  const isHeld = (security: Security) => securities.includes(security);
  if ('anyOf' in requires && !requires.anyOf.some(isHeld)) throw problems.lacksSecurity(requires.anyOf, 'or');
  if ('allOf' in requires && !requires.allOf.every(isHeld)) throw problems.lacksSecurity(requires.allOf, 'and');
}

export interface UserRow {
  readonly email: string;
  readonly name: string;
  readonly securities: readonly Security[];
  readonly program_ids: readonly number[];
  /** Who the user is as a caseworker; null if none. */
  readonly staff_id: number | null;
}

/** A user of the site by e-mail, or an API token's; undefined if there is none. */
export async function findUser(queries: Queries, siteId: string, email: string): Promise<UserRow | undefined> {
  const [row] = await queries.query<UserRow>(
    sql`SELECT email, name, securities, program_ids, staff_id FROM users WHERE site_id = ${siteId} AND email = ${email.toLowerCase()}`,
  );
  return row;
}

/** A user's current rights to assignments; none if the user was removed. */
export async function readRights(queries: Queries, site: Site, email: string): Promise<Rights> {
  const user = await findUser(queries, site.id, email);
  const limited = user !== undefined && user.program_ids.length > 0;
  return {
    who: email,
    insert: reachOf(user?.securities ?? [], 'caseload:record'),
    update: reachOf(user?.securities ?? [], 'caseload:end'),
    programs: limited ? new Set(site.programs.flatMap((program, place) => (user.program_ids.includes(program.id) ? [place] : []))) : null,
    staff: placeOf(site, user?.staff_id ?? null),
  };
}

/** The index of a staff member in the site's list; null if there is none. */
function placeOf({ staff }: Site, staffId: number | null): number | null {
  const place = staff.findIndex(({ id }) => id === staffId);
  return place < 0 ? null : place;
}
