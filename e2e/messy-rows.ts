import type { Value } from '../src/preview/workbook/values';
import { rowOf } from './preview';

/** The number of messy rows. */
export const MESSY_ROWS = 40;

/** The first Participant ID of the messy rows. */
const FIRST = 1801;

/**
 * Forty rows of a Monday morning, with thirty mistakes of twelve kinds: typing mistakes, dates written in several ways, spaces, an empty
 * cell, a row twice, an Insert that ends, an Update that begins, dates the wrong way round.
 * @param caseworkers names of the site
 */
export function messyRows(caseworkers: readonly string[]): Value[][] {
  const row = (place: number, change: Partial<Record<number, Value>> = {}) =>
    rowOf(FIRST + place, caseworkers[place % caseworkers.length] ?? '', change);
  const rows = Array.from({ length: MESSY_ROWS }, (_, place) => {
    if (place < 8) return row(place, { 7: 'Actve' });
    if (place < 13) return row(place, { 6: 'Mentr' });
    if (place < 16) return row(place, { 7: 'On hold ' });
    if (place < 18) return row(place, { 5: `${(caseworkers[place] ?? '').split(' ').reverse().join(', ')}x` });
    return row(place);
  });
  rows[20] = row(20, { 8: "'3/4/26" });
  rows[21] = row(21, { 8: "'3/4/2026" });
  rows[22] = row(22, { 9: '4/1/2026', 10: 'Goals met' });
  rows[23] = row(23, { 6: '' });
  rows[25] = [...(rows[24] ?? [])];
  rows[26] = row(26, { 2: 'Housing First' });
  return rows;
}
