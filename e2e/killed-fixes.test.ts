// Kills the service at every commit of an upload with fixes, and of an undo.

import type { Upload } from '../src/api/uploads';
import type { Cell } from '../src/core/caseload/cells';
import { finished, inserts, submit } from './api';
import { type Kill, type Killing, openKilling, untilAnswered } from './killing';

const ROWS = 4;

let killing: Killing;
beforeAll(async () => {
  killing = await openKilling();
});
afterAll(() => killing.remove());

interface Answer<T> {
  readonly status: number;
  readonly body: T;
}
async function ask<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
  const answer = await fetch(`${killing.service.url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${killing.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}
/** Retries until the service answers without a server error. */
const persist = <T>(method: string, path: string, body?: object) =>
  untilAnswered(async () => {
    const answer = await ask<T>(method, path, body);
    return answer.status >= 500 ? undefined : answer;
  });

const count = async (sql: string, parameters: readonly unknown[]) => {
  const [row] = await killing.query(`SELECT count(*)::integer AS n FROM ${sql}`, parameters);
  return Number(row?.n);
};
const openOf = (from: number) =>
  count(
    "assignments WHERE participant_id >= $1 AND participant_id < $2 AND relationship = 'Mentor' AND staff_id = 101 AND program_id IS NULL AND end_date IS NULL",
    [from, from + ROWS],
  );

/** Two rows with a wrong status, one with an unknown participant, and a valid one. */
function wrongRows(from: number): Cell[][] {
  const [header = [], ...rows] = inserts(from, ROWS);
  const status = header.indexOf('Caseload Status');
  return [
    header,
    ...rows.map((row, place) =>
      row.map((cell, column) => (column === status && place < 2 ? 'Actve' : column === 0 && place === 2 ? 99_999 : cell)),
    ),
  ];
}

/** A scenario: its steps before the kills, and those that are killed. */
interface Life {
  /** The first participant of the first run; each run has its own participants. */
  readonly from: number;
  /** @returns the upload's ID */
  readonly prepare: (name: string, from: number) => Promise<string>;
  /** @returns false if it finished before the kill */
  readonly live: (id: string, from: number, arm: () => Kill) => Promise<boolean>;
}

/** The number of runs prepared at a time: the service is slow after each restart. */
const AT_ONCE = 8;

/** Runs the scenario with a kill at the first commit, then at the second, and so on until a run has fewer commits. */
async function killAtEach({ from, prepare, live }: Life): Promise<void> {
  let ready: string[] = [];
  for (let step = 1; ; step++) {
    const at = (place: number) => from + place * ROWS;
    if (ready.length === 0)
      ready = await Promise.all(Array.from({ length: AT_ONCE }, (_, more) => prepare(`life ${from} ${step + more}`, at(step + more))));
    const id = ready.shift() ?? '';
    if (!(await live(id, at(step), () => killing.killAtCommit(step)))) return expect(step).toBeGreaterThan(1);
  }
}

async function prepareFixes(name: string, from: number): Promise<string> {
  const { service, token } = killing;
  const { id } = await submit(service, token, name, wrongRows(from));
  expect(await finished(service, token, id)).toMatchObject({ state: 'needs-fixes' });
  return id;
}

async function liveWithFixes(id: string, from: number, arm: () => Kill): Promise<boolean> {
  const { service, token, mailbox } = killing;
  const { groups } = (await ask<{ groups: { id: string; column: string }[] }>('GET', `/uploads/${id}/errors`)).body;
  const fixes = groups.map(({ id: group, column }) =>
    column === 'Caseload Status' ? { group, value: 'Active' } : { group, leaveOut: true },
  );

  const kill = arm();
  const life = (async () => {
    await persist('PUT', `/uploads/${id}/fixes`, { fixes });
    // 409 if the upload was already sent on and only the response was lost.
    expect([200, 409]).toContain((await persist('POST', `/uploads/${id}/next`)).status);
  })();
  const mailSent = () => count('upload_mails WHERE upload_id = $1 AND sent_at IS NOT NULL', [id]);
  while (!kill.came && (await mailSent()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const wasKilled = await kill.settle();
  await life;
  expect(await finished(service, token, id)).toMatchObject({ state: 'complete', received: ROWS, accepted: ROWS - 1 });
  expect(await openOf(from)).toBe(ROWS - 1);
  expect(await count('audit WHERE upload_id = $1', [id])).toBe(ROWS - 1);
  expect(await count('audit WHERE upload_id = $1 AND choices IS NOT NULL', [id])).toBe(2);
  expect(await count('upload_choices WHERE upload_id = $1', [id])).toBe(2);
  expect(await count('upload_left_out WHERE upload_id = $1', [id])).toBe(1);
  while ((await mailSent()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const mails = mailbox.mails.filter((mail) => mail.includes(id));
  expect(new Set(mails.map((mail) => /^Message-ID: .*$/m.exec(mail)?.[0])).size).toBe(1);
  return wasKilled;
}

async function prepareUndo(name: string, from: number): Promise<string> {
  const { service, token } = killing;
  const { id } = await submit(service, token, name, inserts(from, ROWS));
  expect(await finished(service, token, id)).toMatchObject({ state: 'complete', accepted: ROWS });
  while ((await count('upload_mails WHERE upload_id = $1 AND sent_at IS NOT NULL', [id])) === 0)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return id;
}

async function liveWithUndo(id: string, from: number, arm: () => Kill): Promise<boolean> {
  const before = (await openOf(from)) - ROWS;

  const kill = arm();
  let isAnswered = false;
  const life = persist<Upload>('POST', `/uploads/${id}/undo`).finally(() => {
    isAnswered = true;
  });
  while (!kill.came && !isAnswered) await new Promise((resolve) => setTimeout(resolve, 5));
  const wasKilled = await kill.settle();
  // 409 if the upload was already undone and only the response was lost.
  expect([200, 409]).toContain((await life).status);
  expect((await ask<Upload>('GET', `/uploads/${id}`)).body.state).toBe('undone');
  expect(await openOf(from)).toBe(before);
  expect(await count("audit WHERE upload_id = $1 AND what = 'begun-undone'", [id])).toBe(ROWS);
  expect(await count('audit WHERE upload_id = $1', [id])).toBe(2 * ROWS);
  return wasKilled;
}

test('killed at each commit from the first fix to the mail: fixed, applied and mailed once', () =>
  killAtEach({ from: 1001, prepare: prepareFixes, live: liveWithFixes }));

test('killed at each commit of an undo: undone once, completely', () =>
  killAtEach({ from: 2001, prepare: prepareUndo, live: liveWithUndo }));
