import type { Site } from '../../api/site';
import { findUser, needSecurity } from '../accounts/rights';
import type { Account } from '../accounts/sessions';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { readSite } from '../sites/site-store';
import { covers } from './scope';
import { findUpload, readScope, type StoredUpload } from './upload-store';

/** The account's site. */
export async function needSite(queries: Queries, account: Account): Promise<Site> {
  const site = await readSite(queries, account.site);
  if (site === undefined) throw problems.notFound('site');
  return site;
}

/**
 * An upload of the account's site.
 * @param work what is to be done with it, in words that follow *the right to*, if it is not only looked at: that takes a right to begin or end
 *   assignments and, where somebody else sent it, the right to all that it does (docs/security.md)
 * @throws ProblemError 403 without the right, 404 if there is no such upload
 */
export async function needUpload(queries: Queries, account: Account, id: string, work?: string): Promise<StoredUpload> {
  if (work === undefined) needSecurity(account, ['uploads:view', 'caseload:record', 'caseload:end'], 'see uploads');
  else needSecurity(account, ['caseload:record', 'caseload:end'], work);
  const found = await findUpload(queries, account.site, id);
  if (found === undefined) throw problems.notFound('upload');
  if (work !== undefined && found.createdBy !== account.email && !(await coversAll(queries, account, id)))
    throw problems.forbidden(`${work}: somebody else sent it, and you may not do all that it does`);
  return found;
}

async function coversAll(queries: Queries, account: Account, id: string): Promise<boolean> {
  const user = await findUser(queries, account.site, account.email);
  return user !== undefined && covers(user, await readScope(queries, account.site, id));
}
