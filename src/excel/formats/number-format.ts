/** The text format: keeps what is typed. */
export const TEXT_FORMAT = '@';
/** A date format in the order of the user's region. */
export const DATE_FORMAT = 'm/d/yyyy';
export const GENERAL_FORMAT = 'General';

/** Sets the number format of a range. */
export function setNumberFormat(range: Excel.Range, format: string): void {
  // Excel accepts a single value for all cells; an array must have the range's size. The types allow arrays only.
  range.numberFormat = format as unknown as string[][];
}
