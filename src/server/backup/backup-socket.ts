import { connect, type Socket } from 'node:net';
import type { Driver } from '../database/driver';
import { linesOf, writeBackup } from './backup';

/** What asks for a backup. */
const REQUEST = 'backup\n';
/** The longest wait for a request, in milliseconds: whoever only looks whether the folder is in use sends none. */
const PATIENCE = 5_000;

/** Writes to a socket no faster than it is read. */
function write(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.destroyed) return reject(new Error('Nobody reads the backup any more.'));
    if (socket.write(text)) return resolve();
    const free = () => {
      socket.off('drain', drained).off('close', closed);
    };
    const drained = () => {
      free();
      resolve();
    };
    const closed = () => {
      free();
      reject(new Error('Nobody reads the backup any more.'));
    };
    socket.on('drain', drained).on('close', closed);
  });
}

/**
 * Answers at the socket of a data folder's lock: with a backup, if asked for. Who may write to the folder may connect. A backup that fails is cut off,
 * which its reader notices.
 */
export function answerBackup(socket: Socket, driver: Driver): void {
  socket.setTimeout(PATIENCE, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  let asked = '';
  socket.on('data', (part) => {
    asked += part.toString('latin1');
    if (!REQUEST.startsWith(asked)) return void socket.destroy();
    if (asked !== REQUEST) return;
    socket.setTimeout(0);
    writeBackup(driver, new Date(), (lines) => write(socket, lines)).then(
      () => socket.end(),
      () => socket.destroy(),
    );
  });
}

/** The lines of a backup that the holder of a data folder writes; they end early if it stops. */
export async function* askForBackup(address: string): AsyncGenerator<string> {
  const socket = connect(address).setEncoding('utf8');
  socket.write(REQUEST);
  try {
    yield* linesOf(socket as AsyncIterable<string>);
  } catch {
    // Its reader finds it incomplete.
  } finally {
    socket.destroy();
  }
}
