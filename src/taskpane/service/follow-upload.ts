import { endpoints } from '../../api/endpoints';
import { isAtRest, type Upload, upload } from '../../api/uploads';
import { type Client, offline, ServiceProblem, SupersededError } from './client';
import { events } from './server-events';

/** How often an unreachable service is polled, a second apart, before giving up: a quarter of an hour. */
const MAX_FAILURES = 900;

/**
 * The upload after each change, until it is at rest: by server-sent events, or by polling where they are cut. `away` while the
 * service can't be reached. Ends with the session in which it was begun.
 * @throws ServiceProblem, SupersededError
 */
export async function* followUpload(client: Client, id: string): AsyncGenerator<Upload | 'away'> {
  const params = { id };
  const check = client.bind();
  try {
    for await (const text of events(await client.open(endpoints.watchUpload, { params }))) {
      check();
      const seen = upload.parse(JSON.parse(text));
      yield seen;
      if (isAtRest(seen)) return;
    }
  } catch (error) {
    if (error instanceof SupersededError || (error instanceof ServiceProblem && !error.isTemporary)) throw error;
  }
  for (let failures = 0; failures < MAX_FAILURES; ) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    check();
    try {
      const seen = await client.call(endpoints.getUpload, { params });
      failures = 0;
      yield seen;
      if (isAtRest(seen)) return;
    } catch (error) {
      if (!(error instanceof ServiceProblem && error.isTemporary)) throw error;
      failures++;
      yield 'away';
    }
  }
  throw offline();
}
