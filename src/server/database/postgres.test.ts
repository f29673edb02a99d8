import { raw } from 'sql-template-tag';
import { openTestDatabase } from '../testing/postgres/test-database';
import { DatabaseAway } from './driver';

test('a server that can’t be used right now is away, also when a pooler keeps the connection; other errors stay as they are', async () => {
  const driver = await openTestDatabase();
  const raise = (code: string) => raw(`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`);
  for (const code of ['08006', '08P01', '57P01', '57P02', '57P03', '53300', '25006']) {
    await expect(driver.transaction((queries) => queries.query(raise(code)))).rejects.toBeInstanceOf(DatabaseAway);
    await expect(driver.script(raise(code).text)).rejects.toBeInstanceOf(DatabaseAway);
  }
  // As on a primary that has become a standby.
  const write = driver.transaction(async (queries) => {
    await queries.query(raw('SET TRANSACTION READ ONLY'));
    await queries.query(raw('CREATE TABLE x (y integer)'));
  });
  await expect(write).rejects.toBeInstanceOf(DatabaseAway);
  for (const code of ['23505', '57014', '55P03']) await expect(driver.script(raise(code).text)).rejects.toMatchObject({ code });
  expect(await driver.script('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await driver.close();
});
