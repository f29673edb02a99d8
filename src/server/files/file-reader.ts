import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FileProblem } from '../../core/decode';
import type { FileSheet } from '../../core/read-file';
import { ROOT } from '../root';

export interface FileTask {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `problem` is null where the fault has no words. */
export type FileAnswer = { readonly sheet: FileSheet } | { readonly problem: string | null };

/** The worker as it is built. */
const WORKER = join(ROOT, 'dist/read-file-worker.js');
/** What reading one file may take. */
export interface FileLimits {
  /** In milliseconds. */
  readonly time: number;
  /** For the heap of the thread, in MiB. */
  readonly memory: number;
}
const LIMITS: FileLimits = { time: 40_000, memory: 1024 };

const TOO_MUCH = 'The file takes too much time or memory to read. Copy its rows into a new workbook, or send them in parts.';

/** Reads files that were sent, one at a time, so that their memory does not add up. */
export class FileReader {
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly limits = LIMITS) {}

  /** @throws FileProblem that says why the file is not taken */
  read(name: string, bytes: Uint8Array): Promise<FileSheet> {
    const task = this.#last.then(() => readInWorker({ name, bytes }, this.limits));
    this.#last = task.catch(() => undefined);
    return task;
  }
}

function readInWorker(task: FileTask, { time, memory }: FileLimits): Promise<FileSheet> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: task, env: {}, resourceLimits: { maxOldGenerationSizeMb: memory } });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      void worker.terminate();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new FileProblem(TOO_MUCH))), time);
    worker.once('message', (answer: FileAnswer) =>
      end(() => ('sheet' in answer ? resolve(answer.sheet) : reject(new FileProblem(answer.problem ?? 'The file can’t be read.')))),
    );
    worker.once('error', (error: { code?: string }) =>
      end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new FileProblem(TOO_MUCH) : error)),
    );
    worker.once('exit', () => end(() => reject(new FileProblem(TOO_MUCH))));
  });
}
