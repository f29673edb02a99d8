import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireRight } from '../accounts/rights';
import { SESSION_COOKIE } from '../accounts/sessions';
import { readAccount } from '../accounts/tokens';
import type { Config } from '../config';
import type { Database } from '../database/database';
import { problems } from './problem';

/** The factor by which the rate limit of signing in is lower. */
const SIGN_INS = 20;

interface Check {
  readonly config: Config;
  readonly database: Database;
}

/** Authenticates and rate-limits every request. */
export async function checkSignIn(api: FastifyInstance, { config, database }: Check): Promise<void> {
  await api.register(rateLimit, { global: false, timeWindow: '1 minute' });
  const limit = (max: number, keyGenerator: (request: FastifyRequest) => string) => {
    const count = api.createRateLimit({ max, keyGenerator });
    return async (request: FastifyRequest) => {
      const counted = await count(request);
      if (counted.isAllowed || !counted.isExceeded) return;
      throw problems.tooMany(counted.ttlInSeconds);
    };
  };
  const byAddress = limit(config.rateLimit, ({ ip }) => ip);
  const signIns = limit(Math.ceil(config.rateLimit / SIGN_INS), ({ ip }) => ip);
  // The users of an office share an address, so sessions are counted by themselves, once their token is verified.
  const bySession = limit(config.rateLimit, ({ token }) => token);
  api.decorateRequest('token', '');
  api.addHook('onRequest', async (request) => {
    const { requires, signsIn } = request.routeOptions.config;
    if (signsIn) await signIns(request);
    if (requires === 'nothing') return byAddress(request);
    const token = tokenOf(request);
    const account = await readAccount(database, token).catch(async (error: unknown) => {
      await byAddress(request);
      throw error;
    });
    Object.assign(request, { token, account });
    await bySession(request);
    requireRight(account, requires);
  });
  // A body may take minutes to arrive: the rights at that time count.
  api.addHook('preHandler', async (request) => {
    const { requires } = request.routeOptions.config;
    if (requires === 'nothing' || request.body === undefined || request.body === null) return;
    request.account = await readAccount(database, request.token);
    requireRight(request.account, requires);
  });
  api.addHook('onSend', async (_request, reply) => {
    void reply.header('cross-origin-resource-policy', 'same-origin');
    // Personal data must not be cached.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}

function tokenOf(request: FastifyRequest): string {
  return request.headers.authorization?.replace(/^Bearer /, '') ?? cookieToken(request);
}

/** The token of the session cookie. Browsers state the requesting page's origin; only this service's own pages may use it. */
function cookieToken(request: FastifyRequest): string {
  const from = request.headers['sec-fetch-site'];
  const isOwn = from === 'same-origin' || (request.method === 'GET' && (from === 'none' || from === undefined));
  return isOwn ? (request.cookies[SESSION_COOKIE] ?? '') : '';
}
