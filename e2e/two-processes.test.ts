// Two service processes, each with its own workers, on one real PostgreSQL.
import type { Upload } from '../src/api/uploads';
import { startPostgres } from '../src/server/testing/postgres/test-database';
import { call, finished, inserts, type Mailbox, openMailbox, signIn, submit } from './api';
import { type DatabaseProxy, openDatabaseProxy } from './database-proxy';
import { startService, type TestService } from './service';

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let proxy: DatabaseProxy;
let mailbox: Mailbox;
let one: TestService;
let other: TestService;
let token: string;

beforeAll(async () => {
  [postgres, mailbox] = await Promise.all([startPostgres(), openMailbox()]);
  proxy = await openDatabaseProxy(postgres.url);
  // Both migrate the database at the same time.
  [one, other] = await Promise.all([
    startService({ DATABASE_URL: proxy.url, SMTP_URL: mailbox.url }),
    startService({ DATABASE_URL: postgres.url, SMTP_URL: mailbox.url }),
  ]);
  token = await signIn(other);
});
afterAll(async () => {
  await Promise.all([one.remove(), other.remove()]);
  mailbox.close();
  proxy.close();
  await postgres.stop();
});

const mailsOf = (id: string) => mailbox.mails.filter((mail) => mail.includes(id)).length;

test('a watcher in one process sees the other’s changes', async () => {
  const { id } = await submit(one, token, 'watched', inserts(1001, 600));
  const events = await fetch(`${other.url}/api/uploads/${id}/events`, { headers: { authorization: `Bearer ${token}` } });
  expect(await events.text()).toContain('"state":"complete"');
});

test('a process is killed while applying, with more uploads waiting: the other one completes them all, each once', async () => {
  let killed: Promise<void> | undefined;
  proxy.onStatement = (sql) => {
    if (killed === undefined && sql.includes("'begun'") && sql.includes('INSERT INTO assignments')) killed = one.kill();
    return killed === undefined;
  };
  const sent: Upload[] = [];
  for (let upload = 0; killed === undefined && upload < 50; upload++) {
    const at = upload % 2 === 0 ? one : other;
    const answer = await submit(at, token, `many ${upload}`, inserts(1700 + upload * 5, 5)).catch(() => undefined);
    if (answer !== undefined) sent.push(answer);
  }
  expect(killed).toBeDefined();
  await killed;
  for (const { id } of sent) expect(await finished(other, token, id)).toMatchObject({ state: 'complete', accepted: 5 });
  while (sent.some(({ id }) => mailsOf(id) === 0)) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sent.map(({ id }) => mailsOf(id))).toEqual(sent.map(() => 1));
  for (const { id } of sent) {
    const { rows } = await call<{ rows: object[] }>(other, token, `/uploads/${id}/log`);
    expect(rows).toHaveLength(5);
  }
});
