import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Cells } from '../../core/cells';
import { FileProblem } from '../../core/decode';
import { ROOT } from '../root';

export interface FileTask {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `problem` is null where the fault has no words. */
export type FileAnswer = { readonly cells: Cells } | { readonly problem: string | null };

/** The worker as it is built. */
const WORKER = join(ROOT, 'dist/read-file-worker.js');
/** In milliseconds. */
const MOST_TIME = 40_000;
/** For the heap of the thread. */
const MOST_MEMORY_MB = 1024;

const TOO_MUCH = 'The file takes too much time or memory to read. Copy its rows into a new workbook, or send them in parts.';

/** Reads files that were sent, one at a time, so that their memory does not add up. */
export class FileReader {
  #last: Promise<unknown> = Promise.resolve();

  /** @throws FileProblem that says why the file is not taken */
  read(name: string, bytes: Uint8Array): Promise<Cells> {
    const task = this.#last.then(() => readInWorker({ name, bytes }));
    this.#last = task.catch(() => undefined);
    return task;
  }
}

function readInWorker(task: FileTask): Promise<Cells> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: task, env: {}, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      void worker.terminate();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new FileProblem(TOO_MUCH))), MOST_TIME);
    worker.once('message', (answer: FileAnswer) =>
      end(() => ('cells' in answer ? resolve(answer.cells) : reject(new FileProblem(answer.problem ?? 'The file can’t be read.')))),
    );
    worker.once('error', (error: { code?: string }) =>
      end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new FileProblem(TOO_MUCH) : error)),
    );
    worker.once('exit', () => end(() => reject(new FileProblem(TOO_MUCH))));
  });
}
