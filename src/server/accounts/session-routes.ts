import { endpoints } from '../../api/endpoints';
import { problems } from '../http/problem';
import { serve } from '../http/route';
import type { App, Services } from '../http/services';
import { findUser } from './rights';
import { answerSession, clearCookie, giveCookie, isSecure, siteName } from './session-answer';
import { beginSession, endAllSessions, endSession } from './sessions';
import { listDemoUsers } from './users';

/** The current session, signing out, and signing in to the demo site. */
export function sessionRoutes(app: App, { database, demoSite, publicUrl }: Services): void {
  const demo = () => {
    if (demoSite === undefined) throw problems.noDemo();
    return demoSite;
  };

  serve(app, endpoints.listDemoUsers, async () => {
    const site = demo();
    return { users: await database.withSite(site, (queries) => listDemoUsers(queries, site)) };
  });

  serve(app, endpoints.signInToDemo, async (request, reply) => {
    const site = demo();
    return database.withSite(site, async (queries) => {
      const user = await findUser(queries, site, request.body.email);
      if (user === undefined) throw problems.unknownUser();
      const token = await beginSession(queries, site, user.email);
      giveCookie(reply, token, isSecure(request, publicUrl()));
      return answerSession(queries, site, user, token);
    });
  });

  serve(app, endpoints.getSession, async ({ account }) => {
    const { email, name, securities, site } = account;
    return {
      user: { email, name },
      site: await database.withSite(site, (queries) => siteName(queries, site)),
      securities: [...securities],
    };
  });

  serve(app, endpoints.signOut, async ({ account, token, query }, reply) => {
    await database.withSite(account.site, (queries) =>
      query.everywhere === 'true' ? endAllSessions(queries, account.site, account.email) : endSession(queries, account.site, token),
    );
    clearCookie(reply);
    return undefined;
  });
}
