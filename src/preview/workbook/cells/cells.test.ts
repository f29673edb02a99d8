import fc from 'fast-check';
import { Cells } from './cells';

const SIZE = { row: 0, column: 0, rows: 12, columns: 6 };
const place = fc.nat(9);
const change = fc.oneof(
  fc.record({ do: fc.constant('set' as const), row: place, column: fc.nat(5), value: fc.nat(99) }),
  fc.record({
    do: fc.constant('shift' as const),
    axis: fc.constantFrom('rows' as const, 'columns' as const),
    at: place,
    count: fc.constantFrom(-3, -2, -1, 1, 2, 3),
  }),
  fc.record({ do: fc.constant('clear' as const), row: place, column: fc.nat(5), rows: fc.nat(4), columns: fc.nat(4) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(cells: Cells<number>, one: Change): void {
  if (one.do === 'set') cells.set(one.row, one.column, one.value);
  else if (one.do === 'clear') cells.clear(one);
  else cells.shift(one);
}
const contents = (cells: Cells<number>) =>
  Array.from({ length: SIZE.rows }, (_, row) => Array.from({ length: SIZE.columns }, (_, column) => cells.at(row, column) ?? ''));

/** The same changes on an array of arrays. */
function applyPlainly(rows: (number | '')[][], one: Change): void {
  const rest = (count: number) => Array.from({ length: count }, () => Array<''>(40).fill(''));
  if (one.do === 'set') (rows[one.row] ?? [])[one.column] = one.value;
  else if (one.do === 'shift') {
    const [added, removed] = [Math.max(0, one.count), Math.max(0, -one.count)];
    if (one.axis === 'rows') rows.splice(one.at, removed, ...rest(added));
    else for (const row of rows) row.splice(one.at, removed, ...Array<''>(added).fill(''));
  }
  if (one.do === 'clear')
    for (let row = one.row; row < one.row + one.rows; row++)
      for (let column = one.column; column < one.column + one.columns; column++) (rows[row] ?? [])[column] = '';
}

test('a table of cells does what an array of arrays does', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const cells = new Cells<number>();
      const plain: (number | '')[][] = Array.from({ length: 80 }, () => Array<''>(40).fill(''));
      for (const one of changes) {
        apply(cells, one);
        applyPlainly(plain, one);
      }
      expect(contents(cells)).toEqual(
        plain.slice(0, SIZE.rows).map((row) => Array.from({ length: SIZE.columns }, (_, column) => row[column] ?? '')),
      );
    }),
  );
});

test('a state stays as it was, whatever follows, and comes back', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 8 }), (steps) => {
      const cells = new Cells<number>();
      const history = steps.map((changes) => {
        const before = { state: cells.state(), shown: contents(cells) };
        for (const one of changes) apply(cells, one);
        return before;
      });
      for (const { state, shown } of history.toReversed()) {
        cells.restore(state);
        expect(contents(cells)).toEqual(shown);
        // Writing after an undo must not change the states either.
        cells.set(0, 0, 1);
      }
    }),
  );
});
