import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Client } from 'pg';
import sql from 'sql-template-tag';
import { beginSession } from '../accounts/sessions';
import type { SiteId } from '../database/database';
import type { Driver } from '../database/driver';
import { addressOf, lockFolder } from '../database/embedded/folder-lock';
import { openPglite } from '../database/embedded/pglite';
import { LAST_STEP, migrateIn } from '../database/migrations';
import { openPostgres } from '../database/postgres';
import { EMPTY, openTestDatabase, startPostgres } from '../testing/postgres/test-database';
import { serveDatabase, useSite } from '../testing/used-site';
import { linesOf, readBackup, restoreBackup, writeBackup } from './backup';
import { answerBackup, askForBackup } from './backup-socket';
import { copyDatabase } from './move';

const NOW = new Date('2026-11-27T08:00:00Z');
const SITE = 'one' as SiteId;
const KINDS = [
  ['PGlite', () => openPglite()],
  ['PostgreSQL', () => openTestDatabase(EMPTY)],
] as const satisfies readonly (readonly [string, () => Promise<Driver>])[];

async function* some<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}

async function backupOf(driver: Driver): Promise<readonly string[]> {
  let text = '';
  await writeBackup(driver, NOW, async (lines) => {
    text += lines;
  });
  return text.trimEnd().split('\n');
}

describe.each(KINDS)('a backup, on %s', (_, open) => {
  let driver: Driver;
  let lines: readonly string[];
  beforeAll(async () => {
    driver = await open();
    await useSite(driver, SITE);
    lines = await backupOf(driver);
  });
  afterAll(() => driver.close());

  test.each(KINDS)('restored on %s, has the same contents, and the service goes on where it stopped', async (__, openOther) => {
    const other = await openOther();
    const copied = await restoreBackup(other, some(lines));
    expect(copied.rows).toBeGreaterThan(40);
    expect(await backupOf(other)).toEqual(lines);
    const service = await serveDatabase(other, SITE);
    await service.idle();
    const token = await service.database.withSite(SITE, (queries) => beginSession(queries, SITE, 'all@example.org'));
    const get = async (path: string) =>
      (await service.app.inject({ url: `/api${path}`, headers: { authorization: `Bearer ${token}` } })).json();
    const states = async (tab: string) => (await get(`/uploads?tab=${tab}`)).uploads.map(({ state }: { state: string }) => state).sort();
    expect(await states('complete')).toEqual(['complete', 'complete', 'undone']);
    expect(await states('in-progress')).toEqual(['needs-fixes']);
    await service.stop();
    expect(await other.script("SELECT 1 FROM uploads WHERE state = 'cancelled'")).toHaveLength(1);
    await other.close();
  });

  test('leaves sessions out', () => {
    expect(lines).toContain('{"table":"users"}');
    expect(lines).not.toContain('{"table":"sessions"}');
  });

  test('that was cut off, changed, or made by a later version restores nothing; each says so', async () => {
    const other = await open();
    const restored = (some_: readonly string[]) => restoreBackup(other, some(some_)).catch((error: Error) => error.message);
    const place = lines.findIndex((line) => line.includes('"participant_id"'));
    const changed = lines.map((line, at) => (at === place ? line.replace(/"participant_id": \d+/, '"participant_id": 999') : line));
    const swapped = lines.filter((line) => !line.startsWith('{"table":"staff"'));
    expect(await restored(lines.slice(0, -1))).toContain('cut off');
    expect(await restored(changed)).toContain('damaged');
    expect(await restored([...lines, lines[2] ?? ''])).toContain('damaged');
    expect(await restored(swapped)).toContain('damaged');
    expect(await restored([JSON.stringify({ caseloadBackup: 1, step: LAST_STEP + 1, at: '' }), ...lines.slice(1)])).toContain(
      'later version',
    );
    // What says that it is whole, but is not what a database would give.
    const forged = (...more: string[]) => {
      const rows = [`{"table":"sites"}`, ...lines.filter((line) => line.includes('"record_version"')), ...more];
      const hash = createHash('sha256');
      let table = '';
      for (const line of rows) {
        if (line.startsWith('{"table":"')) table = JSON.parse(line).table;
        else hash.update(`${table} ${line}\n`);
      }
      const count = rows.filter((line) => !line.startsWith('{"table":"')).length;
      return restored([lines[0] ?? '', ...rows, JSON.stringify({ rows: count, hash: hash.digest('hex') })]);
    };
    expect(await forged('{"table":"sessions"}', '{"site_id": "one"}')).toContain('damaged');
    expect(await forged('{"table":"sites\\"; DROP TABLE sites"}', '{"site_id": "one"}')).toContain('damaged');
    expect(
      await forged('{"table":"programs"}', '{"site_id": "one", "program_id": 77, "name": "X", "active": true, "digests": true, "more": 1}'),
    ).toContain('damaged');
    expect(await restored([lines[0] ?? '', '{"failed":"ENOSPC"}'])).toContain('ENOSPC');
    expect(await restored(['not a backup'])).toContain('not a backup');
    expect(await restored([])).toContain('not a backup');
    // Nothing of them was left: the whole one fits.
    await restoreBackup(other, some(lines));
    expect(await restored(lines)).toContain('already has sites');
    await other.close();
  });

  test('of an earlier version is migrated', async () => {
    const [earlier, other] = [await open(), await open()];
    await earlier.transaction((queries) => migrateIn(queries, 20));
    await earlier.transaction(async (queries) => {
      await queries.query(
        sql`INSERT INTO sites (site_id, name, time_zone, duplicate_check, program_required) VALUES (${SITE}, 'One', 'UTC', '[]', false)`,
      );
    });
    const old = await backupOf(earlier);
    expect(JSON.parse(old[0] ?? '')).toMatchObject({ step: 20 });
    await restoreBackup(other, some(old));
    const steps = await other.script('SELECT max(step)::integer AS step FROM migrations');
    expect(steps).toEqual([{ step: LAST_STEP }]);
    await Promise.all([earlier.close(), other.close()]);
  });

  test('a database is copied to another, and nothing is copied into one with sites', async () => {
    const other = await openTestDatabase(EMPTY);
    await copyDatabase(driver, other);
    expect(await backupOf(other)).toEqual(lines);
    await expect(copyDatabase(driver, other)).rejects.toThrow('already has sites');
    await other.close();
  });
});

describe('at the lock of a data folder', () => {
  let driver: Driver;
  let folder: string;
  let unlock: () => Promise<void>;
  beforeAll(async () => {
    driver = await openPglite();
    await useSite(driver, SITE);
    folder = mkdtempSync(join(tmpdir(), 'caseload-backup-'));
    unlock = await lockFolder(folder, (socket) => answerBackup(socket, driver));
  });
  afterAll(async () => {
    await unlock();
    await driver.close();
    rmSync(folder, { recursive: true });
  });

  test('its holder writes a whole backup to whoever asks', async () => {
    const nothing = async () => undefined;
    const copied = await readBackup(askForBackup(addressOf(folder)), nothing, nothing);
    expect(copied.rows).toBeGreaterThan(40);
  });

  test('a reader that stops reading is cut off, and keeps nobody waiting', async () => {
    const big = 'x'.repeat(1_000_000);
    await driver.transaction((queries) =>
      queries.query(
        sql`INSERT INTO participants (site_id, participant_id, demographics) SELECT ${SITE}, 900000 + n, jsonb_build_object('Note', ${big}::text || n) FROM generate_series(1, 30) AS t(n)`,
      ),
    );
    const other = join(folder, 'other');
    const release = await lockFolder(other, (socket) => answerBackup(socket, driver, 200));
    const socket = connect(addressOf(other));
    socket.on('error', () => undefined);
    socket.write('backup\n');
    // The backup has begun. The next transaction waits for its own, which ends with its reader.
    await new Promise((resolve) => socket.once('readable', resolve));
    expect(await driver.script('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    socket.destroy();
    const left = connect(addressOf(other));
    left.on('error', () => undefined);
    await new Promise((resolve) => left.once('connect', resolve));
    // Nor does one that only stays connected keep the lock.
    await release();
  });

  test('anything else is answered with nothing, and a reader who leaves disturbs nobody', async () => {
    const socket = connect(addressOf(folder));
    socket.write('GET / HTTP/1.1\r\n\r\n');
    const heard: Buffer[] = [];
    socket.on('data', (part) => heard.push(part)).on('error', () => undefined);
    await new Promise((resolve) => socket.on('close', resolve));
    expect(heard).toEqual([]);
    for await (const line of askForBackup(addressOf(folder))) {
      expect(line).toContain('caseloadBackup');
      break;
    }
    expect(await driver.script('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

test('a backup that the database aborts is not written twice, but fails', async () => {
  const server = await startPostgres();
  // Its deadlocks are found by the backup, seconds after it began to wait.
  const driver = openPostgres(`${server.url}?options=-c%20deadlock_timeout%3D3s`);
  await useSite(driver, SITE);
  const other = new Client(server.url);
  await other.connect();
  await other.query("SET deadlock_timeout = '600s'; BEGIN; LOCK TABLE webhooks");
  const failed = backupOf(driver).catch((error: Error) => error.message);
  const isWaiting = async () =>
    (await other.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).rows.length > 0;
  while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 20));
  await other.query('LOCK TABLE sites');
  await other.query('ROLLBACK');
  expect(await failed).toContain('got in the way');
  await other.end();
  await driver.close();
  await server.stop();
});

test('lines are put together however their text is cut, and only line feeds end them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.constantFrom('a', '\u2028', '\r', '“', 'ü', '\n'), { maxLength: 5 })), async (parts) => {
      const texts = parts.map((part) => part.join(''));
      const lines: string[] = [];
      for await (const line of linesOf(some(texts))) lines.push(line);
      const expected = texts.join('').split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(lines).toEqual(expected);
    }),
  );
});
