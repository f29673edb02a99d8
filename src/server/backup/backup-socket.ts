import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Driver } from '../database/driver';
import { linesOf, writeBackup } from './backup';

/** What asks for a backup. */
const REQUEST = 'backup\n';
/** The longest wait for a request, in milliseconds. Probes of the lock send none. */
const PATIENCE = 5_000;

/** The longest wait for a reader, in milliseconds: the embedded database has one connection, and others wait for it meanwhile. */
const STALL = 30_000;

/** Writes to a socket no faster than it is read. */
async function write(socket: Socket, text: string, stall: number): Promise<void> {
  if (!socket.destroyed && socket.write(text)) return;
  const left = new AbortController();
  const leave = () => left.abort();
  const timer = setTimeout(() => socket.destroy(), stall);
  socket.once('close', leave);
  try {
    if (!socket.destroyed) await once(socket, 'drain', { signal: left.signal });
  } finally {
    clearTimeout(timer);
    socket.off('close', leave);
  }
  if (socket.destroyed) throw new Error('The reader disconnected.');
}

/**
 * Answers at the socket of a data folder's lock: with a backup, if asked for. Whoever may write to the folder may connect. A backup that fails ends with
 * the error's code, or is cut off.
 * @param stall how long a reader may stop reading, in milliseconds
 */
export function answerBackup(socket: Socket, driver: Driver, stall = STALL): void {
  socket.setTimeout(PATIENCE, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  let asked = '';
  socket.on('data', (part) => {
    asked += part.toString('latin1');
    if (!REQUEST.startsWith(asked)) return void socket.destroy();
    if (asked !== REQUEST) return;
    socket.setTimeout(0);
    writeBackup(driver, new Date(), (lines) => write(socket, lines, stall)).then(
      () => socket.end(),
      // Only the code: the message may quote a row.
      (error: unknown) => socket.end(`${JSON.stringify({ failed: String((error as { code?: unknown }).code ?? '') })}\n`),
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
