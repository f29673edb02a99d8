import { endpoints } from '../../api/endpoints';
import { reachOf } from '../../core/rules/securities';
import { findUser } from '../accounts/rights';
import type { Account } from '../accounts/sessions';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { serve } from '../http/route';
import type { App, Services } from '../http/services';
import { readSite } from '../sites/site-store';
import { readCaseload } from './caseload';
import { readReport } from './report';
import { visibleTo } from './visible';

/** What the record says: open assignments, and their numbers. */
export function recordRoutes(app: App, { database, now }: Services): void {
  serve(app, endpoints.getCaseload, async ({ account, query }) =>
    database.withSite(account.site, async (queries) => {
      const { site, user } = await requireReader(queries, account);
      const visible = visibleTo(user);
      // A right to end only one's own: others' caseload would be of no use.
      const own = reachOf(user.securities, 'caseload:end') === 'own' ? user.staff_id : undefined;
      if (own === null || (own !== undefined && (query.staffId ?? own) !== own)) throw problems.othersCaseload();
      return readCaseload(queries, account.site, query, { ...visible, staffId: own ?? query.staffId }, site.duplicateCheck);
    }),
  );

  serve(app, endpoints.getReport, async ({ account }) =>
    database.withSite(account.site, async (queries) => {
      const { site, user } = await requireReader(queries, account);
      return readReport(queries, site, visibleTo(user), now());
    }),
  );
}

async function requireReader(queries: Queries, account: Account) {
  const [site, user] = [await readSite(queries, account.site), await findUser(queries, account.site, account.email)];
  if (site === undefined || user === undefined) throw problems.notFound('site');
  return { site, user };
}
