import { endpoints } from '../../api/endpoints';
import { serve } from '../http/route';
import type { App, Services } from '../http/services';
import { addCorrections, listSources, removeSource, resolveIds, saveIds, saveSource } from './source-store';

/** The systems from which a site's sheets come. */
export function sourceRoutes(app: App, { database, now }: Services): void {
  serve(app, endpoints.listSources, async ({ account }) => ({
    sources: await database.withSite(account.site, (queries) => listSources(queries, account.site)),
  }));

  serve(app, endpoints.saveSource, async ({ account, body }) =>
    database.withSite(account.site, (queries) => saveSource(queries, account.site, body, now())),
  );

  serve(app, endpoints.removeSource, async ({ account, params }) => {
    await database.withSite(account.site, (queries) => removeSource(queries, account.site, params.id));
    return undefined;
  });

  serve(app, endpoints.addSourceCorrections, async ({ account, params, body }) => {
    await database.withSite(account.site, (queries) => addCorrections(queries, account.site, params.id, body.corrections));
    return undefined;
  });

  serve(app, endpoints.saveSourceIds, async ({ account, params, body }) => ({
    saved: await database.withSite(account.site, (queries) => saveIds(queries, account.site, params.id, body)),
  }));

  serve(app, endpoints.resolveSourceIds, async ({ account, params, body }) =>
    database.withSite(account.site, (queries) => resolveIds(queries, account.site, params.id, body)),
  );
}
