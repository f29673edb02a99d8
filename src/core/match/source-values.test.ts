import { COLUMNS } from '../caseload/columns';
import { idsIn, translateRows } from './source-values';

const columns = [COLUMNS.participantId, COLUMNS.staffId, COLUMNS.status, COLUMNS.start];
const values = {
  name: 'Old CRM',
  hasOwn: { participants: true, staff: true },
  participants: { 'A-1': 1001, '7': 1002 },
  staff: { 'A-1': 101 },
  corrections: [{ list: 'Caseload Status', wrong: 'open', value: 'Active' }],
};

test('a source’s IDs become ours, by column, and its wrong values those chosen for them; what is not known stays', () => {
  expect(
    translateRows(
      [
        ['A-1', 'A-1', ' Open ', '2026-03-14'],
        [7, 'w', 'closed', ''],
        ['constructor', '', 'Active', 'A-1'],
      ],
      columns,
      values,
    ),
  ).toEqual([
    [1001, 101, 'Active', '2026-03-14'],
    [1002, 'w', 'closed', ''],
    ['constructor', '', 'Active', 'A-1'],
  ]);
});

test('an unknown number of a source with IDs of its own does not pass for ours', () => {
  const rows = [
    [1003, '1003', 'Active', ''],
    [' 1,003.0 ', 'Lopez, Maria', 'Active', ''],
    ['1003e0', '', 'Active', ''],
  ];
  expect(translateRows(rows, columns, values)).toEqual([
    ['Old CRM #1003', 'Old CRM #1003', 'Active', ''],
    ['Old CRM #1,003.0', 'Lopez, Maria', 'Active', ''],
    ['1003e0', '', 'Active', ''],
  ]);
  const staffOnly = { ...values, hasOwn: { participants: false, staff: true } };
  expect(translateRows(rows, columns, staffOnly).map(([id]) => id)).toEqual([1003, ' 1,003.0 ', '1003e0']);
});

test('the IDs of a column are asked for once each', () => {
  const cells = [['ID'], ['A-1'], [7], [' A-1 '], [''], [null]];
  expect(idsIn(cells as never, 1, 0)).toEqual(['A-1', '7']);
  expect(idsIn(cells as never, 1, undefined)).toEqual([]);
});
