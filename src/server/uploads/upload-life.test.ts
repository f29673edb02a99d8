import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import type { Upload } from '../../api/uploads';
import { HEADER, insertRow, updateRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';

describeOnEachDatabase('an upload', (site) => {
  test('is received, checked, applied as a whole, logged, confirmed by mail and audited', async () => {
    const { service, id: siteId, call, submit, finished } = site();
    const response = await submit([insertRow(1002), updateRow(1001, { 'Caseload Status': 'Active' })]);
    expect([response.statusCode, response.json().state]).toEqual([202, 'received']);
    const upload = await finished(response.json().id);
    expect(upload).toMatchObject({
      state: 'complete',
      received: 2,
      accepted: 2,
      progress: 1,
      createdBy: 'all@example.org',
      type: 'Caseload',
    });
    const log = (await call('GET', `/uploads/${upload.id}/log`)).json();
    expect(log.rows).toMatchObject([
      {
        row: 2,
        action: 'Insert',
        participantId: 1002,
        result: 'accepted',
        before: null,
        after: { start: '2026-03-01', end: null, status: 'Active' },
      },
      {
        row: 3,
        action: 'Update',
        participantId: 1001,
        before: { end: null },
        after: { start: '2025-02-01', end: '2026-04-01', reason: 'Goals met' },
      },
    ]);
    const mail = readFileSync(join(service.folder, 'outbox', `${upload.id}.eml`), 'utf8');
    expect(mail).toContain('To: all@example.org');
    expect(mail).toContain('Records received: 2');
    expect(mail).toContain('Records accepted: 2');
    expect(log.mail).toMatchObject({ to: 'all@example.org', sentAt: expect.any(String) });
    const audit = await service.database.withSite(siteId, (queries) =>
      queries.query<{ what: string; changed_by: string }>(
        sql`SELECT what, changed_by FROM audit WHERE site_id = ${siteId} AND upload_id = ${upload.id} ORDER BY row_number`,
      ),
    );
    expect(audit.map(({ what, changed_by }) => `${what} ${changed_by}`)).toEqual(['begun all@example.org', 'ended all@example.org']);
    expect((await call('GET', `/uploads/${upload.id}/log.csv`)).body).toContain('3,Update,1001,accepted');
    const { readXlsx } = await import('hucre/xlsx');
    const { sheets } = await readXlsx((await call('GET', `/uploads/${upload.id}/log.xlsx`)).rawPayload);
    expect(sheets[0]?.rows[2]?.slice(0, 4)).toEqual([3, 'Update', 1001, 'accepted']);
    expect((await call('GET', '/uploads?tab=complete')).json().uploads.map((one: Upload) => one.id)).toEqual([upload.id]);
  });

  test('is confirmed by one mail', async () => {
    const outbox = join(site().service.folder, 'outbox');
    const count = () => readdirSync(outbox, { withFileTypes: true }).length;
    await site().complete([insertRow(1001)]);
    const before = count();
    await site().complete([insertRow(1002)]);
    await site().complete([insertRow(1003)]);
    await site().finished((await site().submit([insertRow(99)])).json().id);
    expect(count() - before).toBe(2);
  });

  test('sent twice with the same key is one upload', async () => {
    const rows = [insertRow(1003)];
    const [first, second] = [await site().submit(rows, 'same'), await site().submit(rows, 'same')];
    expect(second.json().id).toBe(first.json().id);
    expect(await site().finished(first.json().id)).toMatchObject({ state: 'complete', accepted: 1 });
  });

  test('with the same key but another sheet, another name or as a test is refused: nothing is dropped silently', async () => {
    const body = { name: 'Keyed', cells: [HEADER, insertRow(99)] };
    const send = (more: object) => site().call('POST', '/uploads', { ...body, ...more }, { headers: { 'idempotency-key': 'keyed' } });
    const { id } = (await send({})).json();
    expect((await send({})).json()).toMatchObject({ id });
    for (const other of [{ cells: [HEADER, insertRow(98)] }, { name: 'Other' }, { test: true }])
      expect((await send(other)).json()).toMatchObject({ status: 422, code: 'key-reused' });
  });

  test('as a test keeps its rows where they stand on the sheet', async () => {
    const cells = [HEADER, [], insertRow(1002), [], insertRow(99), insertRow(98)];
    const answer = await site().call('POST', '/uploads', { name: 'Test', cells, test: true }, { headers: { 'idempotency-key': 'test' } });
    const upload = await site().finished(answer.json().id);
    expect(upload).toMatchObject({ state: 'needs-fixes', received: 2 });
    const { groups } = (await site().call('GET', `/uploads/${upload.id}/errors`)).json();
    expect(groups).toMatchObject([{ code: 'participant.unknown', rows: [5] }]);
  });

  test('with errors needs fixes, lists them in groups, applies nothing, and can be cancelled once', async () => {
    const { call, submit, finished } = site();
    const wrong = { 'Caseload Status': 'Actve' };
    const { id } = (await submit([insertRow(1002, wrong), insertRow(1001, wrong), insertRow(99)])).json();
    expect(await finished(id)).toMatchObject({ state: 'needs-fixes', accepted: null });
    const { groups } = (await call('GET', `/uploads/${id}/errors`)).json();
    expect(groups).toMatchObject([
      { code: 'cell.not-listed', column: 'Caseload Status', value: 'Actve', count: 2, rows: [2, 3], suggestions: ['Active'] },
      { code: 'participant.unknown', column: 'Participant ID', value: '99', count: 1, rows: [4] },
    ]);
    expect((await call('GET', `/uploads/${id}/log`)).json().rows).toEqual([]);
    expect((await call('POST', `/uploads/${id}/cancel`)).json().state).toBe('cancelled');
    expect((await call('POST', `/uploads/${id}/cancel`)).json()).toMatchObject({ status: 409 });
  });

  test('reports its progress as server-sent events until it is at rest', async () => {
    const { id } = (await site().submit([insertRow(1001)])).json();
    const { body, headers } = await site().call('GET', `/uploads/${id}/events`);
    expect(headers['content-type']).toBe('text/event-stream');
    const states = body.split('\n').flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6)).state] : []));
    expect(states.at(-1)).toBe('complete');
  });

  test('is found by name and user, page by page', async () => {
    const names = async (query: string) => {
      const { uploads, next } = (await site().call('GET', `/uploads?tab=complete&${query}`)).json();
      return { names: uploads.map(({ name }: Upload) => name), next };
    };
    for (const [place, name] of ['March 1', 'April list', 'March 2', 'March 3', 'List – June'].entries()) {
      const cells = [HEADER, insertRow(1001 + place)];
      await site().call('POST', '/uploads', { name, cells }, { headers: { 'idempotency-key': name } });
      await site().service.idle();
    }
    expect(await names('search=APRIL')).toEqual({ names: ['April list'], next: null });
    // A keyboard has no long dash.
    expect(await names(`search=${encodeURIComponent('list - June')}`)).toEqual({ names: ['List – June'], next: null });
    expect(await names('search=100%25')).toEqual({ names: [], next: null });
    expect((await names('search=all@example')).names).toHaveLength(5);
    const first = await names('search=march&limit=2');
    const second = await names(`search=march&limit=2&cursor=${encodeURIComponent(first.next)}`);
    expect([first.names, second]).toEqual([['March 3', 'March 2'], { names: ['March 1'], next: null }]);
  });

  test('is found by signs that mean something in a pattern, as by any other', async () => {
    const names = ['100% of May', '1000 of May', 'a_list', 'a list', 'in C:\\Lists', 'in C:Lists'];
    for (const [place, name] of names.entries()) {
      await site().call('POST', '/uploads', { name, cells: [HEADER, insertRow(1001 + place)] }, { headers: { 'idempotency-key': name } });
      await site().service.idle();
    }
    const found = async (search: string) => {
      const { uploads } = (await site().call('GET', `/uploads?tab=complete&search=${encodeURIComponent(search)}`)).json();
      return uploads.map(({ name }: Upload) => name);
    };
    expect(await Promise.all(['100% of', 'a_l', '\\l', '%', '_', '%%'].map(found))).toEqual([
      ['100% of May'],
      ['a_list'],
      ['in C:\\Lists'],
      ['100% of May'],
      ['a_list'],
      [],
    ]);
  });
});
