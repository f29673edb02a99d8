import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readSession, SESSION_COOKIE } from '../accounts/sessions';
import type { Config } from '../config';
import type { Database } from '../database/database';
import { problems } from '../problem';

interface Check {
  readonly config: Config;
  readonly database: Database;
}

/** Nobody asks too often, and nobody asks for more than the open calls without being signed in. */
export async function checkSignIn(api: FastifyInstance, { config, database }: Check): Promise<void> {
  await api.register(rateLimit, {
    global: false,
    max: config.rateLimit,
    timeWindow: '1 minute',
    // People of one office share an address; what is signed in counts for itself.
    keyGenerator: (request) => tokenOf(request as FastifyRequest) || request.ip,
    errorResponseBuilder: (_request, { ttl }) => problems.tooMany(Math.ceil(ttl / 1000)),
  });
  api.decorateRequest('token', '');
  api.addHook('onRequest', api.rateLimit());
  api.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.open) return;
    request.token = tokenOf(request);
    request.account = await readSession(database, request.token);
  });
  api.addHook('onSend', async (_request, reply) => {
    void reply.header('cross-origin-resource-policy', 'same-origin');
    // What is about people stays in no cache.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}

function tokenOf(request: FastifyRequest): string {
  return request.headers.authorization?.replace(/^Bearer /, '') ?? cookieToken(request);
}

/** The token of the page's cookie. A browser says which page asks: none but this service's own may use it. */
function cookieToken(request: FastifyRequest): string {
  const from = request.headers['sec-fetch-site'];
  const isOwn = from === 'same-origin' || (request.method === 'GET' && (from === 'none' || from === undefined));
  return isOwn ? (request.cookies[SESSION_COOKIE] ?? '') : '';
}
