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
    expect(await site().check([begins(1004, { 'Program Start Date': inDays(20) })])).toEqual([]);
    const { warnings, errors } = (await site().call('POST', '/check', { cells: [HEADER, begins(1005)] })).json();
    expect([warnings, errors]).toEqual([1, 0]);
  });

  describe('a program date that will not be used', () => {
    // On record from 2025-01-01 on, and from 2020-01-01 to 2020-06-30.
    const since = (start: string, more = {}) => ({ 'Program ID': 11, 'Program Start Date': day(start), ...more });
    const until = (end: string, more = {}) => ({ 'Program ID': 11, 'Program End Date': day(end), ...more });
    const differs = 'enrollment.start-differs D2';
    beforeEach(() =>
      site().service.database.withSite(site().id, (queries) =>
        queries.query(sql`INSERT INTO enrollments (site_id, participant_id, program_id, start_date, end_date)
          VALUES (${site().id}, 1001, 11, '2020-01-01', '2020-06-30')`),
      ),
    );

    test.each([
      ['an Insert from within the enrollment', [insertRow(1001, since('2025-03-01'))], [differs]],
      ['an Insert from the day on which it began', [insertRow(1001, since('2025-01-01'))], []],
      [
        'an Insert from before it',
        [insertRow(1001, since('2024-03-01', { 'Start Date': day('2024-03-01') }))],
        [differs, 'enrollment.missing C2 I2'],
      ],
      [
        'an Insert from after one that an earlier date would reach into',
        [insertRow(1001, since('2020-06-01', { 'Start Date': day('2021-01-01') }))],
        [differs, 'enrollment.missing C2 I2'],
      ],
      ['an Update', [updateRow(1001, since('2025-03-01'))], [differs]],
      ['an Update from the day on which an earlier one began', [updateRow(1001, since('2020-01-01'))], []],
      [
        'the later of two days',
        [insertRow(1003, since('2025-04-01')), insertRow(1003, since('2025-03-01', { 'Caseworker Relationship': 'Secondary' }))],
        [differs],
      ],
      ['the end of an open enrollment', [updateRow(1001, until('2026-03-01'))], []],
      ['the end of one that has ended on that day', [updateRow(1001, until('2020-06-30'))], []],
      ['the end of one that has ended on another day', [updateRow(1001, until('2020-06-29'))], ['enrollment.end-differs E2']],
      ['the end of one that the sheet begins', [insertRow(1003, since('2025-03-01', until('2026-03-01')))], []],
      [
        'the earlier of two ends',
        [updateRow(1001, until('2026-03-01')), insertRow(1001, until('2026-03-02'))],
        ['enrollment.end-differs E2'],
      ],
      [
        'an Insert from after the day on which the sheet ends the enrollment',
        [updateRow(1001, until('2026-03-31')), insertRow(1001, { 'Program ID': 11, 'Start Date': day('2026-04-01') })],
        ['enrollment.missing C3 I3'],
      ],
      [
        'an Insert from the day on which the sheet ends the enrollment',
        [updateRow(1001, until('2026-03-31')), insertRow(1001, { 'Program ID': 11, 'Start Date': day('2026-03-31') })],
        [],
      ],
      [
        'an Insert from after an enrollment that its row begins and ends',
        [
          insertRow(
            1003,
            since('2026-01-01', until('2026-02-01', { 'Program Start Date': day('2026-01-01'), 'Start Date': day('2026-05-01') })),
          ),
        ],
        ['enrollment.missing C2 I2'],
      ],
      [
        'the end of an enrollment again, beside that of a later one',
        [updateRow(1001, until('2020-06-30')), insertRow(1001, until('2026-03-02'))],
        [],
      ],
      [
        'a date that can’t be read',
        [insertRow(1003, { 'Program ID': 11, 'Program Start Date': 'soon', 'Program End Date': day('2026-03-01') })],
        ['cell.not-a-date D2'],
      ],
    ])('%s', async (_, rows, expected) => {
      expect(await site().check(rows)).toEqual(expected);
    });

    test('of two days, the earliest that nothing on record is in the way of counts', async () => {
      const rows = [
        insertRow(1001, since('2020-06-01', { 'Start Date': day('2025-03-01') })),
        insertRow(1001, since('2020-07-01', { 'Start Date': day('2020-08-01'), 'Caseworker Relationship': 'Secondary' })),
      ];
      await site().service.database.withSite(site().id, (queries) =>
        queries.query(sql`DELETE FROM enrollments WHERE site_id = ${site().id} AND end_date IS NULL`),
      );
      expect((await site().call('POST', '/check', { cells: [HEADER, rows[1]] })).json().effects).toMatchObject({ enroll: 1 });
      expect(await site().check(rows)).toEqual([differs]);
      await site().complete(rows);
      const enrollments = await site().service.database.withSite(site().id, (queries) =>
        queries.query(sql`SELECT start_date AS start FROM enrollments WHERE site_id = ${site().id} AND participant_id = 1001 ORDER BY 1`),
      );
      expect(enrollments).toEqual([{ start: '2020-01-01' }, { start: '2020-07-01' }]);
    });
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
