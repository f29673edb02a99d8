import sql from 'sql-template-tag';
import type { LogRow } from '../../api/uploads';
import type { Cell } from '../../core/caseload/cells';
import { day, insertRow, updateRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';

describeOnEachDatabase('undoing an upload', (site) => {
  const record = () =>
    site().service.database.withSite(site().id, async (queries) => [
      await queries.query(sql`SELECT * FROM assignments WHERE site_id = ${site().id} ORDER BY assignment_id`),
      await queries.query(sql`SELECT * FROM enrollments WHERE site_id = ${site().id} ORDER BY participant_id, program_id, start_date`),
    ]);
  const complete = (rows: Cell[][]) => site().complete(rows);
  const undo = async (id: string, as = site().token) => (await site().call('POST', `/uploads/${id}/undo`, undefined, { as })).json();
  const logOf = async (id: string) => (await site().call('GET', `/uploads/${id}/log`)).json().rows;
  const results = async (id: string) => (await logOf(id)).map((row: { row: number; result: string }) => `${row.row} ${row.result}`);
  const enrolled = { 'Program ID': 12, 'Program Start Date': day('2026-02-01') };

  test('restores the record, enrollments too, once', async () => {
    const before = await record();
    const left = { ...enrolled, 'Program End Date': day('2026-06-01') };
    const id = await complete([
      insertRow(1006, enrolled),
      insertRow(1005, left),
      updateRow(1004, { 'Caseworker Relationship': 'Primary', 'End Date': day('2026-02-01') }),
      insertRow(1004, { 'Caseworker Staff ID': 101 }),
    ]);
    expect(await record()).not.toEqual(before);
    const assignments = async () =>
      (await site().call('GET', `/uploads/${id}/log`)).json().rows.map((row: LogRow) => [row.caseworker, row.program, row.relationship]);
    expect(await assignments()).toEqual([
      ['Bo Diaz', 'Job Readiness', 'Primary'],
      ['Bo Diaz', 'Job Readiness', 'Primary'],
      ['Ann Lee', null, 'Primary'],
      ['Ann Lee', null, 'Primary'],
    ]);
    const told = await assignments();
    expect(await undo(id)).toMatchObject({ state: 'undone', left: [] });
    expect(await record()).toEqual(before);
    expect(await assignments()).toEqual(told);
    expect(await results(id)).toEqual(['2 undone', '3 undone', '4 undone', '5 undone']);
    const log = (await site().call('GET', `/uploads/${id}/log`)).json();
    expect(log.summary).toEqual({ begun: 0, ended: 0, undone: 4, notAccepted: 0 });
    expect(await undo(id)).toMatchObject({ status: 409, code: 'conflict' });
    expect(await record()).toEqual(before);
    expect((await site().call('GET', '/uploads?tab=complete')).json().uploads[0]).toMatchObject({ id, state: 'undone' });
  });

  test('leaves what has changed since, and names it', async () => {
    const id = await complete([insertRow(1006, enrolled), insertRow(1004), updateRow(1005)]);
    await complete([updateRow(1004, { 'Caseworker Staff ID': 102, 'Caseworker Relationship': 'Primary' })]);
    await complete([insertRow(1006, { 'Program ID': 12, 'Caseworker Relationship': 'Secondary' })]);
    // A later assignment uses the enrollment of row 2; row 3 was ended since.
    expect(await undo(id)).toMatchObject({ state: 'undone', left: [2, 3] });
    expect(await results(id)).toEqual(['2 undone', '3 accepted', '4 undone']);
    expect((await logOf(id)).map((row: { reason: string }) => row.reason !== '')).toEqual([true, true, false]);
    expect(await site().check([updateRow(1005)])).toEqual([]);
    // The assignment of row 2 is gone, though not its enrollment: the row can be submitted again. Row 3 would begin a second one.
    expect((await site().call('GET', `/uploads/${id}/standing`)).json()).toEqual({ rows: [3] });
    expect(await site().check([insertRow(1004)])).toEqual(['insert.begun-before A2 I2']);
    expect(await site().check([insertRow(1004, { 'Program ID': 99 })])).toEqual(['cell.not-listed C2']);
  });

  test('tells which rows stand, of one that ended assignments, too', async () => {
    const id = await complete([updateRow(1004, { 'Caseworker Relationship': 'Primary', 'End Date': day('2026-02-01') }), updateRow(1005)]);
    const standing = async () => (await site().call('GET', `/uploads/${id}/standing`)).json();
    expect(await standing()).toEqual({ rows: [] });
    await complete([
      insertRow(1004, { 'Caseworker Staff ID': 101, 'Caseworker Relationship': 'Primary', 'Start Date': day('2026-02-02') }),
    ]);
    expect(await undo(id)).toMatchObject({ left: [2] });
    expect(await standing()).toEqual({ rows: [2] });
  });

  test('shows before what it will do: which rows are reversed, and which are left since whose change; nothing is changed by it', async () => {
    const id = await complete([insertRow(1006, enrolled), insertRow(1004), updateRow(1005)]);
    const later = await complete([updateRow(1004, { 'Caseworker Staff ID': 102, 'Caseworker Relationship': 'Primary' })]);
    const { name } = (await site().call('GET', `/uploads/${later}`)).json();
    const [before, log] = [await record(), await logOf(id)];
    const preview = async () => (await site().call('GET', `/uploads/${id}/undo`)).json();
    const since = { by: 'all@example.org', at: expect.any(String), upload: name };
    expect(await preview()).toEqual({
      reversed: 2,
      left: 1,
      changes: { begun: 1, ended: 1, enrolled: 1, left: 0 },
      disabled: [],
      rows: [
        { row: 3, participantId: 1004, action: 'Insert', isLeft: true, changes: [], since },
        { row: 2, participantId: 1006, action: 'Insert', isLeft: false, changes: ['begun', 'enrolled'], since: null },
        { row: 4, participantId: 1005, action: 'Update', isLeft: false, changes: ['ended'], since: null },
      ],
    });
    expect([await record(), await logOf(id)]).toEqual([before, log]);
    expect(await undo(id)).toMatchObject({ state: 'undone', left: [3] });
    expect(await preview()).toMatchObject({ status: 409 });
  });

  test('what was left is undone later, once nothing stands in the way; what was taken back, and done again by somebody else, stays', async () => {
    const before = await record();
    const id = await complete([updateRow(1001), insertRow(1006, enrolled), insertRow(1004)]);
    const later = await complete([updateRow(1004, { 'Caseworker Staff ID': 102, 'Caseworker Relationship': 'Primary' })]);
    expect(await undo(id)).toMatchObject({ state: 'undone', undoLeft: 1, left: [4] });
    // Nothing has changed: there is still nothing to undo.
    expect((await site().call('POST', `/uploads/${id}/undo`)).statusCode).toBe(409);
    await undo(later);
    const other = await complete([updateRow(1001)]);
    const ended = await record();
    expect((await site().call('GET', `/uploads/${id}/undo`)).json()).toEqual({
      reversed: 1,
      left: 0,
      changes: { begun: 1, ended: 0, enrolled: 0, left: 0 },
      disabled: [],
      rows: [{ row: 4, participantId: 1004, action: 'Insert', isLeft: false, changes: ['begun'], since: null }],
    });
    expect(await record()).toEqual(ended);
    expect(await undo(id)).toMatchObject({ state: 'undone', undoLeft: 0, left: [] });
    expect((await site().call('POST', `/uploads/${id}/undo`)).statusCode).toBe(409);
    // All that is left is the other upload’s: without it, the record is as it was.
    await undo(other);
    expect(await record()).toEqual(before);
  });

  test('a handed over assignment is not open twice: it stays with who has it still, and disabled caseworkers are named before', async () => {
    const handOver = { 'End Date': day('2026-02-01'), 'Caseworker Relationship': 'Primary' };
    const id = await complete([
      updateRow(1004, handOver),
      insertRow(1004, { 'Caseworker Relationship': 'Primary', 'Start Date': day('2026-02-01') }),
      updateRow(1005, handOver),
      insertRow(1005, { 'Caseworker Relationship': 'Primary', 'Start Date': day('2026-02-01') }),
    ]);
    // The second one changes with whom it is now.
    const staffOf = (participant: number) =>
      site().service.database.withSite(site().id, (queries) =>
        queries.query(
          sql`SELECT staff_id FROM assignments WHERE site_id = ${site().id} AND participant_id = ${participant} AND relationship = 'Primary' AND end_date IS NULL`,
        ),
      );
    await site().service.database.withSite(site().id, async (queries) => {
      await queries.query(
        sql`UPDATE assignments SET status = 'On Hold' WHERE site_id = ${site().id} AND participant_id = 1005 AND staff_id = 102`,
      );
      await queries.query(sql`UPDATE staff SET active = false WHERE site_id = ${site().id} AND staff_id = 101`);
    });
    expect((await site().call('GET', `/uploads/${id}/undo`)).json()).toMatchObject({ reversed: 2, left: 2, disabled: ['Ann Lee'] });
    expect(await undo(id)).toMatchObject({ state: 'undone', left: [4, 5] });
    expect(await staffOf(1004)).toEqual([{ staff_id: 101 }]);
    expect(await staffOf(1005)).toEqual([{ staff_id: 102 }]);
  });

  test('the audit trail names each assignment, also one whose beginning was undone, as .csv, too', async () => {
    const id = await complete([insertRow(1003, { 'Caseworker Relationship': 'Secondary' }), updateRow(1001)]);
    await undo(id);
    const admin = await site().signIn('admin@example.org');
    const trail = async (participantId: number) => (await site().call('POST', '/audit', { participantId }, { as: admin })).json().changes;
    const uploadName = (await site().call('GET', `/uploads/${id}`)).json().name;
    const of = { upload: id, uploadName, by: 'all@example.org', programId: null, staffId: 102, relationship: 'Secondary' };
    expect(await trail(1003)).toMatchObject([
      { ...of, what: 'begun-undone', after: null },
      { ...of, what: 'begun', before: null },
    ]);
    expect(await trail(1001)).toMatchObject([
      { what: 'ended-undone', programId: 11, staffId: 101, relationship: 'Primary', after: { end: null } },
      { what: 'ended', programId: 11, before: { end: null } },
    ]);
    const file = (await site().call('POST', '/audit.csv', { participantId: 1003 }, { as: admin })).body;
    const [header, ...lines] = file.split('\n').filter(Boolean);
    expect(header).toBe('\ufeffTime,User,Upload,Row,Change,Program,Caseworker,Caseworker Relationship,Before,After,Fixed By');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('Beginning undone,,Bo Diaz,Secondary,"since ');
  });

  test('is refused where everything has changed since, and then changes nothing', async () => {
    const id = await complete([insertRow(1005, { 'Caseworker Relationship': 'Secondary' })]);
    const ended = { 'Caseworker Staff ID': 102, 'Caseworker Relationship': 'Secondary' };
    const later = await complete([updateRow(1005, ended)]);
    expect(await undo(id)).toMatchObject({ status: 409, detail: expect.stringContaining('changed since') });
    expect((await site().call('GET', `/uploads/${id}`)).json().state).toBe('complete');
    // Once the later one is undone, the record is as the first one left it.
    expect(await undo(later)).toMatchObject({ state: 'undone' });
    expect(await undo(id)).toMatchObject({ state: 'undone', left: [] });
  });

  test('requires the rights to begin and to end, in all programs of the upload', async () => {
    const id = await complete([insertRow(1005, { 'Caseworker Relationship': 'Secondary' })]);
    for (const email of ['one@example.org', 'view@example.org'])
      expect(await undo(id, await site().signIn(email))).toMatchObject({ status: 403 });
  });

  test('is told by mail to whoever sent it, if somebody else undoes it; looking at it beforehand tells nobody', async () => {
    const mails = () =>
      site().service.database.withSite(site().id, (queries) =>
        queries.query(sql`SELECT recipient, subject, body FROM upload_mails WHERE site_id = ${site().id} AND kind LIKE 'undone %'`),
      );
    const own = await complete([insertRow(1005, { 'Caseworker Relationship': 'Secondary' })]);
    await undo(own);
    const id = await complete([insertRow(1006, enrolled)]);
    const one = await site().signIn('one@example.org');
    await site().call('GET', `/uploads/${id}/undo`, undefined, { as: one });
    expect(await mails()).toEqual([]);
    expect(await undo(id, one)).toMatchObject({ state: 'undone' });
    expect(await mails()).toEqual([
      {
        recipient: 'all@example.org',
        subject: expect.stringMatching(/^Caseload upload “.+” was undone$/),
        body: expect.stringMatching(/^one@example\.org undid the caseload upload “.+”, sent on \d+\/\d+\/20\d\d with 1 row\./),
      },
    ]);
    // Who has left the site is told nothing.
    const second = await complete([insertRow(1006, enrolled)]);
    await site().service.database.withSite(site().id, (queries) =>
      queries.query(sql`DELETE FROM users WHERE site_id = ${site().id} AND email = 'all@example.org'`),
    );
    expect(await undo(second, one)).toMatchObject({ state: 'undone' });
    expect(await mails()).toHaveLength(1);
  });

  test('requires the rights in the program of an enrollment that an earlier undo has left, too', async () => {
    const id = await complete([insertRow(1006, { 'Program ID': 11, 'Program Start Date': day('2026-02-01') })]);
    // Begun within the enrollment, which stays for it.
    const later = await complete([insertRow(1006, { 'Program ID': 11, 'Caseworker Staff ID': 101 })]);
    expect(await undo(id)).toMatchObject({ state: 'undone', undoLeft: 1 });
    await undo(later);
    const before = await record();
    expect(await undo(id, await site().signIn('one@example.org'))).toMatchObject({ status: 403 });
    expect(await record()).toEqual(before);
    expect(await undo(id)).toMatchObject({ undoLeft: 0 });
  });

  test('is possible for 30 days', async () => {
    const id = await complete([insertRow(1005, { 'Caseworker Relationship': 'Secondary' })]);
    await site().service.database.withSite(site().id, (queries) =>
      queries.query(
        sql`UPDATE uploads SET created_at = created_at - interval '31 days' WHERE site_id = ${site().id} AND upload_id = ${id}`,
      ),
    );
    expect(await undo(id)).toMatchObject({ status: 409, title: expect.stringContaining('too old') });
  });
});
