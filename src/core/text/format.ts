import { type Conventions, createFormat, type Format } from './create-format';
import { currentLanguage, type Language } from './language';

/** The service's sites are in the United States. */
const UNITED_STATES: Conventions = { locale: 'en-US', datePattern: 'M/d/yyyy' };

let conventions = UNITED_STATES;
let isPatternKnown = false;
const formats = new Map<Language, Format>();

/** Writes numbers and dates as the workbook does from now on. What Excel can't tell is as in the United States. */
export function setConventions({ locale, datePattern }: Partial<Conventions>): void {
  const isKnown = locale !== undefined && isLocale(locale);
  isPatternKnown = datePattern !== undefined && /d/.test(datePattern) && /M/.test(datePattern) && /y/.test(datePattern);
  conventions = {
    locale: isKnown ? locale : UNITED_STATES.locale,
    datePattern: isPatternKnown && datePattern ? datePattern : UNITED_STATES.datePattern,
  };
  formats.clear();
}

/** What comes first in a date of the workbook; `unknown` of a file, and where Excel can’t tell. */
export function dateOrder(): 'day first' | 'month first' | 'year first' | 'unknown' {
  if (!isPatternKnown) return 'unknown';
  const [first] = conventions.datePattern.replace(/[^dMy]/g, '');
  return first === 'd' ? 'day first' : first === 'M' ? 'month first' : 'year first';
}

function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** The format of the current language. */
function now(): Format {
  const language = currentLanguage();
  let format = formats.get(language);
  if (format === undefined) {
    format = createFormat(language, conventions);
    formats.set(language, format);
  }
  return format;
}

export const number: Format['number'] = (value) => now().number(value);
export const plural: Format['plural'] = (count, forms) => now().plural(count, forms);
export const counted: Format['counted'] = (count, noun) => now().counted(count, noun);
export const date: Format['date'] = (serial) => now().date(serial);
export const namedDate: Format['namedDate'] = (serial) => now().namedDate(serial);
export const monthName: Format['monthName'] = (serial) => now().monthName(serial);
export const moment: Format['moment'] = (time) => now().moment(time);
export const clock: Format['clock'] = (time) => now().clock(time);
export const ago: Format['ago'] = (time, from) => now().ago(time, from);
export const duration: Format['duration'] = (milliseconds) => now().duration(milliseconds);
