import { LISTS_SHEET } from '../core/caseload/template';

/** What is wrong, for the highlights; very hidden. */
export const MARKS_SHEET = 'Caseload marks';

/** Whether a sheet is one of the add-in's own. */
export function isOwnSheet(name: string): boolean {
  return name === LISTS_SHEET || name === MARKS_SHEET;
}
