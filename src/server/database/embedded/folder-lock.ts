import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_SETTINGS } from '../../../core/text/server-settings';

/** Another process has the data folder open. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(SERVER_SETTINGS.folderInUse(folder));
  }
}

/** The longest socket path that every system accepts, in bytes. */
const LONGEST_SOCKET = 100;

/** The socket of the holder of a folder, which exists: in the folder itself, so that processes in different containers see each other. */
export function addressOf(folder: string): string {
  const real = realpathSync(folder);
  const name = `caseload-${createHash('sha256').update(real).digest('hex').slice(0, 20)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const inside = join(real, '.lock');
  return Buffer.byteLength(inside) > LONGEST_SOCKET ? join(tmpdir(), name) : inside;
}

function listen(address: string, answer: (socket: Socket) => void, connections: Set<Socket>): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
      answer(socket);
    });
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}

/** Whether a process listens there. Reliable however the last one ended. */
export function isHeld(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address, () => {
      socket.destroy();
      resolve(true);
    });
    // Anything else, such as another system user's socket, may be in use.
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'));
  });
}

/**
 * Locks a folder for this process until it is released or the process ends, even by a crash.
 * @param answer called with the connections of other processes
 * @returns releases the lock
 * @throws FolderInUse
 */
export async function lockFolder(
  folder: string,
  answer: (socket: Socket) => void = (socket) => socket.destroy(),
): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const address = addressOf(folder);
  const connections = new Set<Socket>();
  let server = await listen(address, answer, connections);
  if (server === null && (await isHeld(address))) throw new FolderInUse(folder);
  if (server === null && process.platform !== 'win32') {
    // Left by a killed process. Renamed, not deleted: if two processes find it, only one rename succeeds, and the other sees a
    // socket in use.
    const stale = `${address}.${process.pid}`;
    await rename(address, stale).catch(() => undefined);
    if (await isHeld(stale)) {
      await rename(stale, address);
      throw new FolderInUse(folder);
    }
    await rm(stale, { force: true });
    server = await listen(address, answer, connections);
  }
  if (server === null) throw new FolderInUse(folder);
  const held = server;
  return () =>
    new Promise((released) => {
      held.close(() => released());
      for (const socket of connections) socket.destroy();
    });
}
