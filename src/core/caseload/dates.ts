/** A serial date of Excel's 1900 system, in whole days: 1 is 1900-01-01, and 60 is Excel's nonexistent 29 February 1900. */
export type SerialDate = number;

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
/** 9999-12-31, the last date that Excel supports. */
const LAST_SERIAL = 2_958_465;

/** Names of months in English and Spanish; their first three letters will do, too. */
const MONTHS = [
  ['january', 'enero'],
  ['february', 'febrero'],
  ['march', 'marzo'],
  ['april', 'abril'],
  ['may', 'mayo'],
  ['june', 'junio'],
  ['july', 'julio'],
  ['august', 'agosto'],
  ['september', 'sept', 'septiembre', 'setiembre'],
  ['october', 'octubre'],
  ['november', 'noviembre'],
  ['december', 'diciembre'],
];

export type DateProblem = 'not-a-date' | 'two-digit-year' | 'ambiguous' | 'before-1900';
export type DateReading = { readonly serial: SerialDate } | { readonly problem: DateProblem; readonly meanings?: readonly SerialDate[] };

/** The serial of a date; null for an invalid date, or one before 1900. */
export function serialOf(year: number, month: number, day: number): SerialDate | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const days = Math.round((time - EPOCH) / DAY);
  const serial = days <= 60 ? days - 1 : days;
  return serial >= 1 && serial <= LAST_SERIAL ? serial : null;
}

/** `46095` -> `2026-03-14`. */
export function isoOf(serial: SerialDate): string {
  const days = serial < 60 ? serial + 1 : serial;
  return new Date(EPOCH + days * DAY).toISOString().slice(0, 10);
}

/** The day of the month and the month (1 to 12) of a serial date; zeros for a number that is none. Needs no `Date`: a sheet has a million. */
export function dayAndMonth(serial: SerialDate): { readonly day: number; readonly month: number } {
  const whole = Math.floor(serial);
  if (!(whole >= 1 && whole <= LAST_SERIAL)) return { day: 0, month: 0 };
  // Days since 0000-03-01, in years that begin in March: so a leap day is the last day of its year. https://howardhinnant.github.io/date_algorithms.html
  const days = (whole < 60 ? whole + 1 : whole) + 693_899;
  const inEra = days % 146_097;
  const year = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365);
  const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  return { day: inYear - Math.floor((153 * fromMarch + 2) / 5) + 1, month: fromMarch < 10 ? fromMarch + 3 : fromMarch - 9 };
}

/** `2026-03-14` -> `46095`; null if Excel has no such date. */
export function serialOfIso(iso: string): SerialDate | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return parts ? serialOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null;
}

/** Today in a time zone, as a serial date. */
export function serialOfToday(now: Date, timeZone?: string): SerialDate {
  const iso = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
  return serialOfIso(iso) ?? 1;
}

/** Reads a number as a date: a serial with or without a time of day. */
export function readDateNumber(value: number): DateReading {
  const serial = Math.floor(value);
  return serial >= 1 && serial <= LAST_SERIAL ? { serial } : { problem: serial === 0 || serial < 0 ? 'before-1900' : 'not-a-date' };
}

function dayOf(year: number, month: number, day: number): DateReading {
  const serial = serialOf(year, month, day);
  if (serial !== null) return { serial };
  const real = new Date(Date.UTC(year, month - 1, day));
  const exists = real.getUTCMonth() === month - 1 && real.getUTCDate() === day;
  return { problem: exists && year < 1900 ? 'before-1900' : 'not-a-date' };
}

/** The month of a name, in English or Spanish, in full or shortened; 0 if it is none. */
function monthNumber(name: string): number {
  const plain = name.toLowerCase().replace(/\.$/, '');
  return MONTHS.findIndex((names) => names.some((one) => plain === one || plain === one.slice(0, 3))) + 1;
}

/** In characters, with the time of day. */
const LONGEST_DATE = 100;
const TIME = /[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?|z)?$/i;

/**
 * Reads a date from text, if it has exactly one meaning: `2026-03-14`, `3/14/2026`, `14/3/2026`, `14 Mar 2026`,
 * `March 14, 2026`, `14 de marzo de 2026`; a time of day after it is ignored. Rejects `3/4/2026`, which has two meanings, and two-digit years.
 */
export function readDateText(text: string): DateReading {
  // A cell may hold 32,767 characters; a date is shorter.
  if (text.length > LONGEST_DATE) return { problem: 'not-a-date' };
  const day = text.trim().replace(TIME, '').trimEnd();
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(day);
  if (iso) return dayOf(Number(iso[1]), Number(iso[3]), Number(iso[4]));
  const numbers = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(day);
  if (numbers) {
    const [first, second, year] = [Number(numbers[1]), Number(numbers[3]), Number(numbers[4])];
    if ((numbers[4] ?? '').length === 2) return twoDigitYear([first, second, centuryOf(year)].join(numbers[2]));
    if (first > 12) return dayOf(year, second, first);
    if (second > 12 || first === second) return dayOf(year, first, second);
    const meanings = [serialOf(year, first, second), serialOf(year, second, first)].filter((serial) => serial !== null);
    // With dots, the day comes first where they are used.
    if (numbers[2] === '.') meanings.reverse();
    return meanings.length === 0 ? dayOf(year, first, second) : { problem: 'ambiguous', meanings };
  }
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:de\s+)?([a-z]+\.?)[\s,-]+(?:del?\s+)?(\d{4}|\d{2})$/i.exec(day);
  const monthFirst = /^([a-z]+\.?)[\s-]+(\d{1,2})(?:st|nd|rd|th)?[\s,-]+(\d{4}|\d{2})$/i.exec(day);
  const [dayText, monthText, yearText] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : monthFirst
      ? [monthFirst[2], monthFirst[1], monthFirst[3]]
      : [];
  const month = monthNumber(monthText ?? '');
  if (month === 0) return { problem: 'not-a-date' };
  if (yearText?.length === 2) return twoDigitYear(`${month}/${Number(dayText)}/${centuryOf(Number(yearText))}`, false);
  return dayOf(Number(yearText), month, Number(dayText));
}

/** A year of two digits, as Excel reads it: 00 to 29 are 2000 to 2029. */
function centuryOf(year: number): number {
  return year + (year < 30 ? 2000 : 1900);
}

/** @param text the date with four digits @param isAmbiguous whether month and day may be the other way round */
function twoDigitYear(text: string, isAmbiguous = true): DateReading {
  const [month = 0, day = 0, year = 0] = text.split('/').map(Number);
  const reading = isAmbiguous ? readDateText(text) : dayOf(year, month, day);
  const meanings = 'serial' in reading ? [reading.serial] : reading.meanings;
  return meanings === undefined ? { problem: 'two-digit-year' } : { problem: 'two-digit-year', meanings };
}
