import { checkAnswer, checkRequest } from '../../../api/check';
import { MOST_BYTES } from '../../../api/shared';
import { newUpload, upload } from '../../../api/uploads';
import { readSentFile } from '../../files/multipart-file';
import { bytesOf, laneOfBody, ownerOf } from '../../http/heavy-routes';
import { problems } from '../../http/problem';
import type { App, Services } from '../../http/services';

/** Checking a sheet, and sending one: the body is read in a thread. */
export function sendingRoutes(app: App, { threads, work, now }: Services): void {
  app.post(
    '/check',
    {
      config: { rawBody: true, toSend: 'check a caseload' },
      bodyLimit: MOST_BYTES,
      schema: { body: checkRequest, response: { 200: checkAnswer }, summary: 'Check a sheet, also against the record; nothing is stored' },
    },
    async (request, reply) => {
      const body = bytesOf(request);
      const { account, gone } = request;
      const options = { owner: ownerOf(request), lane: laneOfBody(body.length), signal: gone };
      const answer = await threads.run('check', { account, body, now: now().toISOString() }, options);
      // JSON already, and as its schema has it.
      return reply.type('application/json; charset=utf-8').send(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength) as never);
    },
  );

  app.post(
    '/uploads',
    {
      config: { rawBody: true, toSend: 'upload a caseload' },
      bodyLimit: MOST_BYTES,
      schema: {
        body: newUpload,
        response: { 202: upload },
        summary: 'Send a sheet: its cells as JSON, or a .csv or .xlsx file as multipart',
      },
    },
    async (request, reply) => {
      const { account, gone } = request;
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string' || key === '' || key.length > 200) {
        throw problems.invalid('the header Idempotency-Key', 'it is missing; send the same value again when the same upload is retried');
      }
      const sent = request.isMultipart() ? await readSentFile(request) : bytesOf(request);
      // What a file unpacks to is not known before.
      const lane = 'bytes' in sent ? 'large' : laneOfBody(sent.length);
      const options = { owner: ownerOf(request), lane, signal: gone } as const;
      const received = await threads.run('receive', { account, key, sent, now: now().toISOString() }, options);
      work.wake();
      return reply.code(202).send(received);
    },
  );
}
