// The thread of the embedded database.
import { parentPort, workerData } from 'node:worker_threads';
import { openPglite } from './pglite';
import type { FromDatabase, ToDatabase } from './pglite-thread';
import { serveDriver } from './port';

const say = (message: FromDatabase) => parentPort?.postMessage(message);
const { folder } = workerData as { folder: string };

openPglite(folder).then(
  (driver) => {
    parentPort?.on('message', (message: ToDatabase) => {
      if ('join' in message) return serveDriver(driver, message.join);
      void driver.close().then(() => say({ state: 'closed' }));
    });
    say({ state: 'open' });
  },
  (error: Error & { code?: unknown }) => say({ fault: { message: error.message, code: error.code } }),
);
