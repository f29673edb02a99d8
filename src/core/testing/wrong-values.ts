import { faker } from '@faker-js/faker';
import { suggestionKey } from '../caseload/text-keys';
import { typingDistance } from '../suggest/typing-distance';

/** A wrong value, and the list value that was meant. */
export interface WrongValue {
  readonly kind: string;
  readonly list: string;
  readonly wrong: string;
  readonly right: string;
}

const RELATIONSHIPS = [
  'Primary Case Manager',
  'Secondary Case Manager',
  'Backup Caseworker',
  'Supervisor',
  'Intake Specialist',
  'Mentor',
  'Counselor',
  'Résumé Coach',
  'Housing Navigator',
  'Peer Support',
];
const REASONS = [
  'Goals met',
  'Moved out of area',
  'Moved to another program',
  'No longer eligible',
  'No contact for 90 days',
  'Participant declined services',
  'Participant deceased',
  'Incarcerated',
  'Transferred to another caseworker',
  'Transferred to another agency',
  'Caseworker left agency',
  'Completed treatment plan',
  'Administrative discharge',
  'Non-compliance with program rules',
  'Aged out',
  'Hospitalized (long term)',
  'Safety concerns',
  'Duplicate record',
  'Self-sufficient',
  'Reunified with family',
  'Funding ended',
  'Referred elsewhere',
  'Unable to locate',
  'Guardian request',
  'Other - see notes',
];

const PLACES = [
  'Harbor',
  'Riverside',
  'Northgate',
  'Elm Street',
  'Saint Anne',
  'St. Mary’s',
  'Lakeview',
  'Oak Hill',
  'Fairmount',
  'El Niño',
];
const WORK = [
  'Housing & Shelter',
  'Family Services',
  'Job Training Program',
  'Early Childhood Education',
  'Case Management',
  'Senior Nutrition',
  'Youth Development Center',
  'Mental Health Counseling',
  'Substance Abuse Recovery',
  'Legal Aid and Advocacy',
  'Financial Assistance',
  'After-School Club',
  'Community Outreach',
  'Transportation Vouchers',
  'Veterans Department',
];

/** Lists of 10 to 20,000 values, with made-up names from a fixed seed. */
export function madeLists(): Readonly<Record<string, readonly string[]>> {
  faker.seed(11);
  const names = new Set<string>();
  while (names.size < 20_000) names.add(`${faker.person.firstName()} ${faker.person.lastName()}`);
  const staff = [...names];
  return {
    relationships: RELATIONSHIPS,
    reasons: REASONS,
    programs: PLACES.flatMap((place) => WORK.map((work) => `${place} ${work}`)),
    'staff of 300': staff.slice(0, 300),
    'staff of 20,000': staff,
    cyrillic: ['Основной куратор', 'Запасной куратор', 'Наставник', 'Руководитель группы', 'Психолог', 'Социальный педагог'],
    hebrew: ['מנהל תיק ראשי', 'מנהל תיק משני', 'יועצת תעסוקה', 'מתנדב', 'מדריכת נוער'],
  };
}

type Change = (text: string, pick: (most: number) => number) => string | null;

const letters = 'abcdefghijklmnopqrstuvwxyz';
const inner = (text: string, pick: (most: number) => number) => 1 + pick(Math.max(1, text.length - 2));
const replaced = (from: RegExp, to: string): Change => {
  return (text) => (from.test(text) ? text.replace(from, to) : null);
};
const wordsOf = (text: string) => text.split(' ');

const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/Services/, 'Svcs'],
  [/Management/, 'Mgmt'],
  [/Manager/, 'Mgr'],
  [/Program/, 'Prog'],
  [/Department/, 'Dept'],
  [/Education/, 'Ed'],
  [/Center/, 'Ctr'],
  [/Development/, 'Dev'],
  [/Community/, 'Comm'],
  [/Assistance/, 'Asst'],
  [/Specialist/, 'Spec'],
  [/Participant/, 'Ppt'],
  [/Administrative/, 'Admin'],
  [/Transferred/, 'Transf.'],
  [/Counseling/, 'Couns'],
  [/Financial/, 'Fin'],
  [/Transportation/, 'Transp'],
];

const SHORT_NAMES: readonly (readonly [string, string])[] = [
  ['William', 'Bill'],
  ['Robert', 'Bob'],
  ['Michael', 'Mike'],
  ['James', 'Jim'],
  ['Elizabeth', 'Liz'],
  ['Katherine', 'Kate'],
  ['Thomas', 'Tom'],
  ['Richard', 'Rick'],
  ['Christopher', 'Chris'],
  ['Margaret', 'Peggy'],
  ['Joseph', 'Joe'],
  ['Edward', 'Ed'],
  ['Daniel', 'Dan'],
  ['Gregory', 'Greg'],
];

/** The kinds of mistakes, each with a function that makes it, or null if it can't apply. */
const CHANGES: Readonly<Record<string, Change>> = {
  'letter missing': (text, pick) => {
    const at = inner(text, pick);
    return text.slice(0, at) + text.slice(at + 1);
  },
  'letter too many': (text, pick) => {
    const at = inner(text, pick);
    return text.slice(0, at) + (letters[pick(26)] ?? 'x') + text.slice(at);
  },
  'letter doubled': (text, pick) => {
    const at = inner(text, pick);
    return text.slice(0, at) + (text[at] ?? '') + text.slice(at);
  },
  'other letter': (text, pick) => {
    const at = inner(text, pick);
    return text.slice(0, at) + (letters[pick(26)] ?? 'x') + text.slice(at + 1);
  },
  'letters swapped': (text, pick) => {
    const at = inner(text, pick);
    return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  },
  'two typing errors': (text, pick) => {
    if (text.length < 10) return null;
    const once = CHANGES['letter missing']?.(text, pick) ?? text;
    return CHANGES['other letter']?.(once, pick) ?? null;
  },
  'space missing': replaced(/ /, ''),
  'spaces too many': (text) => (text.includes(' ') ? `${text.replace(' ', '   ')}x` : null),
  'punctuation missing': (text) => {
    const bare = text.replace(/[^\p{L}\p{N} ]/gu, '');
    return bare === text ? null : bare;
  },
  'punctuation too many': (text) => (text.includes(' ') ? text.replace(' ', ' - ') : `${text}.`),
  'accents missing': (text) => {
    const bare = text.normalize('NFD').replace(/\p{M}/gu, '');
    return bare === text ? null : bare;
  },
  'accents too many': replaced(/e/, 'é'),
  'case, and a letter': (text, pick) => (CHANGES['letter missing']?.(text, pick) ?? text).toUpperCase(),
  'word order': (text) => (wordsOf(text).length < 2 ? null : [...wordsOf(text)].reverse().join(' ')),
  'word missing': (text, pick) => {
    const words = wordsOf(text);
    return words.length < 3 ? null : words.filter((_, place) => place !== words.length - 1 - pick(2)).join(' ');
  },
  'word too many': (text) => `${text} team`,
  'Last, First': (text) => {
    const [first, last, ...rest] = wordsOf(text);
    return first === undefined || last === undefined || rest.length > 0 ? null : `${last}, ${first}.`;
  },
  'Last, First, and a letter': (text, pick) => {
    const [first = '', last, ...rest] = wordsOf(text);
    return last === undefined || rest.length > 0 || first.length < 4 ? null : `${last}, ${CHANGES['letter missing']?.(first, pick)}`;
  },
  initial: (text) => {
    const [first = '', last, ...rest] = wordsOf(text);
    return last === undefined || rest.length > 0 ? null : `${first.slice(0, 1)}. ${last}`;
  },
  'initial behind': (text) => {
    const [first = '', last, ...rest] = wordsOf(text);
    return last === undefined || rest.length > 0 ? null : `${last}, ${first.slice(0, 1)}`;
  },
  'middle initial': (text) => {
    const [first, last, ...rest] = wordsOf(text);
    return first === undefined || last === undefined || rest.length > 0 ? null : `${first} Q. ${last}`;
  },
  and: (text) => (text.includes('&') ? text.replace('&', 'and') : text.includes(' and ') ? text.replace(' and ', ' & ') : null),
  'and left out': replaced(/ (&|and) /, ' '),
  saint: (text) => (/St\. /.test(text) ? text.replace('St. ', 'Saint ') : /Saint /.test(text) ? text.replace('Saint ', 'St ') : null),
  street: replaced(/Street/, 'St.'),
  plural: (text) => (/s( |$)/.test(text) ? text.replace(/s( |$)/, '$1') : text.replace(/([a-rt-z])( |$)/, '$1s$2')),
  'vowels left out': (text) => {
    const bare = text.replace(/(\p{L}\p{L})[aeiou]/u, '$1').replace(/[aeiou](?=\p{L}*$)/u, '');
    return bare.length < text.length - 1 && bare.length > 5 ? bare : null;
  },
  'by ear': (text) => {
    const heard = text
      .replace(/ph/, 'f')
      .replace(/ie/, 'ei')
      .replace(/ck/, 'k')
      .replace(/([^s])c(?=[ao])/, '$1k');
    return heard === text ? null : heard;
  },
  'cut off': (text) => (text.length > 14 ? text.slice(0, Math.ceil(text.length * 0.7)) : null),
  remark: (text) => `${text} (see note)`,
  title: (text) => `Ms. ${text}`,
  'no spaces, small letters': (text) => (text.includes(' ') ? text.replaceAll(' ', '').toLowerCase() : null),
  'short form, and a letter': (text, pick) => {
    const short = CHANGES['short form']?.(text, pick) ?? null;
    return short === null ? null : (CHANGES['letter missing']?.(short, pick) ?? null);
  },
  'word order, and a letter': (text, pick) => {
    const turned = CHANGES['word order']?.(text, pick) ?? null;
    return turned === null ? null : (CHANGES['letter missing']?.(turned, pick) ?? null);
  },
  'short name': (text) => {
    const [first = '', ...rest] = wordsOf(text);
    const short = SHORT_NAMES.find(([long]) => long === first)?.[1];
    return short === undefined || rest.length === 0 ? null : [short, ...rest].join(' ');
  },
  'short form': (text) => {
    const [from, to] = SHORT_FORMS.find(([long]) => long.test(text)) ?? [];
    return from === undefined || to === undefined ? null : text.replace(from, to);
  },
};

/** Mistakes that apply only to names, and those that apply only to other values. */
const OF_NAMES = new Set([
  'Last, First',
  'Last, First, and a letter',
  'initial',
  'initial behind',
  'middle initial',
  'title',
  'short name',
]);
const NOT_OF_NAMES = new Set(['word missing', 'word too many', 'plural', 'street', 'and', 'and left out']);

/** Values removed from their list, each with the rest of the list, in which no value is the intended one. */
export function madeUnlisted(each: number): readonly { readonly list: readonly string[]; readonly wrong: string }[] {
  const lists = madeLists();
  return ['programs', 'staff of 300', 'staff of 20,000'].flatMap((name) => {
    const values = lists[name] ?? [];
    const step = Math.floor(values.length / each);
    const strangers = new Set(values.filter((_, place) => place % step === 0).slice(0, each));
    const list = values.filter((value) => !strangers.has(value));
    return [...strangers].map((wrong) => ({ list, wrong }));
  });
}

/**
 * Up to `each` wrong values of every kind for every list, without ambiguous ones, for which another value of the list is
 * as likely, for example by its initial or by its words in another order.
 */
export function madeWrongValues(each: number): readonly WrongValue[] {
  let state = 20_261_124;
  const pick = (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const found: WrongValue[] = [];
  for (const [list, values] of Object.entries(madeLists())) {
    const ofNames = list.startsWith('staff');
    const knownValues = values.map(known);
    for (const [kind, change] of Object.entries(CHANGES)) {
      if (ofNames ? NOT_OF_NAMES.has(kind) : OF_NAMES.has(kind)) continue;
      let wanted = Math.min(each, values.length);
      for (let tries = 0; tries < 200 && wanted > 0; tries++) {
        const meant = knownValues[pick(values.length)] ?? known('');
        const right = meant.value;
        const wrong = change(right, pick);
        if (wrong === null || wrong.toLowerCase() === right.toLowerCase() || isUnknowable(kind, known(wrong), meant, knownValues)) continue;
        found.push({ kind, list, wrong, right });
        wanted--;
      }
    }
  }
  return found;
}

interface Known {
  readonly value: string;
  readonly key: string;
  readonly words: readonly string[];
  readonly ordered: string;
  /** How often each character occurs, by its code modulo `LETTERS`. */
  readonly letters: Uint8Array;
}

const LETTERS = 32;

function known(value: string): Known {
  const key = suggestionKey(value);
  const words = key.split(' ');
  const letters = new Uint8Array(LETTERS);
  for (let place = 0; place < key.length; place++) (letters[key.charCodeAt(place) % LETTERS] as number)++;
  return { value, key, words, ordered: [...words].sort().join(' '), letters };
}

/** A lower bound of the typing distance, in any order of the words: the letters that one text has and the other has not. */
function fewestEdits(one: Known, other: Known): number {
  let missing = 0;
  let surplus = 0;
  for (let letter = 0; letter < LETTERS; letter++) {
    const more = (one.letters[letter] as number) - (other.letters[letter] as number);
    if (more > 0) surplus += more;
    else missing -= more;
  }
  return Math.max(missing, surplus);
}

function isUnknowable(kind: string, wrong: Known, right: Known, values: readonly Known[]): boolean {
  const own = typingDistance(wrong.ordered, right.ordered, 20);
  return values.some((other) => {
    if (other.value === right.value) return false;
    if (kind === 'cut off' && other.key.startsWith(wrong.key)) return true;
    if (kind.startsWith('initial')) return fitsInitial(wrong.words, other.words);
    if (kind === 'word missing' && wrong.words.every((word) => other.words.includes(word))) return true;
    if (fewestEdits(wrong, other) > own) return false;
    return typingDistance(wrong.ordered, other.ordered, own + 1) <= own || typingDistance(wrong.key, other.key, own + 1) <= own;
  });
}

function fitsInitial(words: readonly string[], other: readonly string[]): boolean {
  return words.every((word) => other.some((one) => (word.length === 1 ? one.startsWith(word) : one === word)));
}
