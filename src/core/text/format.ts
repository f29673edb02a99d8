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
  /** A count with its noun: `1 row`, `1,234 rows`. */
  counted(count: number, noun: PluralForms<string>): string;
}

/** @param locale a BCP 47 tag, such as `en-US` */
export function createFormat(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const dates = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' });
  const named = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' });
  const format: Format = {
    date: (serial) => dates.format(new Date(isoOf(serial))),
    namedDate: (serial) => named.format(new Date(isoOf(serial))),
    number: (value) => numbers.format(value),
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
    counted: (count, noun) => `${numbers.format(count)} ${format.plural(count, noun)}`,
  };
  return format;
}
