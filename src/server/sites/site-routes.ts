import { createHash } from 'node:crypto';
import { z } from 'zod';
import { caseload, caseloadQuery, correctionsRequest, mapping, mappingId, site, templateQuery } from '../../api/site';
import { findUser, needSecurity } from '../accounts/rights';
import { ownerOf } from '../http/heavy-routes';
import { problems } from '../http/problem';
import type { App, Services } from '../http/services';
import { readCaseload } from './caseload';
import { saveCorrections } from './corrections';
import { readMapping, saveMapping } from './mappings';
import { readSite } from './site-store';

/** The site's settings and lists. */
export function siteRoutes(app: App, { database, threads, now }: Services): void {
  app.put(
    '/corrections',
    {
      schema: { body: correctionsRequest, response: { 204: z.null() }, summary: 'What was chosen for wrong values, to be suggested first' },
    },
    async (request, reply) => {
      const { account, body } = request;
      needSecurity(account, ['caseload:record', 'caseload:end'], 'correct a caseload');
      await database.withSite(account.site, (queries) => saveCorrections(queries, account.site, body.corrections, now()));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/mappings/:signature',
    { schema: { params: mappingId, response: { 200: mapping }, summary: 'What was chosen for a sheet with these headers' } },
    async (request) => {
      const { account, params } = request;
      const found = await database.withSite(account.site, (queries) => readMapping(queries, account.site, params.signature));
      if (found === undefined) throw problems.notFound('mapping');
      return found;
    },
  );

  app.put(
    '/mappings/:signature',
    { schema: { params: mappingId, body: mapping, response: { 204: z.null() }, summary: 'Keep what was chosen for these headers' } },
    async (request, reply) => {
      const { account, params, body } = request;
      needSecurity(account, ['caseload:record', 'caseload:end'], 'match columns');
      await database.withSite(account.site, (queries) => saveMapping(queries, account.site, params.signature, body, now()));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/caseload',
    {
      schema: {
        querystring: caseloadQuery,
        response: { 200: caseload },
        summary: 'A caseworker’s open assignments, to be handed to another',
      },
    },
    async ({ account, query }) => {
      for (const security of ['caseload:record', 'caseload:end'] as const) needSecurity(account, [security], 'transfer a caseload');
      return database.withSite(account.site, async (queries) => {
        const [found, user] = [await readSite(queries, account.site), await findUser(queries, account.site, account.email)];
        if (found === undefined || user === undefined) throw problems.notFound('site');
        const programs = user.program_ids.length > 0 ? user.program_ids : null;
        const assignments = await readCaseload(queries, account.site, query.staffId, query.programId, programs, found.duplicateCheck);
        return { assignments: [...assignments] };
      });
    },
  );

  app.get(
    '/template.xlsx',
    { schema: { querystring: templateQuery, summary: 'The template as a workbook, with dropdowns of the site’s lists' } },
    async (request, reply) => {
      const { account, query, gone } = request;
      const workbook = await threads.run('template', { account, query }, { owner: ownerOf(request), lane: 'small', signal: gone });
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', 'attachment; filename="caseload template.xlsx"')
        .send(Buffer.from(workbook));
    },
  );

  app.get(
    '/site',
    { schema: { response: { 200: site, 304: z.null() }, summary: 'Settings and lists of the site' } },
    async (request, reply) => {
      const { account } = request;
      const found = await database.withSite(account.site, (queries) => readSite(queries, account.site));
      if (found === undefined) throw problems.notFound('site');
      const etag = `"${createHash('sha256').update(JSON.stringify(found)).digest('base64url')}"`;
      reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null);
      return found;
    },
  );
}
