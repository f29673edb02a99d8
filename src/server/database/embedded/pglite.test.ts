import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { isDiskFull } from '../../http/problem';
import { openPglite } from './pglite';

test('with the disk nearly full no transaction starts; with space again it continues', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-room-'));
  let room = 2 ** 40;
  const driver = await openPglite(join(folder, 'database'), async () => room);
  try {
    await driver.script('CREATE TABLE kept (id integer)');
    room = 1024;
    const refused = await driver.transaction((queries) => queries.query(sql`INSERT INTO kept VALUES (1)`)).catch((error: unknown) => error);
    expect(isDiskFull(refused)).toBe(true);
    room = 2 ** 40;
    expect(await driver.transaction((queries) => queries.query(sql`SELECT count(*) AS rows FROM kept`))).toEqual([{ rows: 0 }]);
  } finally {
    await driver.close();
    rmSync(folder, { recursive: true });
  }
});

/** A new folder for a database, and how to take it away. */
function newFolder(): { readonly folder: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'caseload-new-'));
  return { folder: join(parent, 'database'), remove: () => rmSync(parent, { recursive: true }) };
}

test('an interrupted creation of a database is completed by the next process', async () => {
  const { folder, remove } = newFolder();
  const first = await openPglite(folder);
  await first.script('CREATE TABLE kept (id integer)');
  await first.close();
  // As it is while a new database moves into its folder: a part is there.
  mkdirSync(`${folder}.new`);
  for (const name of readdirSync(folder).filter((_, place) => place % 2 === 0)) renameSync(join(folder, name), join(`${folder}.new`, name));
  if (existsSync(join(folder, 'PG_VERSION'))) renameSync(join(folder, 'PG_VERSION'), join(`${folder}.new`, 'PG_VERSION'));
  // And what was left of one that was broken off earlier.
  mkdirSync(`${folder}.unfinished`);
  const driver = await openPglite(folder);
  try {
    expect(await driver.script('SELECT count(*) AS rows FROM kept')).toEqual([{ rows: 0 }]);
    expect(existsSync(`${folder}.new`)).toBe(false);
  } finally {
    await driver.close();
    remove();
  }
});

test('files in a folder without a complete database are never overwritten', async () => {
  const { folder, remove } = newFolder();
  mkdirSync(join(folder, 'base'), { recursive: true });
  writeFileSync(join(folder, 'base', 'somebody’s'), 'data');
  try {
    await expect(openPglite(folder)).rejects.toThrow('ENOTEMPTY');
    expect(readFileSync(join(folder, 'base', 'somebody’s'), 'utf8')).toBe('data');
  } finally {
    remove();
  }
});
