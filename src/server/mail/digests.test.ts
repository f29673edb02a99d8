import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { insertRow, updateRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';
import { mailId } from './outbox';

describeOnEachDatabase('digests for caseworkers', (site) => {
  const query = (statement: ReturnType<typeof sql>) => site().service.database.withSite(site().id, (queries) => queries.query(statement));
  const address = (staffId: number, email: string) =>
    query(sql`UPDATE staff SET email = ${email} WHERE site_id = ${site().id} AND staff_id = ${staffId}`);
  const settings = async (body: object) =>
    (await site().call('PUT', '/site/settings', body, { as: await site().signIn('admin@example.org') })).json();
  const submitted = async () =>
    site().finished(
      (
        await site().submit([insertRow(1003), insertRow(1004, { 'Program ID': 11, 'Program Start Date': '2026-01-05' }), updateRow(1001)])
      ).json().id,
    );
  const mails = (kind: string) =>
    query(
      sql`SELECT recipient, subject, body, sent_at IS NOT NULL AS sent FROM upload_mails WHERE site_id = ${site().id} AND kind LIKE ${`digest ${kind}%`} ORDER BY recipient`,
    );

  test('are off unless the site wants them', async () => {
    await address(101, 'ann@example.org');
    await submitted();
    expect(await mails('')).toEqual([]);
  });

  test('go to each caseworker once per upload: numbers and a link, no participant; who has no address is named in the confirmation', async () => {
    await settings({ approvalRows: null, digests: true });
    await address(102, 'bo@example.org');
    const upload = await submitted();
    expect(upload).toMatchObject({ state: 'complete' });
    const [digest, ...others] = await mails('applied');
    expect(others).toEqual([]);
    expect(digest).toMatchObject({ recipient: 'bo@example.org', sent: true });
    const { subject, body } = digest as { subject: string; body: string };
    expect(subject).toBe(`Your caseload at Site ${site().id} has changed`);
    expect(body).toContain('Your assignments: 2 began. You have 2 open now.');
    expect(body).toContain('http://localhost');
    expect(`${subject} ${body}`).not.toMatch(/100[134]|CN-|March/);
    const { mail } = (await site().call('GET', `/uploads/${upload.id}/log`)).json();
    expect(mail.text).toContain('Not told, because they have no e-mail address: Ann Lee');
  });

  test('tell of an undone upload, too; looking at what would be undone tells nobody', async () => {
    await settings({ approvalRows: null, digests: true });
    await address(101, 'ann@example.org');
    const { id } = await submitted();
    await site().call('GET', `/uploads/${id}/undo`);
    await site().service.idle();
    expect(await mails('undone')).toEqual([]);
    await site().call('POST', `/uploads/${id}/undo`);
    await site().service.idle();
    expect(await mails('undone')).toMatchObject([
      { recipient: 'ann@example.org', sent: true, body: expect.stringContaining('reverses these changes to your assignments: 1 ended.') },
    ]);
  });

  test('one that can’t be sent keeps back no other, and is sent later', async () => {
    await settings({ approvalRows: 0, digests: true });
    await query(
      sql`INSERT INTO users (site_id, email, name, securities, program_ids) VALUES (${site().id}, 'approver@example.org', 'Approver', '["uploads:approve"]', '[]')`,
    );
    await address(101, 'ann@example.org');
    await address(102, 'bo@example.org');
    const { id } = await submitted();
    // A folder stands where its file would be written.
    const blocked = join(
      site().service.folder,
      'outbox',
      `${mailId(id, { kind: 'digest applied 101', to: 'ann@example.org', subject: '', text: '' })}.eml`,
    );
    mkdirSync(blocked);
    await site().call('POST', `/uploads/${id}/approve`, undefined, { as: await site().signIn('approver@example.org') });
    const sent = async () => (await mails('applied')).map((mail) => (mail as { sent: boolean }).sent);
    while ((await sent()).join() !== 'false,true') await new Promise((resume) => setTimeout(resume, 20));
    rmdirSync(blocked);
    while ((await sent()).join() !== 'true,true') {
      // Its next attempt comes at once.
      await site().service.database.asOwner((queries) =>
        queries.query(sql`UPDATE pgboss.job SET start_after = now() WHERE name = 'mail' AND state = 'retry'`),
      );
      await new Promise((resume) => setTimeout(resume, 50));
    }
    await site().service.idle();
  });

  test('leave out programs that are to be quiet; the settings are audited, and unknown programs refused', async () => {
    await settings({ approvalRows: 500, digests: true, quietPrograms: [11] });
    await address(101, 'ann@example.org');
    await address(102, 'bo@example.org');
    await submitted();
    expect(await mails('applied')).toMatchObject([{ recipient: 'bo@example.org', body: expect.stringContaining('1 began') }]);
    expect(await settings({ approvalRows: null, digests: true, quietPrograms: [99] })).toMatchObject({ status: 400 });
    expect(await query(sql`SELECT changed_by, before, after FROM site_audit WHERE site_id = ${site().id}`)).toEqual([
      {
        changed_by: 'admin@example.org',
        before: { approvalRows: null, digests: false, quietPrograms: [], retentionDays: null },
        after: { approvalRows: 500, digests: true, quietPrograms: [11], retentionDays: null },
      },
    ]);
    expect((await site().call('GET', '/site')).json()).toMatchObject({
      approvalRows: 500,
      digests: true,
      programs: [{ id: 11, digests: false }, {}],
    });
  });
});
