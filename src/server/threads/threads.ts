import { join } from 'node:path';
import { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { currentLanguage } from '../../core/text/language';
import type { Database } from '../database/database';
import { ProblemError, problems } from '../http/problem';
import { ROOT } from '../root';
import { FairGate } from './fair-gate';
import type { Owner } from './fair-queue';
import type { SentFile, TaskAnswer, TaskName, Tasks } from './tasks';
import type { ThreadTask } from './worker';

/** The built script of the thread. */
const WORKER = join(ROOT, 'dist/worker.js');

/** The limits of a lane. */
interface LaneLimits {
  readonly threads: number;
  /** Concurrent tasks per thread: more than one if they mostly wait for the database and are never aborted. */
  readonly atOnce: number;
  /** The heap limit of each thread, in MiB. */
  readonly memory: number;
  /** The most time that a task may run, in milliseconds; unlimited by default. */
  readonly time?: number;
  /** The most time that a task may wait, in milliseconds; unlimited by default. */
  readonly patience?: number;
  /** The most waiting tasks per user. */
  readonly waiting: number;
}

/**
 * Small requests wait only for small ones. Large tasks run one at a time, so that their memory does not add up: bodies of more
 * than a MiB, files, and uploads of several thousand rows.
 */
export type LaneName = 'small' | 'jobs' | 'large';
export type ThreadLimits = Readonly<Record<LaneName, LaneLimits>>;
const LIMITS: ThreadLimits = {
  small: { threads: 2, atOnce: 1, memory: 128, time: 60_000, patience: 30_000, waiting: 100 },
  jobs: { threads: 1, atOnce: 3, memory: 128, waiting: 1000 },
  large: { threads: 1, atOnce: 1, memory: 256, time: 120_000, patience: 60_000, waiting: 50 },
};
/** Above this many bytes, a request is large. */
export const LARGE_BYTES = 1024 * 1024;
/** The size of a thread's young generation, in MiB. */
const YOUNG = 24;
/** The time after which an idle thread ends, in milliseconds, to free its memory. */
const IDLE = 5_000;

export interface TaskOptions {
  readonly owner: Owner;
  readonly lane: LaneName;
  /** Aborts the task, whether waiting or running. */
  readonly signal?: AbortSignal;
}

/** PostgreSQL's environment variables, such as `PGPASSWORD` and `PGSSLMODE`. Threads see no others. */
const DATABASE_ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^PG|^HOME$|^USER$/.test(name)));

class Lane {
  readonly #pool: Piscina<ThreadTask, TaskAnswer>;
  readonly #gate: FairGate;

  constructor(
    private readonly limits: LaneLimits,
    failed: (error: unknown) => void,
  ) {
    const { threads, atOnce, memory, waiting, patience } = limits;
    this.#gate = new FairGate({ total: threads * atOnce, waiting, ...(patience === undefined ? {} : { patience }) });
    this.#pool = new Piscina({
      filename: WORKER,
      minThreads: 0,
      maxThreads: threads,
      concurrentTasksPerWorker: atOnce,
      idleTimeout: IDLE,
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: YOUNG },
      env: DATABASE_ENVIRONMENT,
    });
    // A thread that ended without a task, or with an aborted one.
    this.#pool.on('error', failed);
  }

  async run(task: () => ThreadTask, { owner, signal }: TaskOptions): Promise<TaskAnswer> {
    const leave = await this.#gate.acquire(owner, 1, signal);
    try {
      return await this.#runNow(task(), signal);
    } finally {
      leave();
    }
  }

  async #runNow({ database, ...rest }: ThreadTask, signal: AbortSignal | undefined): Promise<TaskAnswer> {
    // Aborting ends the whole thread: not while it runs other tasks.
    const { time, atOnce } = this.limits;
    const ends = atOnce > 1 ? [] : [...(signal === undefined ? [] : [signal]), ...(time === undefined ? [] : [AbortSignal.timeout(time)])];
    try {
      return await this.#pool.run(
        { database, ...rest },
        {
          transferList: [...(database instanceof MessagePort ? [database] : []), ...wholeBuffers(rest.input)],
          ...(ends.length === 0 ? {} : { signal: AbortSignal.any(ends) }),
        },
      );
    } catch (error) {
      // A port that was not transferred.
      if (database instanceof MessagePort) database.close();
      if (signal?.aborted) throw signal.reason;
      const { code, name } = error as { code?: string; name?: string };
      if (code === 'ERR_WORKER_OUT_OF_MEMORY' || name === 'AbortError') throw problems.tooMuch();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

/** A task's own buffers, to be transferred instead of copied. Small ones share a pool. */
function wholeBuffers(input: object): readonly ArrayBuffer[] {
  const values = Object.values(input).flatMap((value: unknown) => (isSentFile(value) ? value.bytes : value));
  return values.flatMap((value) =>
    value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength
      ? [value.buffer]
      : [],
  );
}

function isSentFile(value: unknown): value is SentFile {
  return typeof value === 'object' && value !== null && 'bytes' in value;
}

/** Runs long tasks in threads, so that this one stays responsive. */
export class Threads {
  readonly #lanes: Readonly<Record<LaneName, Lane>>;

  constructor(
    private readonly database: Database,
    failed: (error: unknown) => void,
    limits: Partial<ThreadLimits> = {},
  ) {
    const { small, jobs, large } = { ...LIMITS, ...limits };
    this.#lanes = { small: new Lane(small, failed), jobs: new Lane(jobs, failed), large: new Lane(large, failed) };
  }

  /**
   * Runs a task when it is its owner's turn.
   * @throws ProblemError of the task; 422 if it exceeds time or memory, 429 or 503 if there is too much to do
   */
  async run<Name extends TaskName>(name: Name, input: Tasks[Name]['input'], options: TaskOptions): Promise<Tasks[Name]['output']> {
    // The language of the asker: the gate may open in the context of another.
    const language = currentLanguage();
    const answer = await this.#lanes[options.lane].run(() => ({ name, input, database: this.database.handle(), language }), options);
    if ('output' in answer) return answer.output as Tasks[Name]['output'];
    if ('problem' in answer) {
      const { status, code, title, detail, retryAfter } = answer.problem;
      throw new ProblemError(status, code, { title, detail }, retryAfter);
    }
    const { name: kind, message, code } = answer.fault;
    throw Object.assign(new Error(message), { name: kind, code });
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#lanes).map((lane) => lane.close()));
  }
}
