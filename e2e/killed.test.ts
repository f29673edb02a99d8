// The service is killed at every step of an upload's life, on a real PostgreSQL and with a real mail server.
import { Client } from 'pg';
import { startPostgres } from '../src/server/testing/postgres';
import { finished, inserts, type Mailbox, openMailbox, signIn, submit } from './api';
import { type DatabaseProxy, openDatabaseProxy } from './database-proxy';
import { startService, type TestService } from './service';

const ROWS = 3;
/** What a service does all the time, with or without an upload: it looks for jobs. */
const LOOKING = /^\s*WITH next as|maintained_on|pg_advisory_xact_lock/;
const ORDER = ['none', 'received', 'checking', 'applying', 'complete'];

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let proxy: DatabaseProxy;
let mailbox: Mailbox;
let service: TestService;
let token: string;
let atMail: (step: string) => void = () => undefined;
const query = async (sql: string, parameters: unknown[]) => {
  const client = new Client(postgres.url);
  await client.connect();
  const { rows } = await client.query(sql, parameters);
  await client.end();
  return rows as Record<string, unknown>[];
};

beforeAll(async () => {
  postgres = await startPostgres();
  proxy = await openDatabaseProxy(postgres.url);
  mailbox = await openMailbox((step) => atMail(step));
  service = await startService({ DATABASE_URL: proxy.url, SMTP_URL: mailbox.url });
  token = await signIn(service);
});
afterAll(async () => {
  await service.remove();
  mailbox.close();
  proxy.close();
  await postgres.stop();
});

/** Submits as the pane does: until there is a yes, the same submission again. */
async function submitUntilYes(key: string, from: number): Promise<string> {
  for (;;) {
    try {
      const { id } = await submit(service, token, key, inserts(from, ROWS));
      if (id !== undefined) return id;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function stateOf(name: string): Promise<string> {
  const [found] = await query('SELECT state FROM uploads WHERE name = $1', [name]);
  return (found?.state as string | undefined) ?? 'none';
}

/** Whether the mail is sent, the last thing that happens to an upload. */
async function isOver(name: string): Promise<boolean> {
  const sent = await query(
    'SELECT 1 FROM uploads u JOIN upload_mails m USING (site_id, upload_id) WHERE u.name = $1 AND m.sent_at IS NOT NULL',
    [name],
  );
  return sent.length > 0;
}

/** Lives a whole upload, with a kill when `arm` says so; what it left behind must be as if nothing had happened. */
async function liveThrough(name: string, from: number, arm: (kill: () => void) => void): Promise<boolean> {
  let killed: Promise<void> | undefined;
  arm(() => {
    proxy.onStatement = () => killed === undefined;
    atMail = () => undefined;
    killed ??= service.kill();
  });
  const yes = submitUntilYes(name, from);
  while (killed === undefined && !(await isOver(name))) await new Promise((resolve) => setTimeout(resolve, 10));
  const wasKilled = killed !== undefined;
  await killed;
  const before = await stateOf(name);
  proxy.onStatement = () => true;
  if (wasKilled) {
    await service.start();
    const after = await stateOf(name);
    expect(ORDER.indexOf(after)).toBeGreaterThanOrEqual(ORDER.indexOf(before));
  }
  const id = await yes;
  const upload = await finished(service, token, id);
  expect(upload).toMatchObject({ state: 'complete', received: ROWS, accepted: ROWS });
  const [{ begun } = {}] = await query(
    "SELECT count(*)::integer AS begun FROM assignments WHERE participant_id >= $1 AND participant_id < $2 AND relationship = 'Mentor' AND staff_id = 101 AND program_id IS NULL AND end_date IS NULL",
    [from, from + ROWS],
  );
  const [{ logged } = {}] = await query('SELECT count(*)::integer AS logged FROM audit WHERE upload_id = $1', [id]);
  expect([begun, logged]).toEqual([ROWS, ROWS]);
  while (!(await isOver(name))) await new Promise((resolve) => setTimeout(resolve, 20));
  const mails = mailbox.mails.filter((mail) => mail.includes(id));
  expect(new Set(mails.map((mail) => /^Message-ID: .*$/m.exec(mail)?.[0])).size).toBe(1);
  // What was on its way when the process died may go out once more: the same mail, by its Message-ID.
  expect(mails.length).toBeLessThanOrEqual(wasKilled ? 2 : 1);
  return wasKilled;
}
test('at each statement: it goes on from where it was; applied once, one mail', async () => {
  for (let step = 1; ; step++) {
    let seen = 0;
    const wasKilled = await liveThrough(`statement ${step}`, 1001 + step * ROWS, (kill) => {
      proxy.onStatement = (sql) => {
        if (LOOKING.test(sql) || ++seen !== step) return true;
        kill();
        return false;
      };
    });
    if (!wasKilled) break;
    expect(step).toBeLessThan(200);
  }
});

test.each(['connected', 'sent', 'taken'])('when the mail server has %s: one mail, or the same one again', async (at) => {
  const from = { connected: 1801, sent: 1811, taken: 1821 }[at] ?? 0;
  const wasKilled = await liveThrough(`mail ${at}`, from, (kill) => {
    atMail = (step) => void (step === at && kill());
  });
  expect(wasKilled).toBe(true);
});
