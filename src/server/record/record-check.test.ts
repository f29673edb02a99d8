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
    ['update.none-open, another caseworker', updateRow(1001, { 'Caseworker Staff ID': 102 }), ['update.none-open A2 F2']],
    ['update.none-open, two that fit', updateRow(1002), ['update.none-open A2 F2']],
    ['one of two, by its relationship', updateRow(1002, { 'Caseworker Relationship': 'Secondary' }), []],
    ['update.historic', updateRow(1003), ['update.historic A2 F2']],
    ['update.start-differs', updateRow(1001, { 'Start Date': day('2025-02-02') }), ['update.start-differs I2']],
  ])('%s', async (_, row, expected) => {
    expect(await site().check([row])).toEqual(expected);
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
