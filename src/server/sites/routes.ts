import { createHash } from 'node:crypto';
import { z } from 'zod';
import { site } from '../../core/contract';
import type { App, Services } from '../app';
import { problems } from '../problem';
import { readSite } from './store';

/** The site's settings and lists. */
export function siteRoutes(app: App, { database }: Services): void {
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
