/** Cells of text: what is typed is kept as it is. */
export const TEXT_FORMAT = '@';
/** A date in the order of the user's own region. */
export const DATE_FORMAT = 'm/d/yyyy';
export const GENERAL_FORMAT = 'General';

/** Gives all cells of a range one number format. */
export function setNumberFormat(range: Excel.Range, format: string): void {
  // Excel takes a single value for all cells; an array would have to be of the range's size. The typings know arrays only.
  range.numberFormat = format as unknown as string[][];
}
