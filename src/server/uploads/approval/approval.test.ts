import sql from 'sql-template-tag';
import type { Cell } from '../../../core/caseload/cells';
import { HEADER, insertRow, updateRow } from '../../testing/small-site';
import { describeOnEachDatabase } from '../../testing/test-site';

const APPROVER = 'approver@example.org';
const OTHER = 'other@example.org';

describeOnEachDatabase('uploads that wait for approval', (site) => {
  const query = (statement: ReturnType<typeof sql>) => site().service.database.withSite(site().id, (queries) => queries.query(statement));
  /** Sets the rule, and adds two users who may approve. */
  const ask = async (approvalRows: number | null) => {
    const { id } = site();
    await query(sql`UPDATE sites SET approval_rows = ${approvalRows} WHERE site_id = ${id}`);
    for (const email of [APPROVER, OTHER])
      await query(
        sql`INSERT INTO users (site_id, email, name, securities, program_ids) VALUES (${id}, ${email}, 'Approver', '["uploads:approve"]', '[]') ON CONFLICT DO NOTHING`,
      );
  };
  const submitted = async (rows: readonly Cell[][]) => site().finished((await site().submit(rows)).json().id);
  const decide = async (id: string, what: 'approve' | `approve?round=${number}` | 'send-back', as: string, body?: object) =>
    (await site().call('POST', `/uploads/${id}/${what}`, body, { as: await site().signIn(as) })).json();
  const openOf = async (participant: number) =>
    (
      await query(
        sql`SELECT 1 FROM assignments WHERE site_id = ${site().id} AND participant_id = ${participant} AND staff_id = 102 AND end_date IS NULL`,
      )
    ).length;

  test('above a number of rows nothing is applied until somebody else has approved; both get mail', async () => {
    await ask(1);
    // The sheet tells before anything is sent.
    const check = async (rows: Cell[][]) => (await site().call('POST', '/check', { cells: [HEADER, ...rows] })).json().needsApproval;
    expect([await check([insertRow(1003)]), await check([insertRow(1003), insertRow(1004)])]).toEqual([false, true]);
    const upload = await submitted([insertRow(1003), insertRow(1004)]);
    expect(upload).toMatchObject({ state: 'needs-approval', approval: { state: 'waiting', by: null } });
    expect(await openOf(1003)).toBe(0);
    expect((await site().call('GET', '/uploads?tab=in-progress')).json().uploads).toMatchObject([{ id: upload.id }]);
    const asked = (await site().call('GET', '/mails', undefined, { as: await site().signIn(APPROVER) })).json().mails;
    expect(asked).toMatchObject([{ to: APPROVER, subject: expect.stringContaining('is waiting for your approval') }]);
    expect(asked[0].text).not.toMatch(/1003|CN-/);

    const review = (await site().call('GET', `/uploads/${upload.id}/review`, undefined, { as: await site().signIn(APPROVER) })).json();
    expect(review).toMatchObject({
      effects: { begin: 2, end: 0, caseworkers: [{ name: 'Bo Diaz', before: 0, after: 2 }] },
      total: 2,
      rows: [
        { row: 2, participantId: 1003, action: 'Insert', caseworker: 'Bo Diaz', program: null },
        { row: 3, participantId: 1004 },
      ],
    });
    expect(await decide(upload.id, 'approve', APPROVER)).toMatchObject({
      state: 'applying',
      approval: { state: 'approved', by: APPROVER },
    });
    expect(await site().finished(upload.id)).toMatchObject({ state: 'complete', accepted: 2, approval: { by: APPROVER } });
    expect(await openOf(1003)).toBe(1);
    const { mail } = (await site().call('GET', `/uploads/${upload.id}/log`)).json();
    expect(mail).toMatchObject({ to: `all@example.org, ${APPROVER}`, text: expect.stringContaining(`Approved by: ${APPROVER}`) });
    expect(await query(sql`SELECT decision, decided_by FROM upload_approvals WHERE site_id = ${site().id}`)).toEqual([
      { decision: 'approved', decided_by: APPROVER },
    ]);
  });

  test('a sheet in parts is not let through: the rows of one user and day count together; what was approved does not', async () => {
    await ask(2);
    expect(await submitted([insertRow(1003), insertRow(1004)])).toMatchObject({ state: 'complete', approval: null });
    const second = await submitted([insertRow(1005)]);
    expect(second).toMatchObject({ state: 'needs-approval' });
    await decide(second.id, 'approve', OTHER);
    expect(await site().finished(second.id)).toMatchObject({ state: 'complete' });
  });

  test('what waited for fixes since yesterday counts on the day it is applied', async () => {
    await ask(2);
    const { id } = await submitted([insertRow(1003), insertRow(1004, { 'Caseload Status': 'Actve' })]);
    await query(sql`UPDATE uploads SET created_at = now() - interval '25 hours' WHERE site_id = ${site().id} AND upload_id = ${id}`);
    const { groups } = (await site().call('GET', `/uploads/${id}/errors`)).json();
    await site().call('PUT', `/uploads/${id}/fixes`, { fixes: [{ group: groups[0].id, value: 'Active' }] });
    await site().call('POST', `/uploads/${id}/next`);
    expect(await site().finished(id)).toMatchObject({ state: 'complete' });
    expect(await submitted([insertRow(1005)])).toMatchObject({ state: 'needs-approval' });
    await query(sql`UPDATE uploads SET completed_at = now() - interval '25 hours' WHERE site_id = ${site().id} AND upload_id = ${id}`);
    expect(await submitted([insertRow(1006)])).toMatchObject({ state: 'complete' });
  });

  test('who made a token does not approve what it sends, not even after revoking it', async () => {
    await ask(0);
    await query(
      sql`UPDATE users SET securities = securities || '["uploads:approve"]' WHERE site_id = ${site().id} AND email = 'admin@example.org'`,
    );
    const admin = await site().signIn('admin@example.org');
    const token = (await site().call('POST', '/tokens', { name: 'Feed', securities: ['caseload:record'], days: 1 }, { as: admin })).json();
    const sent = await site().call(
      'POST',
      '/uploads',
      { name: 'Feed', cells: [HEADER, insertRow(1003)] },
      { as: token.secret, headers: { 'idempotency-key': 'feed' } },
    );
    const { id } = await site().finished(sent.json().id);
    const asked = await query(sql`SELECT recipient FROM upload_mails WHERE site_id = ${site().id} ORDER BY recipient`);
    expect(asked).toEqual([{ recipient: APPROVER }, { recipient: OTHER }]);
    expect(await decide(id, 'approve', 'admin@example.org')).toMatchObject({ status: 403 });
    await site().call('DELETE', `/tokens/${token.id}`, undefined, { as: admin });
    expect(await decide(id, 'approve', 'admin@example.org')).toMatchObject({ status: 403 });
    expect(await openOf(1003)).toBe(0);
  });

  test('who may approve in other programs only is not asked', async () => {
    await ask(0);
    await query(sql`UPDATE users SET program_ids = '[12]' WHERE site_id = ${site().id} AND email = ${OTHER}`);
    await submitted([insertRow(1003, { 'Program ID': 11, 'Program Start Date': '2026-01-05' })]);
    expect(await query(sql`SELECT recipient FROM upload_mails WHERE site_id = ${site().id}`)).toEqual([{ recipient: APPROVER }]);
  });

  test('a user’s uploads may always wait, whatever their size', async () => {
    await ask(null);
    await query(sql`UPDATE users SET needs_approval = true WHERE site_id = ${site().id} AND email = 'all@example.org'`);
    expect(await submitted([insertRow(1003)])).toMatchObject({ state: 'needs-approval' });
  });

  test('nobody approves an upload of their own, and nobody without the right', async () => {
    await ask(0);
    await query(
      sql`UPDATE users SET securities = securities || '["uploads:approve"]' WHERE site_id = ${site().id} AND email = 'all@example.org'`,
    );
    const { id } = await submitted([insertRow(1003)]);
    expect(await decide(id, 'approve', 'all@example.org')).toMatchObject({ status: 403, title: expect.stringContaining('can’t approve') });
    expect(await decide(id, 'send-back', 'all@example.org', { note: 'x' })).toMatchObject({ status: 403 });
    expect(await decide(id, 'approve', 'view@example.org')).toMatchObject({ status: 403 });
    // Rights in one program don't cover rows without one.
    await query(sql`UPDATE users SET program_ids = '[12]' WHERE site_id = ${site().id} AND email = ${OTHER}`);
    expect(await decide(id, 'approve', OTHER)).toMatchObject({ status: 403 });
    expect(await openOf(1003)).toBe(0);
  });

  test('of two who decide at the same moment, one does; the other is told', async () => {
    await ask(0);
    const { id } = await submitted([insertRow(1003)]);
    const answers = await Promise.all([decide(id, 'approve', APPROVER), decide(id, 'send-back', OTHER, { note: 'Not yet' })]);
    expect(answers.map(({ status }) => status === 409).sort()).toEqual([false, true]);
    await site().finished(id);
    expect(await query(sql`SELECT 1 FROM upload_approvals WHERE site_id = ${site().id}`)).toHaveLength(1);
  });

  test('what was fixed since it was looked at is not approved unseen', async () => {
    await ask(0);
    const { id } = await submitted([insertRow(1003), insertRow(1004)]);
    const look = async () =>
      (await site().call('GET', `/uploads/${id}/review`, undefined, { as: await site().signIn(APPROVER) })).json().round;
    const seen = await look();
    await decide(id, 'send-back', OTHER, { note: 'Look again' });
    await site().call('POST', `/uploads/${id}/next`);
    expect(await site().finished(id)).toMatchObject({ state: 'needs-approval' });
    expect(await decide(id, `approve?round=${seen}`, APPROVER)).toMatchObject({
      status: 409,
      title: 'The upload has changed since you looked at it',
    });
    expect(await openOf(1003)).toBe(0);
    expect(await decide(id, `approve?round=${await look()}`, APPROVER)).toMatchObject({ state: 'applying' });
    await site().finished(id);
    expect(await openOf(1003)).toBe(1);
  });

  test('sent back, it waits for its user, who reads the word and asks again', async () => {
    await ask(0);
    const { id } = await submitted([insertRow(1003)]);
    expect(await decide(id, 'send-back', APPROVER, { note: '  ' })).toMatchObject({ status: 400 });
    expect(await decide(id, 'send-back', APPROVER, { note: 'Wrong month' })).toMatchObject({
      state: 'needs-fixes',
      approval: { state: 'sent-back', by: APPROVER, note: 'Wrong month' },
    });
    await site().service.idle();
    const { mails } = (await site().call('GET', '/mails')).json();
    expect(mails).toMatchObject([{ to: 'all@example.org', text: expect.stringContaining('Wrong month') }]);
    expect(await decide(id, 'approve', OTHER)).toMatchObject({ status: 409 });
    await site().call('POST', `/uploads/${id}/next`);
    expect(await site().finished(id)).toMatchObject({ state: 'needs-approval', approval: { state: 'waiting', note: null } });
    expect((await site().call('POST', `/uploads/${id}/cancel`)).json()).toMatchObject({ state: 'cancelled' });
  });

  test('a caseworker who is disabled between the check and the approval begins nothing', async () => {
    await ask(0);
    const { id } = await submitted([insertRow(1003)]);
    const admin = await site().signIn('admin@example.org');
    expect((await site().call('PUT', '/staff', { staffId: 102, active: false }, { as: admin })).json()).toEqual({
      staffId: 102,
      active: false,
    });
    await decide(id, 'approve', APPROVER);
    expect(await site().finished(id)).toMatchObject({ state: 'needs-fixes' });
    expect((await site().call('GET', `/uploads/${id}/errors`)).json().groups).toMatchObject([{ code: 'cell.disabled' }]);
    expect(await openOf(1003)).toBe(0);
    expect(await query(sql`SELECT staff_id, active, changed_by FROM staff_audit WHERE site_id = ${site().id}`)).toEqual([
      { staff_id: 102, active: false, changed_by: 'admin@example.org' },
    ]);
    expect((await site().call('PUT', '/staff', { staffId: 999, active: false }, { as: admin })).statusCode).toBe(404);
  });

  test('what no longer fits the record when it is approved goes back with its errors', async () => {
    await ask(0);
    const { id } = await submitted([updateRow(1001)]);
    await query(sql`UPDATE assignments SET end_date = '2026-01-01', reason = 'x' WHERE site_id = ${site().id} AND participant_id = 1001`);
    await query(sql`UPDATE sites SET record_version = record_version + 1 WHERE site_id = ${site().id}`);
    const approver = await site().signIn(APPROVER);
    expect((await site().call('GET', `/uploads/${id}/review`, undefined, { as: approver })).json()).toMatchObject({
      effects: null,
      total: 1,
    });
    await decide(id, 'approve', APPROVER);
    expect(await site().finished(id)).toMatchObject({ state: 'needs-fixes' });
    expect((await site().call('GET', `/uploads/${id}/errors`)).json().groups).toMatchObject([{ code: 'update.historic' }]);
  });
});
