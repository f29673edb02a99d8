import { MessageChannel } from 'node:worker_threads';
import sql from 'sql-template-tag';
import type { Driver } from '../driver';
import { openPglite } from './pglite';
import { connectDriver, serveDriver } from './port';

let served: Driver;
beforeAll(async () => {
  served = await openPglite();
  await served.script('CREATE TABLE kept (id integer PRIMARY KEY)');
});
afterAll(() => served.close());
beforeEach(() => served.script('DELETE FROM kept'));

function connect() {
  const { port1, port2 } = new MessageChannel();
  serveDriver(served, port1);
  return connectDriver(port2);
}
const ids = async () => (await served.script('SELECT id FROM kept ORDER BY id')) as { id: number }[];

test('a transaction commits everything or nothing', async () => {
  const driver = connect();
  await driver.transaction((queries) => queries.query(sql`INSERT INTO kept VALUES (${1}), (${2})`));
  const refused = driver.transaction(async (queries) => {
    await queries.query(sql`INSERT INTO kept VALUES (3)`);
    await queries.query(sql`INSERT INTO kept VALUES (1)`);
  });
  await expect(refused).rejects.toMatchObject({ code: '23505' });
  await expect(
    driver.transaction(async (queries) => {
      await queries.query(sql`INSERT INTO kept VALUES (4)`);
      throw new RangeError('mine');
    }),
  ).rejects.toThrow('mine');
  expect(await ids()).toEqual([{ id: 1 }, { id: 2 }]);
  await driver.close();
});

test('transactions of several threads wait for each other', async () => {
  const [one, other] = [connect(), connect()];
  const seen: string[] = [];
  await Promise.all(
    [one, other].map((driver, place) =>
      driver.transaction(async (queries) => {
        seen.push(`in ${place}`);
        await queries.query(sql`INSERT INTO kept VALUES (${place})`);
        seen.push(`out ${place}`);
      }),
    ),
  );
  expect(seen.join()).toMatch(/^in (\d),out \1,in (\d),out \2$/);
  await Promise.all([one.close(), other.close()]);
});

test('a thread’s open transaction is rolled back when it ends, and the next one continues', async () => {
  const lost = connect();
  void lost
    .transaction(async (queries) => {
      await queries.query(sql`INSERT INTO kept VALUES (5)`);
      await lost.close();
      await queries.query(sql`INSERT INTO kept VALUES (6)`);
    })
    .catch(() => undefined);
  const next = connect();
  await next.transaction((queries) => queries.query(sql`INSERT INTO kept VALUES (7)`));
  // The other may have had its turn after this one.
  await next.script('SELECT 1');
  expect(await ids()).toEqual([{ id: 7 }]);
  await next.close();
});

test('queries fail with DatabaseAway after the database’s thread has ended', async () => {
  const driver = connect();
  await driver.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(driver.script('SELECT 1')).rejects.toMatchObject({ code: 'DATABASE_AWAY' });
});
