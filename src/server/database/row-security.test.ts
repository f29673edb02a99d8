import sql from 'sql-template-tag';
import { insertRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';
import type { SiteId } from './database';

const FORGETFUL = [sql`SELECT count(*)::int AS n FROM participants`, sql`INSERT INTO staff VALUES ('elsewhere', 9, 'A', 'B')`] as const;

const SEARCH = sql`SELECT count(*)::int AS n FROM find_uploads('complete', '%', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 100)`;

describeOnEachDatabase(
  'row-level security',
  (site) => {
    test('a query that forgets the site sees its own site only, and nothing without one', async () => {
      const { database } = site().service;
      const [select, insert] = FORGETFUL;
      const count = (id: SiteId) => database.withSite(id, async (queries) => (await queries.query<{ n: number }>(select))[0]?.n);
      expect(await count(site().id)).toBe(6);
      expect(await count('nowhere' as SiteId)).toBe(0);
      await expect(database.withSite(site().id, (queries) => queries.query(insert))).rejects.toThrow(/row-level security/);
    });

    test('a search, which the owner of the tables runs, finds those of its own site only', async () => {
      const { database } = site().service;
      await site().submit([insertRow(1001)]);
      await site().service.idle();
      const count = (id: SiteId) => database.withSite(id, async (queries) => (await queries.query<{ n: number }>(SEARCH))[0]?.n);
      expect(await count(site().id)).toBe(1);
      expect(await count('nowhere' as SiteId)).toBe(0);
    });

    test('is on for every table but that of the migrations', async () => {
      const tables = await site().service.database.asOwner((queries) =>
        queries.query<{ relname: string; relrowsecurity: boolean }>(
          sql`SELECT relname, relrowsecurity FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' AND nspname = 'public'`,
        ),
      );
      expect(tables.filter((table) => !table.relrowsecurity).map((table) => table.relname)).toEqual(['migrations']);
    });
  },
  FORGETFUL.map(({ text }) => text),
);
