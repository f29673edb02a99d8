import sql, { raw } from 'sql-template-tag';
import type { Upload } from '../../api/uploads';
import { insertRow, updateRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';
import { clearOldUploads } from './retention';

const DAY = 86_400_000;
/** A name that is in the sheet, in its errors, and in no record. */
const MARK = 'Zephyrine Quill';
const TABLES = raw(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`);

describeOnEachDatabase('keeping sheets for a limited time', (site) => {
  const query = <Row extends object>(statement: ReturnType<typeof sql>) =>
    site().service.database.withSite(site().id, (queries) => queries.query<Row>(statement));
  const settings = async (body: object) =>
    site().call('PUT', '/site/settings', { approvalRows: null, ...body }, { as: await site().signIn('admin@example.org') });
  /** Lets a process work at a later time. */
  const after = async (days: number) => {
    const { work } = await site().service.another(() => new Date(Date.now() + days * DAY));
    await work.clearOld();
  };
  const read = async (id: string): Promise<Upload> => (await site().call('GET', `/uploads/${id}`)).json();
  const waiting = async () => site().finished((await site().submit([insertRow(1002, { 'Caseworker Staff ID': MARK })])).json().id);
  /** The tables in which any of these stands. */
  const placesOf = async (...marks: string[]) => {
    const names = await site().service.database.asOwner((queries) => queries.query<{ name: string }>(TABLES));
    const patterns = marks.map((mark) => `%${mark}%`);
    const places: string[] = [];
    for (const { name } of names) {
      const found = await query(
        sql`SELECT 1 FROM ${raw(name)} t WHERE t.site_id = ${site().id} AND t::text LIKE ANY(${patterns}::text[]) LIMIT 1`,
      );
      if (found.length > 0) places.push(name);
    }
    return places;
  };

  test('nothing is deleted unless an administrator says so', async () => {
    const upload = await waiting();
    await after(4000);
    expect(await read(upload.id)).toMatchObject({ state: 'needs-fixes', clearedAt: null });
  });

  test('what was sent is nowhere any more when its time is over; what it changed stays, and can be undone', async () => {
    const before = await site().complete([insertRow(1003), updateRow(1001)]);
    const log = (await site().call('GET', `/uploads/${before}/log`)).json();
    const open = await waiting();
    // Its cells are packed: the row is found by the upload.
    expect(await placesOf(MARK, open.id)).toEqual(expect.arrayContaining(['upload_cells', 'upload_errors']));
    expect((await settings({ retentionDays: 400 })).statusCode).toBe(200);
    await after(399);
    expect(await read(open.id)).toMatchObject({ state: 'needs-fixes', clearedAt: null });
    await after(401);
    expect(await placesOf(MARK, open.id)).toEqual(['uploads']);
    expect(await read(open.id)).toMatchObject({ state: 'cancelled', clearedAt: expect.any(String) });
    expect(await read(before)).toMatchObject({ state: 'complete', accepted: 2, clearedAt: expect.any(String) });
    const cleared = (await site().call('GET', `/uploads/${before}/log`)).json();
    expect(cleared).toMatchObject({ rows: log.rows, mail: null });
    expect((await site().call('POST', `/uploads/${before}/undo`)).json()).toMatchObject({ state: 'undone', left: [] });
  });

  test('who set the days, and when what was deleted, is on record', async () => {
    await settings({ retentionDays: 90 });
    await waiting();
    await after(91);
    const audit = await query(
      sql`SELECT setting, changed_by AS by, after ->> 'retentionDays' AS days, after ->> 'uploads' AS uploads FROM site_audit WHERE site_id = ${site().id} ORDER BY changed_at`,
    );
    expect(audit).toEqual([
      { setting: 'settings', by: 'admin@example.org', days: '90', uploads: null },
      { setting: 'retention', by: 'retention', days: null, uploads: '1' },
    ]);
  });

  test('fewer days than an upload can be undone are refused; other settings leave the days as they are', async () => {
    expect((await settings({ retentionDays: 29 })).statusCode).toBe(400);
    await settings({ retentionDays: 60 });
    await settings({ digests: true });
    expect((await site().call('GET', '/site')).json()).toMatchObject({ retentionDays: 60, digests: true });
    await settings({ retentionDays: null });
    expect((await site().call('GET', '/site')).json()).toMatchObject({ retentionDays: null });
  });

  test('an upload at work is left until it has come to rest', async () => {
    await settings({ retentionDays: 30 });
    const { id } = await waiting();
    await query(sql`UPDATE uploads SET state = 'applying' WHERE site_id = ${site().id} AND upload_id = ${id}`);
    const { database } = site().service;
    const later = new Date(Date.now() + 31 * DAY);
    expect(await database.withSite(site().id, (queries) => clearOldUploads(queries, site().id, later))).toBe(0);
    await query(sql`UPDATE uploads SET state = 'failed' WHERE site_id = ${site().id} AND upload_id = ${id}`);
    expect(await database.withSite(site().id, (queries) => clearOldUploads(queries, site().id, later))).toBe(1);
  });
});
