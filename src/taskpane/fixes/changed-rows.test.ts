import fc from 'fast-check';
import { changedRow, placesOf, samePlaces } from './changed-rows';

const sheetRow = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('Active', 'On Hold')).map(([id, status]) => [id, status]);
const sheet = fc.array(sheetRow, { minLength: 1, maxLength: 10 });
const known = (cells: readonly (readonly (string | number)[])[]) => cells.map((row, place) => changedRow(place + 1, row, 0));

test('a changed row is found wherever it was moved, and never is another participant’s', () => {
  fc.assert(
    fc.property(
      sheet.chain((cells) => fc.tuple(fc.constant(cells), fc.shuffledSubarray(cells), sheetRow)),
      ([cells, moved, other]) => {
        const now = [...moved, other];
        const places = placesOf(known(cells), now);
        expect(new Set(places.values()).size).toBe(places.size);
        for (const [then, here] of places) expect(now[here - 1]?.[0]).toBe(cells[then - 1]?.[0]);
        // Nothing was deleted: all are there.
        if (moved.length === cells.length) expect(places.size).toBe(cells.length);
      },
    ),
  );
});

test('a row that was edited since is found in its place, as long as it is the same participant’s', () => {
  const rows = known([
    [7, 'Active'],
    [8, 'Active'],
  ]);
  expect([
    ...placesOf(rows, [
      [7, 'On Hold'],
      [9, 'Active'],
    ]),
  ]).toEqual([[1, 1]]);
  expect([
    ...placesOf(rows, [
      [8, 'Active', ''],
      [7, 'On Hold'],
    ]),
  ]).toEqual([[2, 1]]);
});

test('a row that was edited since is not taken for another one of the same participant, and not removed', () => {
  // The added Update was below its Insert. Its reason was typed, and a row was inserted above both.
  const [, added] = known([
    [7, 'Insert'],
    [7, 'Update'],
  ]);
  const now = [
    [5, 'Insert'],
    [7, 'Insert'],
    [7, 'Update', 'Goals met'],
  ];
  expect(placesOf(added === undefined ? [] : [added], now).size).toBe(0);
  expect(samePlaces(known([[9, 'Active']]), [[9, 'On Hold']]).size).toBe(0);
});
