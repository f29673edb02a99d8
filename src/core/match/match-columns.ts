import { type Cell, type Cells, isBlankRow } from '../caseload/cells';
import { ACTIONS, type Column, type ColumnKey, demographicColumn, siteColumns } from '../caseload/columns';
import { HEADER_SEARCH_ROWS, headerTexts } from '../caseload/layout';
import type { Lookups } from '../caseload/lookup';
import { FEEDER_TABLES, staffName } from '../caseload/reference';
import { headerKey, listKey, suggestionKey } from '../caseload/text-keys';
import { likeness } from '../suggest/typing-distance';
import { wordLikeness } from '../suggest/word-forms';
import { LOOKED_AT, type NameParts, NOTHING, Values, valueFit } from './column-values';
import { NOT_NEEDED, SYNONYMS } from './synonyms';

export type Certainty = 'sure' | 'likely' | 'unsure';

/** A column of a foreign sheet, and the template's column that it matches. */
export interface MatchedColumn {
  /** Zero-based. */
  readonly index: number;
  /** Its header; empty if it has none. */
  readonly header: string;
  /** Up to three values. */
  readonly samples: readonly Cell[];
  /** `null` if it matches no column of the template. */
  readonly key: ColumnKey | null;
  readonly certainty: Certainty;
}

export interface Match {
  /** The header's last sheet row number; the rows below are data. 0 if there is no header. */
  readonly headerRow: number;
  readonly columns: readonly MatchedColumn[];
}

/** The scores (0 to 1) from which a match is made, and is likely or sure. */
const TAKEN = 0.5;
const LIKELY = 0.65;
const SURE = 0.8;

/** The lead that a sure match has over the next best. */
const LEAD = 0.12;

const ALL_DEMOGRAPHICS = ['Case Number', 'First Name', 'Last Name', 'Date of Birth', 'SSN'];

interface Candidate {
  /** `null`: a known column that is not needed. */
  readonly column: Column | null;
  readonly keys: readonly string[];
  readonly words: readonly (readonly string[])[];
}

function candidatesOf(lookups: Lookups): readonly Candidate[] {
  const { duplicateCheck } = lookups.reference;
  const needed = siteColumns(lookups.reference);
  const others = ALL_DEMOGRAPHICS.filter((name) => !duplicateCheck.some((one) => headerKey(one) === headerKey(name))).map(
    demographicColumn,
  );
  const of = (column: Column | null, names: readonly string[]): Candidate => ({
    column,
    keys: names.map((name) => headerOf(name).key),
    words: names.map((name) => headerOf(name).words),
  });
  const synonyms = ({ key, header }: Column) => SYNONYMS[key] ?? SYNONYMS[`demographic:${header}`] ?? [];
  return [
    ...needed.map((column) => of(column, [column.header, ...column.aliases, ...synonyms(column)])),
    // A participant's name is never a caseworker's, whether the site needs it or not.
    ...others.map((column) => of(null, [column.header, ...column.aliases, ...synonyms(column)])),
    ...NOT_NEEDED.map((name) => of(null, [name])),
  ];
}

/** A header, normalized for comparison. */
interface Header {
  readonly key: string;
  readonly words: readonly string[];
  /** The beginnings of its words. */
  readonly initials: ReadonlySet<string>;
}

function headerOf(text: string): Header {
  const words = suggestionKey(text.replace(/\([^()]*\)/g, ' '))
    .split(' ')
    .filter((word) => word !== 'of');
  return { key: headerKey(words.join('')), words, initials: new Set(words.map((word) => word.charAt(0))) };
}

/** How well a header matches a column, from 0 to 1. */
function headerLikeness({ key, words, initials }: Header, { keys, words: known }: Candidate): number {
  if (key === '' || keys.includes(key)) return key === '' ? 0 : 1;
  let best = 0;
  for (const [place, name] of keys.entries()) {
    const other = known[place] ?? [];
    best = Math.max(best, likeness(key, name, 0.7) * 0.95);
    // Similarity by words requires a common beginning.
    if (other.some((word) => initials.has(word.charAt(0))) && Math.abs(other.length - words.length) < 3)
      best = Math.max(best, overlap(words, other) * 0.92);
  }
  return best;
}

/** The share of the words that both have. */
function overlap(one: readonly string[], other: readonly string[]): number {
  const alike = (few: readonly string[], many: readonly string[]) => {
    let sum = 0;
    for (const word of few) {
      let best = 0;
      for (const two of many)
        if (word.charAt(0) === two.charAt(0)) best = Math.max(best, word.length === 1 ? Number(word === two) : wordLikeness(word, two));
      sum += best;
    }
    return sum;
  };
  const most = Math.max(one.length, other.length);
  return Math.min(alike(one, other), alike(other, one)) / most;
}

/** The share of values in a feeder table from which they say more than a header that is not needed. */
const TELLING = 0.6;

/** Whether the column's values are those of a feeder table, which no other column has. */
function isFeeder(column: Column | null): column is Column {
  return column?.kind.type === 'list' && (FEEDER_TABLES as readonly string[]).includes(column.kind.list);
}

function scoreOf(header: number, fit: number, tells: boolean, isEmpty: boolean): number {
  // An empty column proves nothing: End Date and Reason often are.
  if (isEmpty) return header * 0.95;
  if (header < 0.5) return tells && fit >= 0.6 ? 0.45 + 0.3 * fit : 0;
  // A clear header wins, unless the values are of another kind.
  if (fit < 0.2) return header * 0.55;
  return header * 0.8 + 0.2 * fit;
}

/** The number of clear matches at which the search for a header ends. */
const PLAINLY_ONE = 4;

/** Longer texts are not headers. */
const LONGEST_HEADER = 60;

/** Finds the most likely header of a foreign sheet; `null` if the first rows contain nothing like one. */
function findHeader(cells: Cells, candidates: readonly Candidate[]): { row: number; texts: readonly string[] } | null {
  const plain = new Set(candidates.flatMap(({ keys }) => keys));
  const likenesses = new Map<string, number>();
  const bestLikeness = (text: string): number => {
    if (text.length > LONGEST_HEADER || /^[\d\s./:-]+$/.test(text)) return 0;
    const header = headerOf(text);
    if (plain.has(header.key)) return 1;
    const best = likenesses.get(text) ?? candidates.reduce((most, one) => Math.max(most, headerLikeness(header, one)), 0);
    likenesses.set(text, best);
    return best >= 0.6 ? best * 0.9 : 0;
  };
  let best: { row: number; texts: readonly string[]; score: number } | null = null;
  const last = Math.min(cells.length, HEADER_SEARCH_ROWS);
  for (let row = 0; row < last && (best === null || best.score < PLAINLY_ONE || row <= best.row + 1); row++) {
    if (isBlankRow(cells[row])) continue;
    for (const rows of row > 0 && !isBlankRow(cells[row - 1]) ? ([1, 2] as const) : ([1] as const)) {
      const texts = headerTexts(cells, row, rows);
      const filled = texts.filter((text) => text !== '');
      if (filled.length < 2) continue;
      const repeated = filled.length - new Set(filled.map(headerKey)).size;
      // Two rows must match clearly better than one: the second is often data.
      const score = filled.reduce((sum, text) => sum + bestLikeness(text), 0) - 0.5 * repeated - (rows === 2 ? 0.75 : 0);
      if (best === null || score > best.score) best = { row, texts, score };
    }
  }
  return best;
}

/** A number or date, or a number behind a few letters, such as a case number. */
const VALUE = /^[\d\s./:-]+$|^[a-z]{0,4}[\s-]?\d{3,}$/i;

/**
 * Whether a row that was taken for the header holds values instead: no known header, and at least half numbers, dates, and what is in the site's lists. A
 * person's row must not pass for the header, which is remembered.
 */
function holdsValues(texts: readonly string[], candidates: readonly Candidate[], { reference }: Lookups): boolean {
  const known = new Set(candidates.flatMap(({ keys }) => keys));
  const listed = new Set(
    [
      ...reference.programs.map(({ name }) => name),
      ...reference.staff.flatMap((member) => [staffName(member), `${member.lastName}, ${member.firstName}`]),
      ...FEEDER_TABLES.flatMap((table) => reference.feeders[table]),
      ...ACTIONS,
    ].map(listKey),
  );
  const filled = texts.filter((text) => text !== '');
  const isValue = (text: string) => VALUE.test(text.trim()) || listed.has(listKey(text));
  const values = filled.filter(isValue);
  return 2 * values.length >= filled.length && !filled.some((text) => !values.includes(text) && known.has(headerOf(text).key));
}

interface Proposal {
  readonly place: number;
  readonly column: Column | null;
  readonly score: number;
}

/**
 * Matches columns by header, alias, similarity and values. Each column of the template is used once, and the program and
 * the caseworker in one way only.
 * @param remembered earlier choices for the same headers, by header key
 */
export function matchColumns(cells: Cells, lookups: Lookups, remembered?: ReadonlyMap<string, ColumnKey | null>): Match | null {
  const candidates = candidatesOf(lookups);
  const likely = findHeader(cells, candidates);
  if (likely === null) return null;
  const header = holdsValues(likely.texts, candidates, lookups) ? { row: -1, texts: [] } : likely;
  const names: NameParts = {
    first: new Set(lookups.reference.staff.map(({ firstName }) => listKey(firstName))),
    last: new Set(lookups.reference.staff.map(({ lastName }) => listKey(lastName))),
  };
  let width = header.texts.length;
  for (let row = header.row + 1; row < Math.min(cells.length, header.row + LOOKED_AT); row++)
    width = Math.max(width, cells[row]?.length ?? 0);
  const found = Array.from({ length: width }, (_, index) => ({
    index,
    header: header.texts[index] ?? '',
    values: new Values(cells, header.row + 1, index),
  })).filter(({ header: text, values }) => text !== '' || values.cells.length > 0);
  const proposals = found.flatMap(({ header: text, values }, place) => {
    const named = headerOf(text);
    // A column “State” with statuses is no address.
    const isTold = candidates.some(({ column }) => isFeeder(column) && valueFit(column, values, lookups, names).fit >= TELLING);
    return candidates.map((candidate): Proposal => {
      const { column } = candidate;
      const like = headerLikeness(named, candidate);
      if (column === null) return { place, column, score: like >= 0.85 && !isTold ? like * 0.97 : 0 };
      const { fit, tells } = like < 0.5 && column.kind.type === 'date' ? NOTHING : valueFit(column, values, lookups, names);
      return { place, column, score: scoreOf(like, fit, tells, values.cells.length === 0) };
    });
  });
  const taken = assign(proposals);
  const columns = found.map(({ index, header: text, values }, place): MatchedColumn => {
    const samples = values.cells.slice(0, 3);
    const known = remembered?.get(headerKey(text));
    if (known !== undefined) return { index, header: text, samples, key: known, certainty: 'sure' };
    const own = proposals.filter((one) => one.place === place).sort((one, other) => other.score - one.score);
    const mine = taken.get(place);
    const rival = own.find(({ column }) => column?.key !== mine?.column?.key)?.score ?? 0;
    const score = mine?.score ?? 0;
    const isDuplicate = text !== '' && found.some((one) => one.index !== index && headerKey(one.header) === headerKey(text));
    const certainty: Certainty = score >= SURE && score - rival >= LEAD && !isDuplicate ? 'sure' : score >= LIKELY ? 'likely' : 'unsure';
    return { index, header: text, samples, key: mine?.column?.key ?? null, certainty: mine?.column ? certainty : 'sure' };
  });
  return { headerRow: header.row + 1, columns: oneWayEach(columns) };
}

/** Assigns the best pairs first, each column and header once. */
function assign(proposals: readonly Proposal[]): ReadonlyMap<number, Proposal> {
  const taken = new Map<number, Proposal>();
  const used = new Set<ColumnKey>();
  for (const one of [...proposals].sort((a, b) => b.score - a.score)) {
    if (one.score < TAKEN || taken.has(one.place) || (one.column !== null && used.has(one.column.key))) continue;
    taken.set(one.place, one);
    if (one.column !== null) used.add(one.column.key);
  }
  return taken;
}

/** Keeps one way to name the program, and one for the caseworker: the best match. */
function oneWayEach(columns: readonly MatchedColumn[]): readonly MatchedColumn[] {
  const has = (key: ColumnKey) => columns.some((one) => one.key === key);
  const dropped = new Set<ColumnKey | null>();
  if (has('programId') && has('programName')) dropped.add('programName');
  const pair = has('caseworkerFirstName') && has('caseworkerLastName');
  if (!pair) dropped.add('caseworkerFirstName').add('caseworkerLastName');
  if (has('staffId')) dropped.add('caseworkerName').add('caseworkerFirstName').add('caseworkerLastName');
  else if (pair) dropped.add('caseworkerName');
  return columns.map((one) => (dropped.has(one.key) ? { ...one, key: null } : one));
}

/** A key to recognize a sheet by: its headers, regardless of order, case and punctuation. */
export function headerSignature({ columns }: Match): string {
  return columns
    .map(({ header }) => headerKey(header))
    .filter((key) => key !== '')
    .sort()
    .join('|');
}
