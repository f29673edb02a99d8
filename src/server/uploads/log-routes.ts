import { logQuery, MOST_ROWS, uploadId, uploadLog } from '../../core/contract';
import type { Account } from '../accounts/sessions';
import type { App, Services } from '../app';
import { ProblemError } from '../problem';
import { needUpload } from './access';
import { logCsv, logXlsx } from './log-file';
import { readLog, readMail } from './store';

/** What was done with an upload, row by row: a page at a time, or whole as a file. */
export function logRoutes(app: App, { database }: Services): void {
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

  const wholeLog = async (account: Account, id: string) => {
    const { found, rows } = await database.withSite(account.site, async (queries) => {
      const found = await needUpload(queries, account, id);
      return { found, ...(await readLog(queries, account.site, found.id, 0, MOST_ROWS)) };
    });
    if (found.state !== 'complete' && found.state !== 'undone')
      throw new ProblemError(409, 'no-log', 'There is no log yet', 'It is there when the upload is complete.');
    return rows;
  };

  app.get('/uploads/:id/log.csv', { schema: { params: uploadId, summary: 'The log as a .csv' } }, async ({ account, params }, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="caseload log.csv"')
      .send(logCsv(await wholeLog(account, params.id))),
  );

  app.get('/uploads/:id/log.xlsx', { schema: { params: uploadId, summary: 'The log as a workbook' } }, async ({ account, params }, reply) =>
    reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', 'attachment; filename="caseload log.xlsx"')
      .send(await logXlsx(await wholeLog(account, params.id))),
  );
}
