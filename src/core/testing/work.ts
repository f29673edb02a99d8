import { type Profiler, Session } from 'node:inspector';

/** Built-in functions of arrays whose work depends on the array's length. */
const WHOLE_ARRAY = ['includes', 'indexOf', 'lastIndexOf', 'join', 'reverse', 'shift', 'slice', 'sort', 'splice', 'unshift'] as const;

const iterators = [[].values(), new Map().values(), new Set().values(), ''[Symbol.iterator]()].map(
  (iterator) => Object.getPrototypeOf(iterator) as { next: (this: unknown) => unknown },
);

/**
 * Counts the work of code, so that a test can compare amounts of work without a clock: how often each block of the source files ran,
 * as V8's coverage counts them, and how many items the built-in functions of arrays and iterators visited.
 */
export class WorkCounter {
  readonly #folder: string;
  readonly #session = new Session();
  readonly #undo: (() => void)[] = [];
  #visited = 0;

  /** @param folder Part of the path of the files whose blocks count. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  start(): void {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    for (const name of WHOLE_ARRAY)
      this.#wrap(Array.prototype as unknown as Record<string, Method>, name, (array) => (array as unknown[]).length);
    for (const iterator of iterators) this.#wrap(iterator, 'next', () => 1);
  }

  stop(): void {
    this.#session.disconnect();
    for (const undo of this.#undo.splice(0)) undo();
  }

  /** The number of blocks that ran and items that were visited during `run`. */
  count(run: () => unknown): number {
    this.#blocks();
    const before = this.#visited;
    run();
    const visited = this.#visited - before;
    return visited + this.#blocks();
  }

  /** The number of blocks that ran since it was last asked for. */
  #blocks(): number {
    let scripts: readonly Profiler.ScriptCoverage[] = [];
    // In the thread's own session, the answer is there when `post` returns.
    this.#session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error) throw error;
      scripts = result;
    });
    return scripts
      .filter(({ url }) => url.includes(this.#folder))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
      .reduce((sum, { count }) => sum + count, 0);
  }

  #wrap<Name extends string>(owner: Record<Name, Method>, name: Name, size: (self: unknown) => number): void {
    const original = owner[name];
    const count = (self: unknown) => {
      this.#visited += size(self);
    };
    owner[name] = function (...values) {
      count(this);
      return original.apply(this, values);
    };
    this.#undo.push(() => {
      owner[name] = original;
    });
  }
}

type Method = (this: unknown, ...values: never[]) => unknown;
