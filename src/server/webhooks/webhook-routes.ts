import { endpoints } from '../../api/endpoints';
import { problems } from '../http/problem';
import { serve } from '../http/route';
import type { App, Services } from '../http/services';
import { addWebhook, listWebhooks, removeWebhook, signingSecret } from './webhook-store';

/** Administering a site's webhooks. */
export function webhookRoutes(app: App, { config, database, now }: Services): void {
  serve(app, endpoints.listWebhooks, async ({ account }) => ({
    webhooks: await database.withSite(account.site, (queries) => listWebhooks(queries, account.site)),
  }));

  serve(app, endpoints.addWebhook, async ({ account, body }) => {
    const { webhookKey } = config;
    if (webhookKey === undefined) throw problems.noWebhooks();
    if (!config.allowsPrivateWebhooks && !body.url.startsWith('https:')) throw problems.webhookNotHttps();
    const id = await database.withSite(account.site, (queries) => addWebhook(queries, account, body.url, now()));
    return { id, secret: signingSecret(webhookKey, account.site, id) };
  });

  serve(app, endpoints.removeWebhook, async ({ account, params }) => {
    await database.withSite(account.site, (queries) => removeWebhook(queries, account, params.id, now()));
    return undefined;
  });
}
