import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { FileProblem } from '../../core/decode';
import type { App } from '../app';
import { isDatabaseAway, isDiskFull, ProblemError, problems } from '../problem';

/** The character zero, which no cell can hold and no database takes, is refused before anything is read. */
export function refuseZeros(app: Pick<App, 'addHook' | 'addContentTypeParser' | 'getDefaultJsonParser'>): void {
  const refuse = (where: string) => problems.invalid(where, 'it holds the character zero (U+0000); take it out');
  app.addHook('onRequest', async ({ url }) => {
    if (url.includes('%00')) throw refuse('the address');
  });
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (/(?<!\\)(?:\\\\)*\\u0000/.test(String(body))) done(refuse('the body'));
    else parse(request, String(body), done);
  });
}

/** What kind of fault it was, without what it was about. */
export function faultName(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return `${String(name ?? 'Error')}${code === undefined ? '' : ` ${String(code)}`}`;
}

/** Every refusal is a problem (RFC 9457), and none shows how the service is made. */
export function answerProblems(app: { setErrorHandler: App['setErrorHandler']; setNotFoundHandler: App['setNotFoundHandler'] }): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, request.id);
    if (problem.status >= 500) request.log.error({ fault: faultName(error) }, 'a request failed');
    void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  });
  app.setNotFoundHandler((_request, reply) => {
    void reply
      .code(404)
      .type('application/problem+json')
      .send(JSON.stringify(problems.notFound('page')));
  });
}

function toProblem(error: unknown, requestId: string): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isDiskFull(error)) return problems.full();
  if (isDatabaseAway(error)) return problems.away();
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const where = first?.instancePath.split('/').filter(Boolean).join(', ') || 'the body';
    return problems.invalid(where, first?.message ?? 'is not as it should be');
  }
  if (error instanceof FileProblem) return problems.unreadableFile(error.message);
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') return problems.tooLarge();
  if (statusCode === 400) return problems.invalid('the body', 'it is not valid JSON');
  if (statusCode === 415)
    return new ProblemError(
      415,
      'unsupported',
      'This kind of body is not taken',
      'Send JSON, with Content-Type: application/json; a file as multipart/form-data.',
    );
  if (statusCode !== undefined && statusCode < 500)
    return new ProblemError(statusCode, 'refused', 'The request was refused', 'Check the address and the headers.');
  return new ProblemError(
    500,
    'fault',
    'A fault in the service',
    `Nothing was changed. Try again; if it stays, tell your administrator this number: ${requestId}.`,
  );
}
