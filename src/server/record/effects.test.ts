import { day } from '../../core/testing/caseload';
import { HEADER, insertRow, updateRow } from '../testing/small-site';
import { describeOnEachDatabase } from '../testing/test-site';

describeOnEachDatabase('what a clean sheet would change', (site) => {
  const effectsOf = async (...rows: unknown[][]) => (await site().call('POST', '/check', { cells: [HEADER, ...rows] })).json().effects;
  const begun = { 'Caseworker Relationship': 'Secondary' };

  test('is told with the check: what begins and ends, and each caseworker’s caseload before and after', async () => {
    await site().complete([insertRow(1001), insertRow(1002)]);
    expect(await effectsOf(insertRow(1001, begun), insertRow(1002, begun), updateRow(1001))).toEqual({
      begin: 2,
      end: 1,
      enroll: 0,
      leave: 0,
      caseworkers: [
        { staffId: 101, name: 'Ann Lee', before: 5, after: 4 },
        { staffId: 102, name: 'Bo Diaz', before: 2, after: 4 },
      ],
    });
  });

  test('counts a program entered once for each participant who is not in it yet', async () => {
    const enters = { 'Program ID': 11, 'Program Start Date': day('2026-03-01') };
    expect(await effectsOf(insertRow(1003, enters), insertRow(1003, { ...enters, ...begun }))).toMatchObject({ begin: 2, enroll: 1 });
    await site().complete([insertRow(1003, enters)]);
    expect(await effectsOf(insertRow(1003, { ...enters, ...begun }))).toMatchObject({ begin: 1, enroll: 0 });
  });

  test('is not told of a sheet with errors, or without rows', async () => {
    expect(await effectsOf(insertRow(999_999))).toBeNull();
    expect(await effectsOf()).toBeNull();
  });
});
