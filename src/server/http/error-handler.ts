import type { FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { MAX_BYTES } from '../../api/shared';
import { FileProblem } from '../../core/files/decode-text';
import { INVALID, PARTS } from '../../core/text/problems';
import { isGone } from './bodies/heavy-routes';
import { readJson, SMALL_LIMITS } from './bodies/json';
import { inLanguage, requestedLanguage } from './language';
import { isDatabaseAway, isDiskFull, isLocked, ProblemError, problems } from './problem';
import type { App } from './services';

/**
 * Limits bodies before they are parsed; bodies for a thread are passed on as bytes. Also refuses the null character in URLs,
 * which no database can store.
 */
export function parseBodies(app: Pick<App, 'addHook' | 'addContentTypeParser'>): void {
  app.addHook('onRequest', async ({ url }) => {
    if (url.includes('%00')) throw problems.invalid(PARTS.address, INVALID.zero);
  });
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    request.routeOptions.config.rawBody ? body : readJson(body, SMALL_LIMITS),
  );
}

/** The kind of an error, without its message. */
export function faultName(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return `${String(name ?? 'Error')}${code === undefined ? '' : ` ${String(code)}`}`;
}

/** Answers every error as a problem (RFC 9457), without internal details. */
export function answerProblems(app: { setErrorHandler: App['setErrorHandler']; setNotFoundHandler: App['setNotFoundHandler'] }): void {
  app.setErrorHandler((error, request, reply) => {
    // An error may come from outside the hooks, such as the parser of bodies.
    const problem = inLanguage(requestedLanguage(request), () => toProblem(error, request));
    if (problem.retryAfter !== undefined) void reply.header('retry-after', problem.retryAfter);
    if (problem.status >= 500) request.log.error({ fault: faultName(error) }, 'a request failed');
    void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  });
  app.setNotFoundHandler((request, reply) => {
    const problem = inLanguage(requestedLanguage(request), () => problems.notFound('page'));
    void reply.code(404).type('application/problem+json').send(JSON.stringify(problem));
  });
}

function toProblem(error: unknown, request: FastifyRequest): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isGone(error)) return problems.clientGone();
  if (isDiskFull(error)) return problems.full();
  if (isLocked(error)) return problems.busy(2);
  if (isDatabaseAway(error)) return problems.away();
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const where = first?.instancePath.split('/').filter(Boolean).join(', ') || PARTS.body;
    return problems.invalid(where, first?.message ?? INVALID.invalid);
  }
  if (error instanceof FileProblem) return problems.unreadableFile(error.message);
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE')
    return isSheet(request) ? problems.tooLarge() : problems.tooLong(request.routeOptions.bodyLimit);
  if (request.headers['content-type']?.startsWith('multipart/') && isCutOff(error))
    return problems.invalid(PARTS.body, INVALID.notMultipart);
  if (statusCode === 400) return problems.invalid(PARTS.body, INVALID.notJson);
  if (statusCode === 415) return problems.unsupported();
  if (statusCode !== undefined && statusCode < 500) return problems.refused(statusCode);
  return problems.fault(request.id);
}

function isSheet({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.bodyLimit >= MAX_BYTES;
}

/** Whether the multipart parser reports an incomplete or malformed body. */
function isCutOff(error: unknown): boolean {
  const { message = '', code = '' } = error as { message?: string; code?: string };
  return /multipart|unexpected end of (form|file)|malformed part|boundary/i.test(message) || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
