import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { MOST_BYTES, type Upload } from '../core/contract';
import { FileProblem } from '../core/decode';
import { sessionRoutes } from './accounts/routes';
import { type Account, readSession, SESSION_COOKIE } from './accounts/sessions';
import type { Config } from './config';
import type { Database, SiteId } from './database/database';
import { FileReader } from './files/file-reader';
import { createMailer } from './mail/mailer';
import { pageRoutes } from './pages';
import { isDatabaseAway, isDiskFull, ProblemError, problems } from './problem';
import { siteRoutes } from './sites/routes';
import { UploadEvents } from './uploads/events';
import { uploadRoutes } from './uploads/routes';
import { Work } from './uploads/work';

/** How long a connection may be idle, in milliseconds: longer than proxies keep theirs. */
const KEEP_ALIVE = 72_000;

/** What the routes stand on. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly work: Work;
  readonly events: UploadEvents;
  readonly files: FileReader;
  readonly now: () => Date;
  /** The site on which demo sign-in is on, if any. */
  readonly demoSite: SiteId | undefined;
}

export type App = FastifyInstance<
  import('node:http').Server,
  import('node:http').IncomingMessage,
  import('node:http').ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set for every route but sign-in and pages. */
    account: Account;
    token: string;
  }
  interface FastifyContextConfig {
    /** Whether anybody may call it. */
    open?: boolean;
  }
}

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly publicUrl: () => string;
  readonly demoSite: SiteId | undefined;
  readonly now?: () => Date;
}

/** Builds the service: what it answers, and the work behind it. */
export async function createApp({
  config,
  database,
  publicUrl,
  demoSite,
  now = () => new Date(),
}: AppOptions): Promise<{ app: App; work: Work }> {
  const app = Fastify({
    logger: {
      level: config.logLevel,
      serializers: { req: (request) => ({ method: request.method, url: request.url.split('?')[0] ?? '' }) },
    },
    bodyLimit: MOST_BYTES,
    forceCloseConnections: true,
    serverFactory(handler) {
      const server = config.tls === undefined ? createHttpServer(handler) : createHttpsServer(config.tls, handler);
      // Node's five seconds cut connections that a client is about to use again.
      server.keepAliveTimeout = KEEP_ALIVE;
      return server;
    },
  }).withTypeProvider<ZodTypeProvider>();
  const events = new UploadEvents();
  const work = new Work({
    database,
    sendMail: createMailer(config),
    get publicUrl() {
      return publicUrl();
    },
    now,
    changed: (upload: Upload) => events.tell(upload),
    // Only what kind of fault it was: a database's message may hold what the rows hold.
    failed: (error, upload) => app.log.error({ upload, fault: faultName(error) }, 'work on an upload failed'),
  });
  await work.open();
  const services: Services = { config, database, work, events, files: new FileReader(), now, demoSite };

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  refuseZeros(app);
  answerProblems(app);
  await app.register(compress, { global: true, encodings: ['gzip', 'identity'] });
  await app.register(swagger, { openapi: { info: { title: 'Caseload Upload', version: '1' } }, transform: jsonSchemaTransform });
  await app.register(swaggerUi, { routePrefix: '/api/docs' });
  app.get('/healthz', { config: { open: true }, schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config: { open: true }, schema: { hide: true } }, async () => {
    await database.asOwner((queries) => queries.query('SELECT 1'));
    return { status: 'ready' };
  });
  await app.register(
    async (api) => {
      await api.register(cookie);
      await api.register(multipart, { limits: { fileSize: MOST_BYTES, files: 1, fields: 4, fieldSize: 1000 } });
      api.decorateRequest('token', '');
      api.addHook('onRequest', async (request) => {
        if (request.routeOptions.config.open) return;
        request.token = request.headers.authorization?.replace(/^Bearer /, '') ?? cookieToken(request);
        request.account = await readSession(database, request.token, now());
      });
      const typed = api.withTypeProvider<ZodTypeProvider>();
      typed.get('/openapi.json', { config: { open: true }, schema: { hide: true } }, async () => app.swagger());
      sessionRoutes(typed, services);
      siteRoutes(typed, services);
      uploadRoutes(typed, services);
    },
    { prefix: '/api' },
  );
  await pageRoutes(app, publicUrl);
  return { app, work };
}

/** The character zero, which no cell can hold and no database takes, is refused before anything is read. */
function refuseZeros(app: Pick<App, 'addHook' | 'addContentTypeParser' | 'getDefaultJsonParser'>): void {
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

/** The token of the page's cookie; another site's page may not use it to change anything. */
function cookieToken(request: FastifyRequest): string {
  const from = request.headers['sec-fetch-site'];
  const foreign = from !== undefined && from !== 'same-origin' && from !== 'none';
  return foreign ? '' : (request.cookies[SESSION_COOKIE] ?? '');
}

/** What kind of fault it was, without what it was about. */
function faultName(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return `${String(name ?? 'Error')}${code === undefined ? '' : ` ${String(code)}`}`;
}

/** Every refusal is a problem (RFC 9457), and none shows how the service is made. */
function answerProblems(app: { setErrorHandler: App['setErrorHandler']; setNotFoundHandler: App['setNotFoundHandler'] }): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
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

function toProblem(error: unknown): ProblemError {
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
    'Nothing was changed. Try again; if it stays, tell your administrator the time.',
  );
}
