import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Upload } from '../../api/uploads';
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

  /** @param jobs the number of waiting and running jobs in all processes */
  constructor(jobs: () => Promise<number>) {
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'caseload_jobs',
      help: 'Jobs that wait or run, of every process',
      registers: [this.#registry],
      async collect() {
        this.set(await jobs().catch(() => Number.NaN));
      },
    });
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
      return reply.type(this.#registry.contentType).send(await this.#registry.metrics());
    });
  }
}

/** Constant-time comparison. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
