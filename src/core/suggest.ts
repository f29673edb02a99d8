import { suggestionKey } from './normalize';

export interface Suggestions {
  /** Values of the list, best first. */
  readonly values: readonly string[];
  /** Whether the first one is so clearly meant that it may be chosen without asking. */
  readonly obvious: boolean;
}

/** Finds what a wrong value was meant to be. */
export type Suggest = (wrong: string) => Suggestions;

const NONE: Suggestions = { values: [], obvious: false };
/** How many are offered. */
const OFFERED = 5;
/** How many candidates are compared letter by letter. */
const COMPARED = 24;
/** The likeness (0 to 1) below which a value is not offered at all. */
const FLOOR = 0.45;
/** An obvious value is at least this like, and this much more like than the next. */
const OBVIOUS = 0.8;
const LEAD = 0.12;

interface Entry {
  readonly value: string;
  readonly key: string;
  readonly words: string;
  readonly grams: number;
}

/** The pairs of letters of a text, its ends included: "ann" -> " a", "an", "nn", "n ". */
function bigrams(key: string): Set<number> {
  const grams = new Set<number>();
  let before = 32;
  for (let index = 0; index <= key.length; index++) {
    const code = index < key.length ? key.charCodeAt(index) : 32;
    if (before !== 32 || code !== 32) grams.add(before * 65536 + code);
    before = code;
  }
  return grams;
}

function sortedWords(key: string): string {
  return key.split(' ').sort().join(' ');
}

/** Longer texts are compared by their beginnings. */
const LONGEST = 200;
// Three rows of the table that `typingDistance` fills, made once: it runs thousands of times for one sheet.
let beforeLast = new Uint16Array(LONGEST + 1);
let last = new Uint16Array(LONGEST + 1);
let now = new Uint16Array(LONGEST + 1);

/** Typing distance: insertions, deletions, changes and swaps of neighbours; never more than `limit`. */
export function typingDistance(one: string, other: string, limit: number): number {
  const rows = Math.min(one.length, LONGEST);
  const columns = Math.min(other.length, LONGEST);
  if (Math.abs(rows - columns) >= limit) return limit;
  for (let j = 0; j <= columns; j++) last[j] = j;
  let codeBefore = -1;
  for (let i = 1; i <= rows; i++) {
    const code = one.charCodeAt(i - 1);
    let least = i;
    let left = i;
    let otherBefore = -1;
    now[0] = i;
    for (let j = 1; j <= columns; j++) {
      const otherCode = other.charCodeAt(j - 1);
      const diagonal = last[j - 1] as number;
      let cost = diagonal;
      if (code !== otherCode) {
        const up = last[j] as number;
        cost = 1 + Math.min(up, left, diagonal);
        if (code === otherBefore && codeBefore === otherCode) {
          const swapped = (beforeLast[j - 2] as number) + 1;
          if (swapped < cost) cost = swapped;
        }
      }
      now[j] = cost;
      left = cost;
      otherBefore = otherCode;
      if (cost < least) least = cost;
    }
    if (least >= limit) return limit;
    codeBefore = code;
    const free = beforeLast;
    beforeLast = last;
    last = now;
    now = free;
  }
  return Math.min(limit, last[columns] as number);
}

/** How alike two texts are letter by letter, from 0 to 1; 0 if it is below `floor`. */
function likeness(one: string, other: string, floor: number): number {
  const longest = Math.max(one.length, other.length);
  const limit = Math.floor(longest * (1 - floor)) + 1;
  const distance = typingDistance(one, other, limit);
  return distance >= limit ? 0 : 1 - distance / longest;
}

/** How much of the shorter text's words stand in the other, an initial counting for its word: for short forms and missing words. */
function wordCover(wrong: readonly string[], right: readonly string[]): number {
  const [few, many] = wrong.length <= right.length ? [wrong, right] : [right, wrong];
  const free = [...many];
  let covered = 0;
  for (const word of few) {
    const place = free.findIndex(
      (other) => other === word || (word.length <= 4 && other.startsWith(word)) || (word.length > 3 && likeness(word, other, 0.75) > 0),
    );
    if (place >= 0) {
      free.splice(place, 1);
      covered++;
    }
  }
  return few.length === 0 ? 0 : (covered / few.length) * (0.7 + 0.25 * (few.length / many.length));
}

function score(key: string, words: string, entry: Entry): number {
  if (key === entry.key) return 1;
  if (words === entry.words) return 0.98;
  const inOrder = likeness(key, entry.key, 0.3);
  const inAnyOrder = key === words && entry.key === entry.words ? 0 : likeness(words, entry.words, 0.3) * 0.97;
  const letters = Math.max(inOrder, inAnyOrder);
  if (letters >= 0.9) return letters;
  return Math.max(letters, wordCover(key.split(' '), entry.key.split(' ')) * 0.9);
}

/** Makes a list ready for suggestions. The work of a question grows with what is like it, not with the list. */
export function createSuggest(values: readonly string[]): Suggest {
  const entries: Entry[] = [];
  const places = new Map<number, number[]>();
  for (const value of new Set(values)) {
    const key = suggestionKey(value);
    const grams = bigrams(key);
    for (const gram of grams) {
      const list = places.get(gram);
      if (list === undefined) places.set(gram, [entries.length]);
      else list.push(entries.length);
    }
    entries.push({ value, key, words: sortedWords(key), grams: grams.size });
  }
  const shared = new Uint16Array(entries.length);
  return (wrong) => {
    const key = suggestionKey(wrong).slice(0, LONGEST);
    if (key === '') return NONE;
    const grams = bigrams(key);
    const met: number[] = [];
    for (const gram of grams) {
      for (const place of places.get(gram) ?? []) {
        const count = shared[place] ?? 0;
        if (count === 0) met.push(place);
        shared[place] = count + 1;
      }
    }
    const dice = met.map((place) => ({ place, dice: (2 * (shared[place] ?? 0)) / (grams.size + (entries[place]?.grams ?? 0)) }));
    for (const place of met) shared[place] = 0;
    const words = sortedWords(key);
    const ranked = dice
      .sort((one, other) => other.dice - one.dice || one.place - other.place)
      .slice(0, COMPARED)
      .flatMap(({ place, dice: alike }) => {
        const entry = entries[place];
        return entry === undefined ? [] : [{ value: entry.value, score: 0.75 * score(key, words, entry) + 0.25 * alike }];
      })
      .filter((one) => one.score >= FLOOR)
      .sort((one, other) => other.score - one.score)
      .slice(0, OFFERED);
    const [best, next] = ranked;
    const obvious = best !== undefined && best.score >= OBVIOUS && best.score - (next?.score ?? 0) >= LEAD;
    return { values: ranked.map((one) => one.value), obvious };
  };
}
