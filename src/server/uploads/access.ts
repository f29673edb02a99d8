import type { Site, Upload } from '../../core/contract';
import { needSecurity } from '../accounts/rights';
import type { Account } from '../accounts/sessions';
import type { Queries } from '../database/database';
import { problems } from '../problem';
import { readSite } from '../sites/store';
import { findUpload } from './store';

/** The account's site. */
export async function needSite(queries: Queries, account: Account): Promise<Site> {
  const site = await readSite(queries, account.site);
  if (site === undefined) throw problems.notFound('site');
  return site;
}

/**
 * An upload of the account's site.
 * @throws ProblemError 403 if the account may see none, 404 if there is no such one
 */
export async function needUpload(queries: Queries, account: Account, id: string): Promise<Upload> {
  needSecurity(account, ['uploads:view', 'caseload:record', 'caseload:end'], 'see uploads');
  const found = await findUpload(queries, account.site, id);
  if (found === undefined) throw problems.notFound('upload');
  return found;
}
