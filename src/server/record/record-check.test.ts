import sql from 'sql-template-tag';
import { day, HEADER, insertRow, updateRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';

describeOnEachDatabase('the check against the record', (site) => {
  test.each([
    ['a new assignment', insertRow(1003), []],
    ['the end of an open one', updateRow(1001), []],
    ['participant.unknown', insertRow(99), ['participant.unknown A2']],
    ['participant.mismatch', insertRow(1001, { 'Case Number': 'CN-9' }), ['participant.mismatch B2 A2']],
    ['enrollment.missing', insertRow(1003, { 'Program ID': 11 }), ['enrollment.missing C2 I2']],
    ['an enrollment by the row itself', insertRow(1003, { 'Program ID': 11, 'Program Start Date': day('2026-02-01') }), []],
    [
      'program.start-missing',
      insertRow(1003, { 'Program ID': 11, 'Program End Date': day('2026-05-01') }),
      ['program.start-missing E2', 'enrollment.missing C2 I2'],
    ],
    ['insert.already-open', insertRow(1001, { 'Program ID': 11, 'Caseworker Staff ID': 101 }), ['insert.already-open A2 F2 G2']],
    [
      'insert.begun-before',
      insertRow(1003, { 'Caseworker Staff ID': 101, 'Start Date': day('2024-01-01') }),
      ['insert.begun-before A2 I2'],
    ],
    ['the same assignment from another day on', insertRow(1003, { 'Caseworker Staff ID': 101, 'Start Date': day('2024-06-01') }), []],
    ['update.none-open, another caseworker', updateRow(1001, { 'Caseworker Staff ID': 102 }), ['update.none-open A2 F2']],
    ['update.none-open, two that fit', updateRow(1002), ['update.none-open A2 F2']],
    ['one of two, by its relationship', updateRow(1002, { 'Caseworker Relationship': 'Secondary' }), []],
    ['update.historic', updateRow(1003), ['update.historic A2 F2']],
    ['dates.reversed, by the start on record', updateRow(1001, { 'End Date': day('2025-01-31') }), ['dates.reversed J2']],
    ['an end on the day of the start', updateRow(1001, { 'End Date': day('2025-02-01') }), []],
    ['update.start-differs', updateRow(1001, { 'Start Date': day('2025-02-02') }), ['update.start-differs I2']],
  ])('%s', async (_, row, expected) => {
    expect(await site().check([row])).toEqual(expected);
  });

  test('enrollment.future: an Insert that leans on an enrollment that has not begun is a warning; one that the sheet makes is meant', async () => {
    const { service, id } = site();
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const enroll = (participant: number, start: string) =>
      service.database.withSite(id, (queries) =>
        queries.query(
          sql`INSERT INTO enrollments (site_id, participant_id, program_id, start_date) VALUES (${id}, ${participant}, 12, ${start})`,
        ),
      );
    await enroll(1005, inDays(20));
    await enroll(1006, inDays(-20));
    const begins = (participant: number, more = {}) => insertRow(participant, { 'Program ID': 12, 'Start Date': inDays(30), ...more });
    expect(await site().check([begins(1005)])).toEqual(['enrollment.future C2 I2']);
    expect(await site().check([begins(1006)])).toEqual([]);
    // A date that is not used is told.
    expect(await site().check([begins(1006, { 'Program Start Date': inDays(-10) })])).toEqual(['enrollment.start-differs D2']);
    expect(await site().check([begins(1006, { 'Program Start Date': inDays(-20) })])).toEqual([]);
    expect(await site().check([begins(1004, { 'Program Start Date': inDays(20) })])).toEqual([]);
    const { warnings, errors } = (await site().call('POST', '/check', { cells: [HEADER, begins(1005)] })).json();
    expect([warnings, errors]).toEqual([1, 0]);
  });

  test('a caseworker who has left begins nothing, and what is open can be ended', async () => {
    const { service, id, submit, finished, call } = site();
    await service.database.withSite(id, (queries) =>
      queries.query(sql`UPDATE staff SET active = false WHERE site_id = ${id} AND staff_id = 101`),
    );
    const { staff } = (await call('GET', '/site')).json();
    expect(staff.map((one: { id: number; active: boolean }) => [one.id, one.active])).toEqual([
      [101, false],
      [102, true],
    ]);
    expect(await site().check([insertRow(1003, { 'Caseworker Staff ID': 101 })])).toEqual(['cell.disabled F2']);
    expect(await site().check([updateRow(1001)])).toEqual([]);
    const { id: upload } = (await submit([insertRow(1003, { 'Caseworker Staff ID': 101 })])).json();
    expect(await finished(upload)).toMatchObject({ state: 'needs-fixes' });
    expect((await call('GET', `/uploads/${upload}/errors`)).json().groups).toMatchObject([
      { code: 'cell.disabled', fixable: true, leavable: true },
    ]);
  });

  test('two Updates of the same assignment, written differently, are duplicates', async () => {
    expect(await site().check([updateRow(1001), updateRow(1001, { 'Program ID': 11 })])).toEqual(['row.duplicate ', 'row.duplicate ']);
  });

  test('an Update makes room for an Insert of the same assignment', async () => {
    const same = { 'Program ID': 11, 'Caseworker Staff ID': 101, 'Caseworker Relationship': 'Primary' };
    expect(await site().check([updateRow(1001, { ...same, 'End Date': day('2026-02-01') }), insertRow(1001, same)])).toEqual([]);
  });

  test('rights are those of the user, and of the program', async () => {
    const one = await site().signIn('one@example.org');
    expect(await site().check([insertRow(1003)], one)).toEqual(['security.insert L2']);
    expect(await site().check([updateRow(1001)], one)).toEqual(['security.update L2']);
    const view = await site().signIn('view@example.org');
    const refused = await site().call('POST', '/check', { cells: [HEADER] }, { as: view });
    expect(refused.json()).toMatchObject({ status: 403, code: 'forbidden' });
  });

  test('a million empty rows are removed', async () => {
    const cells = [HEADER, insertRow(1003), ...new Array(1_000_000).fill([])];
    expect((await site().call('POST', '/check', { cells })).json()).toMatchObject({ rows: 1 });
  });
});
