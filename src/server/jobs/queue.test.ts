import { createDatabase } from '../database/database';
import { migrate } from '../database/migrations';
import { openPostgres } from '../database/postgres';
import { EMPTY, startPostgres } from '../testing/postgres/test-database';
import { Queue } from './queue';

test('processes that start at the same moment on a new database all open the queue', async () => {
  const server = await startPostgres(EMPTY);
  const drivers = Array.from({ length: 6 }, () => openPostgres(server.url, 2));
  await Promise.all(drivers.map(migrate));
  const failures: unknown[] = [];
  const queues = drivers.map(
    (driver) => new Queue({ database: createDatabase(driver), run: async () => undefined, failed: (error) => failures.push(error) }),
  );
  await Promise.all(queues.map((queue) => queue.open()));
  expect((await queues[0]?.states())?.map(({ queue }) => queue).sort()).toEqual([
    'apply',
    'apply-large',
    'check',
    'check-large',
    'mail',
    'webhook',
  ]);
  expect(failures).toEqual([]);
  await Promise.all(queues.map((queue) => queue.stop()));
  await Promise.all(drivers.map((driver) => driver.close()));
  await server.stop();
});
