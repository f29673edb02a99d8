import { isoOf, type SerialDate } from '../caseload/dates';

/** The forms of a noun or sentence by plural category; a category without a form of its own takes `other`. */
export type PluralForms<Form> = { readonly other: Form } & { readonly [Category in Intl.LDMLPluralRule]?: Form };

/** Numbers and plurals of a language. */
export interface Format {
  /** `1,234` */
  number(value: number): string;
  /** The form for a count. */
  plural<Form>(count: number, forms: PluralForms<Form>): Form;
  /** `3/14/2026`, of a serial date: as Excel shows it. */
  date(serial: SerialDate): string;
  /** `Mar 14, 2026`, of a serial date: has one meaning only. */
  namedDate(serial: SerialDate): string;
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

/** @param locale a BCP 47 tag, such as `en-US` */
export function createFormat(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const dates = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' });
  const named = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const unit = (value: number, of: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: of, maximumFractionDigits: 1 }).format(value);
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
    date: (serial) => dates.format(new Date(isoOf(serial))),
    namedDate: (serial) => named.format(new Date(isoOf(serial))),
    number: (value) => numbers.format(value),
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
    counted: (count, noun) => `${numbers.format(count)} ${format.plural(count, noun)}`,
  };
  return format;
}
