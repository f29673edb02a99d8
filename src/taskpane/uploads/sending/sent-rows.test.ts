import fc from 'fast-check';
import { memory } from '../../service/local-memory';
import { SentRows } from './sent-rows';

const sent = new SentRows();
const sheetOf = (rows: number) => Array.from({ length: rows }, (_, row) => [`row ${row + 1}`]);
const numbers = (first: number, count: number) => Array.from({ length: count }, (_, place) => first + place);

beforeEach(() => memory.sent.write(undefined));

test('a row that is changed is sent again, and no other', () => {
  const cells = sheetOf(10);
  sent.add('Sheet1', cells, numbers(2, 9), 'one');
  const changed = cells.map((row, place) => (place === 4 ? ['other'] : row));
  expect([...sent.known('Sheet1', changed)]).toEqual([2, 3, 4, 6, 7, 8, 9, 10]);
  expect([...sent.known('Sheet1', changed, new Set([5, 6, 20]))]).toEqual([6]);
  expect([...sent.known('Sheet2', cells)]).toEqual([]);
});

test('rows are known wherever they are moved, sorted or copied to, and whatever is added or deleted beside them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 20 }), fc.integer({ min: 1, max: 9 }), (order, count) => {
      memory.sent.write(undefined);
      sent.add('Sheet1', sheetOf(10), numbers(1, count), 'one');
      const now = order.map((place) => [`row ${place + 1}`, '', '']);
      expect([...sent.known('Sheet1', now)]).toEqual(order.flatMap((place, at) => (place < count ? [at + 1] : [])));
    }),
  );
});

test('an upload that is not in the record is forgotten, and so is a whole sheet; each is told', () => {
  const cells = sheetOf(4);
  sent.add('Sheet1', cells, [2], 'one');
  sent.add('Sheet1', cells, [3], 'two');
  let told = 0;
  sent.onChange = () => told++;
  sent.forget(['one']);
  expect([...sent.known('Sheet1', cells)]).toEqual([3]);
  sent.forget(['one']);
  sent.forgetSheet('Sheet1');
  expect([...sent.known('Sheet1', cells)]).toEqual([]);
  expect(told).toBe(2);
});

test('of an undone upload, the rows that stand still count as submitted', () => {
  const cells = sheetOf(6000);
  const sentOnes = [...numbers(2, 3000), ...numbers(4000, 2001)];
  sent.add('Sheet1', cells, sentOnes, 'one');
  expect(sent.isStale('one', 5)).toBe(true);
  sent.forgetUndone('one', new Set([3, 4, 4001, 6000]), 5);
  expect([...sent.known('Sheet1', cells)]).toEqual([3, 4, 4001, 6000]);
  // Known to be undone, it isn't asked about again, before more of it is undone.
  expect([5, 4].map((left) => sent.isStale('one', left))).toEqual([false, true]);
  const moved = [...cells.slice(10), ...cells.slice(0, 10)];
  expect([...sent.known('Sheet1', moved)]).toEqual([3991, 5990, 5993, 5994]);
  sent.forgetUndone('one', new Set(), 0);
  expect(sent.known('Sheet1', cells).size).toBe(0);
});

test('the rows of an upload are found wherever they were moved, equal ones one by one, and those that were undone, too', () => {
  const row = fc.integer({ min: 0, max: 5 }).map((value) => [`row ${value}`]);
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 12 }).chain((cells) => fc.tuple(fc.constant(cells), moved(cells))),
      ([cells, now]) => {
        memory.sent.write(undefined);
        sent.add('Sheet1', cells, numbers(1, cells.length), 'one');
        sent.forgetUndone('one', new Set(), 0);
        const places = sent.places('one', now);
        expect(new Set(places.values()).size).toBe(places.size);
        for (const [then, here] of places) expect(now[here - 1]).toEqual(cells[then - 1]);
        for (const value of new Set(cells.flat())) {
          const held = (rows: readonly (readonly string[])[]) => rows.flat().filter((one) => one === value).length;
          expect([...places.keys()].filter((then) => cells[then - 1]?.[0] === value)).toHaveLength(Math.min(held(cells), held(now)));
        }
        // A row that still is in its place is that one.
        for (const [place, one] of cells.entries()) if (one[0] === now[place]?.[0]) expect(places.get(place + 1)).toBe(place + 1);
      },
    ),
  );
  expect(sent.places('other', sheetOf(3)).size).toBe(0);
});

/** Some of the rows, in any order. */
const moved = (cells: readonly string[][]) => fc.shuffledSubarray([...cells]);

test('uploads that were undone make room for those that stand', () => {
  const standing = Array.from({ length: 40_000 }, (_, row) => [`one ${row}`]);
  sent.add('Sheet1', standing, numbers(1, 40_000), 'one');
  sent.add('Sheet1', sheetOf(80_000), numbers(1, 80_000), 'two');
  sent.forgetUndone('two', new Set(), 0);
  const more = Array.from({ length: 40_000 }, (_, row) => [`three ${row}`]);
  sent.add('Sheet1', more, numbers(1, 40_000), 'three');
  expect([sent.known('Sheet1', standing).size, sent.known('Sheet1', more).size]).toEqual([40_000, 40_000]);
});

test('100,000 rows fit; what is remembered has a bound: the oldest uploads are forgotten first', () => {
  const cells = sheetOf(100_000);
  sent.add('Sheet0', cells, numbers(1, 100_000), 'zero');
  expect(sent.known('Sheet0', cells).size).toBe(100_000);
  for (let upload = 1; upload < 40; upload++) sent.add(`Sheet${upload}`, cells, numbers(1, 5000), String(upload));
  expect(JSON.stringify(memory.sent.read()).length).toBeLessThan(1_600_000);
  expect(sent.known('Sheet0', cells).size).toBe(0);
  expect(sent.known('Sheet39', cells).size).toBe(5000);
});
