import { type Upload, undoneUpload, upload, uploadId, uploadPage, uploadQuery } from '../../api/uploads';
import { needSecurity } from '../accounts/rights';
import { stream } from '../http/event-stream';
import { laneOfUpload, ownerOf } from '../http/heavy-routes';
import { problems } from '../http/problem';
import type { App, Services } from '../http/services';
import { sendJob } from '../jobs/send-job';
import { needUpload } from './access';
import { listUploads, moveUpload } from './upload-store';

const FINAL: readonly Upload['state'][] = ['complete', 'undone', 'cancelled', 'failed', 'needs-fixes'];

/** Following uploads, and what can be done with them as a whole. */
export function uploadRoutes(app: App, { database, threads, work, events, now, stopping }: Services): void {
  app.get(
    '/uploads',
    { schema: { querystring: uploadQuery, response: { 200: uploadPage }, summary: 'Uploads of a tab, newest first' } },
    async (request) => {
      const { account } = request;
      needSecurity(account, ['uploads:view', 'caseload:record', 'caseload:end'], 'see uploads');
      const { tab, search, cursor, limit } = request.query;
      if (cursor !== undefined && !/^\d{4}-\d\d-\d\dT[\d:.]+Z_[0-9a-f-]{36}$/.test(cursor))
        throw problems.invalid('cursor', 'take it from the last answer');
      return database.withSite(account.site, (queries) => listUploads(queries, account.site, { tab, search, cursor, limit }));
    },
  );

  app.get('/uploads/:id', { schema: { params: uploadId, response: { 200: upload }, summary: 'One upload' } }, async (request) =>
    database.withSite(request.account.site, (queries) => needUpload(queries, request.account, request.params.id)),
  );

  app.get(
    '/uploads/:id/events',
    { schema: { params: uploadId, summary: 'The upload after each change, as server-sent events' } },
    async (request, reply) => {
      const { account, params } = request;
      const read = () => database.withSite(account.site, (queries) => needUpload(queries, account, params.id));
      const found = await read();
      stream(reply, stopping, (send, end) => {
        let last = '';
        const tell = (changed: Upload) => {
          if (last === JSON.stringify(changed)) return;
          last = JSON.stringify(changed);
          send(changed);
          if (FINAL.includes(changed.state)) end();
        };
        const stop = events.listen(account.site, found.id, tell);
        tell(found);
        // What happened before we listened.
        if (!FINAL.includes(found.state)) void read().then(tell, end);
        return stop;
      });
      return reply;
    },
  );

  app.post(
    '/uploads/:id/cancel',
    { schema: { params: uploadId, response: { 200: upload }, summary: 'Cancel an upload that is not complete' } },
    async (request) => {
      const { account, params } = request;
      const cancelled = await database.withSite(account.site, async (queries) => {
        await needUpload(queries, account, params.id, 'cancel this upload');
        return moveUpload(queries, account.site, params.id, ['received', 'needs-fixes', 'failed'], { state: 'cancelled', progress: 0 });
      });
      if (cancelled === undefined)
        throw problems.conflict('This upload can’t be cancelled any more', 'It is being applied, or is complete. Reload the list.');
      events.tell(cancelled);
      return cancelled;
    },
  );

  app.post(
    '/uploads/:id/retry',
    { schema: { params: uploadId, response: { 200: upload }, summary: 'Try an upload again that failed' } },
    async (request) => {
      const { account, params } = request;
      const again = await database.withSite(account.site, async (queries) => {
        await needUpload(queries, account, params.id, 'retry this upload');
        const change = { state: 'received', progress: 0.1, releasedBy: account.email } as const;
        const moved = await moveUpload(queries, account.site, params.id, ['failed'], change);
        if (moved === undefined)
          throw problems.conflict('This upload did not fail', 'Only a failed upload can be tried again. Reload the list.');
        await sendJob(queries, 'check', { site: account.site, upload: moved.id }, moved.weight);
        return moved;
      });
      events.tell(again);
      work.wake();
      return again;
    },
  );

  app.post(
    '/uploads/:id/undo',
    {
      schema: {
        params: uploadId,
        response: { 200: undoneUpload },
        summary: 'Reverse a complete upload within 30 days; what was changed since is left',
      },
    },
    async (request) => {
      const { account, params, gone } = request;
      needSecurity(account, ['caseload:record', 'caseload:end'], 'undo an upload');
      const found = await database.withSite(account.site, (queries) => needUpload(queries, account, params.id));
      const lane = laneOfUpload(found);
      const input = { account, id: found.id, now: now().toISOString() };
      const { upload, left } = await threads.run('undo', input, { owner: ownerOf(request), lane, signal: gone });
      events.tell(upload);
      return { ...upload, left: [...left] };
    },
  );
}
