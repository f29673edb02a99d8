import type { FastifyReply } from 'fastify';
import { BASE, endpoints } from '../../../api/endpoints';
import type { SiteId } from '../../database/database';
import { isDatabaseAway, ProblemError, problems } from '../../http/problem';
import { serve } from '../../http/route';
import type { App, Services } from '../../http/services';
import { siteIds } from '../../sites/site-store';
import { answerSession, giveCookie, isSecure } from '../session-answer';
import { beginSession, newSecret, siteOfSecret } from '../sessions';
import { requirePerson } from '../tokens';
import { Provider, UnverifiedEmail } from './provider';
import { admit, SIGN_IN_SECONDS, takeSignIn, writeSignIn } from './sign-ins';

/** Binds the provider's answer to the browser that started the sign-in. */
const STATE_COOKIE = 'caseload-sign-in';
const COOKIE_PATH = `${BASE}${endpoints.startSignIn.path}`;

/** Signing in with the organization's identity provider. */
export function signInRoutes(app: App, services: Services): void {
  const { config, database, publicUrl } = services;
  const provider = config.provider && new Provider(config.provider, () => `${publicUrl()}${BASE}${endpoints.finishSignIn.path}`);
  const requireProvider = () => {
    if (provider === undefined) throw problems.noProvider();
    return provider;
  };

  serve(app, endpoints.getSignInOptions, async () => {
    const sites = provider === undefined ? [] : (await siteIds(database)).filter((site) => !services.demoSites.includes(site));
    return {
      provider: provider === undefined ? null : { issuer: provider.config.issuer, clientId: provider.config.clientId },
      // Does not disclose which sites there are.
      site: sites.length === 1 ? (sites[0] ?? null) : null,
    };
  });

  serve(app, endpoints.startSignIn, async (request, reply) => {
    const site = request.query.site as SiteId;
    const state = newSecret(site);
    let begun: Awaited<ReturnType<Provider['signInUrl']>>;
    try {
      begun = await requireProvider().signInUrl(state);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      return backToPage(reply, 'provider-away');
    }
    const known = await database.withSite(site, (queries) => writeSignIn(queries, site, state, begun.challenge));
    if (!known) return backToPage(reply, 'unknown-site');
    void reply.setCookie(STATE_COOKIE, state, {
      path: COOKIE_PATH,
      httpOnly: true,
      // A strict cookie would not be sent on the redirect from the provider.
      sameSite: 'lax',
      secure: isSecure(request, publicUrl()),
      maxAge: SIGN_IN_SECONDS,
    });
    return reply.redirect(begun.url.href, 303);
  });

  serve(app, endpoints.finishSignIn, async (request, reply) => {
    const { state } = request.query;
    void reply.clearCookie(STATE_COOKIE, { path: COOKIE_PATH });
    const site = siteOfSecret(state);
    if (site === undefined || request.cookies[STATE_COOKIE] !== state) return backToPage(reply, 'not-asked');
    const challenge = await database.withSite(site, (queries) => takeSignIn(queries, site, state));
    if (challenge === undefined) return backToPage(reply, 'too-late');
    try {
      const identity = await requireProvider().finish(request.url.split('?')[1] ?? '', state, challenge);
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
  });

  serve(app, endpoints.createPaneSession, async ({ account }) => {
    requirePerson(account);
    return { token: await database.withSite(account.site, (queries) => beginSession(queries, account.site, account.email)) };
  });

  serve(app, endpoints.signInWithIdToken, async ({ body, log }, reply) => {
    const site = body.site as SiteId;
    const identity = await requireProvider()
      .verify(body.idToken)
      .catch((error: unknown) => {
        log.warn({ fault: (error as Error).name }, 'an ID token was refused');
        throw problems.idTokenRefused();
      });
    return database.withSite(site, async (queries) => {
      const user = await admit(queries, site, identity);
      void reply.header('cache-control', 'no-store');
      return answerSession(queries, site, user, await beginSession(queries, site, user.email), services.demoSites);
    });
  });
}

/** Redirects to the sign-in page with the problem's code; the URL contains nothing about the user. */
function backToPage(reply: FastifyReply, problem: string | undefined): FastifyReply {
  return reply.redirect(`/sign-in.html?${problem === undefined ? 'done' : `problem=${problem}`}`, 303);
}
