import { LISTS_SHEET } from '../core/caseload/template';

/** The very hidden worksheet with the highlights. */
export const HIGHLIGHTS_SHEET = 'Caseload highlights';

/** Whether a worksheet belongs to the add-in. */
export function isOwnSheet(name: string): boolean {
  return name === LISTS_SHEET || name === HIGHLIGHTS_SHEET;
}

/** A worksheet name that is not in use: `Set aside`, `Set aside 2`, ... */
export function freeName(name: string, sheets: readonly { readonly name: string }[]): string {
  const used = new Set(sheets.map((sheet) => sheet.name.toLowerCase()));
  let [free, number] = [name, 1];
  while (used.has(free.toLowerCase())) free = `${name} ${++number}`;
  return free;
}
