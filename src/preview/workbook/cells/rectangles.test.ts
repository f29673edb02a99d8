import fc from 'fast-check';
import { cellsOf } from '../address';
import { rectangles } from './rectangles';

const key = ({ row, column }: { row: number; column: number }) => `${row} ${column}`;

test('rectangles cover the cells, each once, and nothing else', () => {
  const places = fc.uniqueArray(fc.record({ row: fc.nat(6), column: fc.nat(6) }), { selector: key });
  fc.assert(
    fc.property(places, (cells) => {
      const sorted = [...cells].sort((one, other) => one.row - other.row || one.column - other.column);
      const covered = rectangles(sorted).flatMap(cellsOf).map(key);
      expect(covered.sort()).toEqual(sorted.map(key).sort());
    }),
  );
});

test('a full block is one rectangle', () => {
  expect(rectangles(cellsOf({ row: 2, column: 1, rows: 3, columns: 4 }))).toEqual([{ row: 2, column: 1, rows: 3, columns: 4 }]);
});
