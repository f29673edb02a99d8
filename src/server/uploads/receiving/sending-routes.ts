import { endpoints } from '../../../api/endpoints';
import { INVALID, PARTS } from '../../../core/text/problems';
import { readSentFile } from '../../files/multipart-file';
import { bytesOf, laneOfBody, ownerOf } from '../../http/bodies/heavy-routes';
import { problems } from '../../http/problem';
import { serve } from '../../http/route';
import type { App, Services } from '../../http/services';

/** Checking and submitting sheets: a thread parses the body. */
export function sendingRoutes(app: App, { threads, work, now }: Services): void {
  serve(app, endpoints.checkSheet, async (request, reply) => {
    const body = bytesOf(request);
    const { account, gone } = request;
    const options = { owner: ownerOf(request), lane: laneOfBody(body.length), signal: gone };
    const answer = await threads.run('check', { account, body, now: now().toISOString() }, options);
    // The thread has validated and serialized it.
    return reply.type('application/json; charset=utf-8').send(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength));
  });

  serve(app, endpoints.submitUpload, async (request) => {
    const { account, gone } = request;
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || key === '' || key.length > 200) {
      throw problems.invalid(PARTS.idempotencyKey, INVALID.noKey);
    }
    const sent = request.isMultipart() ? await readSentFile(request) : bytesOf(request);
    // The unpacked size of a file is not known yet.
    const lane = 'bytes' in sent ? 'large' : laneOfBody(sent.length);
    const options = { owner: ownerOf(request), lane, signal: gone } as const;
    const received = await threads.run('receive', { account, key, sent, now: now().toISOString() }, options);
    work.wake();
    return received;
  });
}
