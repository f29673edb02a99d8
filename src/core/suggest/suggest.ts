import { suggestionKey } from '../caseload/text-keys';
import { Index } from './trigram-index';
import { LONGEST_COMPARED, likeness } from './typing-distance';
import { longNames, wordForm, wordLikeness } from './word-forms';

export interface Suggestions {
  /** Values of the list, best first. */
  readonly values: readonly string[];
  /** Whether the first one is certain enough to choose without asking. */
  readonly obvious: boolean;
}

/** Suggests list values for a wrong one. */
export type Suggest = (wrong: string) => Suggestions;

const NONE: Suggestions = { values: [], obvious: false };

/** The most characters of a text to compare; a cell may hold 32,767. */
const LONGEST_READ = 1000;

/** The most suggestions. */
const OFFERED = 5;

/** The most candidates to compare in detail. A list of this length is compared entirely. */
const COMPARED = 24;

/** Candidates that share this much fewer trigrams than the best are skipped. */
const MIN_SHARE = 0.45;

/** The similarity (0 to 1) below which a value is not suggested. */
const FLOOR = 0.45;

/** The typing similarity below which only words count. */
const MIN_LETTERS = 0.6;

/** The similarity that an obvious value has at least, and its lead over the next. */
const OBVIOUS = 0.75;
const LEAD = 0.1;

/** A text, prepared for comparison. */
interface Compared {
  readonly key: string;
  readonly words: readonly string[];
  /** Its words, sorted. */
  readonly ordered: string;
}

/** Stop words. */
const isIdle = (word: string) => word === 'and' || word === 'of' || word === 'the';

function compared(text: string): Compared {
  const key = suggestionKey(text.slice(0, LONGEST_READ)).slice(0, LONGEST_COMPARED);
  const words = key.split(' ').filter((word) => !isIdle(word));
  return { key, words, ordered: words.length < 2 ? key : [...words].sort().join(' ') };
}

/** The similarity of two texts by words, in any order. Words are weighted by length; a missing word costs less than a wrong one. */
function wordsLikeness(wrong: readonly string[], right: readonly string[]): number {
  const free = [...right];
  let alike = 0;
  let length = 0;
  let met = 0;
  for (const word of wrong) {
    let best = 0;
    let at = -1;
    for (let place = 0; place < free.length; place++) {
      const like = wordLikeness(word, free[place] ?? '');
      if (like <= best) continue;
      best = like;
      at = place;
    }
    const weight = Math.max(2, word.length);
    length += weight;
    if (at < 0) continue;
    alike += best * Math.max(weight, word.length === 1 ? 2 : 0);
    met += free[at]?.length ?? 0;
    free.splice(at, 1);
  }
  const all = right.reduce((sum, word) => sum + word.length, 0);
  return length === 0 || all === 0 ? 0 : (alike / length) * (0.72 + 0.28 * (met / all));
}

function score(wrong: Compared, entry: Compared): number {
  if (wrong.key === entry.key) return 1;
  if (wrong.ordered === entry.ordered) return 0.99;
  const inOrder = likeness(wrong.key, entry.key, MIN_LETTERS);
  const isOrdered = inOrder > 0.8 || (wrong.key === wrong.ordered && entry.key === entry.ordered);
  const letters = Math.max(inOrder, isOrdered ? 0 : likeness(wrong.ordered, entry.ordered, MIN_LETTERS) * 0.98);
  return letters >= 0.93 ? letters : Math.max(letters, wordsLikeness(wrong.words, entry.words) * 0.97);
}

/** Indexes a list for suggestions. */
export function createSuggest(values: readonly string[]): Suggest {
  const distinct = [...new Set(values)];
  const entries = distinct.map((value) => ({ value, ...compared(value) }));
  const index = new Index(entries.map(({ key }) => key));
  const vocabulary = new Set(entries.flatMap(({ words }) => words));
  return (text) => {
    const [wrong, ...bare] = forms(text);
    if (wrong === undefined) return NONE;
    const near = new Map<number, number>();
    for (const form of [wrong, ...bare]) for (const key of readings(form)) index.nearest(key, COMPARED, near);
    const isShort = entries.length <= COMPARED;
    const least = isShort ? 0 : MIN_SHARE * Math.max(...near.values());
    if (isShort) for (let place = 0; place < entries.length; place++) if (!near.has(place)) near.set(place, 0);
    const ranked: { entry: (typeof entries)[number]; place: number; score: number }[] = [];
    for (const [place, dice] of near) {
      const entry = entries[place];
      if (entry === undefined || dice < least) continue;
      const letters = bare.reduce((most, form) => Math.max(most, score(form, entry) * 0.98), score(wrong, entry));
      const like = 0.8 * letters + 0.2 * dice;
      if (like >= FLOOR) ranked.push({ entry, place, score: like });
    }
    ranked.sort((one, other) => other.score - one.score || one.place - other.place);
    const [best, next] = ranked;
    const obvious =
      best !== undefined &&
      best.score >= OBVIOUS &&
      best.score - (next?.score ?? 0) >= LEAD &&
      !speaksOfAnother(wrong.words, best.entry.words, vocabulary);
    return { values: ranked.slice(0, OFFERED).map(({ entry }) => entry.value), obvious };
  };
}

/** The text's keys: as it is, and without a remark in parentheses. */
function forms(text: string): readonly Compared[] {
  const bare = text.replace(/\([^()]*\)/g, ' ');
  return [text, ...(bare === text ? [] : [bare])].map(compared).filter(({ key }) => key !== '');
}

/** The text and, if a word is a short first name, its variants with the long ones. */
function readings({ key, words }: Compared): readonly string[] {
  return [key, ...words.flatMap((word) => longNames(word).map((long) => words.map((one) => (one === word ? long : one)).join(' ')))];
}

/** Whether a word that the best suggestion lacks is a word of the list, so not a typing error: `Marta Lopez` is not `Maria Lopez`. */
function speaksOfAnother(wrong: readonly string[], best: readonly string[], vocabulary: ReadonlySet<string>): boolean {
  const forms = new Set(best.map(wordForm));
  return wrong.some((word) => word.length > 1 && vocabulary.has(word) && !forms.has(wordForm(word)));
}
