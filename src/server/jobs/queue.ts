import { setTimeout as wait } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import sql, { raw } from 'sql-template-tag';
import { APP_ROLE, type Database } from '../database/database';
import { isBusy, isLocked } from '../http/problem';
import { type Job, type QueueName, SCHEMA, type Step } from './send-job';

/** The concurrent jobs of a queue in one process. */
const AT_ONCE: Readonly<Record<QueueName, number>> = { check: 2, apply: 2, mail: 1, webhook: 4, 'check-large': 1, 'apply-large': 1 };
const QUEUES = Object.keys(AT_ONCE) as readonly QueueName[];
const newQueueMap = <T>(make: () => T) => Object.fromEntries(QUEUES.map((name) => [name, make()])) as Readonly<Record<QueueName, T>>;
const stepOf = (queue: QueueName) => queue.replace('-large', '') as Step;

/** The polling interval for other processes' jobs, in milliseconds; its own jobs are fetched at once. */
const POLL = 2_000;
/** The interval for finding dead processes' jobs and archiving old ones, in seconds. */
const MAINTENANCE = 5;
/**
 * Retries of failed jobs: a step at once, without end; a mail or webhook with increasing delays, for
 * about a day.
 */
const AGAIN: Readonly<Record<Step, PgBoss.RetryOptions>> = {
  check: { retryLimit: 10_000, retryDelay: 1 },
  apply: { retryLimit: 10_000, retryDelay: 1 },
  mail: { retryLimit: 14, retryDelay: 5, retryBackoff: true },
  webhook: { retryLimit: 14, retryDelay: 5, retryBackoff: true },
};

/** The most attempts to create the queue's tables. */
const MAX_STARTS = 10;

/** Whether a schema, table or type exists already: `unique_violation` in the catalog, `duplicate_schema`, `duplicate_table` or `duplicate_object`. */
function isCreatedMeanwhile(error: unknown): boolean {
  return ['23505', '42P06', '42P07', '42710'].includes(String((error as { code?: unknown }).code));
}

function newBoss({ database, failed }: Pick<QueueOptions, 'database' | 'failed'>): PgBoss {
  const boss = new PgBoss({
    db: { executeSql: async (sql, values) => ({ rows: [...(await database.script(sql, values))] }) },
    schema: SCHEMA,
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE,
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 1,
  });
  boss.on('error', (error) => failed(error));
  return boss;
}

/** The numbers of a queue's jobs by state. */
export interface QueueState {
  readonly queue: string;
  readonly waiting: number;
  readonly running: number;
  /** Those that failed and will be tried again. */
  readonly retried: number;
  /** Those that failed for the last time within the last hour. */
  readonly givenUp: number;
  /** The age of the oldest one that is not done, in seconds. */
  readonly oldestSeconds: number;
}

export interface QueueOptions {
  readonly database: Database;
  /** Runs a step of an upload. Must be idempotent, and safe to run concurrently in another process. */
  readonly run: (step: Step, job: Job) => Promise<void>;
  /** Called with errors, and with the upload if a step failed. */
  readonly failed: (error: unknown, upload?: string) => void;
}

/**
 * A job queue in the same database as the data, shared by all processes. A job is sent in the transaction that
 * requires it, so that both are committed or neither.
 */
export class Queue {
  #boss: PgBoss;
  readonly #idle = newQueueMap(() => new Set<() => void>());
  /** How often each queue was woken. */
  readonly #calls = newQueueMap(() => ({ count: 0 }));
  #loops: readonly Promise<void>[] = [];
  #stopping = false;

  constructor(private readonly options: QueueOptions) {
    this.#boss = newBoss(options);
  }

  /** Creates the queue's tables if necessary. Then jobs can be sent. */
  async open(): Promise<void> {
    const { database } = this.options;
    await this.#startBoss();
    // An identical job is not sent while the first one waits.
    for (const name of QUEUES) await this.#boss.createQueue(name, { name, policy: 'short', ...AGAIN[stepOf(name)] });
    await database.asOwner(async (queries) => {
      await queries.query(sql`SELECT pg_advisory_xact_lock(hashtext('caseload.migrations'))`);
      await queries.query(raw(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${APP_ROLE}`));
      await queries.query(raw(`GRANT SELECT, INSERT ON ${SCHEMA}.job TO ${APP_ROLE}`));
      await queries.query(raw(`GRANT SELECT ON ${SCHEMA}.queue TO ${APP_ROLE}`));
    });
  }

  /**
   * Creates the tables, unless they exist. Processes that start at the same moment may all try to: pg-boss locks, but the ones that wait do not see
   * what was created before they go on. One does it, and the others find it done.
   */
  async #startBoss(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.#boss.start();
        return;
      } catch (error) {
        if (!isCreatedMeanwhile(error) || tries === MAX_STARTS) throw error;
        this.#boss = newBoss(this.options);
        await wait(Math.random() * 200);
      }
    }
  }

  /** What each queue has, in all processes. */
  async states(): Promise<readonly QueueState[]> {
    const rows = (await this.options.database.script(
      `SELECT q.queue, count(j.id) FILTER (WHERE j.state = 'created')::integer AS waiting, count(j.id) FILTER (WHERE j.state = 'active')::integer AS running,
         count(j.id) FILTER (WHERE j.state = 'retry')::integer AS retried, count(j.id) FILTER (WHERE j.state = 'failed')::integer AS "givenUp",
         COALESCE(extract(epoch FROM now() - min(j.created_on) FILTER (WHERE j.state < 'completed')), 0)::double precision AS "oldestSeconds"
       FROM unnest($1::text[]) AS q(queue) LEFT JOIN ${SCHEMA}.job j ON j.name = q.queue GROUP BY q.queue`,
      [[...QUEUES]],
    )) as readonly QueueState[];
    return rows;
  }

  /** Makes this process look for a step's job immediately. */
  wake(step: Step): void {
    for (const name of QUEUES.filter((queue) => stepOf(queue) === step)) {
      this.#calls[name].count++;
      const [go] = this.#idle[name];
      go?.();
    }
  }

  /** Starts processing jobs. */
  start(): void {
    this.#loops = QUEUES.flatMap((name) => Array.from({ length: AT_ONCE[name] }, () => this.#work(name)));
  }

  /** Stops taking jobs and waits for the running ones. Results that can't be stored are computed again elsewhere. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const idle of Object.values(this.#idle)) for (const go of idle) go();
    await Promise.all(this.#loops);
    await this.#boss.stop({ graceful: false, close: false });
  }

  async #work(name: QueueName): Promise<void> {
    while (!this.#stopping) {
      const calls = this.#calls[name].count;
      const [job] = await this.#boss.fetch<Job>(name);
      // If woken while looking, look again.
      if (job === undefined && calls === this.#calls[name].count) await this.#rest(name);
      else if (job === undefined) continue;
      else await this.#do(name, job);
    }
  }

  async #do(name: QueueName, { id, data }: PgBoss.Job<Job>): Promise<void> {
    try {
      await this.options.run(stepOf(name), data);
      await this.#boss.complete(name, id);
    } catch (error) {
      // A job that yielded to others is retried.
      if (!isLocked(error) && !isBusy(error)) this.options.failed(error, data.upload);
      // Without the error, which may quote row values.
      await this.#boss.fail(name, id).catch(() => undefined);
    }
  }

  #rest(name: QueueName): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.#idle[name].delete(go);
        resolve();
      };
      const timer = setTimeout(go, POLL);
      this.#idle[name].add(go);
    });
  }
}
