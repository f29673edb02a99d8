import type { Socket } from 'node:net';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { ROOT } from '../../root';
import type { Driver } from '../driver';
import { lockFolder } from './folder-lock';
import { connectDriver } from './port';

/** The built script of the thread. */
const WORKER = join(ROOT, 'dist/database-worker.js');

/** Messages to the database's thread: another thread's port, or a request to close. */
export type ToDatabase = { readonly join: MessagePort } | { readonly close: true };
/** Its messages: it is open, failed to open, or is closed. */
export type FromDatabase = { readonly state: 'open' | 'closed' } | { readonly fault: { message: string; code: unknown } };

/**
 * PostgreSQL in a folder, in a thread of its own, so that its statements do not block this one.
 * @param answer called with the connections of other processes to the folder's lock
 * @throws FolderInUse if another process has the folder open
 */
export async function openPgliteThread(folder: string, answer?: (socket: Socket, driver: Driver) => void): Promise<Driver> {
  let opened: Driver | undefined;
  const unlock = await lockFolder(folder, (socket) => {
    if (opened === undefined || answer === undefined) socket.destroy();
    else answer(socket, opened);
  });
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
    // Pending statements would never finish: end the process, so that its supervisor restarts it.
    if (!isClosing) throw new Error('The database’s thread ended.');
  });
  const tell = (message: ToDatabase, transfer: readonly MessagePort[] = []) => worker.postMessage(message, [...transfer]);
  const { port1, port2 } = new MessageChannel();
  tell({ join: port1 }, [port1]);
  const driver = connectDriver(port2);
  opened = {
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
  return opened;
}
