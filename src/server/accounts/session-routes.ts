import { endpoints } from '../../api/endpoints';
import type { SiteId } from '../database/database';
import { problems } from '../http/problem';
import { serve } from '../http/route';
import type { App, Services } from '../http/services';
import { findUser } from './rights';
import { answerSession, clearCookie, giveCookie, isSecure, readSessionAnswer, sitesOf } from './session-answer';
import { beginSession, endAllSessions, endOfSession, endSession } from './sessions';
import { admit, readSubject } from './sign-in/sign-ins';
import { requirePerson } from './tokens';
import { isMachine, listDemoUsers } from './users';

/** The current session, signing out, and signing in to the demo site. */
export function sessionRoutes(app: App, { database, demoSites, publicUrl }: Services): void {
  const demo = () => {
    const [first] = demoSites;
    if (first === undefined) throw problems.noDemo();
    return first;
  };

  serve(app, endpoints.listDemoUsers, async () => {
    const site = demo();
    return { users: await database.withSite(site, (queries) => listDemoUsers(queries, site)) };
  });

  serve(app, endpoints.signInToDemo, async (request, reply) => {
    const site = demo();
    return database.withSite(site, async (queries) => {
      const user = await findUser(queries, site, request.body.email);
      if (user === undefined || isMachine(user.email)) throw problems.unknownUser();
      const token = await beginSession(queries, site, user.email);
      giveCookie(reply, token, isSecure(request, publicUrl()));
      return answerSession(queries, site, user, token, demoSites);
    });
  });

  serve(app, endpoints.switchSite, async (request, reply) => {
    const { account, body, token: last } = request;
    requirePerson(account);
    const site = body.site as SiteId;
    const { subject, until } = await database.withSite(account.site, async (queries) => {
      if (!(await sitesOf(queries, account, demoSites)).some(({ id }) => id === site)) throw problems.notFound('site');
      return { subject: await readSubject(queries, account), until: await endOfSession(queries, account.site, last) };
    });
    const begun = await database.withSite(site, async (queries) => {
      const user =
        subject === null ? await findUser(queries, site, account.email) : await admit(queries, site, { email: account.email, subject });
      if (user === undefined) throw problems.notFound('site');
      const token = await beginSession(queries, site, user.email, until);
      return answerSession(queries, site, user, token, demoSites);
    });
    await database.withSite(account.site, (queries) => endSession(queries, account.site, last));
    giveCookie(reply, begun.token, isSecure(request, publicUrl()));
    return begun;
  });

  serve(app, endpoints.getSession, async ({ account }) => {
    return database.withSite(account.site, (queries) => readSessionAnswer(queries, account, demoSites));
  });

  serve(app, endpoints.signOut, async ({ account, token, query }, reply) => {
    await database.withSite(account.site, (queries) =>
      query.everywhere === 'true' ? endAllSessions(queries, account.site, account.email) : endSession(queries, account.site, token),
    );
    clearCookie(reply);
    return undefined;
  });
}
