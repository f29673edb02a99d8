import type { Style } from '../format/styles';
import type { Value } from '../values';

/** A cell as far as filling copies it. */
export interface SeriesCell {
  readonly value: Value;
  readonly style: Style;
}

const isDate = ({ style }: SeriesCell) => /[dy]/i.test(style.numberFormat ?? '');
/** A text that ends in a number, such as *Row 7*. */
const NUMBERED = /^(.*?)(\d{1,9})$/;

/**
 * What follows some cells when they are filled on, as Excel does it: numbers and dates continue evenly, a single date counts days, a
 * text that ends in a number counts up, all else repeats.
 */
export function continueSeries(known: readonly SeriesCell[], count: number): readonly SeriesCell[] {
  const step = stepOf(known);
  return Array.from({ length: count }, (_, place) => {
    const source = known[place % known.length];
    const last = known.at(-1);
    if (source === undefined || last === undefined) return { value: '', style: {} };
    if (step !== undefined && typeof last.value === 'number') return { ...source, value: round(last.value + step * (place + 1)) };
    const numbered = typeof source.value === 'string' && !source.value.startsWith('=') ? NUMBERED.exec(source.value) : null;
    if (numbered === null) return source;
    const rounds = Math.floor(place / known.length) + 1;
    const [, text = '', digits = ''] = numbered;
    return { ...source, value: `${text}${String(Number(digits) + rounds * numberedStep(known)).padStart(digits.length, '0')}` };
  });
}

function stepOf(known: readonly SeriesCell[]): number | undefined {
  const [first, second] = known;
  if (first === undefined || !known.every(({ value }) => typeof value === 'number')) return undefined;
  if (second === undefined) return isDate(first) ? 1 : undefined;
  return Number(second.value) - Number(first.value);
}

/** How far the numbers of texts count on in a round: to the number after the last. */
function numberedStep(known: readonly SeriesCell[]): number {
  const numbers = known.map(({ value }) => Number(NUMBERED.exec(String(value))?.[2]));
  return numbers.some(Number.isNaN) ? 1 : Math.max(...numbers) - Math.min(...numbers) + 1;
}

/** Without the tail that binary fractions leave. */
function round(value: number): number {
  return Number(value.toPrecision(15));
}
