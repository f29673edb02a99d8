import type { FastifyInstance, FastifyRequest } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { MOST_BYTES } from '../../core/contract';
import { problems } from '../problem';
import { FairGate } from '../threads/fair-gate';
import type { Owner } from '../threads/fair-queue';
import { LARGE_BYTES, type LaneName } from '../threads/threads';

const MIB = 1024 * 1024;

/**
 * How many bytes of requests are held at once. Whoever finds no room waits before the body is read: it stays with the sender. A user
 * has room for one of the largest, a site for two.
 */
const BODIES = { total: 80 * MIB, ofSite: 54 * MIB, ofUser: 27 * MIB, waiting: 20, patience: 60_000 };

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

/** Lets in only so many large bodies at once, and notices clients that go away. After `checkSignIn`: it asks whose they are. */
export function admitBodies(api: FastifyInstance): void {
  const gate = new FairGate(BODIES);
  api.decorateRequest('gone');
  api.addHook('onRequest', async (request, reply) => {
    const gone = new AbortController();
    request.gone = gone.signal;
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort(new ClientGone());
    });
    if (request.routeOptions.config.rawBody !== true) return;
    const leave = await gate.acquire(ownerOf(request), sizeOf(request), gone.signal);
    reply.raw.once('close', leave);
    reply.raw.once('finish', leave);
  });
}

/** Whose work a request is. */
export function ownerOf({ account }: FastifyRequest): Owner {
  return { site: account.site, user: account.email };
}

/** How many bytes a request says that it has; what does not say may have all. */
function sizeOf({ headers }: FastifyRequest): number {
  const size = Number(headers['content-length'] ?? MOST_BYTES);
  return Number.isInteger(size) && size >= 0 ? Math.min(size, MOST_BYTES) : MOST_BYTES;
}

/** Where a body's work is done. */
export function laneOf(bytes: number): LaneName {
  return bytes > LARGE_BYTES ? 'large' : 'small';
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
  throw problems.invalid('the body', 'it is missing; send JSON with Content-Type: application/json');
}

/** Whether the client has gone: nobody reads the answer. */
export function isGone(error: unknown): boolean {
  return error instanceof ClientGone;
}
