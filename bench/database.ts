import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import type { Driver } from '../src/server/database/driver';
import { openPglite } from '../src/server/database/embedded/pglite';
import { openPgliteThread } from '../src/server/database/embedded/pglite-thread';
import { report, timed } from './report';

const SMALL = 500;
const ROUNDS = 5;
const NUMBERS = Array.from({ length: 100_000 }, (_, number) => number);

const small = async (driver: Driver) => {
  for (let count = 0; count < SMALL; count++) await driver.transaction((queries) => queries.query(sql`SELECT ${count}::integer AS n`));
};
const large = (driver: Driver) =>
  driver.transaction((queries) => queries.query(sql`SELECT n, n::text AS t FROM unnest(${NUMBERS}::integer[]) AS u(n)`));

/** The overhead of running the embedded database in its own thread: the same statements both ways, alternately. */
export async function benchDatabase(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-database-'));
  const [here, thread] = [await openPglite(join(folder, 'here')), await openPgliteThread(join(folder, 'thread'))];
  for (const [name, run] of [
    [`${SMALL} transactions of one small statement`, small],
    ['a statement with 100,000 values that returns as many rows', large],
  ] as const) {
    const [inHere, inThread]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      inHere.push(await timed(() => run(here)));
      inThread.push(await timed(() => run(thread)));
    }
    const [one, other] = [Math.min(...inHere), Math.min(...inThread)];
    report(`PGlite, ${name}: main thread / own thread (ms)`, `${one.toFixed(0)} / ${other.toFixed(0)}, ratio ${(other / one).toFixed(2)}`);
  }
  await here.close();
  await thread.close();
  rmSync(folder, { recursive: true, force: true });
}
