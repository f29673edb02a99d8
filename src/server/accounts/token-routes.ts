import { endpoints } from '../../api/endpoints';
import { serve } from '../http/route';
import type { App, Services } from '../http/services';
import { createToken, listTokens, revokeToken } from './tokens';

/** Administering a site's API tokens. */
export function tokenRoutes(app: App, { database, now }: Services): void {
  serve(app, endpoints.listTokens, async ({ account }) => ({
    tokens: await database.withSite(account.site, (queries) => listTokens(queries, account.site)),
  }));

  serve(app, endpoints.createToken, async ({ account, body }) =>
    database.withSite(account.site, (queries) => createToken(queries, account, body, now())),
  );

  serve(app, endpoints.revokeToken, async ({ account, params }) => {
    await database.withSite(account.site, (queries) => revokeToken(queries, account, params.id, now()));
    return undefined;
  });
}
