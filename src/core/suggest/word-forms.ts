import { likeness } from './typing-distance';

/** Synonyms, by the form that they are compared by. */
const SAME: Readonly<Record<string, string>> = {
  saint: 'st',
  street: 'st',
  str: 'st',
  avenue: 'ave',
  mount: 'mt',
  fort: 'ft',
  centre: 'center',
};

/** Common short forms of first names. */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  abby: ['abigail'],
  al: ['albert', 'alan', 'alfred'],
  alex: ['alexander', 'alexandra', 'alexandria'],
  andy: ['andrew', 'anderson'],
  ann: ['anna', 'anne', 'annie'],
  barb: ['barbara'],
  becky: ['rebecca'],
  ben: ['benjamin'],
  beth: ['elizabeth', 'bethany'],
  betty: ['elizabeth'],
  bill: ['william'],
  bob: ['robert'],
  cathy: ['catherine', 'cathleen'],
  charlie: ['charles'],
  chris: ['christopher', 'christine', 'christina', 'christian'],
  chuck: ['charles'],
  cindy: ['cynthia'],
  dan: ['daniel'],
  dave: ['david'],
  deb: ['deborah', 'debra'],
  dick: ['richard'],
  don: ['donald'],
  ed: ['edward', 'edwin', 'edgar'],
  fred: ['frederick', 'alfred'],
  greg: ['gregory'],
  hank: ['henry'],
  jack: ['john', 'jackson'],
  jake: ['jacob'],
  jen: ['jennifer'],
  jenny: ['jennifer'],
  jerry: ['gerald', 'jerome'],
  jim: ['james'],
  joe: ['joseph'],
  jon: ['jonathan'],
  josh: ['joshua'],
  kate: ['katherine', 'kathryn', 'kaitlyn'],
  kathy: ['katherine', 'kathleen', 'kathryn'],
  ken: ['kenneth'],
  larry: ['lawrence'],
  liz: ['elizabeth'],
  maggie: ['margaret'],
  matt: ['matthew'],
  meg: ['margaret', 'megan'],
  mike: ['michael'],
  nick: ['nicholas'],
  pat: ['patrick', 'patricia'],
  peggy: ['margaret'],
  pete: ['peter'],
  phil: ['phillip', 'philip'],
  rich: ['richard'],
  rick: ['richard', 'frederick'],
  rob: ['robert'],
  ron: ['ronald'],
  sam: ['samuel', 'samantha'],
  steve: ['steven', 'stephen'],
  sue: ['susan', 'suzanne'],
  ted: ['theodore', 'edward'],
  tim: ['timothy'],
  tom: ['thomas'],
  tony: ['anthony', 'antonio'],
  vicky: ['victoria'],
  will: ['william'],
};

const NO_NAMES: readonly string[] = [];

/** First names by their short forms. */
export function longNames(word: string): readonly string[] {
  return Object.hasOwn(SHORT_NAMES, word) ? (SHORT_NAMES[word] ?? NO_NAMES) : NO_NAMES;
}

/** A word's form for comparison: singular, synonyms replaced. */
export function wordForm(word: string): string {
  if (Object.hasOwn(SAME, word)) return SAME[word] ?? word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}

/** Whether a word abbreviates another: its letters occur in order, the first and last in place, as in mgmt or svcs. */
function isContraction(short: string, long: string): boolean {
  if (short.length < 2 || short.charCodeAt(0) !== long.charCodeAt(0)) return false;
  let at = 0;
  for (let index = 0; index < long.length && at < short.length; index++) if (long.charCodeAt(index) === short.charCodeAt(at)) at++;
  return at === short.length;
}

/** The similarity of two words, from 0 to 1: equal forms, initials, abbreviations, prefixes, typing errors. */
export function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  if (wordForm(one) === wordForm(other)) return 0.97;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === 1) return long.startsWith(short) ? 0.85 : 0;
  const letters = likeness(one, other, 0.6);
  if (letters >= 0.8) return letters;
  if (long.startsWith(short)) return Math.max(letters, 0.8 + 0.15 * (short.length / long.length));
  if (longNames(short).includes(long)) return 0.85;
  return isContraction(short, long) ? Math.max(letters, 0.72) : letters;
}
