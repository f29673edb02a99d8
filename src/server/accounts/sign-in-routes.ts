import type { FastifyReply } from 'fastify';
import { idTokenRequest, newSession, signInAnswer, signInOptions, signInQuery, token } from '../../api/accounts';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { isDatabaseAway, ProblemError, problems } from '../http/problem';
import type { App, Services } from '../http/services';
import { siteIds } from '../sites/site-store';
import { type Challenge, type Identity, Provider, UnverifiedEmail } from './provider';
import { findUser, type UserRow } from './rights';
import { answerSession, giveCookie, isSecure } from './session-answer';
import { beginSession, hashOf, newSecret, siteOfSecret } from './sessions';

/** Ties an answer of the provider to the browser that asked. */
const STATE_COOKIE = 'caseload-sign-in';
/** How long one may take at the provider, in seconds. */
const PATIENCE = 600;
/** Signing in with the organisation's identity provider. */
export function signInRoutes(app: App, services: Services): void {
  const { config, database, publicUrl } = services;
  const provider = config.provider && new Provider(config.provider, () => `${publicUrl()}/api/sign-in/callback`);
  const needProvider = () => {
    if (provider === undefined)
      throw new ProblemError(404, 'no-provider', 'No identity provider is set up', 'Ask your administrator, or try the sample site.');
    return provider;
  };

  app.get(
    '/sign-in/options',
    { config: { open: true }, schema: { response: { 200: signInOptions }, summary: 'How one may sign in here' } },
    async () => {
      const sites = provider === undefined ? [] : (await siteIds(database)).filter((site) => site !== services.demoSite);
      return {
        provider: provider === undefined ? null : { issuer: provider.config.issuer, clientId: provider.config.clientId },
        // Where there are several, which ones is nobody's business.
        site: sites.length === 1 ? (sites[0] ?? null) : null,
      };
    },
  );

  app.get(
    '/sign-in',
    { config: { open: true, signsIn: true }, schema: { querystring: signInQuery, summary: 'To the identity provider’s page' } },
    async (request, reply) => {
      const site = request.query.site as SiteId;
      const state = newSecret(site);
      let begun: Awaited<ReturnType<Provider['signInUrl']>>;
      try {
        begun = await needProvider().signInUrl(state);
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        return backToPage(reply, 'provider-away');
      }
      const known = await database.withSite(site, (queries) => writeSignIn(queries, site, state, begun.challenge));
      if (!known) return backToPage(reply, 'unknown-site');
      void reply.setCookie(STATE_COOKIE, state, {
        path: '/api/sign-in',
        httpOnly: true,
        // The provider's page leads back: a strict cookie would not come along.
        sameSite: 'lax',
        secure: isSecure(request, publicUrl()),
        maxAge: PATIENCE,
      });
      return reply.redirect(begun.url.href, 303);
    },
  );

  app.get(
    '/sign-in/callback',
    { config: { open: true, signsIn: true }, schema: { querystring: signInAnswer, summary: 'Back from the identity provider’s page' } },
    async (request, reply) => {
      const { state } = request.query;
      void reply.clearCookie(STATE_COOKIE, { path: '/api/sign-in' });
      const site = siteOfSecret(state);
      if (site === undefined || request.cookies[STATE_COOKIE] !== state) return backToPage(reply, 'not-asked');
      const challenge = await database.withSite(site, (queries) => takeSignIn(queries, site, state));
      if (challenge === undefined) return backToPage(reply, 'too-late');
      try {
        const identity = await needProvider().finish(request.url.split('?')[1] ?? '', state, challenge);
        const begun = await database.withSite(site, async (queries) => {
          const user = await admit(queries, site, identity);
          return beginSession(queries, site, user.email);
        });
        giveCookie(reply, begun, isSecure(request, publicUrl()));
        return backToPage(reply, undefined);
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        request.log.warn({ fault: (error as Error).name }, 'a sign-in was refused');
        return backToPage(reply, error instanceof ProblemError ? error.code : error instanceof UnverifiedEmail ? 'unverified' : 'refused');
      }
    },
  );

  app.post(
    '/session/token',
    { schema: { response: { 200: token }, summary: 'A session for the pane, from the page that signed in: the two share no cookies' } },
    async ({ account }) => ({
      token: await database.withSite(account.site, (queries) => beginSession(queries, account.site, account.email)),
    }),
  );

  app.post(
    '/session/id-token',
    {
      config: { open: true, signsIn: true },
      schema: { body: idTokenRequest, response: { 200: newSession }, summary: 'Sign in with what the provider gave to Excel itself' },
    },
    async ({ body, log }, reply) => {
      const site = body.site as SiteId;
      const identity = await needProvider()
        .verify(body.idToken)
        .catch((error: unknown) => {
          log.warn({ fault: (error as Error).name }, 'an ID token was refused');
          throw new ProblemError(401, 'refused', 'The identity provider’s word was not accepted', 'Sign in by the page instead.');
        });
      return database.withSite(site, async (queries) => {
        const user = await admit(queries, site, identity);
        void reply.header('cache-control', 'no-store');
        return answerSession(queries, site, user, await beginSession(queries, site, user.email));
      });
    },
  );
}

/** To the sign-in page, with a word on what went wrong; nothing about the person stands in the address. */
function backToPage(reply: FastifyReply, problem: string | undefined): FastifyReply {
  return reply.redirect(`/sign-in.html?${problem === undefined ? 'done' : `problem=${problem}`}`, 303);
}

/** Keeps what must be known when somebody comes back; false if there is no such site. */
async function writeSignIn(queries: Queries, site: SiteId, state: string, challenge: Challenge): Promise<boolean> {
  await queries.query('DELETE FROM sign_ins WHERE site_id = $1 AND expires_at < now()', [site]);
  const written = await queries.query(
    `INSERT INTO sign_ins (site_id, state_hash, verifier, nonce, expires_at)
     SELECT site_id, $2, $3, $4, now() + interval '${PATIENCE} seconds' FROM sites WHERE site_id = $1 RETURNING site_id`,
    [site, hashOf(state), challenge.verifier, challenge.nonce],
  );
  return written.length > 0;
}

/** What was kept, once. */
async function takeSignIn(queries: Queries, site: SiteId, state: string): Promise<Challenge | undefined> {
  const [taken] = await queries.query<Challenge>(
    'DELETE FROM sign_ins WHERE site_id = $1 AND state_hash = $2 AND expires_at > now() RETURNING verifier, nonce',
    [site, hashOf(state)],
  );
  return taken;
}

/**
 * The user of the site whom the provider means: known by address at first, and held to the provider's own name from then on, so
 * that an address that passes to somebody else does not pass the rights on.
 * @throws ProblemError
 */
async function admit(queries: Queries, site: SiteId, { email, subject }: Identity): Promise<UserRow> {
  const user = await findUser(queries, site, email);
  if (user === undefined) throw problems.unknownUser();
  const [bound] = await queries.query(
    `UPDATE users SET subject = $3 WHERE site_id = $1 AND email = $2 AND (subject IS NULL OR subject = $3) RETURNING email`,
    [site, email, subject],
  );
  if (bound === undefined) throw problems.unknownUser();
  return user;
}
