import { createHash, timingSafeEqual } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Upload } from '../../api/uploads';
import type { QueueState } from '../jobs/queue';
import { problems } from './problem';

/** The service's metrics for Prometheus. Labels never contain a site, user or upload. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'caseload_http_request_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers: [this.#registry],
  });
  readonly #uploads = new Counter({
    name: 'caseload_uploads_total',
    help: 'Uploads by the state they came to in this process',
    labelNames: ['state'],
    registers: [this.#registry],
  });
  readonly #rows = new Counter({ name: 'caseload_rows_applied_total', help: 'Rows applied by this process', registers: [this.#registry] });
  readonly #faults = new Counter({ name: 'caseload_faults_total', help: 'Faults while working on uploads', registers: [this.#registry] });

  readonly #jobs = new Gauge({
    name: 'caseload_jobs',
    help: 'Jobs of all processes by queue and state: waiting, running, retried (failed and to be tried again), or given up within the last hour',
    labelNames: ['queue', 'state'],
    registers: [this.#registry],
  });
  readonly #oldest = new Gauge({
    name: 'caseload_oldest_job_seconds',
    help: 'The age of the oldest job that is not done',
    labelNames: ['queue'],
    registers: [this.#registry],
  });
  readonly #database = new Gauge({
    name: 'caseload_database_up',
    help: 'Whether this process reaches its database: 1 or 0',
    registers: [this.#registry],
  });

  /**
   * @param queues what each queue has, in all processes
   * @param folder the folder that must not run out of space
   */
  constructor(
    private readonly queues: () => Promise<readonly QueueState[]>,
    folder: string,
  ) {
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'caseload_disk_free_bytes',
      help: 'The free space on the disk of the data folder',
      registers: [this.#registry],
      async collect() {
        // With a database elsewhere, nothing may have made the folder yet.
        const disk = await statfs(folder).catch(() => undefined);
        if (disk !== undefined) this.set(disk.bavail * disk.bsize);
        else this.reset();
      },
    });
  }

  /** Reads the queues. Without the database, their numbers are unknown, and absent. */
  async #readQueues(): Promise<void> {
    this.#jobs.reset();
    this.#oldest.reset();
    const states = await this.queues().catch(() => undefined);
    this.#database.set(states === undefined ? 0 : 1);
    for (const { queue, waiting, running, retried, givenUp, oldestSeconds } of states ?? []) {
      for (const [state, jobs] of Object.entries({ waiting, running, retried, 'given-up': givenUp }))
        this.#jobs.set({ queue, state }, jobs);
      this.#oldest.set({ queue }, oldestSeconds);
    }
  }

  sawUpload({ state, accepted }: Upload): void {
    this.#uploads.inc({ state });
    if (state === 'complete') this.#rows.inc(accepted ?? 0);
  }

  sawFault(): void {
    this.#faults.inc();
  }

  /** Measures every request, and serves `/metrics` to holders of the token. */
  serve(app: FastifyInstance, token: string): void {
    app.addHook('onResponse', async (request, reply) => {
      // The route's pattern, not the URL, which would create a series per upload.
      const route = request.routeOptions.url ?? 'none';
      this.#requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    });
    app.get('/metrics', { config: { requires: 'nothing' }, schema: { hide: true } }, async (request, reply) => {
      if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`)) throw problems.signedOut();
      await this.#readQueues();
      return reply.type(this.#registry.contentType).send(await this.#registry.metrics());
    });
  }
}

/** Constant-time comparison. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
