// Backing up, restoring and moving by the command line, as an administrator does it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Upload } from '../src/api/uploads';
import { EMPTY, startPostgres } from '../src/server/testing/postgres/test-database';
import { call, finished, inserts, signIn, submit } from './api';
import { COMMAND, startService } from './service';

const folder = mkdtempSync(join(tmpdir(), 'caseload-e2e-backup-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command; returns its exit code and what it printed. */
function caseload(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [...COMMAND, ...words], { env: { ...process.env, NODE_OPTIONS: '', ...environment } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })));
}

const hashIn = (said: string) => /SHA-256 of the contents: ([0-9a-f]{64})/.exec(said)?.[1];

test('a service is backed up while it works, and restored as it was at one moment; its database moves to PostgreSQL', async () => {
  const service = await startService();
  const token = await signIn(service);
  const file = join(folder, 'monday.jsonl.gz');
  // Uploads are received, checked and applied all the while.
  let isDone = false;
  const sent: Upload[] = [];
  const sending = (async () => {
    for (let from = 2000; !isDone; from += 5) {
      const { id } = await submit(service, token, `From ${from}`, inserts(from, 5));
      sent.push(await finished(service, token, id));
    }
  })();
  while (sent.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  const { code, said } = await caseload(['backup', file], { DATA_DIR: service.folder });
  isDone = true;
  await sending;
  expect([code, said]).toEqual([0, expect.stringContaining('rows in')]);
  // Everybody's data: for its owner only, and nothing half-written beside it.
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['monday.jsonl.gz']);
  expect(sent.every(({ state }) => state === 'complete')).toBe(true);
  await service.end();
  await service.remove();

  const restored = join(folder, 'restored');
  const back = await caseload(['restore', file], { DATA_DIR: restored });
  expect(back.code).toBe(0);
  expect(hashIn(back.said)).toBe(hashIn(said));
  const again = await startService({ DATA_DIR: restored });
  const other = await signIn(again);
  const { uploads } = await call<{ uploads: Upload[] }>(again, other, '/uploads?tab=complete&limit=100');
  expect(uploads.length).toBeGreaterThanOrEqual(2);
  // One moment: of each upload all rows, or none.
  for (const { id } of uploads) {
    const log = await call<{ summary: unknown; rows: unknown[] }>(again, other, `/uploads/${id}/log`);
    expect([log.summary, log.rows.length]).toEqual([{ begun: 5, ended: 0, undone: 0, notAccepted: 0 }, 5]);
  }
  expect((await finished(again, other, (await submit(again, other, 'After', inserts(1500, 1))).id)).state).toBe('complete');

  const postgres = await startPostgres(EMPTY);
  const busy = await caseload(['move', '--to', postgres.url], { DATA_DIR: restored });
  expect([busy.code, busy.said]).toEqual([2, expect.stringContaining('in use by another process')]);
  await again.end();
  const moved = await caseload(['move', '--to', postgres.url], { DATA_DIR: restored });
  expect([moved.code, moved.said]).toEqual([0, expect.stringContaining('copied and compared')]);
  const twice = await caseload(['move', '--to', postgres.url], { DATA_DIR: restored });
  expect([twice.code, twice.said]).toEqual([2, expect.stringContaining('already has sites')]);
  const onServer = await startService({ DATABASE_URL: postgres.url });
  const list = await call<{ uploads: Upload[] }>(onServer, await signIn(onServer), '/uploads?tab=complete&limit=100');
  // One that was in progress in the backup is complete by now, too.
  expect(list.uploads.length).toBeGreaterThan(uploads.length);
  const fromServer = await caseload(['backup', join(folder, 'server.jsonl.gz')], { DATABASE_URL: postgres.url });
  expect(fromServer.code).toBe(0);

  // One site, while its service runs: who is signed in is not any more.
  const elsewhere = await startPostgres(EMPTY);
  const { site } = await call<{ site: { id: string } }>(onServer, await signIn(onServer), '/session');
  const alone = await caseload(['move', '--site', site.id, '--to', elsewhere.url], { DATABASE_URL: postgres.url });
  expect([alone.code, alone.said]).toEqual([0, expect.stringContaining('copied, compared and deleted here')]);
  const gone = await caseload(['move', '--site', site.id, '--to', elsewhere.url], { DATABASE_URL: postgres.url });
  expect([gone.code, gone.said]).toEqual([2, expect.stringContaining(`no site ${site.id}`)]);
  await onServer.remove();
  await Promise.all([postgres.stop(), elsewhere.stop()]);
});

test('each mistake is refused in a sentence, and changes nothing', async () => {
  const nowhere = join(folder, 'nowhere');
  const whole = join(folder, 'stopped.jsonl.gz');
  const service = await startService();
  await service.end();
  // Without the service, the database itself is opened.
  expect((await caseload(['backup', whole], { DATA_DIR: service.folder })).code).toBe(0);
  const cut = join(folder, 'cut.jsonl.gz');
  writeFileSync(cut, readFileSync(whole).subarray(0, 50_000));
  for (const [words, sentence] of [
    [['backup', join(folder, 'x.gz')], 'There is no database'],
    [['backup', whole], 'exists already'],
    [['restore', folder], 'can’t be'],
    [['restore', join(folder, 'missing.gz')], 'does not exist'],
    [['restore', cut], 'Nothing was restored'],
    [['restore', __filename], 'Nothing was restored'],
    [['move'], '--to URL is missing'],
    [['move', '--to', 'postgres://localhost/x'], 'There is no database'],
  ] as const) {
    const { code, said } = await caseload(words, { DATA_DIR: nowhere });
    expect([words[0], code, said]).toEqual([words[0], 2, expect.stringContaining(sentence)]);
    expect(said).not.toContain('    at ');
    rmSync(nowhere, { recursive: true, force: true });
  }
  for (const [words, environment, sentence] of [
    [['backup', join(folder, 'no such folder', 'x.gz')], { DATA_DIR: service.folder }, 'can’t be read or written'],
    [['backup', join(folder, 'y.gz')], { DATABASE_URL: 'postgres://127.0.0.1:9/x' }, 'can’t be reached'],
    [['backup', join(folder, 'y.gz')], { DATABASE_URL: 'nonsense' }, 'DATABASE_URL'],
  ] as const) {
    const { code, said } = await caseload(words, environment);
    expect([code, said]).toEqual([2, expect.stringContaining(sentence)]);
    expect(said).not.toContain('    at ');
  }
  await service.remove();
});
