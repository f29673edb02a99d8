import fc from 'fast-check';
import type { Cell } from '../caseload/cells';
import { batchesOf, testCells } from './batches';

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

test('batches hold each row once, in order, and all rows of a participant together; none is larger than asked, except for one participant', () => {
  const people = fc.array(fc.constantFrom('', '1', '2', '3', '4', '5'), { maxLength: 30 });
  fc.assert(
    fc.property(people, fc.integer({ min: 1, max: 6 }), (participants, size) => {
      const rows = participants.map((_, place) => place + 2);
      const personOf = (row: number) => participants[row - 2] ?? '';
      const batches = batchesOf(rows, size, personOf);
      expect(batches.flat().sort((one, other) => one - other)).toEqual(rows);
      const home = new Map<string, number>();
      for (const [place, batch] of batches.entries()) {
        expect(batch).toEqual([...batch].sort((one, other) => one - other));
        const here = new Set(batch.map((row) => personOf(row) || row));
        expect(batch.length <= size || here.size === 1).toBe(true);
        for (const row of batch)
          if (personOf(row) !== '') expect(home.set(personOf(row), home.get(personOf(row)) ?? place).get(personOf(row))).toBe(place);
      }
    }),
  );
  // Where nobody has several rows, they are full.
  expect(batchesOf([2, 3, 4, 5, 6], 2, String)).toEqual([[2, 3], [4, 5], [6]]);
});
