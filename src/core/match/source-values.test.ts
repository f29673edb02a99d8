import { COLUMNS } from '../caseload/columns';
import { idsIn, translateRows } from './source-values';

const columns = [COLUMNS.participantId, COLUMNS.staffId, COLUMNS.status, COLUMNS.start];
const values = {
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

test('the IDs of a column are asked for once each', () => {
  const cells = [['ID'], ['A-1'], [7], [' A-1 '], [''], [null]];
  expect(idsIn(cells as never, 1, 0)).toEqual(['A-1', '7']);
  expect(idsIn(cells as never, 1, undefined)).toEqual([]);
});
