import { endpoints } from '../../api/endpoints';
import { serve } from '../http/route';
import type { App, Services } from '../http/services';
import { changeUser, listUsers, removeUser } from './users';

/** Administering a site's users. */
export function userRoutes(app: App, { database, now }: Services): void {
  serve(app, endpoints.listUsers, async ({ account }) => {
    const users = await database.withSite(account.site, (queries) => listUsers(queries, account.site));
    return { users: [...users] };
  });

  serve(app, endpoints.saveUser, async ({ account, body }) => {
    const user = { ...body, email: body.email.toLowerCase(), securities: [...new Set(body.securities)] };
    return database.withSite(account.site, (queries) => changeUser(queries, account, now(), user));
  });

  serve(app, endpoints.removeUser, async ({ account, body }) => {
    await database.withSite(account.site, (queries) => removeUser(queries, account, now(), body.email.toLowerCase()));
    return undefined;
  });
}
