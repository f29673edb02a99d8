import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDiskFull } from '../problem';
import { openPglite } from './pglite';

test('with the disk nearly full nothing is begun, and once there is room again it goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-room-'));
  let room = 2 ** 40;
  const driver = await openPglite(join(folder, 'database'), async () => room);
  try {
    await driver.script('CREATE TABLE kept (id integer)');
    room = 1024;
    const refused = await driver.transaction((queries) => queries.query('INSERT INTO kept VALUES (1)')).catch((error: unknown) => error);
    expect(isDiskFull(refused)).toBe(true);
    room = 2 ** 40;
    expect(await driver.transaction((queries) => queries.query('SELECT count(*) AS rows FROM kept'))).toEqual([{ rows: 0 }]);
  } finally {
    await driver.close();
    rmSync(folder, { recursive: true });
  }
});
