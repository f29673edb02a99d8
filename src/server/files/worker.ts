// Reads one file, in a thread of its own: what it takes in memory and time is limited from outside.
import { parentPort, workerData } from 'node:worker_threads';
import { FileProblem } from '../../core/decode';
import type { FileAnswer, FileTask } from './file-reader';
import { readUploadFile } from './upload-file';

const { name, bytes } = workerData as FileTask;
const answer = (found: FileAnswer) => parentPort?.postMessage(found);
readUploadFile(name, bytes).then(
  (sheet) => answer({ sheet }),
  (error: unknown) => answer({ problem: error instanceof FileProblem ? error.message : null }),
);
