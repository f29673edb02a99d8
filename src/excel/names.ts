import { LISTS_SHEET } from '../core/caseload/template';

/** The very hidden worksheet with the highlights. */
export const HIGHLIGHTS_SHEET = 'Caseload highlights';

/** Whether a worksheet belongs to the add-in. */
export function isOwnSheet(name: string): boolean {
  return name === LISTS_SHEET || name === HIGHLIGHTS_SHEET;
}
