// The thread of the embedded database.
import { parentPort, workerData } from 'node:worker_threads';
import { openPglite } from './pglite';
import type { FromDatabase, ToDatabase } from './pglite-thread';
import { serveDriver } from './port';

const say = (message: FromDatabase) => parentPort?.postMessage(message);

async function serve({ folder }: { readonly folder: string }): Promise<void> {
  const driver = await openPglite(folder);
  parentPort?.on('message', (message: ToDatabase) => {
    if ('join' in message) return serveDriver(driver, message.join);
    driver.close().then(
      () => say({ state: 'closed' }),
      (error: Error) => say({ fault: { message: error.message, code: undefined } }),
    );
  });
  say({ state: 'open' });
}

serve(workerData).catch((error: Error & { code?: unknown }) => say({ fault: { message: error.message, code: error.code } }));
