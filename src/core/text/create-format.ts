import { isoOf, type SerialDate } from '../caseload/dates';
import type { Language } from './language';

/** The forms of a noun or sentence by plural category; a category without a form of its own takes `other`. */
export type PluralForms<Form> = { readonly other: Form } & { readonly [Category in Intl.LDMLPluralRule]?: Form };

/** How the workbook writes numbers and dates, whatever the language of the texts. */
export interface Conventions {
  /** A BCP 47 tag, such as `en-US`. */
  readonly locale: string;
  /** A short date as in .NET and Excel's `shortDatePattern`, such as `M/d/yyyy`. */
  readonly datePattern: string;
}

/** Numbers, dates and plurals. */
export interface Format {
  /** `1,234` */
  number(value: number): string;
  /** The form for a count. */
  plural<Form>(count: number, forms: PluralForms<Form>): Form;
  /** `3/14/2026`, of a serial date: as Excel shows it. */
  date(serial: SerialDate): string;
  /** `Mar 14, 2026`, of a serial date: has one meaning only. */
  namedDate(serial: SerialDate): string;
  /** `Mar`, of a serial date. */
  monthName(serial: SerialDate): string;
  /** `Mar 14, 2026, 2:05 PM`, in the user's time zone, of a time in milliseconds. */
  moment(time: number): string;
  /** The time of a day. */
  clock(time: number): string;
  /** `5 minutes ago`, of a time before another, in milliseconds. */
  ago(time: number, now: number): string;
  /** `4 s`, `2 min`: a duration in milliseconds. */
  duration(milliseconds: number): string;
  /** A count with its noun: `1 row`, `1,234 rows`. */
  counted(count: number, noun: PluralForms<string>): string;
}

/** The units of past times, in seconds. Seconds themselves say nothing: *now*. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Words and plurals by language; the service's sites are in the United States. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US' };

/** Writes a date by a pattern. Two-digit years are written with four: two have several meanings. */
function byPattern(pattern: string, iso: string, monthName: () => string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return pattern.replace(/'([^']*)'|y+|M+|d+/g, (token, quoted?: string) => {
    if (quoted !== undefined) return quoted;
    if (token.startsWith('y')) return year;
    if (token.startsWith('M')) return token.length > 2 ? monthName() : token.length === 2 ? month : String(Number(month));
    return token.length === 2 ? day : String(Number(day));
  });
}

/** @throws RangeError if the locale is not a BCP 47 tag */
export function createFormat(language: Language, { locale, datePattern }: Conventions): Format {
  const words = LOCALES[language];
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(words);
  const named = new Intl.DateTimeFormat(words, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' });
  const months = new Intl.DateTimeFormat(words, { timeZone: 'UTC', month: 'short' });
  const moments = new Intl.DateTimeFormat(words, { dateStyle: 'medium', timeStyle: 'short' });
  const clocks = new Intl.DateTimeFormat(words, { timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(words, { numeric: 'auto' });
  const unit = (value: number, of: string) =>
    new Intl.NumberFormat(words, { style: 'unit', unit: of, maximumFractionDigits: 1 }).format(value);
  const format: Format = {
    ago: (time, now) => {
      const seconds = Math.round((time - now) / 1000);
      const [value, of] = UNITS.map(([of, size]) => [Math.trunc(seconds / size), of] as const).find(([whole]) => whole !== 0) ?? [
        0,
        'second',
      ];
      return relative.format(value, of);
    },
    duration: (milliseconds) => (milliseconds < 60_000 ? unit(milliseconds / 1000, 'second') : unit(milliseconds / 60_000, 'minute')),
    moment: (time) => moments.format(time),
    clock: (time) => clocks.format(time),
    date: (serial) => byPattern(datePattern, isoOf(serial), () => months.format(new Date(isoOf(serial)))),
    namedDate: (serial) => named.format(new Date(isoOf(serial))),
    monthName: (serial) => months.format(new Date(isoOf(serial))),
    number: (value) => numbers.format(value),
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
    counted: (count, noun) => `${numbers.format(count)} ${format.plural(count, noun)}`,
  };
  return format;
}
