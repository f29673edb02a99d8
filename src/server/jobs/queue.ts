import PgBoss from 'pg-boss';
import sql, { raw } from 'sql-template-tag';
import { APP_ROLE, type Database } from '../database/database';
import { isBusy, isLocked } from '../http/problem';
import { type Job, type QueueName, SCHEMA, type Step } from './send-job';

/** How many jobs of a queue one process does at once. */
const AT_ONCE: Readonly<Record<QueueName, number>> = { check: 2, apply: 2, mail: 1, 'check-large': 1, 'apply-large': 1 };
const QUEUES = Object.keys(AT_ONCE) as readonly QueueName[];
const stepOf = (queue: QueueName) => queue.replace('-large', '') as Step;

/** How soon a process sees what another has sent, in milliseconds; what it sent itself it sees at once. */
const POLL = 2_000;
/** How often jobs are looked for whose process died, and old ones are put away, in seconds. */
const MAINTENANCE = 5;
/**
 * How a job that ended with an error is tried again: a step at once and for as long as it takes; a mail later and later, for
 * about a day.
 */
const AGAIN: Readonly<Record<Step, PgBoss.RetryOptions>> = {
  check: { retryLimit: 10_000, retryDelay: 1 },
  apply: { retryLimit: 10_000, retryDelay: 1 },
  mail: { retryLimit: 14, retryDelay: 5, retryBackoff: true },
};

export interface QueueOptions {
  readonly database: Database;
  /** Does a step of an upload. It must be safe to do again, and at the same time in another process. */
  readonly run: (step: Step, job: Job) => Promise<void>;
  /** Told of what went wrong, with the upload if it was a step's doing. */
  readonly failed: (error: unknown, upload?: string) => void;
}

/**
 * The jobs, in the same database as the data, done by whichever process comes first. A job is sent in the transaction that
 * calls for it: there is one exactly if what it is about is there.
 */
export class Queue {
  readonly #boss: PgBoss;
  readonly #waiting = new Set<() => void>();
  #loops: readonly Promise<void>[] = [];
  #stopping = false;
  /** How often this process was called to look for jobs. */
  #calls = 0;

  constructor(private readonly options: QueueOptions) {
    const { database, failed } = options;
    this.#boss = new PgBoss({
      db: { executeSql: async (sql, values) => ({ rows: [...(await database.script(sql, values))] }) },
      schema: SCHEMA,
      schedule: false,
      maintenanceIntervalSeconds: MAINTENANCE,
      archiveCompletedAfterSeconds: 3600,
      deleteAfterDays: 1,
    });
    this.#boss.on('error', (error) => failed(error));
  }

  /** Makes the queue's tables if they are not there; jobs can be sent then. */
  async open(): Promise<void> {
    const { database } = this.options;
    await this.#boss.start();
    // A second of the same is not sent while the first still waits.
    for (const name of QUEUES) await this.#boss.createQueue(name, { name, policy: 'short', ...AGAIN[stepOf(name)] });
    await database.asOwner(async (queries) => {
      await queries.query(sql`SELECT pg_advisory_xact_lock(hashtext('caseload.migrations'))`);
      await queries.query(raw(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${APP_ROLE}`));
      await queries.query(raw(`GRANT SELECT, INSERT ON ${SCHEMA}.job TO ${APP_ROLE}`));
      await queries.query(raw(`GRANT SELECT ON ${SCHEMA}.queue TO ${APP_ROLE}`));
    });
  }

  /** How many jobs wait or run, of every process. */
  async count(): Promise<number> {
    const [row] = await this.options.database.script(`SELECT count(*)::integer AS jobs FROM ${SCHEMA}.job WHERE state < 'completed'`);
    return (row as { jobs: number }).jobs;
  }

  /** Lets this process look for jobs at once. */
  wake(): void {
    this.#calls++;
    for (const go of this.#waiting) go();
  }

  /** Begins to do jobs. */
  start(): void {
    this.#loops = QUEUES.flatMap((name) => Array.from({ length: AT_ONCE[name] }, () => this.#work(name)));
  }

  /** Takes no more jobs and waits for those that are running; what a database can't be told of is done again elsewhere. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await Promise.all(this.#loops);
    await this.#boss.stop({ graceful: false, close: false });
  }

  async #work(name: QueueName): Promise<void> {
    while (!this.#stopping) {
      const calls = this.#calls;
      const [job] = await this.#boss.fetch<Job>(name);
      // Who was called while looking looks again.
      if (job === undefined && calls === this.#calls) await this.#rest();
      else if (job === undefined) continue;
      else await this.#do(name, job);
    }
  }

  async #do(name: QueueName, { id, data }: PgBoss.Job<Job>): Promise<void> {
    try {
      await this.options.run(stepOf(name), data);
      await this.#boss.complete(name, id);
    } catch (error) {
      // What waited for others comes again.
      if (!isLocked(error) && !isBusy(error)) this.options.failed(error, data.upload);
      // Nothing of the error: it may hold what the rows hold.
      await this.#boss.fail(name, id).catch(() => undefined);
    }
  }

  #rest(): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, POLL);
      this.#waiting.add(go);
    });
  }
}
