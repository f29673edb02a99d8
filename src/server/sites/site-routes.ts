import { createHash } from 'node:crypto';
import { endpoints } from '../../api/endpoints';
import { ownerOf } from '../http/bodies/heavy-routes';
import { problems } from '../http/problem';
import { serve } from '../http/route';
import type { App, Services } from '../http/services';
import { saveCorrections } from './corrections';
import { readMapping, saveMapping } from './mappings';
import { saveSiteSettings } from './site-settings';
import { readSite } from './site-store';
import { changeStaff } from './staff';

/** The site's settings and lists. */
export function siteRoutes(app: App, { database, threads, now }: Services): void {
  serve(app, endpoints.getSite, async ({ account, headers }, reply) => {
    const found = await database.withSite(account.site, (queries) => readSite(queries, account.site));
    if (found === undefined) throw problems.notFound('site');
    const etag = `"${createHash('sha256').update(JSON.stringify(found)).digest('base64url')}"`;
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    return headers['if-none-match'] === etag ? reply.code(304).send(null) : found;
  });

  serve(app, endpoints.saveSiteSettings, async ({ account, body }) => {
    await database.withSite(account.site, (queries) => saveSiteSettings(queries, account, body, now()));
    return body;
  });

  serve(app, endpoints.changeStaff, async ({ account, body }) =>
    database.withSite(account.site, (queries) => changeStaff(queries, account, body, now())),
  );

  serve(app, endpoints.saveCorrections, async ({ account, body }) => {
    await database.withSite(account.site, (queries) => saveCorrections(queries, account.site, body.corrections, now()));
    return undefined;
  });

  serve(app, endpoints.getMapping, async ({ account, params }) => {
    const found = await database.withSite(account.site, (queries) => readMapping(queries, account.site, params.signature));
    if (found === undefined) throw problems.notFound('mapping');
    return found;
  });

  serve(app, endpoints.saveMapping, async ({ account, params, body }) => {
    await database.withSite(account.site, (queries) => saveMapping(queries, account.site, params.signature, body, now()));
    return undefined;
  });

  serve(app, endpoints.getTemplate, async (request, reply) => {
    const { account, query, gone } = request;
    const workbook = await threads.run('template', { account, query }, { owner: ownerOf(request), lane: 'small', signal: gone });
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', 'attachment; filename="caseload template.xlsx"')
      .send(Buffer.from(workbook));
  });
}
