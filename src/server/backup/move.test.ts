import sql from 'sql-template-tag';
import { beginSession } from '../accounts/sessions';
import type { SiteId } from '../database/database';
import type { Driver } from '../database/driver';
import { openPglite } from '../database/embedded/pglite';
import { openPostgres } from '../database/postgres';
import { openTestDatabase } from '../testing/postgres/test-database';
import { serveDatabase, useSite } from '../testing/used-site';
import { copyRows } from './copy';
import { moveSite } from './move';

const [ONE, TWO, THREE] = ['one', 'two', 'three'] as SiteId[] as [SiteId, SiteId, SiteId];
const contents = (driver: Driver, site?: SiteId) => driver.transaction((queries) => copyRows(queries, undefined, site));
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => '',
    (error: Error) => error.message,
  );

describe.each([
  ['PGlite', () => openPglite()],
  ['PostgreSQL', () => openTestDatabase()],
] as const satisfies readonly (readonly [string, () => Promise<Driver>])[])('a site, moved from %s', (kind, open) => {
  let from: Driver;
  let to: Driver;
  beforeEach(async () => {
    [from, to] = [await open(), await openTestDatabase()];
    await useSite(from, ONE);
    await useSite(from, TWO);
    await useSite(to, THREE);
  });
  afterEach(async () => {
    await from.close();
    await to.close();
  });

  test('is in the other database as it was, and no more in this one; others are as they were; what was in progress is finished there', async () => {
    const before = { one: await contents(from, ONE), two: await contents(from, TWO), three: await contents(to, THREE) };
    expect(before.one.rows).toBeGreaterThan(40);
    expect(await moveSite(from, to, ONE)).toEqual(before.one);
    expect(await contents(to, ONE)).toEqual(before.one);
    expect(await contents(to, THREE)).toEqual(before.three);
    expect(await contents(from)).toEqual(before.two);
    expect(await from.script(`SELECT 1 FROM sessions WHERE site_id = '${ONE}'`)).toEqual([]);

    const service = await serveDatabase(to, THREE);
    await service.idle();
    const token = await service.database.withSite(ONE, (queries) => beginSession(queries, ONE, 'all@example.org'));
    const call = async (method: 'GET' | 'POST', path: string) =>
      (await service.app.inject({ method, url: `/api${path}`, headers: { authorization: `Bearer ${token}` } })).json();
    const { uploads } = await call('GET', '/uploads?tab=complete');
    expect(uploads.map(({ state }: { state: string }) => state).sort()).toEqual(['complete', 'complete', 'undone']);
    const first = uploads.find(({ state }: { state: string }) => state === 'complete');
    expect(await call('POST', `/uploads/${first.id}/undo`)).toMatchObject({ state: 'undone', left: [] });
    await service.idle();
    await service.stop();
  });

  test('that isn’t there, or that the other database has with other contents, is not moved', async () => {
    const before = [await contents(from), await contents(to)];
    expect(await problemOf(moveSite(from, to, 'nobody' as SiteId))).toContain('no site nobody');
    await useSite(to, TWO);
    const others = await contents(to);
    expect(await problemOf(moveSite(from, to, TWO))).toContain('already has a site two with other contents');
    expect([await contents(from), await contents(to)]).toEqual([before[0], others]);
  });

  test('whose move has stopped between the two commits is in both, and is deleted here when it is moved again', async () => {
    const before = await contents(from, ONE);
    const broken: Driver = {
      ...from,
      transaction: (work) =>
        from.transaction(async (queries) => {
          await work(queries);
          throw new Error('The power failed.');
        }),
    };
    expect(await problemOf(moveSite(broken, to, ONE))).toBe('The power failed.');
    expect([await contents(from, ONE), await contents(to, ONE)]).toEqual([before, before]);
    expect(await moveSite(from, to, ONE)).toEqual(before);
    expect([(await contents(from, ONE)).rows, await contents(to, ONE)]).toEqual([0, before]);
  });

  // An embedded database is never the other one.
  if (kind === 'PostgreSQL') {
    test('is not moved onto itself by another address, and stays', async () => {
      const before = await contents(from);
      const again = openPostgres(`${from.address?.url}?application_name=other`);
      expect(await problemOf(moveSite(from, again, ONE))).toContain('it is the same one');
      await again.close();
      expect(await contents(from)).toEqual(before);
    });

    test('that changes meanwhile is left where it is; what is added waits, and finds it gone', async () => {
      const before = await contents(from, ONE);
      /** The other database, which runs something when the rows have been copied. */
      const withPause = (pause: () => Promise<unknown>): Driver => ({
        ...to,
        transaction: (work) =>
          to.transaction((queries) =>
            work({
              query: async (statement) => {
                const answer = await queries.query(statement);
                if (statement.text.includes('DECLARE') && statement.text.includes('"webhooks"')) await pause();
                return answer as never;
              },
            }),
          ),
      });
      const rename = () => from.script(`UPDATE uploads SET name = 'Other' WHERE site_id = '${ONE}'`);
      expect(await problemOf(moveSite(from, withPause(rename), ONE))).toContain('got in the way');
      expect((await contents(to, ONE)).rows).toBe(0);
      expect((await contents(from, ONE)).rows).toBe(before.rows);

      let added: Promise<string> | undefined;
      const add = async () => {
        added = problemOf(
          from.transaction((queries) =>
            queries.query(sql`INSERT INTO participants (site_id, participant_id, demographics) VALUES (${ONE}, 77, '{}')`),
          ),
        );
      };
      await moveSite(from, withPause(add), ONE);
      expect(await added).toContain('violates foreign key');
      expect((await contents(from, ONE)).rows).toBe(0);
    });
  }
});
