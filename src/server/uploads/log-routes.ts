import { Readable } from 'node:stream';
import { logQuery, uploadId, uploadLog } from '../../core/contract';
import type { Account } from '../accounts/sessions';
import type { App, Services } from '../app';
import { laneOfUpload, ownerOf, untilAnswered } from '../http/heavy-routes';
import { readMail } from '../mail/outbox';
import { ProblemError } from '../problem';
import { FairGate } from '../threads/fair-gate';
import { needUpload } from './access';
import { logCsv } from './log-file';
import { LOG_PAGE, logPages, readLog } from './upload-log';

/** How many logs are sent whole at once. */
const EXPORTS = { total: 4, ofUser: 1, waiting: 10, patience: 30_000 };

/** What was done with an upload, row by row: a page at a time, or whole as a file. */
export function logRoutes(app: App, { database, threads }: Services): void {
  app.get(
    '/uploads/:id/log',
    { schema: { params: uploadId, querystring: logQuery, response: { 200: uploadLog }, summary: 'What was done, row by row' } },
    async (request) => {
      const { account, params, query } = request;
      return database.withSite(account.site, async (queries) => {
        const found = await needUpload(queries, account, params.id);
        const log = await readLog(queries, account.site, found.id, query.cursor ?? 0, query.limit);
        return { upload: found, ...log, mail: await readMail(queries, account.site, found.id) };
      });
    },
  );

  const exports = new FairGate(EXPORTS);

  /** An upload that has a log. */
  const needLogged = async (account: Account, id: string) => {
    const found = await database.withSite(account.site, (queries) => needUpload(queries, account, id));
    if (found.state !== 'complete' && found.state !== 'undone')
      throw new ProblemError(409, 'no-log', 'There is no log yet', 'It is there when the upload is complete.');
    return found;
  };

  app.get('/uploads/:id/log.csv', { schema: { params: uploadId, summary: 'The log as a .csv' } }, async (request, reply) => {
    const { account, params } = request;
    const { id } = await needLogged(account, params.id);
    untilAnswered(reply, await exports.acquire(ownerOf(request), 1, request.gone));
    const pages = logPages((cursor) => database.withSite(account.site, (queries) => readLog(queries, account.site, id, cursor, LOG_PAGE)));
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="caseload log.csv"')
      .send(Readable.from(logCsv(pages)));
  });

  app.get('/uploads/:id/log.xlsx', { schema: { params: uploadId, summary: 'The log as a workbook' } }, async (request, reply) => {
    const { account, params, gone } = request;
    const found = await needLogged(account, params.id);
    const lane = laneOfUpload(found);
    const workbook = await threads.run('logXlsx', { account, id: found.id }, { owner: ownerOf(request), lane, signal: gone });
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', 'attachment; filename="caseload log.xlsx"')
      .send(Buffer.from(workbook));
  });
}
