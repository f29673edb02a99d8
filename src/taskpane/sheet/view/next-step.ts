import { headerErrors, type SheetSummary } from '../sheet-summary';

/** The one next step of a caseload sheet: whoever takes each of them ends with a right upload. */
export type NextStep =
  /** Delete the template's sample, or rows with text above the header. */
  | { readonly name: 'remove-leftovers'; readonly hasSample: boolean; readonly rows: readonly number[] }
  /** Select the first empty row. */
  | { readonly name: 'start'; readonly row: number }
  /** Fill in which of the open assignments end. */
  | { readonly name: 'end'; readonly cell: string }
  /** The sheet has columns of its own: match them to the template’s. */
  | { readonly name: 'match' }
  /** Only then do the rows below mean something. */
  | { readonly name: 'header'; readonly problems: number; readonly first: string }
  | { readonly name: 'fix'; readonly problems: number }
  | { readonly name: 'submit'; readonly rows: number }
  /** All rows are submitted. */
  | { readonly name: 'view-log'; readonly upload: string };

/** What this computer has submitted of the sheet. */
export interface Sent {
  /** The number of its rows. */
  readonly rows: number;
  /** The number of those without errors. */
  readonly clean: number;
  /** The last upload. */
  readonly upload: string | undefined;
}

/** With more problems of the header, the sheet comes from elsewhere. */
const FEW_PROBLEMS = 3;

export function nextStep(sheet: SheetSummary, sent: Sent): NextStep {
  if (sheet.leftovers.length > 0) return { name: 'remove-leftovers', hasSample: sheet.hasSample, rows: sheet.leftovers };
  const header = headerErrors(sheet);
  // A template with many more columns lacks none.
  if (header.length > FEW_PROBLEMS && header.some(({ code }) => code === 'column.missing')) return { name: 'match' };
  if (header.length > 0) {
    const first = header.flatMap(({ cells }) => cells)[0] ?? `A${Math.max(1, sheet.firstRow - 1)}`;
    return { name: 'header', problems: header.length, first };
  }
  if (sheet.errors > 0) return { name: 'fix', problems: sheet.errors };
  if (sheet.rows === 0 && sheet.left > 0 && sheet.endCell !== undefined) return { name: 'end', cell: sheet.endCell };
  if (sheet.rows === 0) return { name: 'start', row: sheet.firstRow };
  const unsent = Math.max(0, sheet.rows - sent.rows);
  if (unsent === 0 && sent.upload !== undefined) return { name: 'view-log', upload: sent.upload };
  return { name: 'submit', rows: unsent };
}
