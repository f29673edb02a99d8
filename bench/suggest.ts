import { distance } from 'fastest-levenshtein';
import Fuse from 'fuse.js';
import { createSuggest } from '../src/core/suggest/suggest';
import { madeLists, madeWrongValues } from '../src/core/testing/wrong-values';
import { report } from './report';

/** The three best suggestions for a wrong value. */
type Best = (wrong: string) => readonly string[];

function bestThree(values: readonly string[], likeness: (value: string) => number): readonly string[] {
  return values
    .map((value) => ({ value, like: likeness(value) }))
    .sort((one, other) => other.like - one.like)
    .slice(0, 3)
    .map(({ value }) => value);
}

function byDice(values: readonly string[]): Best {
  const grams = (text: string) => new Set(Array.from({ length: text.length - 1 }, (_, at) => text.toLowerCase().slice(at, at + 2)));
  const known = new Map(values.map((value) => [value, grams(value)]));
  return (wrong) => {
    const own = grams(wrong);
    return bestThree(values, (value) => {
      const other = known.get(value) ?? own;
      let shared = 0;
      for (const gram of own) if (other.has(gram)) shared++;
      return (2 * shared) / (own.size + other.size);
    });
  };
}

const WAYS: Readonly<Record<string, (values: readonly string[]) => Best>> = {
  ours: (values) => {
    const suggest = createSuggest(values);
    return (wrong) => suggest(wrong).values;
  },
  'fuse.js': (values) => {
    const fuse = new Fuse(values, { threshold: 0.6, ignoreLocation: true });
    return (wrong) => fuse.search(wrong, { limit: 3 }).map(({ item }) => item);
  },
  'fastest-levenshtein': (values) => (wrong) => bestThree(values, (value) => -distance(wrong.toLowerCase(), value.toLowerCase())),
  'bigram Dice': byDice,
};

/** The quality and speed of suggestions, compared with libraries, on the same made-up values. */
export function benchSuggest(): void {
  const lists = madeLists();
  const wrongValues = madeWrongValues(8);
  const long = wrongValues.filter(({ list }) => list === 'staff of 20,000');
  for (const [name, make] of Object.entries(WAYS)) {
    const ready = new Map(Object.entries(lists).map(([list, values]) => [list, make(values)]));
    const places = wrongValues.map(({ list, wrong, right }) => ready.get(list)?.(wrong).indexOf(right) ?? -1);
    const share = (most: number) => `${((100 * places.filter((place) => place >= 0 && place < most).length) / places.length).toFixed(1)} %`;
    report(`did you mean, ${name}: first, among the first three, of ${places.length} wrong values`, `${share(1)}, ${share(3)}`);
    const best = ready.get('staff of 20,000');
    // Slow alternatives are timed on fewer values.
    const timed = name === 'ours' ? 1000 : name === 'fuse.js' ? 20 : 100;
    const start = performance.now();
    for (let one = 0; one < timed; one++) best?.(long[one % long.length]?.wrong ?? '');
    const time = ((performance.now() - start) * 1000) / timed;
    report(`did you mean, ${name}: 1,000 wrong values against 20,000 names (ms; aim: below 300)`, Math.round(time));
  }
}
