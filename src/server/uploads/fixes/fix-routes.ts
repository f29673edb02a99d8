import { errorGroups, errorsQuery, fixesRequest, MOST_FIXES_BYTES, savedFixes, upload, uploadId } from '../../../api/uploads';
import type { Account } from '../../accounts/sessions';
import { bytesOf, laneOfUpload, ownerOf } from '../../http/heavy-routes';
import type { App, Services } from '../../http/services';
import { needSite, needUpload } from '../access';
import { readErrorPage } from './error-groups';

const NO_GROUPS = { groups: [], lists: {}, next: null, total: 0, corrected: 0 };

/** *Fix Errors* of an upload. */
export function fixRoutes(app: App, { database, threads, events, work, now }: Services): void {
  app.get(
    '/uploads/:id/errors',
    {
      schema: {
        params: uploadId,
        querystring: errorsQuery,
        response: { 200: errorGroups },
        summary: 'What is to be fixed, in groups, by page',
      },
    },
    async ({ account, params, query }) =>
      database.withSite(account.site, async (queries) => {
        const found = await needUpload(queries, account, params.id);
        if (found.state !== 'needs-fixes') return NO_GROUPS;
        return readErrorPage(queries, await needSite(queries, account), found.id, query.cursor ?? 0, query.limit);
      }),
  );

  const findTo = (account: Account, id: string, what: string) =>
    database.withSite(account.site, (queries) => needUpload(queries, account, id, what));

  app.put(
    '/uploads/:id/fixes',
    {
      config: { rawBody: true, toSend: 'fix an upload' },
      bodyLimit: MOST_FIXES_BYTES,
      schema: { params: uploadId, body: fixesRequest, response: { 200: savedFixes }, summary: 'Save fixes, some or all' },
    },
    async (request) => {
      const { account, params, gone } = request;
      const body = bytesOf(request);
      const found = await findTo(account, params.id, 'fix this upload');
      const input = { account, id: params.id, body, now: now().toISOString() };
      return threads.run('saveFixes', input, { owner: ownerOf(request), lane: laneOfUpload(found), signal: gone });
    },
  );

  app.post(
    '/uploads/:id/next',
    { schema: { params: uploadId, response: { 200: upload }, summary: 'Check again, with the fixes; apply if nothing is wrong' } },
    async (request) => {
      const { account, params, gone } = request;
      const found = await findTo(account, params.id, 'send this upload on');
      const input = { account, id: params.id, now: now().toISOString() };
      const again = await threads.run('next', input, { owner: ownerOf(request), lane: laneOfUpload(found), signal: gone });
      events.tell(again);
      work.wake();
      return again;
    },
  );
}
