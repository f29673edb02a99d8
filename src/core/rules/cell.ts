import { type Cell, cellText, isBlank, isFormulaError } from '../caseload/cells';
import type { Column, ListName } from '../caseload/columns';
import { type DateReading, isoOf, readDateNumber, readDateText, serialOf } from '../caseload/dates';
import { AMBIGUOUS, EMPTY, type Lookups, WRONG } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { hasHiddenCharacters, latinDigits, meantNumber, withoutHiddenCharacters } from '../caseload/text-keys';
import type { Code, Detail } from './codes';

/** Reports a fault of the current cell. */
export type Report = (code: Code, detail?: Detail) => void;

/** Parses a cell of a column into an ID, a serial date, a list index, `EMPTY` or `WRONG`, and reports its faults. */
export type ReadCell = (cell: Cell | undefined, report: Report) => number;

interface LikelyDates {
  readonly first: number;
  readonly last: number;
}

/** In days: a year ahead. */
const AHEAD = 366;

/** The range of plausible dates: from 100 years ago to one year ahead (`cell.date-unlikely`). */
export function likelyDates(today: number): LikelyDates {
  return { first: today - 36_525, last: today + AHEAD };
}

/** Whether every row needs a value in this column. */
export function isRequired(column: Column, { programRequired }: Pick<Reference, 'programRequired'>): boolean {
  return column.required || (programRequired && (column.key === 'programId' || column.key === 'programName'));
}

/** The most digits of a number that is exact. */
const MAX_DIGITS = 15;

/** The rules of every column: empty cells and formula errors. `read` gets filled cells only. */
function reader(required: boolean, read: (cell: Cell, report: Report) => number): ReadCell {
  return (cell, report) => {
    if (isBlank(cell)) {
      if (required) report('cell.required');
      return EMPTY;
    }
    if (isFormulaError(cell)) {
      report('sheet.formula-error');
      return WRONG;
    }
    return read(cell as Cell, report);
  };
}

/** `cell.hidden-characters`: removes them, so that the other rules see what the user sees. */
function visibleText(cell: Cell, report: Report): string {
  const text = cellText(cell);
  if (typeof cell !== 'string' || !hasHiddenCharacters(text)) return text;
  const visible = withoutHiddenCharacters(text);
  report('cell.hidden-characters', { suggestions: [visible] });
  return visible;
}

function readWholeNumber(cell: Cell, report: Report): number {
  if (typeof cell === 'number' && Number.isSafeInteger(cell) && cell > 0) return cell;
  const text = visibleText(cell, report);
  if (typeof cell === 'string' && /^\d+$/.test(text) && text.length <= MAX_DIGITS && Number(text) > 0) return Number(text);
  const meant = meantNumber(text);
  report('cell.not-a-number', meant === undefined ? {} : { suggestions: [meant] });
  return WRONG;
}

/** A Participant ID. Only the server knows whether the participant exists. */
function participantId(required: boolean): ReadCell {
  return reader(required, readWholeNumber);
}

/** A Program ID or Staff ID: its index in the site's list. */
function listedId(required: boolean, places: ReadonlyMap<number, number>, names: ListName, lookups: Lookups): ReadCell {
  const ids = [...places.keys()];
  return reader(required, (cell, report) => {
    if (typeof cell === 'string' && !/\p{Nd}/u.test(cell)) {
      // A name instead of an ID: suggest the ID.
      const place = lookups.lists[names].find(cell);
      const id = place >= 0 ? ids[place] : undefined;
      report('cell.not-a-number', id === undefined ? {} : { suggestions: [String(id)] });
      return WRONG;
    }
    const id = readWholeNumber(cell, report);
    if (id === WRONG) return WRONG;
    const place = places.get(id);
    if (place === undefined) report('cell.not-listed');
    return place ?? WRONG;
  });
}

function listed(required: boolean, list: ListName, lookups: Lookups): ReadCell {
  const lookup = lookups.lists[list];
  const notListed = { name: list };
  return reader(required, (cell, report) => {
    const place = lookup.find(cell);
    if (place >= 0) {
      const text = cellText(cell);
      // As the list has it, when it is changed anyway.
      if (!lookup.exact.has(text) && hasHiddenCharacters(text))
        report('cell.hidden-characters', { suggestions: [lookup.values[place] ?? withoutHiddenCharacters(text)] });
      return place;
    }
    if (place === AMBIGUOUS) report('cell.ambiguous', sameName(lookups, cellText(cell)));
    else report('cell.not-listed', notListed);
    return WRONG;
  });
}

/** The most Staff IDs to suggest for a shared name. */
const MAX_NAMESAKES = 20;

/** The Staff IDs of all staff members with a name. */
export function sameName(lookups: Lookups, name: string): Detail {
  const ids = lookups.staffIdsOf(name);
  return { suggestions: ids.slice(0, MAX_NAMESAKES).map(String), count: ids.length };
}

/** One half of a caseworker's name. The halves are looked up together (`row-reader.ts`). */
function namePart(required: boolean): ReadCell {
  return reader(required, (cell, report) => {
    visibleText(cell, report);
    return 0;
  });
}

function text(required: boolean): ReadCell {
  return reader(required, (cell, report) => {
    if (typeof cell !== 'string') return 0;
    const visible = visibleText(cell, report);
    const first = visible.charCodeAt(0);
    // = + - @
    if (first === 61 || first === 43 || first === 45 || first === 64) {
      const harmless = visible.replace(/^[=+\-@\s]+/, '');
      report('cell.formula-text', harmless === '' ? {} : { suggestions: [harmless] });
      return WRONG;
    }
    return 0;
  });
}

function ssn(required: boolean): ReadCell {
  return reader(required, (cell, report) => {
    const visible = visibleText(cell, report);
    if (/^\d{9}$/.test(visible)) return 0;
    const digits = visible.replace(/[\s\-–—.]/g, '');
    const whole = /^\d{9}$/.test(digits) ? digits : undefined;
    // Excel drops a number's leading zeros.
    const padded = typeof cell === 'number' && /^\d{7,8}$/.test(digits) ? digits.padStart(9, '0') : undefined;
    const suggestion = whole ?? padded;
    const detail = { why: whole ? 'punctuation' : padded ? 'zeros' : 'length' };
    report('cell.ssn', suggestion === undefined ? detail : { ...detail, suggestions: [suggestion] });
    return WRONG;
  });
}

function readDate(cell: Cell, report: Report): DateReading {
  if (typeof cell === 'number') return readDateNumber(cell);
  if (typeof cell === 'boolean') return { problem: 'not-a-date' };
  return readDateText(visibleText(cell, report));
}

/** The date in digits of another script. */
function meantDate(cell: Cell): readonly number[] | undefined {
  const text = latinDigits(cellText(cell));
  const reading = text === cell ? undefined : readDateText(withoutHiddenCharacters(text));
  return reading !== undefined && 'serial' in reading ? [reading.serial] : undefined;
}

/** The date in other years that are plausible: a mistyped year is the usual reason for an unlikely one. */
function inOtherYears(serial: number, years: readonly number[], { first, last }: LikelyDates): readonly string[] {
  const [year = 0, month = 0, day = 0] = isoOf(serial).split('-').map(Number);
  return years
    .map((more) => serialOf(year + more, month, day))
    .filter((other) => other !== null && other >= first && other <= last)
    .map((other) => isoOf(other ?? serial));
}

/** To this year, to the one before, and by a century. */
function yearsBack(serial: number, { last }: LikelyDates): readonly number[] {
  const yearOf = (date: number) => Number(isoOf(date).slice(0, 4));
  const toThisYear = yearOf(last - AHEAD) - yearOf(serial);
  return [...new Set([toThisYear, toThisYear - 1, -100])];
}

function date(required: boolean, likely: LikelyDates): ReadCell {
  return reader(required, (cell, report) => {
    const reading = readDate(cell, report);
    if ('problem' in reading) {
      const suggestions = (reading.meanings ?? meantDate(cell))?.map(isoOf);
      const code = reading.problem === 'before-1900' ? 'cell.date-unlikely' : 'cell.not-a-date';
      report(code, suggestions ? { why: reading.problem, suggestions } : { why: reading.problem });
      return WRONG;
    }
    const { serial } = reading;
    if (serial < likely.first) report('cell.date-unlikely', { why: 'long-ago', suggestions: inOtherYears(serial, [100], likely) });
    else if (serial > likely.last)
      report('cell.date-unlikely', { why: 'far-ahead', suggestions: inOtherYears(serial, yearsBack(serial, likely), likely) });
    return reading.serial;
  });
}

/** The parser of a column's cells. `today` is a serial date. */
export function cellReader(column: Column, lookups: Lookups, today: number): ReadCell {
  const { kind } = column;
  const required = isRequired(column, lookups.reference);
  switch (kind.type) {
    case 'id':
      if (kind.of === 'participant') return participantId(required);
      return kind.of === 'program'
        ? listedId(required, lookups.programById, 'program', lookups)
        : listedId(required, lookups.staffById, 'staff', lookups);
    case 'list':
      return listed(required, kind.list, lookups);
    case 'name-part':
      return namePart(required);
    case 'text':
      return text(required);
    case 'ssn':
      return ssn(required);
    case 'date':
      return date(required, likelyDates(today));
  }
}
