import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Endpoint, Requirement } from '../../api/endpoints';
import type { App } from './services';

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A validated request to an endpoint. A large body is not parsed: it arrives as bytes (`bytesOf`). */
export type RequestOf<E extends Endpoint> = FastifyRequest<{
  Params: Output<E['params']>;
  Querystring: Output<E['query']>;
  Body: E['largeBody'] extends number ? unknown : Output<E['body']>;
}>;

/** A handler's result: the answer, or the reply that it has already sent. */
type Answer<E extends Endpoint> =
  | FastifyReply
  | (E['answer'] extends z.ZodType ? z.input<E['answer']> : E['status'] extends 204 ? undefined : never);

/** Serves an endpoint of the contract. Authentication, rights and validation come before the handler. */
export function serve<E extends Endpoint>(
  app: App,
  endpoint: E,
  handler: (request: RequestOf<E>, reply: FastifyReply) => Promise<Answer<E>>,
): void {
  const { method, path, requires, summary, params, query, body, largeBody, answer, status = 200, signsIn = false } = endpoint;
  app.route({
    method,
    url: path,
    config: { requires, signsIn, rawBody: largeBody !== undefined },
    ...(largeBody === undefined ? {} : { bodyLimit: largeBody }),
    schema: {
      summary,
      description: describe(requires),
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      ...(answer === undefined && status !== 204 ? {} : { response: { [status]: answer ?? z.null() } }),
    },
    async handler(request, reply) {
      void reply.code(status);
      // The schemas of the route have validated it.
      const answered = await handler(request as unknown as RequestOf<E>, reply);
      if (answered !== undefined) return answered;
      // A reply that the handler has sent resolves to nothing, too.
      return reply.sent ? reply : null;
    },
  });
}

function describe(requires: Requirement): string {
  if (requires === 'nothing') return 'Anyone may call it.';
  if (requires === 'session') return 'Requires a session.';
  if ('anyOf' in requires) return `Requires ${requires.anyOf.map((security) => `\`${security}\``).join(' or ')}.`;
  return `Requires ${requires.allOf.map((security) => `\`${security}\``).join(' and ')}.`;
}
