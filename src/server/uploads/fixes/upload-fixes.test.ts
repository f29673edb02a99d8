import { insertRow, updateRow } from '../../testing/small-site';
import { describeOnEachDatabase } from '../../testing/test-site';

describeOnEachDatabase('fixing an upload', (site) => {
  /** An upload with a wrong status and an unknown participant; its groups, and a way to save fixes. */
  async function open() {
    const { call, submit, finished } = site();
    const { id } = (await submit([insertRow(1002, { 'Caseload Status': 'Actve' }), insertRow(99)])).json();
    expect(await finished(id)).toMatchObject({ state: 'needs-fixes' });
    const page = (await call('GET', `/uploads/${id}/errors`)).json();
    const save = async (...fixes: object[]) => (await call('PUT', `/uploads/${id}/fixes`, { fixes })).json();
    return { id, page, status: page.groups[0], unknown: page.groups[1], save };
  }

  test('the errors are listed by page, each list once', async () => {
    const { id, page, status, unknown } = await open();
    expect(page).toMatchObject({ lists: { 'Caseload Status': ['Active'] }, next: null, total: 2, corrected: 0 });
    expect(status).toMatchObject({ fixable: true, fix: null, list: 'Caseload Status' });
    const first = (await site().call('GET', `/uploads/${id}/errors?limit=1`)).json();
    expect(first).toMatchObject({ groups: [status], next: '1', total: 2 });
    const second = (await site().call('GET', `/uploads/${id}/errors?limit=1&cursor=${first.next}`)).json();
    expect(second).toMatchObject({ groups: [unknown], lists: {}, next: null });
  });

  test('a fix is saved at once, if it is valid', async () => {
    const { id, status, save } = await open();
    expect(await save({ group: status.id, value: 'Gone' })).toMatchObject({ status: 400, detail: expect.stringContaining('Gone') });
    expect(await save({ group: 'nothing', leaveOut: true })).toMatchObject({ status: 400 });
    expect(await save({ group: status.id, value: 'active' })).toEqual({
      groups: [{ ...status, fix: { value: 'active' } }],
      total: 2,
      corrected: 1,
    });
    expect((await site().call('GET', `/uploads/${id}/errors`)).json().groups[0].fix).toEqual({ value: 'active' });
    expect((await site().call('POST', `/uploads/${id}/next`)).json()).toMatchObject({ status: 409, code: 'fixes-missing' });
  });

  test('once every error is corrected or left out, the upload is checked again and applied; the log names who chose', async () => {
    const { id, status, unknown, save } = await open();
    await save({ group: status.id, value: 'active' }, { group: unknown.id, leaveOut: true });
    expect((await site().call('POST', `/uploads/${id}/next`)).statusCode).toBe(200);
    expect(await site().finished(id)).toMatchObject({ state: 'complete', received: 2, accepted: 1 });
    expect((await site().call('GET', `/uploads/${id}/log`)).json().rows).toMatchObject([
      {
        row: 2,
        action: 'Insert',
        participantId: 1002,
        result: 'accepted',
        after: { status: 'Active' },
        choices: [{ column: 'Caseload Status', value: 'active', by: 'all@example.org' }],
      },
      { row: 3, action: 'Insert', participantId: 99, result: 'not accepted', reason: expect.stringContaining('99') },
    ]);
    expect(await save({ group: status.id, value: 'Active' })).toMatchObject({ status: 409 });
  });

  test('of two equal rows, one is left out and the other one stays', async () => {
    const { call, submit, finished } = site();
    const { id } = (await submit([insertRow(1002), insertRow(1003), insertRow(1002)])).json();
    expect(await finished(id)).toMatchObject({ state: 'needs-fixes' });
    const groups = async () => (await call('GET', `/uploads/${id}/errors`)).json();
    const { groups: before, corrected } = await groups();
    expect([before.map(({ rows, settled }: { rows: number[]; settled: boolean }) => [rows, settled]), corrected]).toEqual([
      [
        [[2], false],
        [[4], false],
      ],
      0,
    ]);
    const save = async (fix: object) => (await call('PUT', `/uploads/${id}/fixes`, { fixes: [{ group: before[1].id, ...fix }] })).json();
    const saved = await save({ leaveOut: true });
    expect(saved).toMatchObject({
      groups: [
        { ...before[0], settled: true },
        { fix: { leaveOut: true }, settled: false },
      ],
      corrected: 2,
    });
    expect(await groups()).toMatchObject({ groups: saved.groups, corrected: 2 });
    // Taken back, both are open again.
    expect(await save({ open: true })).toEqual({ groups: before, total: 2, corrected: 0 });
    expect((await call('POST', `/uploads/${id}/next`)).json()).toMatchObject({ code: 'fixes-missing' });
    await save({ leaveOut: true });
    expect((await call('POST', `/uploads/${id}/next`)).statusCode).toBe(200);
    expect(await finished(id)).toMatchObject({ state: 'complete', received: 3, accepted: 2 });
    const results = (await call('GET', `/uploads/${id}/log`)).json().rows;
    expect(results.map(({ row, result }: { row: number; result: string }) => `${row} ${result}`)).toEqual([
      '2 accepted',
      '3 accepted',
      '4 not accepted',
    ]);
  });

  test('of three equal rows, none is settled before the other two are left out, for whatever reason they are', async () => {
    const { call, submit, finished } = site();
    const wrong = insertRow(1002, { 'Caseload Status': 'Actve' });
    const { id } = (await submit([insertRow(1002), wrong, insertRow(1002)])).json();
    expect(await finished(id)).toMatchObject({ state: 'needs-fixes' });
    const { groups } = (await call('GET', `/uploads/${id}/errors`)).json();
    const groupOf = (code: string, row: number) =>
      groups.find((group: { code: string; rows: number[] }) => group.code === code && group.rows[0] === row).id;
    const save = async (...fixes: object[]) => (await call('PUT', `/uploads/${id}/fixes`, { fixes })).json();
    const settledIn = ({ groups: changed }: { groups: { rows: number[]; settled: boolean }[] }) =>
      changed.filter(({ settled }) => settled).map(({ rows }) => rows[0]);
    expect(settledIn(await save({ group: groupOf('row.duplicate', 2), leaveOut: true }))).toEqual([]);
    // Row 3 goes because of its status; its own error of equal rows is settled by that, too.
    expect(settledIn(await save({ group: groupOf('cell.not-listed', 3), leaveOut: true }))).toEqual([3, 4]);
    expect((await call('POST', `/uploads/${id}/next`)).statusCode).toBe(200);
    expect(await finished(id)).toMatchObject({ state: 'complete', received: 3, accepted: 1 });
  });

  test('of equal Updates, the one that is written differently can stay, too', async () => {
    const { call, submit, finished } = site();
    const same = { 'Program ID': 11 };
    const { id } = (await submit([updateRow(1001), updateRow(1001, same), updateRow(1001, same)])).json();
    expect(await finished(id)).toMatchObject({ state: 'needs-fixes' });
    const { groups } = (await call('GET', `/uploads/${id}/errors`)).json();
    const leaveOut = groups
      .filter(({ rows: [row] }: { rows: number[] }) => row !== 2)
      .map((group: { id: string }) => ({ group: group.id, leaveOut: true }));
    expect((await call('PUT', `/uploads/${id}/fixes`, { fixes: leaveOut })).json()).toMatchObject({ total: 3, corrected: 3 });
    expect((await call('POST', `/uploads/${id}/next`)).statusCode).toBe(200);
    expect(await finished(id)).toMatchObject({ state: 'complete', received: 3, accepted: 1 });
  });
});
