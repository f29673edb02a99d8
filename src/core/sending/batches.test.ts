import fc from 'fast-check';
import type { Cell } from '../caseload/cells';
import { testCells } from './batches';

const site = { duplicateCheck: ['Case Number'] };
const HEADER = ['Participant ID', 'Case Number', 'Start Date', 'Update OR Insert'];
const row = (id: number): Cell[] => [id, `CN-${id}`, 46_000, 'Insert'];

test('a test upload contains the first two data rows, at their row numbers', () => {
  const cells = [['A title'], HEADER, ['SAMPLE 1', '', '', ''], row(4), [], row(6), row(7)];
  expect(testCells(cells, site)).toEqual([['A title'], HEADER, [], row(4), [], row(6)]);
});

test('cutting for a test is idempotent', () => {
  const line = fc.oneof(fc.constant<Cell[]>([]), fc.constant<Cell[]>(['', ' ']), fc.integer({ min: 1, max: 9 }).map(row));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (rows) => {
      const cut = testCells([HEADER, ...rows], site);
      expect(testCells(cut, site)).toEqual(cut);
    }),
  );
});
