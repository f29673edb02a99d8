import { endpoints } from '../../../api/endpoints';
import type { Account } from '../../accounts/sessions';
import { bytesOf, laneOfUpload, ownerOf } from '../../http/bodies/heavy-routes';
import { serve } from '../../http/route';
import type { App, Services } from '../../http/services';
import { requireChangeableUpload, requireSite, requireUpload } from '../access';
import { readErrorPage } from './error-groups';

const NO_GROUPS = { groups: [], lists: {}, next: null, total: 0, corrected: 0 };

/** *Fix Errors* of an upload. */
export function fixRoutes(app: App, { database, threads, events, work, now }: Services): void {
  serve(app, endpoints.listErrors, async ({ account, params, query }) =>
    database.withSite(account.site, async (queries) => {
      const found = await requireUpload(queries, account, params.id);
      if (found.state !== 'needs-fixes') return NO_GROUPS;
      return readErrorPage(queries, await requireSite(queries, account), found.id, query.cursor ?? 0, query.limit);
    }),
  );

  const find = (account: Account, id: string) =>
    database.withSite(account.site, (queries) => requireChangeableUpload(queries, account, id));

  serve(app, endpoints.saveFixes, async (request) => {
    const { account, params, gone } = request;
    const body = bytesOf(request);
    const found = await find(account, params.id);
    const input = { account, id: params.id, body, now: now().toISOString() };
    return threads.run('saveFixes', input, { owner: ownerOf(request), lane: laneOfUpload(found), signal: gone });
  });

  serve(app, endpoints.recheckUpload, async (request) => {
    const { account, params, gone } = request;
    const found = await find(account, params.id);
    const input = { account, id: params.id, now: now().toISOString() };
    const again = await threads.run('next', input, { owner: ownerOf(request), lane: laneOfUpload(found), signal: gone });
    events.tell(again);
    work.wake();
    return again;
  });
}
