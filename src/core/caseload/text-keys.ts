// Invisible characters: leading and trailing white space, non-breaking and other exotic spaces, zero-width
// characters, direction marks, line breaks and other controls (`cell.hidden-characters`).
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
const HIDDEN = /^\s|\s$|[\u0000-\u001f\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is replaced
const SPACE_LIKE = /[\u0000-\u0020\u007f-\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

/** Whether the text contains hidden characters. */
export function hasHiddenCharacters(text: string): boolean {
  const last = text.length - 1;
  if (text.charCodeAt(0) === 32 || text.charCodeAt(last) === 32) return true;
  // A fast path: this runs for every cell of a sheet.
  for (let index = 0; index <= last; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code >= 127) return HIDDEN.test(text);
  }
  return false;
}

/** The text without hidden characters: white space becomes single spaces, the rest is removed. */
export function withoutHiddenCharacters(text: string): string {
  return text.replace(INVISIBLE, '').replace(SPACE_LIKE, ' ').trim();
}

/** The key to compare list values by: ignores case and hidden characters. */
export function listKey(text: string): string {
  return withoutHiddenCharacters(text).normalize('NFC').toLowerCase();
}

/** The key to compare headers by: ignores case, spaces and punctuation, such as a leading `#`. */
export function headerKey(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The key to search suggestions by: without accents or case, `&` as "and", single spaces. */
export function suggestionKey(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’`.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The text with the digits of all scripts as Latin ones: `١٠٠١` is `1001`. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

/** Each script has its ten digits in a row; some rows follow each other. */
function digitValue(codePoint: number): number {
  let before = 0;
  while (before < 100 && /\p{Nd}/u.test(String.fromCodePoint(codePoint - before - 1))) before++;
  return before % 10;
}

/** The whole number that a text may be meant as: in digits of another script, with groups (`1.001`, `1 001`) or empty decimals (`1001,00`). */
export function meantNumber(text: string): string | undefined {
  const digits = latinDigits(withoutHiddenCharacters(text)).replace(/[.,]0{1,2}$/, '');
  const plain = /^\d{1,3}([.,' \u2019]\d{3})+$/.test(digits) ? digits.replace(/\D/g, '') : digits;
  return /^[1-9]\d{0,14}$/.test(plain) ? plain : undefined;
}

/** The text without commas, which files of the original system can't contain: `1,200` is `1200`, `Smith, Ann` is `Smith Ann`. */
export function withoutCommas(text: string): string {
  if (!text.includes(',')) return text;
  const number = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text.trim()) ? text.replaceAll(',', '') : text;
  return withoutHiddenCharacters(number.replaceAll(',', ' '));
}

/** What a typed text finds by name, in order: first the names with a word that begins with it. */
export function findByName<T>(all: readonly T[], nameOf: (one: T) => string, typed: string): readonly T[] {
  const key = suggestionKey(typed);
  const within: T[] = [];
  const begun = all.filter((one) => {
    const name = ` ${suggestionKey(nameOf(one))}`;
    const begins = name.includes(` ${key}`);
    if (!begins && name.includes(key)) within.push(one);
    return begins;
  });
  return [...begun, ...within];
}
