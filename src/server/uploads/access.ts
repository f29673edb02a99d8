import type { Site } from '../../api/site';
import { findUser } from '../accounts/rights';
import type { Account } from '../accounts/sessions';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { readSite } from '../sites/site-store';
import { covers } from './scope';
import { findUpload, readScope, type StoredUpload } from './upload-store';

/** The account's site. */
export async function requireSite(queries: Queries, account: Account): Promise<Site> {
  const site = await readSite(queries, account.site);
  if (site === undefined) throw problems.notFound('site');
  return site;
}

/**
 * An upload of the account's site.
 * @throws ProblemError 404 if there is no such upload
 */
export async function requireUpload(queries: Queries, account: Account, id: string): Promise<StoredUpload> {
  const found = await findUpload(queries, account.site, id);
  if (found === undefined) throw problems.notFound('upload');
  return found;
}

/**
 * An upload that the account may fix, release, cancel or retry: its own, or one whose rows it has all rights for (docs/security.md).
 * @throws ProblemError 403 or 404
 */
export async function requireChangeableUpload(queries: Queries, account: Account, id: string): Promise<StoredUpload> {
  const found = await requireUpload(queries, account, id);
  if (found.createdBy !== account.email && !(await coversAll(queries, account, id))) throw problems.othersUpload();
  return found;
}

async function coversAll(queries: Queries, account: Account, id: string): Promise<boolean> {
  const user = await findUser(queries, account.site, account.email);
  return user !== undefined && covers(user, await readScope(queries, account.site, id));
}
