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

/** What the routes stand on. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly work: Work;
  readonly events: UploadEvents;
  readonly threads: Threads;
  readonly now: () => Date;
  /** What people reach the service by. */
  readonly publicUrl: () => string;
  /** Aborted when the service ends: what would stay open ends itself. */
  readonly stopping: AbortSignal;
  /** The site on which demo sign-in is on, if any. */
  readonly demoSite: SiteId | undefined;
}

export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set for every route but sign-in and pages. */
    account: Account;
    token: string;
  }
  interface FastifyContextConfig {
    /** Who may call it; every route says so. */
    requires?: Requirement;
    /** Whether it signs somebody in: rate-limited more strictly. */
    signsIn?: boolean;
  }
}
