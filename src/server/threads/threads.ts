import { join } from 'node:path';
import { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Database } from '../database/database';
import { ProblemError, problems } from '../http/problem';
import { ROOT } from '../root';
import { FairGate } from './fair-gate';
import type { Owner } from './fair-queue';
import type { SentFile, TaskAnswer, TaskName, Tasks } from './tasks';
import type { ThreadTask } from './worker';

/** The thread as it is built. */
const WORKER = join(ROOT, 'dist/worker.js');

/** What a kind of tasks may take. */
interface LaneLimits {
  readonly threads: number;
  /** Tasks that one thread does at once: more than one where they mostly wait for the database and are never broken off. */
  readonly atOnce: number;
  /** For the heap of each thread, in MiB. */
  readonly memory: number;
  /** How long a task may run, in milliseconds; without end, if not given. */
  readonly time?: number;
  /** How long a task may wait, in milliseconds; without end, if not given. */
  readonly patience?: number;
  /** How many tasks of one user may wait. */
  readonly waiting: number;
}

/**
 * Small requests wait for small ones only. Whatever is large is done one at a time, so that its memory does not add up: bodies of more
 * than a MiB, files, and uploads of more than some thousand rows.
 */
export type LaneName = 'small' | 'jobs' | 'large';
export type ThreadLimits = Readonly<Record<LaneName, LaneLimits>>;
const LIMITS: ThreadLimits = {
  small: { threads: 2, atOnce: 1, memory: 128, time: 60_000, patience: 30_000, waiting: 100 },
  jobs: { threads: 1, atOnce: 3, memory: 128, waiting: 1000 },
  large: { threads: 1, atOnce: 1, memory: 256, time: 120_000, patience: 60_000, waiting: 50 },
};
/** Above this many bytes a request is large. */
export const LARGE_BYTES = 1024 * 1024;
/** What is new on a thread's heap, in MiB. */
const YOUNG = 24;
/** A thread that has had nothing to do for so long ends, in milliseconds, and gives its memory back. */
const IDLE = 5_000;

export interface TaskOptions {
  readonly owner: Owner;
  readonly lane: LaneName;
  /** Whoever asked may go away: then it is not begun, or broken off. */
  readonly signal?: AbortSignal;
}

/** What PostgreSQL's client reads of the environment, such as `PGPASSWORD` and `PGSSLMODE`; threads see nothing else of it. */
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
    // A thread that dies while it has no task, or one that is given up already.
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
    // A thread can only be broken off as a whole: not with others' tasks in it.
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
      // One that was not handed over.
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

/** The buffers of what a task is told that nobody else uses: they are handed over, not copied. Small ones share theirs with others. */
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

/** Does what may take long in threads of its own, so that this one goes on answering. */
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
   * Runs a task as soon as it is its owner's turn.
   * @throws ProblemError in the task's words; 422 if it takes too much time or memory, 429 or 503 if there is too much to do
   */
  async run<Name extends TaskName>(name: Name, input: Tasks[Name]['input'], options: TaskOptions): Promise<Tasks[Name]['output']> {
    const answer = await this.#lanes[options.lane].run(() => ({ name, input, database: this.database.handle() }), options);
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
