import { COLUMNS } from '../caseload/columns';
import { readSourceValues, translateRows } from './source-values';

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

test('a sheet’s IDs are asked for once each, in parts, of the kinds that the source has; corrections in any case', async () => {
  const cells = [
    ['ID', 'Worker'],
    ['A-1', 'w'],
    [7, 'w'],
    [' A-1 ', ''],
    ['', ''],
    [null, 'x'],
    ['B-2', 'a longer one'],
  ];
  const asked: unknown[] = [];
  const corrections = [{ list: 'Caseload Status' as const, wrong: 'open', value: 'Active' }];
  const resolve = async (wanted: { participants: string[]; staff: string[] }) => {
    asked.push(wanted);
    return { participants: Object.fromEntries(wanted.participants.map((id, place) => [id, 1000 + place])), staff: {}, corrections };
  };
  const chosen = new Map([
    ['participantId', 0],
    ['staffId', 1],
  ] as const);
  const read = (participants: number, staff: number) =>
    readSourceValues({ name: 'Old CRM', participants, staff }, cells, 1, chosen, { ids: 2, length: 5 }, resolve);
  expect(await read(5, 5)).toEqual({
    name: 'Old CRM',
    hasOwn: { participants: true, staff: true },
    participants: { 'A-1': 1000, '7': 1001, 'B-2': 1000 },
    staff: {},
    corrections,
  });
  expect(asked).toEqual([
    { participants: ['A-1', '7'], staff: ['w', 'x'], corrections: true },
    { participants: ['B-2'], staff: [], corrections: false },
  ]);
  asked.length = 0;
  expect(await read(0, 0)).toMatchObject({ hasOwn: { participants: false, staff: false }, corrections });
  expect(asked).toEqual([{ participants: [], staff: [], corrections: true }]);
});
