import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import sql from 'sql-template-tag';
import { BASE } from '../api/endpoints';
import { MAX_BYTES } from '../api/shared';
import { sessionRoutes } from './accounts/session-routes';
import { signInRoutes } from './accounts/sign-in/sign-in-routes';
import { tokenRoutes } from './accounts/token-routes';
import { userRoutes } from './accounts/user-routes';
import type { Config } from './config';
import type { Database, SiteId } from './database/database';
import { serveDocumentation } from './documentation';
import { checkSignIn } from './http/authenticate';
import { admitBodies, leaveRawBodies, noticeGoneClients } from './http/bodies/heavy-routes';
import { answerProblems, faultName, parseBodies } from './http/error-handler';
import { securityHeaders } from './http/headers';
import { answerInLanguage } from './http/language';
import { Metrics } from './http/metrics';
import { pageRoutes } from './http/pages';
import type { App, Services } from './http/services';
import { Work } from './jobs/upload-jobs';
import { createMailer } from './mail/mailer';
import { recordRoutes } from './record/record-routes';
import { siteRoutes } from './sites/site-routes';
import { sourceRoutes } from './sources/source-routes';
import { type ThreadLimits, Threads } from './threads/threads';
import { approvalRoutes } from './uploads/approval/approval-routes';
import { UploadEvents } from './uploads/events';
import { fixRoutes } from './uploads/fixes/fix-routes';
import { auditRoutes } from './uploads/log/audit-routes';
import { logRoutes } from './uploads/log/log-routes';
import { sendingRoutes } from './uploads/receiving/sending-routes';
import { uploadRoutes } from './uploads/upload-routes';
import { webhookRoutes } from './webhooks/webhook-routes';

/** The default body size limit, in bytes. */
const BODY_BYTES = 256 * 1024;
/** Limits of multipart bodies: one file and a few short fields. */
const MULTIPART = { fileSize: MAX_BYTES, files: 1, fields: 4, fieldSize: 1000, fieldNameSize: 100, parts: 6, headerPairs: 20 };
/** The body size limit of requests without a session. */
const OPEN_BYTES = 32 * 1024;
/** The timeout for receiving a request, in milliseconds, including the wait for admission. */
const REQUEST_TIME = 300_000;
/** The keep-alive timeout, in milliseconds: longer than that of common proxies. */
const KEEP_ALIVE = 72_000;

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly publicUrl: () => string;
  /** The sites with demo sign-in, the one that it signs in to first. */
  readonly demoSites: readonly SiteId[];
  readonly now?: () => Date;
  /** Overrides of the limits of tasks in threads. */
  readonly limits?: Partial<ThreadLimits>;
  /** Receives log lines instead of standard output. */
  readonly log?: { write(line: string): void };
}

/** A service, ready to listen. */
export interface Service {
  readonly app: App;
  readonly work: Work;
  /** Finishes running work and accepts no more. The database stays open. */
  stop(): Promise<void>;
}

/** Creates the service: routes, jobs and threads. */
export async function createApp({
  config,
  database,
  publicUrl,
  demoSites,
  now = () => new Date(),
  limits,
  log,
}: AppOptions): Promise<Service> {
  const app = Fastify({
    logger: {
      level: config.logLevel,
      ...(log === undefined ? {} : { stream: log }),
      serializers: { req: (request) => ({ method: request.method, url: request.url.split('?')[0] ?? '' }) },
    },
    // The request ID is in the log, in the answer, and in the message to the user.
    genReqId: () => randomUUID(),
    trustProxy: config.trustProxy?.split(',').map((address) => address.trim()) ?? false,
    bodyLimit: BODY_BYTES,
    // Active requests finish while the service shuts down.
    forceCloseConnections: 'idle',
    serverFactory(handler) {
      const server = config.tls === undefined ? createHttpServer(handler) : createHttpsServer(config.tls, handler);
      // Node's default of five seconds cuts connections that clients are about to reuse.
      server.keepAliveTimeout = KEEP_ALIVE;
      server.requestTimeout = REQUEST_TIME;
      return server;
    },
  }).withTypeProvider<ZodTypeProvider>();
  const failed = (error: unknown, upload?: string) => {
    metrics.sawFault();
    // Only the kind of error: a database's message may quote row values.
    app.log.error({ upload, fault: faultName(error) }, 'work on an upload failed');
  };
  const events = new UploadEvents(database);
  const threads = new Threads(database, (error) => failed(error), limits);
  const work = new Work({
    database,
    threads,
    config,
    sendMail: createMailer(config),
    get publicUrl() {
      return publicUrl();
    },
    now,
    changed(upload) {
      metrics.sawUpload(upload);
      events.tell(upload);
    },
    failed,
  });
  const metrics = new Metrics(() => work.queues(), config.dataDir);
  await work.open();
  await events.start();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const services: Services = {
    config,
    database,
    work,
    events,
    threads,
    now,
    publicUrl,
    stopping: stopping.signal,
    demoSites,
  };
  app.addHook('preClose', async () => stopping.abort());
  app.addHook('onClose', async () => events.stop());
  leaveRawBodies(app);
  app.addHook('onRoute', (route) => {
    if (route.config?.requires === 'nothing') route.bodyLimit ??= OPEN_BYTES;
  });

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerInLanguage(app);
  parseBodies(app);
  answerProblems(app);
  noticeGoneClients(app);
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  await securityHeaders(app, {
    clouds: config.officeClouds,
    issuer: config.provider?.issuer,
    isHttps: publicUrl().startsWith('https:') || config.tls !== undefined,
  });
  if (config.metricsToken !== undefined) metrics.serve(app, config.metricsToken);
  // Compresses answers. Compressed requests are refused: their size is unknown.
  await app.register(compress, { global: true, globalDecompression: false, encodings: ['gzip', 'identity'] });
  await serveDocumentation(app);
  app.get('/healthz', { config: { requires: 'nothing' }, schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config: { requires: 'nothing' }, schema: { hide: true } }, async () => {
    await database.asOwner((queries) => queries.query(sql`SELECT 1`));
    return { status: 'ready' };
  });
  await app.register(
    async (api) => {
      await api.register(cookie);
      await api.register(multipart, { limits: MULTIPART });
      await checkSignIn(api, services);
      admitBodies(api);
      const typed = api.withTypeProvider<ZodTypeProvider>();
      typed.get('/openapi.json', { config: { requires: 'nothing' }, schema: { hide: true } }, async () => app.swagger());
      sessionRoutes(typed, services);
      signInRoutes(typed, services);
      userRoutes(typed, services);
      tokenRoutes(typed, services);
      webhookRoutes(typed, services);
      siteRoutes(typed, services);
      sourceRoutes(typed, services);
      recordRoutes(typed, services);
      sendingRoutes(typed, services);
      fixRoutes(typed, services);
      uploadRoutes(typed, services);
      approvalRoutes(typed, services);
      logRoutes(typed, services);
      auditRoutes(typed, services);
    },
    { prefix: BASE },
  );
  await pageRoutes(app, publicUrl);
  return {
    app,
    work,
    async stop() {
      await app.close();
      await work.stop();
      await threads.close();
    },
  };
}
