import { formatValue, readInput } from './values';

test.each([
  ['15-Feb', 'd-mmm', '15-Feb'],
  ['12%', '0%', '12%'],
  ['$5', '$#,##0', '$5'],
  ['$1,234.50', '$#,##0.00', '$1,234.50'],
  ['1,234', '#,##0', '1,234'],
  ['3:30 PM', 'h:mm AM/PM', '3:30 PM'],
  ['Mar 4, 2026', 'd-mmm-yy', '4-Mar-26'],
  ['14 Mar 2026', 'd-mmm-yy', '14-Mar-26'],
  ['March 2026', 'mmm-yy', 'Mar-26'],
  ['3/14/2026', 'm/d/yyyy', '3/14/2026'],
  ['03/14/26', 'm/d/yyyy', '3/14/2026'],
  ['2026-03-14', 'm/d/yyyy', '3/14/2026'],
  ['3/14/2026 5:00 PM', 'm/d/yyyy h:mm', '3/14/2026 17:00'],
])('%s, typed into an empty cell, becomes a number with Excel’s format', (typed, format, shown) => {
  const read = readInput(typed, 'General');
  expect([typeof read.value, read.format]).toEqual(['number', format]);
  expect(formatValue(read.value, format)).toBe(shown);
});

test.each(['13/14/2026', '2/30/2026', '1.5.2026', 'May', 'soon', 'CN-0001', 'March 14 of 2026', '12 months', '=', '3-4 Mar'])(
  '%s stays text',
  (typed) => {
    expect(readInput(typed, 'General')).toEqual({ value: typed });
  },
);

test('in a text cell, everything stays text', () => {
  for (const typed of ['15-Feb', '12', '=1+1', 'TRUE']) expect(readInput(typed, '@').value).toBe(typed);
});

test('day 60 is February 29, 1900, as in Excel', () => {
  expect([59, 60, 61].map((day) => formatValue(day, 'm/d/yyyy'))).toEqual(['2/28/1900', '2/29/1900', '3/1/1900']);
});
