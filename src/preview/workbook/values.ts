/** A cell's value; `""` if empty. */
export type Value = string | number | boolean;

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);

function serial(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1900) return null;
  const days = Math.round((date.getTime() - EPOCH) / DAY);
  return days <= 60 ? days - 1 : days;
}

/** The serial of a date as an American Excel understands typed text, null if it leaves it as text. */
function typedDate(text: string): number | null {
  const slashes = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/.exec(text);
  if (slashes) {
    const year = Number(slashes[3]);
    return serial(slashes[3]?.length === 2 ? year + (year < 30 ? 2000 : 1900) : year, Number(slashes[1]), Number(slashes[2]));
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  return iso ? serial(Number(iso[1]), Number(iso[2]), Number(iso[3])) : null;
}

export interface Typed {
  readonly value: Value;
  readonly formula?: string;
  /** The number format that typing gives to a cell whose format is General. */
  readonly format?: string;
}

/** The value of `input` that was typed, pasted or set by code, which Excel reads alike. */
export function readInput(input: unknown, numberFormat: string): Typed {
  if (input === null || input === undefined) return { value: '' };
  if (typeof input === 'number' || typeof input === 'boolean') return { value: input };
  const text = String(input);
  if (text.startsWith("'")) return { value: text.slice(1) };
  if (numberFormat === '@') return { value: text };
  if (text.length > 1 && text.startsWith('=')) return { value: text, formula: text };
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())) return { value: Number(text) };
  if (/^(true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
  const date = typedDate(text.trim());
  return date === null ? { value: text } : { value: date, format: 'm/d/yyyy' };
}

/** A cell's displayed text. */
export function formatValue(value: Value, numberFormat: string): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string' || !/[ymd]/i.test(numberFormat) || numberFormat === 'General') return String(value);
  const date = new Date(EPOCH + (value < 60 ? value + 1 : value) * DAY);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return numberFormat.replace(/yyyy|yy|mm|m|dd|d/gi, (part) => {
    const letters = part.toLowerCase();
    if (letters.startsWith('y')) return String(year).slice(-letters.length);
    return String(letters.startsWith('m') ? month : day).padStart(letters.length, '0');
  });
}
