/** The add-in's own sheets. They stand to the right of all others, so that the first worksheet stays the user's. */
export const LISTS_SHEET = 'Caseload lists';
export const MARKS_SHEET = 'Caseload marks';

/** Whether a sheet is one of the add-in's own. */
export function isOwnSheet(name: string): boolean {
  return name === LISTS_SHEET || name === MARKS_SHEET;
}
