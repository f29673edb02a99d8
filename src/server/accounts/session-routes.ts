import { z } from 'zod';
import { demoUsers, newSession, session, sessionRequest, signOutQuery } from '../../api/accounts';
import { ProblemError, problems } from '../http/problem';
import type { App, Services } from '../http/services';
import { findUser } from './rights';
import { answerSession, giveCookie, isSecure, siteName } from './session-answer';
import { beginSession, endAllSessions, endSession, SESSION_COOKIE } from './sessions';

/** Who am I, signing out, and signing in where it is a demo. */
export function sessionRoutes(app: App, { database, demoSite, publicUrl }: Services): void {
  const demo = () => {
    if (demoSite === undefined) throw new ProblemError(404, 'no-demo', 'Demo sign-in is off', 'Sign in with your organisation’s account.');
    return demoSite;
  };

  app.get(
    '/demo/users',
    { config: { open: true }, schema: { response: { 200: demoUsers }, summary: 'Who may be tried out, where demo sign-in is on' } },
    async () => {
      const site = demo();
      const users = await database.withSite(site, (queries) =>
        queries.query<{ email: string; name: string }>(
          'SELECT email, name FROM users WHERE site_id = $1 ORDER BY jsonb_array_length(securities) DESC, email',
          [site],
        ),
      );
      return { users: [...users] };
    },
  );

  app.post(
    '/session',
    { config: { open: true, signsIn: true }, schema: { body: sessionRequest, response: { 200: newSession }, summary: 'Sign in (demo)' } },
    async (request, reply) => {
      const site = demo();
      return database.withSite(site, async (queries) => {
        const user = await findUser(queries, site, request.body.email);
        if (user === undefined) throw problems.unknownUser();
        const token = await beginSession(queries, site, user.email);
        giveCookie(reply, token, isSecure(request, publicUrl()));
        return answerSession(queries, site, user, token);
      });
    },
  );

  app.get('/session', { schema: { response: { 200: session }, summary: 'Who am I' } }, async ({ account }) => {
    const { email, name, securities, site } = account;
    return {
      user: { email, name },
      site: await database.withSite(site, (queries) => siteName(queries, site)),
      securities: [...securities],
    };
  });

  app.delete(
    '/session',
    { schema: { querystring: signOutQuery, response: { 204: z.null() }, summary: 'Sign out, here or everywhere' } },
    async ({ account, token, query }, reply) => {
      await database.withSite(account.site, (queries) =>
        query.everywhere === 'true' ? endAllSessions(queries, account.site, account.email) : endSession(queries, account.site, token),
      );
      return reply.clearCookie(SESSION_COOKIE, { path: '/api' }).code(204).send(null);
    },
  );
}
