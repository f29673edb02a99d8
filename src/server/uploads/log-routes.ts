import { Readable } from 'node:stream';
import { type LogRow, logQuery, uploadId, uploadLog } from '../../core/contract';
import type { Account } from '../accounts/sessions';
import type { App, Services } from '../app';
import { ownerOf } from '../http/heavy-routes';
import { readMail } from '../mail/outbox';
import { ProblemError } from '../problem';
import { needUpload } from './access';
import { logCsv } from './log-file';
import { logPages, readLog } from './upload-log';

/** How many rows of a log that is sent whole are read at a time. */
const PAGE = 1000;

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

  /** The log of an upload that has one, a page at a time. */
  const pagesOf = async (account: Account, id: string) => {
    const found = await database.withSite(account.site, (queries) => needUpload(queries, account, id));
    if (found.state !== 'complete' && found.state !== 'undone')
      throw new ProblemError(409, 'no-log', 'There is no log yet', 'It is there when the upload is complete.');
    return logPages((cursor) => database.withSite(account.site, (queries) => readLog(queries, account.site, id, cursor, PAGE)));
  };

  app.get('/uploads/:id/log.csv', { schema: { params: uploadId, summary: 'The log as a .csv' } }, async ({ account, params }, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="caseload log.csv"')
      .send(Readable.from(logCsv(await pagesOf(account, params.id)))),
  );

  app.get('/uploads/:id/log.xlsx', { schema: { params: uploadId, summary: 'The log as a workbook' } }, async (request, reply) => {
    const { account, params, gone } = request;
    const rows: LogRow[] = [];
    for await (const page of await pagesOf(account, params.id)) rows.push(...page);
    const workbook = await threads.run(
      'logXlsx',
      { rows },
      { owner: ownerOf(request), lane: rows.length > PAGE ? 'large' : 'small', signal: gone },
    );
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', 'attachment; filename="caseload log.xlsx"')
      .send(Buffer.from(workbook));
  });
}
