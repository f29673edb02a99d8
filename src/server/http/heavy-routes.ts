import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { MOST_BYTES } from '../../api/shared';
import { INVALID, PARTS } from '../../core/text/en/problems';
import { LARGE_ROWS } from '../jobs/send-job';
import { FairGate } from '../threads/fair-gate';
import type { Owner } from '../threads/fair-queue';
import { LARGE_BYTES, type LaneName } from '../threads/threads';
import type { StoredUpload } from '../uploads/upload-store';
import { problems } from './problem';

const MIB = 1024 * 1024;

/**
 * How many bytes of large requests are held at once. A request that finds no room waits before its body is read; until then the body
 * stays with the client. A user has room for one of the largest, a site for two.
 */
const LARGE_BODIES = { total: 80 * MIB, ofSite: 54 * MIB, ofUser: 27 * MIB, waiting: 20, patience: 45_000 };
/** The same for all others, so that nobody's small request waits behind large ones. */
const SMALL_BODIES = { total: 32 * MIB, ofSite: 16 * MIB, ofUser: 4 * MIB, waiting: 100, patience: 45_000 };
/** How often it is looked how much of a body has come, in milliseconds. */
const LOOK = 10_000;
/** How much must have come since, in bytes: a small body may come by a bad line. */
const LEAST = { large: 100 * 1024, small: 4 * 1024 };

/** The client went away before it was answered. */
class ClientGone extends Error {}

declare module 'fastify' {
  interface FastifyRequest {
    /** Aborted when the client goes away before it is answered. */
    gone: AbortSignal;
  }
  interface FastifyContextConfig {
    /** Whether the body is large, and a thread parses it: it comes to the handler as bytes. */
    rawBody?: boolean;
  }
}

/** Notices clients that go away before they are answered; before anything else is waited for. */
export function noticeGoneClients(app: FastifyInstance): void {
  app.decorateRequest('gone');
  app.addHook('onRequest', async (request, reply) => {
    const gone = new AbortController();
    request.gone = gone.signal;
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort(new ClientGone());
    });
  });
}

/** Lets in only so many bodies at once, of those who may send them. After `checkSignIn`: it asks whose they are. */
export function admitBodies(api: FastifyInstance): void {
  const [large, small] = [new FairGate(LARGE_BODIES), new FairGate(SMALL_BODIES)];
  api.addHook('onRequest', async (request, reply) => {
    const size = sizeOf(request);
    if (request.routeOptions.config.requires === 'nothing' || size === 0) return;
    const isLarge = size > LARGE_BYTES;
    const leave = await (isLarge ? large : small).acquire(ownerOf(request), size, request.gone);
    untilAnswered(reply, leave);
    endSlowBody(request, reply, isLarge ? LEAST.large : LEAST.small);
  });
}

/** Leaves a gate when the request is answered, or its client gone: even if it went while this waited to enter. */
export function untilAnswered({ raw }: FastifyReply, leave: () => void): void {
  raw.once('close', leave);
  raw.once('finish', leave);
  if (!raw.destroyed) return;
  leave();
  throw new ClientGone();
}

/** Whoever sends a body so slowly that it only keeps room from others is cut off. */
function endSlowBody({ raw: { socket }, raw }: FastifyRequest, reply: FastifyReply, least: number): void {
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    if (raw.complete) return clearInterval(timer);
    if (socket.bytesRead - before < least) return socket.destroy();
    before = socket.bytesRead;
  }, LOOK);
  timer.unref();
  reply.raw.once('close', () => clearInterval(timer));
}

/** Whose work a request is. */
export function ownerOf({ account }: FastifyRequest): Owner {
  return { site: account.site, user: account.email };
}

/** How many bytes a request has; one without a length counts as the largest allowed. */
function sizeOf({ headers, routeOptions }: FastifyRequest): number {
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return 0;
  const most = Math.max(routeOptions.bodyLimit, headers['content-type']?.startsWith('multipart/') ? MOST_BYTES : 0);
  const size = Number(headers['content-length'] ?? most);
  return Number.isInteger(size) && size >= 0 ? Math.min(size, most) : most;
}

/** The lane for work on a body of so many bytes. */
export function laneOfBody(bytes: number): LaneName {
  return bytes > LARGE_BYTES ? 'large' : 'small';
}

/** The lane for work on an upload that somebody waits for. */
export function laneOfUpload({ weight }: Pick<StoredUpload, 'weight'>): LaneName {
  return weight > LARGE_ROWS ? 'large' : 'small';
}

/** A body that a thread parses is validated there; the rest of the request is validated as ever. */
export function leaveRawBodies(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.config?.rawBody !== true) return;
    route.validatorCompiler = (part) =>
      part.httpPart === 'body' ? (value: unknown) => ({ value }) : validatorCompiler(part as Parameters<typeof validatorCompiler>[0]);
  });
}

/** The bytes of a body that a thread parses. */
export function bytesOf({ body }: FastifyRequest): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw problems.invalid(PARTS.body, INVALID.noBody);
}

/** Whether the client has gone: nobody reads the answer. */
export function isGone(error: unknown): boolean {
  return error instanceof ClientGone;
}
