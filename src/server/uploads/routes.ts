import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { testCells } from '../../core/batches';
import { type Cells, isBlankRow } from '../../core/cells';
import {
  checkAnswer,
  checkRequest,
  errorGroups,
  fixesRequest,
  MOST_COLUMNS,
  MOST_FINDINGS,
  MOST_ROWS,
  newUpload,
  type Upload,
  undoneUpload,
  upload,
  uploadId,
  uploadPage,
  uploadQuery,
} from '../../core/contract';
import { explainAll } from '../../core/findings';
import { severityOf } from '../../core/rules/codes';
import { findLayout, rowKind } from '../../core/sheet';
import { hiddenSheet } from '../../core/text/en';
import { needSecurity, readRights } from '../accounts/rights';
import type { App, Services } from '../app';
import { problems } from '../problem';
import { needSite, needUpload } from './access';
import { checkAgainstRecord } from './check-sheet';
import { stream } from './event-stream';
import { applyFixes, readErrorGroups, saveFixes } from './fix-errors';
import { readSentFile } from './sent-file';
import { listUploads, moveUpload, receiveUpload } from './store';
import { undoUpload } from './undo';

const FINAL: readonly Upload['state'][] = ['complete', 'undone', 'cancelled', 'failed', 'needs-fixes'];
/** How often it is looked what another process did with a watched upload, in milliseconds. */
const LOOK = 1000;

/** Cuts off empty rows at the end, and refuses what is beyond the limits. */
function withinLimits(cells: Cells): Cells {
  let rows = cells.length;
  while (rows > 0 && isBlankRow(cells[rows - 1])) rows--;
  // A few rows more than data: the header and what stands above it.
  if (rows > MOST_ROWS + 20) throw problems.tooLarge();
  const wide = cells.findIndex((row) => row.length > MOST_COLUMNS);
  if (wide >= 0)
    throw problems.invalid(`cells, row ${wide + 1}`, `it has more than ${MOST_COLUMNS} columns; remove what is not of the template`);
  return rows === cells.length ? cells : cells.slice(0, rows);
}

/** How many rows of data there are, without reading them. */
function countRows(cells: Cells, duplicateCheck: readonly string[]): number {
  const layout = findLayout(cells, { duplicateCheck });
  if (layout === null) return cells.filter((row) => !isBlankRow(row)).length;
  const participant = layout.columns.find(({ column }) => column?.key === 'participantId')?.index ?? -1;
  return cells.slice(layout.headerRow).filter((row) => rowKind(row, participant) === 'data').length;
}

/** Checking, sending and following uploads. */
export function uploadRoutes(app: App, services: Services): void {
  const { database, work, events, files, now, stopping } = services;
  app.post(
    '/check',
    {
      schema: { body: checkRequest, response: { 200: checkAnswer }, summary: 'Check a sheet, also against the record; nothing is stored' },
    },
    async (request) => {
      const { account } = request;
      needSecurity(account, ['caseload:record', 'caseload:end'], 'check a caseload');
      const cells = withinLimits(request.body.cells);
      const checked = await database.withSite(account.site, async (queries) => {
        const site = await needSite(queries, account);
        return checkAgainstRecord(queries, site, await readRights(queries, site, account.email), cells, now());
      });
      const warnings = checked.faults.filter((fault) => severityOf(fault) === 'warning').length;
      const findings = explainAll(checked.check, checked.lookups, cells, checked.faults.slice(0, MOST_FINDINGS));
      return { rows: checked.rows.length, errors: checked.errors, warnings, findings };
    },
  );

  const sending = {
    schema: {
      body: newUpload,
      response: { 202: upload },
      summary: 'Send a sheet: its cells as JSON, or a .csv or .xlsx file as multipart',
    },
    // Nobody without the right has a file read. It becomes the body that its cells would be.
    preValidation: async (request: FastifyRequest) => {
      needSecurity(request.account, ['caseload:record', 'caseload:end'], 'upload a caseload');
      if (request.isMultipart()) request.body = await readSentFile(request, files);
    },
  };
  app.post('/uploads', sending, async (request, reply) => {
    const { account } = request;
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || key === '' || key.length > 200) {
      throw problems.invalid('the header Idempotency-Key', 'it is missing; send the same value again when the same upload is retried');
    }
    const received = await database.withSite(account.site, async (queries) => {
      const site = await needSite(queries, account);
      const all = withinLimits(request.body.cells);
      const cells = request.body.test === true ? testCells(all, site) : all;
      const rows = countRows(cells, site.duplicateCheck);
      if (rows > MOST_ROWS) throw problems.tooLarge();
      const { upload, isNew } = await receiveUpload(queries, account.site, {
        id: randomUUID(),
        key,
        name: request.body.name,
        cells,
        received: rows,
        by: account.email,
        at: now(),
        note: request.body.hidden === undefined ? null : hiddenSheet(request.body.hidden),
      });
      if (isNew) await work.receive(queries, account.site, upload);
      return upload;
    });
    work.wake();
    return reply.code(202).send(received);
  });

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
        tell(found);
        const stop = events.listen(found.id, tell);
        // What another process does with it, and what happened before we listened.
        const look = setInterval(() => void read().then(tell, end), LOOK);
        return () => {
          clearInterval(look);
          stop();
        };
      });
      return reply;
    },
  );

  app.get(
    '/uploads/:id/errors',
    { schema: { params: uploadId, response: { 200: errorGroups }, summary: 'What is to be fixed, in groups' } },
    async (request) =>
      database.withSite(request.account.site, async (queries) => {
        const found = await needUpload(queries, request.account, request.params.id);
        return {
          groups:
            found.state === 'needs-fixes' ? [...(await readErrorGroups(queries, await needSite(queries, request.account), found.id))] : [],
        };
      }),
  );

  app.put(
    '/uploads/:id/fixes',
    {
      schema: { params: uploadId, body: fixesRequest, response: { 200: errorGroups }, summary: 'Save fixes, some or all' },
    },
    async (request) => {
      const { account, params, body } = request;
      needSecurity(account, ['caseload:record', 'caseload:end'], 'fix an upload');
      return database.withSite(account.site, async (queries) => {
        const site = await needSite(queries, account);
        await saveFixes(queries, site, await needUpload(queries, account, params.id), body.fixes, now());
        return { groups: [...(await readErrorGroups(queries, site, params.id))] };
      });
    },
  );

  app.post(
    '/uploads/:id/next',
    { schema: { params: uploadId, response: { 200: upload }, summary: 'Check again, with the fixes; apply if nothing is wrong' } },
    async (request) => {
      const { account, params } = request;
      needSecurity(account, ['caseload:record', 'caseload:end'], 'fix an upload');
      const again = await database.withSite(account.site, async (queries) => {
        const fixed = await applyFixes(queries, await needSite(queries, account), await needUpload(queries, account, params.id), now());
        await work.receive(queries, account.site, fixed);
        return fixed;
      });
      events.tell(again);
      work.wake();
      return again;
    },
  );

  app.post(
    '/uploads/:id/cancel',
    { schema: { params: uploadId, response: { 200: upload }, summary: 'Cancel an upload that is not complete' } },
    async (request) => {
      const { account, params } = request;
      needSecurity(account, ['caseload:record', 'caseload:end'], 'cancel an upload');
      const cancelled = await database.withSite(account.site, async (queries) => {
        await needUpload(queries, account, params.id);
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
      needSecurity(account, ['caseload:record', 'caseload:end'], 'retry an upload');
      const again = await database.withSite(account.site, async (queries) => {
        await needUpload(queries, account, params.id);
        const moved = await moveUpload(queries, account.site, params.id, ['failed'], { state: 'received', progress: 0.1 });
        if (moved === undefined)
          throw problems.conflict('This upload did not fail', 'Only a failed upload can be tried again. Reload the list.');
        await work.receive(queries, account.site, moved);
        return moved;
      });
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
      const { account, params } = request;
      needSecurity(account, ['caseload:record', 'caseload:end'], 'undo an upload');
      const { upload, left } = await database.withSite(account.site, async (queries) =>
        undoUpload(queries, account, await needUpload(queries, account, params.id), now()),
      );
      events.tell(upload);
      return { ...upload, left: [...left] };
    },
  );
}
