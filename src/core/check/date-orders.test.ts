import fc from 'fast-check';
import type { Cell } from '../caseload/cells';
import { dayAndMonth, isoOf } from '../caseload/dates';
import { day } from '../testing/caseload';
import { setConventions } from '../text/format';
import { DateOrders } from './date-orders';

beforeEach(() => setConventions({ datePattern: 'M/d/yyyy' }));
afterAll(() => setConventions({}));

const ordersOf = (...cells: Cell[]) => {
  const orders = new DateOrders([0], cells.length);
  cells.forEach((cell, place) => {
    orders.read(place + 1, [cell]);
  });
  return orders;
};

test.each<[string, Cell[], object | undefined]>([
  // Typed with the day first, where Excel expected the month: 3 April became March 4.
  [
    'dates with days up to the 12th beside a text that begins with the day',
    [day('2026-03-04'), '14/3/2026', day('2026-05-06')],
    { row: 2, detail: { otherRow: 1, count: 2 } },
  ],
  ['with a time of day', [day('2026-03-04'), '14/3/2026 10:30'], { row: 2 }],
  ['with hyphens', [day('2026-03-04'), '14-03-2026'], { row: 2 }],
  ['a year of two digits', [day('2026-03-04'), '14/3/26'], { row: 2 }],
  [
    'dates on the 1st count, too, but not alone',
    [day('2026-03-01'), '14/3/2026', day('2026-03-04')],
    { detail: { otherRow: 3, count: 2 } },
  ],
  ['dates that are all on the 1st', [day('2026-03-01'), '14/3/2026', day('2026-04-01')], undefined],
  ['a text in the order of the workbook', [day('2026-03-04'), '3/14/2026'], undefined],
  ['a text because of a space that can’t be seen', [day('2026-03-04'), '3/14/2026\u00a0'], undefined],
  ['a day that is none', [day('2026-03-04'), '31/2/2026'], undefined],
  ['any date after the 12th shows that the order is right', [day('2026-03-04'), '14/3/2026', day('2026-03-13')], undefined],
  ['the same day and month can’t be swapped', [day('2026-03-03'), '14/3/2026'], undefined],
  ['texts alone are read each by itself', ['14/3/2026', '3/15/2026'], undefined],
  ['dates alone', [day('2026-03-04'), day('2026-03-05')], undefined],
  // Excel reads dots in no order where they are not used.
  ['a text that would be one anyway', [day('2026-03-04'), '14.3.2026'], undefined],
  ['a text that is no date', [day('2026-03-04'), '14/13/2026'], undefined],
])('%s', (_, cells, expected) => {
  const { faults } = ordersOf(...cells);
  if (expected === undefined) expect(faults).toEqual([]);
  else expect(faults).toMatchObject([{ code: 'column.date-order', columns: [0], ...expected }]);
});

test('in a workbook with the day first, the month is unexpected; with the year first, nothing is', () => {
  const cells = ['3/14/2026', day('2026-03-04'), '14/3/2026'];
  setConventions({ datePattern: 'dd/MM/yyyy' });
  expect(ordersOf(...cells).faults).toMatchObject([{ row: 1, detail: { otherRow: 2, count: 1 } }]);
  setConventions({ datePattern: 'yyyy-MM-dd' });
  expect(ordersOf(...cells).faults).toEqual([]);
  // Of a file, the order is not known: either is unexpected among such dates.
  setConventions({});
  for (const text of ['3/14/2026', '14/3/2026']) expect(ordersOf(text, day('2026-03-04')).faults).toMatchObject([{ row: 1 }]);
});

test('rows read again, in any order and beyond the end, are judged like all rows at once', () => {
  const cell = fc.constantFrom<Cell>('', 'x', '14/3/2026', '3/14/2026', day('2026-03-04'), day('2026-03-03'), day('2026-03-13'));
  fc.assert(
    fc.property(
      fc.array(cell, { maxLength: 6 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.option(cell)), { maxLength: 12 }),
      (first, edits) => {
        const orders = ordersOf(...first);
        const cells: Cell[] = [...first, ...new Array(9).fill('')];
        for (const [row, now] of edits) {
          orders.read(row, now === null ? undefined : [now]);
          cells[row - 1] = now ?? '';
        }
        expect(orders.faults).toEqual(ordersOf(...cells).faults);
        expect(orders.faults).toBe(orders.faults);
      },
    ),
  );
});

test('the day of the month and the month are those of the date', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_958_465 }), (serial) => {
      const [, month, dayOfMonth] = isoOf(serial).split('-').map(Number);
      expect(dayAndMonth(serial + 0.5)).toEqual({ day: dayOfMonth, month });
    }),
  );
  for (const none of [0, -1, 2_958_466, Number.NaN]) expect(dayAndMonth(none)).toMatchObject({ day: 0 });
});
