import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { MAX_BYTES } from '../../../api/shared';
import { INVALID, PARTS } from '../../../core/text/problems';
import { LARGE_ROWS } from '../../jobs/send-job';
import { FairGate } from '../../threads/fair-gate';
import type { Owner } from '../../threads/fair-queue';
import { LARGE_BYTES, type LaneName } from '../../threads/threads';
import type { StoredUpload } from '../../uploads/upload-store';
import { problems } from '../problem';

const MIB = 1024 * 1024;

/**
 * The most bytes of large requests at once. Without room, a request waits before its body is read; until then the body
 * stays with the client. A user has room for one request of maximum size, a site for two.
 */
const LARGE_BODIES = { total: 80 * MIB, ofSite: 54 * MIB, ofUser: 27 * MIB, waiting: 20, patience: 45_000 };
/** The same for small requests, so that they do not wait behind large ones. */
const SMALL_BODIES = { total: 32 * MIB, ofSite: 16 * MIB, ofUser: 4 * MIB, waiting: 100, patience: 45_000 };
/** The interval at which the progress of bodies is checked, in milliseconds. */
const CHECK_INTERVAL = 10_000;
/** The least bytes to receive per interval; less for small bodies, which may use a bad line. */
const MIN_BYTES_PER_CHECK = { large: 100 * 1024, small: 4 * 1024 };

/** The client disconnected before it was answered. */
class ClientGone extends Error {}

declare module 'fastify' {
  interface FastifyRequest {
    /** Aborted when the client disconnects before it is answered. */
    gone: AbortSignal;
  }
  interface FastifyContextConfig {
    /** Whether a thread parses the body: the handler receives bytes. */
    rawBody?: boolean;
  }
}

/** Detects clients that disconnect before they are answered. */
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

/** Limits the bodies that are received at once. Runs after `checkSignIn`, since limits are per user. */
export function admitBodies(api: FastifyInstance): void {
  const [large, small] = [new FairGate(LARGE_BODIES), new FairGate(SMALL_BODIES)];
  api.addHook('onRequest', async (request, reply) => {
    const size = sizeOf(request);
    if (request.routeOptions.config.requires === 'nothing' || size === 0) return;
    const isLarge = size > LARGE_BYTES;
    const leave = await (isLarge ? large : small).acquire(ownerOf(request), size, request.gone);
    untilAnswered(reply, leave);
    endSlowBody(request, reply, isLarge ? MIN_BYTES_PER_CHECK.large : MIN_BYTES_PER_CHECK.small);
  });
}

/** Leaves a gate when the request is answered or its client disconnects, even if that happened while waiting to enter. */
export function untilAnswered({ raw }: FastifyReply, leave: () => void): void {
  raw.once('close', leave);
  raw.once('finish', leave);
  if (!raw.destroyed) return;
  leave();
  throw new ClientGone();
}

/** Disconnects clients that send a body too slowly, since they keep room from others. */
function endSlowBody({ raw: { socket }, raw }: FastifyRequest, reply: FastifyReply, least: number): void {
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    if (raw.complete) return clearInterval(timer);
    if (socket.bytesRead - before < least) return socket.destroy();
    before = socket.bytesRead;
  }, CHECK_INTERVAL);
  timer.unref();
  reply.raw.once('close', () => clearInterval(timer));
}

/** The owner of a request's work. */
export function ownerOf({ account }: FastifyRequest): Owner {
  return { site: account.site, user: account.email };
}

/** The body size of a request; the limit if it declares none. */
function sizeOf({ headers, routeOptions }: FastifyRequest): number {
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return 0;
  const most = Math.max(routeOptions.bodyLimit, headers['content-type']?.startsWith('multipart/') ? MAX_BYTES : 0);
  const size = Number(headers['content-length'] ?? most);
  return Number.isInteger(size) && size >= 0 ? Math.min(size, most) : most;
}

/** The lane for work on a body. */
export function laneOfBody(bytes: number): LaneName {
  return bytes > LARGE_BYTES ? 'large' : 'small';
}

/** The lane for a request's work on an upload. */
export function laneOfUpload({ weight }: Pick<StoredUpload, 'weight'>): LaneName {
  return weight > LARGE_ROWS ? 'large' : 'small';
}

/** Leaves the validation of raw bodies to the thread. */
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

/** Whether the client has disconnected. */
export function isGone(error: unknown): boolean {
  return error instanceof ClientGone;
}
