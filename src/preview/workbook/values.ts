import { format, isDateFormat, parseValue } from 'numfmt';

export { isDateFormat };

/** Days between the 1900 and the 1904 date system. */
export const DAYS_TO_1904 = 1462;

/** A cell's value; `""` if empty. */
export type Value = string | number | boolean;

/** The number format of cells whose contents are shown as they are typed, never as a number or date. */
export const TEXT_FORMAT = '@';
export const GENERAL = 'General';

export interface Typed {
  readonly value: Value;
  readonly formula?: string;
  /** The number format that typing gives to a cell whose format is General. */
  readonly format?: string;
}

/** A plain number: most of what large sheets hold. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
/** All that can be a date, time or amount: parsing costs more than anything else that is done to a cell. */
const READABLE = new RegExp(
  [
    '^(?=.*\\d)(?:[^\\p{L}]|am|pm|[ape]',
    'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?',
    'mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)+$',
  ].join('|'),
  'iu',
);
const MAX_READABLE = 60;

/** The value of input that was typed, pasted or set by code, which Excel interprets alike. */
export function readInput(input: unknown, numberFormat: string): Typed {
  if (input === null || input === undefined) return { value: '' };
  if (typeof input === 'number' || typeof input === 'boolean') return { value: input };
  const text = String(input);
  if (text.startsWith("'")) return { value: text.slice(1) };
  if (numberFormat === TEXT_FORMAT) return { value: text };
  if (text.length > 1 && text.startsWith('=')) return { value: text, formula: text };
  if (NUMBER.test(text)) return { value: Number(text) };
  if (/^(true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
  if (text.length > MAX_READABLE || !READABLE.test(text)) return { value: text };
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const typed = parse(text);
  known.set(text, typed);
  return typed;
}

/** What was read of texts: columns repeat their dates, and parsing one takes 20 µs. */
const known = new Map<string, Typed>();
const MAX_KNOWN = 20_000;

function parse(text: string): Typed {
  const read = DOTTED.test(text) ? null : parseValue(text.trim());
  if (read === null) return { value: text };
  return { value: read.v, ...(read.z === undefined ? {} : { format: typedFormat(read.z) }) };
}

/** Dates with dots are text in an American Excel. */
const DOTTED = /^\s*\d+\.\d+\.\d+/;

/** The format that an American Excel gives to a cell whose typed contents are written in a format: the same for all dates of a kind. */
function typedFormat(written: string): string {
  const [date = '', time] = written.split(/ (?=\[?h)/);
  if (!/[dmy]/.test(date) || /h/.test(date)) return written;
  if (time !== undefined) return `m/d/yyyy ${time.startsWith('[') ? time : 'h:mm'}`;
  if (!date.includes('d')) return 'mmm-yy';
  if (!date.includes('y')) return 'd-mmm';
  return date.includes('mmm') ? 'd-mmm-yy' : 'm/d/yyyy';
}

/** A cell's displayed text. */
export function formatValue(value: Value, numberFormat: string): string {
  if (typeof value === 'string' && (numberFormat === GENERAL || numberFormat === TEXT_FORMAT)) return value;
  return format(numberFormat, value);
}
