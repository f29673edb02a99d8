import type { Value } from '../values';

/** A key of a sort: the place of its cells in each line, from 0. */
export interface SortKey {
  readonly place: number;
  readonly ascending: boolean;
}

/** The order in which a sort puts lines: of each, its place before. Equal lines keep their order. */
export function sortedOrder(lines: readonly (readonly Value[])[], keys: readonly SortKey[], matchCase = false): readonly number[] {
  const order = lines.map((_, place) => place);
  const at = (line: number, { place }: SortKey) => lines[line]?.[place] ?? '';
  return order.sort((one, other) => {
    for (const key of keys) {
      const difference = compare(at(one, key), at(other, key), key.ascending, matchCase);
      if (difference !== 0) return difference;
    }
    return one - other;
  });
}

/** Numbers before text before logical values, as in Excel; empty cells are last either way. */
function compare(one: Value, other: Value, ascending: boolean, matchCase: boolean): number {
  if (one === '' || other === '') return one === other ? 0 : one === '' ? 1 : -1;
  const rank = (value: Value) => ['number', 'string', 'boolean'].indexOf(typeof value);
  const texts = () => String(one).localeCompare(String(other), 'en', { sensitivity: matchCase ? 'variant' : 'accent' });
  const order = rank(one) - rank(other) || (typeof one === 'string' ? texts() : Number(one) - Number(other));
  return ascending ? order : -order;
}
