import names from 'color-name';
import { invalidArgument } from './host-object';

/** A color as Excel returns it, `#RRGGBB`, from that or an HTML name; the empty text is none. */
export function colorOf(value: unknown): string {
  if (value === '') return '';
  const text = String(value).toLowerCase();
  if (/^#?[0-9a-f]{6}$/.test(text)) return `#${text.replace('#', '').toUpperCase()}`;
  const named = Object.hasOwn(names, text) ? names[text as keyof typeof names] : undefined;
  if (typeof value !== 'string' || named === undefined) throw invalidArgument();
  return `#${named.map((part) => part.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}
