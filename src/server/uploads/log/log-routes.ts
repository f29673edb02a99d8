import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { endpoints } from '../../../api/endpoints';
import { ownerOf, untilAnswered } from '../../http/bodies/heavy-routes';
import { problems } from '../../http/problem';
import { serve } from '../../http/route';
import type { App, Services } from '../../http/services';
import { readMail, sentMails } from '../../mail/outbox';
import { FairGate } from '../../threads/fair-gate';
import { requireUpload } from '../access';
import { logCsv, logXlsx } from './log-file';
import { LOG_PAGE, logPages, readLog, standingRows, summarizeLog } from './upload-log';

/** Limits of concurrent log exports. */
const EXPORTS = { total: 4, ofUser: 1, waiting: 10, patience: 30_000 };

/** The log of an upload, by page or as a file, and the confirmation mails. */
export function logRoutes(app: App, { database }: Services): void {
  serve(app, endpoints.getLog, async ({ account, params, query }) =>
    database.withSite(account.site, async (queries) => {
      const found = await requireUpload(queries, account, params.id);
      const log = await readLog(queries, account.site, found, query.cursor ?? 0, query.limit);
      const summary = query.cursor === undefined ? await summarizeLog(queries, account.site, found) : null;
      return { upload: found, summary, ...log, mail: await readMail(queries, account.site, found.id) };
    }),
  );

  serve(app, endpoints.listStandingRows, async ({ account, params }) =>
    database.withSite(account.site, async (queries) => {
      const { id, state } = await requireUpload(queries, account, params.id);
      return { rows: state === 'undone' ? [...(await standingRows(queries, account.site, id))] : [] };
    }),
  );

  serve(app, endpoints.listMails, async ({ account }) => ({
    mails: await database.withSite(account.site, (queries) => sentMails(queries, account.site, account.email)),
  }));

  const exports = new FairGate(EXPORTS);

  /** The pages of an upload's log, once the user may export. */
  const pagesFor = async (request: FastifyRequest, reply: FastifyReply, id: string) => {
    const { account } = request;
    const found = await database.withSite(account.site, (queries) => requireUpload(queries, account, id));
    if (found.state !== 'complete' && found.state !== 'undone') throw problems.noLog();
    untilAnswered(reply, await exports.acquire(ownerOf(request), 1, request.gone));
    return logPages((cursor) => database.withSite(account.site, (queries) => readLog(queries, account.site, found, cursor, LOG_PAGE)));
  };

  serve(app, endpoints.downloadLogCsv, async (request, reply) => {
    const pages = await pagesFor(request, reply, request.params.id);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="caseload log.csv"')
      .send(Readable.from(logCsv(pages)));
  });

  serve(app, endpoints.downloadLogXlsx, async (request, reply) => {
    const pages = await pagesFor(request, reply, request.params.id);
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', 'attachment; filename="caseload log.xlsx"')
      .send(await logXlsx(pages));
  });
}
