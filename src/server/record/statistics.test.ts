import sql from 'sql-template-tag';
import { createDatabase } from '../database/database';
import { openPglite } from '../database/embedded/pglite';
import { migrate } from '../database/migrations';
import { importSite } from '../sites/site-store';
import { makeSite } from '../testing/small-site';
import { Statistics } from './statistics';

test('statistics are gathered at the start and after enough changes, one gathering at a time; the more is on record, the more it takes', async () => {
  const driver = await openPglite();
  await migrate(driver);
  const database = createDatabase(driver);
  await importSite(database, makeSite('one'));
  let gathered = 0;
  const counting = {
    ...database,
    asOwner: ((work) => {
      gathered++;
      return database.asOwner(work);
    }) as typeof database.asOwner,
  };
  const failures: unknown[] = [];
  const statistics = new Statistics({ database: counting, failed: (error) => failures.push(error) });
  const idle = async () => {
    await statistics.idle();
    return gathered;
  };
  statistics.start();
  expect(await idle()).toBe(1);
  // What little there is takes little.
  statistics.changed(20);
  expect(await idle()).toBe(1);
  statistics.changed(400);
  expect(await idle()).toBe(2);
  // Ten uploads at once: one gathering, and one for what came meanwhile.
  for (let upload = 0; upload < 10; upload++) statistics.changed(600);
  expect(await idle()).toBe(4);

  await database.asOwner((queries) =>
    queries.query(sql`INSERT INTO assignments (site_id, assignment_id, participant_id, staff_id, relationship, status, start_date, end_date)
      SELECT 'one', gen_random_uuid(), 1001, 101, 'Primary', 'Active', '2025-01-01', '2025-02-01' FROM generate_series(1, 20000)`),
  );
  statistics.changed(20_000);
  expect(await idle()).toBe(5);
  statistics.changed(2400);
  expect(await idle()).toBe(5);
  statistics.changed(200);
  expect(await idle()).toBe(6);
  statistics.changed(20_000);
  await statistics.stop();
  statistics.changed(20_000);
  expect([await idle(), failures]).toEqual([7, []]);
  await driver.close();
});
