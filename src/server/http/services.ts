import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Requirement } from '../../api/endpoints';
import type { Account } from '../accounts/sessions';
import type { Config } from '../config';
import type { Database, SiteId } from '../database/database';
import type { Work } from '../jobs/upload-jobs';
import type { Threads } from '../threads/threads';
import type { UploadEvents } from '../uploads/events';

/** The services that routes use. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly work: Work;
  readonly events: UploadEvents;
  readonly threads: Threads;
  readonly now: () => Date;
  /** The service's public URL. */
  readonly publicUrl: () => string;
  /** Aborted when the service shuts down, to end open streams. */
  readonly stopping: AbortSignal;
  /** The sites with demo sign-in, the one that it signs in to first. */
  readonly demoSites: readonly SiteId[];
}

export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller's account; set for every route that requires a session. */
    account: Account;
    token: string;
  }
  interface FastifyContextConfig {
    /** Who may call the route; undefined refuses everyone. */
    requires?: Requirement;
    /** Whether it signs a user in; rate-limited more strictly. */
    signsIn?: boolean;
  }
}
