import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { ROOT } from '../../root';
import type { Driver } from '../driver';
import { lockFolder } from './folder-lock';
import { connectDriver } from './port';

/** The thread as it is built. */
const WORKER = join(ROOT, 'dist/database-worker.js');

/** What the database's thread is told: another thread's port, or to end. */
export type ToDatabase = { readonly join: MessagePort } | { readonly close: true };
/** What it says: it is open, could not be opened, or is closed. */
export type FromDatabase = { readonly state: 'open' | 'closed' } | { readonly fault: { message: string; code: unknown } };

/**
 * PostgreSQL in a folder, in a thread of its own: its statements hold nobody else up.
 * @throws FolderInUse if another process has the folder open
 */
export async function openPgliteThread(folder: string): Promise<Driver> {
  const unlock = await lockFolder(folder);
  const worker = new Worker(WORKER, { workerData: { folder }, env: {} });
  const said = (state: 'open' | 'closed') =>
    new Promise<void>((resolve, reject) => {
      worker.once('message', (answer: FromDatabase) => {
        if ('state' in answer && answer.state === state) resolve();
        else if ('fault' in answer) reject(Object.assign(new Error(answer.fault.message), { code: answer.fault.code }));
      });
      worker.once('error', reject);
      worker.once('exit', () => (state === 'closed' ? resolve() : reject(new Error('The database’s thread ended before it was open.'))));
    });
  try {
    await said('open');
  } catch (error) {
    await worker.terminate();
    await unlock();
    throw error;
  }
  let isClosing = false;
  worker.once('exit', () => {
    // Whoever waits for it would wait for ever: the process ends, and is started again by whoever looks after it.
    if (!isClosing) throw new Error('The database’s thread ended.');
  });
  const tell = (message: ToDatabase, transfer: readonly MessagePort[] = []) => worker.postMessage(message, [...transfer]);
  const { port1, port2 } = new MessageChannel();
  tell({ join: port1 }, [port1]);
  const driver = connectDriver(port2);
  return {
    ...driver,
    join: (port) => tell({ join: port }, [port]),
    async close() {
      isClosing = true;
      try {
        const closed = said('closed');
        tell({ close: true });
        await closed;
      } finally {
        await driver.close();
        await worker.terminate();
        await unlock();
      }
    },
  };
}
