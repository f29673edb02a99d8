import sql, { raw } from 'sql-template-tag';
import type { Upload } from '../../api/uploads';
import { insertRow, updateRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';
import { CLEARED_TABLES, clearOldUploads } from './retention';

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

  /** An upload with a fix, a row that was left out, mails, and words of the user and of an approver; complete. */
  const fixed = async () => {
    const { call, submit, finished, id: siteId } = site();
    const { id } = (await submit([insertRow(1003, { 'Caseload Status': 'Actve' }), insertRow(99), updateRow(1001)])).json();
    await finished(id);
    const { groups } = (await call('GET', `/uploads/${id}/errors`)).json();
    const fixes = [
      { group: groups[0].id, value: 'active' },
      { group: groups[1].id, leaveOut: true },
    ];
    await call('PUT', `/uploads/${id}/fixes`, { fixes });
    await call('POST', `/uploads/${id}/next`);
    await finished(id);
    await query(
      sql`INSERT INTO upload_approvals (site_id, upload_id, decision, decided_by, decided_at, note) VALUES (${siteId}, ${id}, 'sent-back', 'x@example.org', now(), ${MARK})`,
    );
    await query(
      sql`UPDATE uploads SET note = ${MARK}, approval = jsonb_build_object('state', 'approved', 'by', 'x@example.org', 'at', '2026-01-05T10:00:00.000Z', 'note', ${MARK}::text)
       WHERE site_id = ${siteId} AND upload_id = ${id}`,
    );
    return id;
  };

  test('what was sent is nowhere any more when its time is over; what it changed stays', async () => {
    const before = await fixed();
    const log = (await site().call('GET', `/uploads/${before}/log`)).json();
    const open = await waiting();
    // Cells are packed: their row is found by the upload.
    expect(await placesOf(before, open.id)).toEqual(expect.arrayContaining([...CLEARED_TABLES, 'upload_approvals']));
    expect(await placesOf(MARK)).toEqual(expect.arrayContaining(['upload_errors', 'upload_approvals', 'uploads']));
    expect((await settings({ retentionDays: 400 })).statusCode).toBe(200);
    await after(399);
    expect(await read(open.id)).toMatchObject({ state: 'needs-fixes', clearedAt: null });
    await after(401);
    expect(await placesOf(MARK)).toEqual([]);
    expect((await placesOf(before, open.id)).sort()).toEqual(['audit', 'upload_approvals', 'uploads']);
    expect(await read(open.id)).toMatchObject({ state: 'cancelled', progress: 0, clearedAt: expect.any(String) });
    expect(await read(before)).toMatchObject({
      state: 'complete',
      accepted: 2,
      approval: { state: 'approved', note: null },
      clearedAt: expect.any(String),
    });
    const cleared = (await site().call('GET', `/uploads/${before}/log`)).json();
    expect(cleared).toMatchObject({ rows: log.rows.filter(({ result }: { result: string }) => result === 'accepted'), mail: null });
  });

  test('what was completed late is kept until its mails have been tried', async () => {
    await settings({ retentionDays: 30 });
    const id = await site().complete([insertRow(1003)]);
    const now = Date.now();
    const clearAt = (days: number) =>
      site().service.database.withSite(site().id, (queries) => clearOldUploads(queries, site().id, new Date(now + days * DAY)));
    await query(sql`UPDATE uploads SET created_at = created_at - interval '31 days' WHERE site_id = ${site().id} AND upload_id = ${id}`);
    expect([await clearAt(1), await clearAt(3)]).toEqual([0, 1]);
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
    await query(sql`UPDATE uploads SET state = 'failed', problem = 'Choose Retry' WHERE site_id = ${site().id} AND upload_id = ${id}`);
    expect(await database.withSite(site().id, (queries) => clearOldUploads(queries, site().id, later))).toBe(1);
    expect(await read(id)).toMatchObject({ state: 'cancelled', problem: null });
  });
});
