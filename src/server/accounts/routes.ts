import { z } from 'zod';
import { demoUsers, newSession, session, sessionRequest } from '../../core/contract';
import type { App, Services } from '../app';
import { ProblemError, problems } from '../problem';
import { findUser } from './rights';
import { beginSession, endSession, LIFETIME_HOURS, SESSION_COOKIE } from './sessions';

/** Signing in and out. */
export function sessionRoutes(app: App, { config, database, now, demoSite }: Services): void {
  const demo = () => {
    if (demoSite === undefined) throw new ProblemError(404, 'no-demo', 'Demo sign-in is off', 'Sign in with your organisation’s account.');
    return demoSite;
  };
  const siteName = async (site: string) =>
    database.withSite(site as never, async (queries) => {
      const [row] = await queries.query<{ id: string; name: string }>('SELECT site_id AS id, name FROM sites WHERE site_id = $1', [site]);
      if (row === undefined) throw problems.notFound('site');
      return row;
    });

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
    { config: { open: true }, schema: { body: sessionRequest, response: { 200: newSession }, summary: 'Sign in (demo)' } },
    async (request, reply) => {
      const site = demo();
      const { user, token } = await database.withSite(site, async (queries) => {
        const found = await findUser(queries, site, request.body.email);
        if (found === undefined)
          throw new ProblemError(
            401,
            'unknown-user',
            'Nobody on this site has that e-mail address',
            'Check the address, or ask an administrator to add you.',
          );
        return { user: found, token: await beginSession(queries, site, found.email, now()) };
      });
      const secure = request.protocol === 'https' || (config.publicUrl?.startsWith('https:') ?? false);
      void reply.setCookie(SESSION_COOKIE, token, {
        path: '/api',
        httpOnly: true,
        sameSite: 'strict',
        secure,
        maxAge: LIFETIME_HOURS * 3600,
      });
      return { token, user: { email: user.email, name: user.name }, site: await siteName(site), securities: [...user.securities] };
    },
  );

  app.get('/session', { schema: { response: { 200: session }, summary: 'Who am I' } }, async (request) => {
    const { email, name, securities, site } = request.account;
    return { user: { email, name }, site: await siteName(site), securities: [...securities] };
  });

  app.delete('/session', { schema: { response: { 204: z.null() }, summary: 'Sign out' } }, async (request, reply) => {
    await database.withSite(request.account.site, (queries) => endSession(queries, request.account.site, request.token));
    return reply.clearCookie(SESSION_COOKIE, { path: '/api' }).code(204).send(null);
  });
}
