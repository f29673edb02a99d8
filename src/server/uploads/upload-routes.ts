import { endpoints } from '../../api/endpoints';
import { isAtRest, type Upload } from '../../api/uploads';
import { INVALID, PARTS } from '../../core/text/problems';
import { laneOfUpload, ownerOf } from '../http/bodies/heavy-routes';
import { stream } from '../http/event-stream';
import { problems } from '../http/problem';
import { serve } from '../http/route';
import type { App, Services } from '../http/services';
import { sendJob } from '../jobs/send-job';
import { requireChangeableUpload, requireUpload } from './access';
import { isCursor, listUploads, moveUpload } from './upload-store';

/** Listing and watching uploads; cancelling, retrying and undoing them. */
export function uploadRoutes(app: App, { database, threads, work, events, now, stopping, publicUrl }: Services): void {
  serve(app, endpoints.listUploads, async ({ account, query }) => {
    if (query.cursor !== undefined && !isCursor(query.cursor)) throw problems.invalid(PARTS.cursor, INVALID.noCursor);
    return database.withSite(account.site, (queries) => listUploads(queries, account.site, query));
  });

  serve(app, endpoints.getUpload, async ({ account, params }) =>
    database.withSite(account.site, (queries) => requireUpload(queries, account, params.id)),
  );

  serve(app, endpoints.watchUpload, async ({ account, params }, reply) => {
    const read = () => database.withSite(account.site, (queries) => requireUpload(queries, account, params.id));
    const found = await read();
    stream(reply, stopping, (send, end) => {
      let last = '';
      const tell = (changed: Upload) => {
        if (last === JSON.stringify(changed)) return;
        last = JSON.stringify(changed);
        send(changed);
        if (isAtRest(changed)) end();
      };
      const stop = events.listen(account.site, found.id, tell);
      tell(found);
      // Changes made between the first read and listening.
      if (!isAtRest(found)) void read().then(tell, end);
      return stop;
    });
    return reply;
  });

  serve(app, endpoints.cancelUpload, async ({ account, params }) => {
    const cancelled = await database.withSite(account.site, async (queries) => {
      await requireChangeableUpload(queries, account, params.id);
      return moveUpload(queries, account.site, params.id, ['received', 'needs-fixes', 'needs-approval', 'failed'], {
        state: 'cancelled',
        progress: 0,
      });
    });
    if (cancelled === undefined) throw problems.notCancellable();
    events.tell(cancelled);
    return cancelled;
  });

  serve(app, endpoints.retryUpload, async ({ account, params }) => {
    const again = await database.withSite(account.site, async (queries) => {
      await requireChangeableUpload(queries, account, params.id);
      const change = { state: 'received', progress: 0.1, releasedBy: account.email } as const;
      const moved = await moveUpload(queries, account.site, params.id, ['failed'], change);
      if (moved === undefined) throw problems.notFailed();
      await sendJob(queries, 'check', { site: account.site, upload: moved.id }, moved.weight);
      return moved;
    });
    events.tell(again);
    work.wake();
    return again;
  });

  serve(app, endpoints.previewUndo, async (request) => {
    const { account, params, gone } = request;
    const found = await database.withSite(account.site, (queries) => requireUpload(queries, account, params.id));
    const input = { account, id: found.id, now: now().toISOString(), publicUrl: publicUrl() };
    return threads.run('previewUndo', input, { owner: ownerOf(request), lane: laneOfUpload(found), signal: gone });
  });

  serve(app, endpoints.undoUpload, async (request) => {
    const { account, params, gone } = request;
    const found = await database.withSite(account.site, (queries) => requireUpload(queries, account, params.id));
    const lane = laneOfUpload(found);
    const input = { account, id: found.id, now: now().toISOString(), publicUrl: publicUrl() };
    const { upload, left } = await threads.run('undo', input, { owner: ownerOf(request), lane, signal: gone });
    events.tell(upload);
    work.wake();
    work.recordChanged(upload);
    return { ...upload, left: [...left] };
  });
}
