import type { Upload } from '../../api/uploads';
import type { Database, SiteId } from '../database/database';
import { openMemoryDatabase } from '../database/open';
import { importSite } from '../sites/site-store';
import { makeSite } from '../testing/small-site';
import { UploadEvents } from './events';
import { packSubmission } from './upload-cells';
import { moveUpload, receiveUpload } from './upload-store';

const SITE = 'one' as SiteId;
const WATCHERS = 500;

let database: Database;
let upload: Upload;
beforeAll(async () => {
  database = await openMemoryDatabase();
  await importSite(database, makeSite(SITE));
  const submission = {
    id: '00000000-0000-4000-8000-000000000001',
    key: 'key',
    name: 'Sheet',
    ...packSubmission('Sheet', false, []),
    received: 1,
    isTest: false,
    by: 'all@example.org',
    at: new Date(),
    note: null,
  };
  upload = (await database.withSite(SITE, (queries) => receiveUpload(queries, SITE, submission))).upload;
});
afterAll(() => database.close());

/** The same database with a line of which the test says when it is there, and with its transactions counted. */
function watched(isNotified: boolean) {
  const seen = { transactions: 0, say: (_payload: string): void => undefined };
  const counting: Pick<Database, 'withSite' | 'listen'> = {
    withSite(site, work) {
      seen.transactions++;
      return database.withSite(site, work);
    },
    async listen(_channel, { heard, isOn }) {
      seen.say = heard;
      isOn(isNotified);
      return async () => undefined;
    },
  };
  return { seen, events: new UploadEvents(counting) };
}
const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
const change = (progress: number) =>
  database.withSite(SITE, (queries) => moveUpload(queries, SITE, upload.id, ['received'], { state: 'received', progress }));

test('many watchers of many uploads take one poll per second without notifications, and none with them', async () => {
  for (const [isNotified, most] of [
    [false, 5],
    [true, 0],
  ] as const) {
    const { seen, events } = watched(isNotified);
    await events.start();
    for (let watcher = 0; watcher < WATCHERS; watcher++) {
      const other = `00000000-0000-4000-8000-${String(watcher).padStart(12, '0')}`;
      events.listen(SITE, watcher % 2 === 0 ? upload.id : other, () => undefined);
    }
    await wait(3500);
    expect(seen.transactions).toBeLessThanOrEqual(most);
    await events.stop();
  }
});

test('another process’s changes are seen: by notifications, or else by polling, once for all watchers', async () => {
  for (const isNotified of [true, false]) {
    const { seen, events } = watched(isNotified);
    await events.start();
    const progress: number[] = [];
    const all = Array.from(
      { length: 3 },
      () => new Promise<void>((heard) => events.listen(SITE, upload.id, (now) => heard(void progress.push(now.progress)))),
    );
    const value = isNotified ? 0.25 : 0.75;
    await change(value);
    if (isNotified) seen.say(`${SITE} ${upload.id}`);
    await Promise.all(all);
    expect(progress.slice(0, 3)).toEqual([value, value, value]);
    expect(seen.transactions).toBe(1);
    await events.stop();
  }
});

test('unwatched uploads are not reported', async () => {
  const { seen, events } = watched(true);
  await events.start();
  seen.say(`${SITE} ${upload.id}`);
  const stop = events.listen(SITE, upload.id, () => {
    throw new Error('heard');
  });
  stop();
  events.tell(upload);
  seen.say('nonsense');
  await wait(50);
  expect(seen.transactions).toBe(0);
  await events.stop();
});
