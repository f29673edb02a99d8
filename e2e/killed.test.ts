// Kills the service at every step of an upload.
import { finished, inserts, submit } from './api';
import { type Kill, type Killing, openKilling, untilAnswered } from './killing';

const ROWS = 3;
const ORDER = ['none', 'received', 'checking', 'applying', 'complete'];

let killing: Killing;
beforeAll(async () => {
  killing = await openKilling();
});
afterAll(() => killing.remove());

async function stateOf(name: string): Promise<string> {
  const [found] = await killing.query('SELECT state FROM uploads WHERE name = $1', [name]);
  return (found?.state as string | undefined) ?? 'none';
}

/** Whether the e-mail, an upload's last step, has been sent. */
async function isOver(name: string): Promise<boolean> {
  const sent = await killing.query(
    'SELECT 1 FROM uploads u JOIN upload_mails m USING (site_id, upload_id) WHERE u.name = $1 AND m.sent_at IS NOT NULL',
    [name],
  );
  return sent.length > 0;
}

/** Runs an upload to its end, despite a kill on the way, and expects the same result as without one. @returns whether it was killed */
async function liveThrough(name: string, from: number, kill: Kill): Promise<boolean> {
  const { service, token, mailbox, query } = killing;
  const yes = untilAnswered(async () => (await submit(service, token, name, inserts(from, ROWS))).id);
  while (!kill.came && !(await isOver(name))) await new Promise((resolve) => setTimeout(resolve, 10));
  const before = await stateOf(name);
  const wasKilled = await kill.settle();
  expect(ORDER.indexOf(await stateOf(name))).toBeGreaterThanOrEqual(ORDER.indexOf(before));
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
  // An e-mail that was being sent when the process died may be sent again, with the same Message-ID.
  expect(mails.length).toBeLessThanOrEqual(wasKilled ? 2 : 1);
  return wasKilled;
}

test('killed at each commit: continues where it was; applied once, one mail', async () => {
  let kills = 0;
  while (await liveThrough(`commit ${kills}`, 1001 + kills * ROWS, killing.killAtCommit(kills + 1))) kills++;
  // It is received, checked, applied and mailed.
  expect(kills).toBeGreaterThanOrEqual(4);
});

test.each(['connected', 'sent', 'taken'])('killed when the mail server has %s: one mail, or the same one again', async (at) => {
  const from = { connected: 1801, sent: 1811, taken: 1821 }[at] ?? 0;
  expect(await liveThrough(`mail ${at}`, from, killing.killAtMail(at))).toBe(true);
});
