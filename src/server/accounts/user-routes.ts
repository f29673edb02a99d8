import { z } from 'zod';
import { siteUser, siteUsers, userEmail } from '../../api/accounts';
import type { App, Services } from '../http/services';
import { needSecurity } from './rights';
import { changeUser, listUsers, removeUser } from './users';

const ADMIN = ['site:admin'] as const;

/** The users of a site and what each may do, by an administrator of the site. */
export function userRoutes(app: App, { database, now }: Services): void {
  app.get('/users', { schema: { response: { 200: siteUsers }, summary: 'The site’s users and what they may do' } }, async ({ account }) => {
    needSecurity(account, ADMIN, 'see the users');
    const users = await database.withSite(account.site, (queries) => listUsers(queries, account.site));
    return { users: [...users] };
  });

  app.put(
    '/users',
    { schema: { body: siteUser, response: { 200: siteUser }, summary: 'Add a user, or change what one may do' } },
    async ({ account, body }) => {
      needSecurity(account, ADMIN, 'change the users');
      return database.withSite(account.site, (queries) =>
        changeUser(queries, account, now(), { ...body, email: body.email.toLowerCase(), securities: [...new Set(body.securities)] }),
      );
    },
  );

  // Addresses stand in no URL: those are logged, here and on the way.
  app.post(
    '/users/remove',
    { schema: { body: userEmail, response: { 204: z.null() }, summary: 'Remove a user, who is signed out everywhere' } },
    async ({ account, body }, reply) => {
      needSecurity(account, ADMIN, 'remove a user');
      await database.withSite(account.site, (queries) => removeUser(queries, account, now(), body.email.toLowerCase()));
      return reply.code(204).send(null);
    },
  );
}
