import type { FastifyReply } from 'fastify';
import type { Upload } from '../../api/uploads';

/** The heartbeat interval, in milliseconds: proxies close silent connections. */
const HEARTBEAT = 15_000;

/** Keeps an answer open to send events. `watch` receives functions to send and to end, and returns how to stop watching. */
export function stream(
  reply: FastifyReply,
  stopping: AbortSignal,
  watch: (send: (upload: Upload) => void, end: () => void) => () => void,
): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT);
  let stop: () => void = () => undefined;
  const end = () => {
    clearInterval(heartbeat);
    stopping.removeEventListener('abort', end);
    stop();
    raw.end();
  };
  stopping.addEventListener('abort', end);
  stop = watch((upload) => void (raw.writableEnded || raw.write(`data: ${JSON.stringify(upload)}\n\n`)), end);
  raw.on('close', end);
  // The client may already have disconnected.
  if (raw.destroyed) end();
}
