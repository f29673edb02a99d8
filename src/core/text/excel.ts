import { translated } from './language';

/** Excel's errors by code, and what to do about them. */
const EXCEL_PROBLEMS: Readonly<Record<string, string>> = {
  AccessDenied: 'This sheet is protected. Unprotect it (Review, Unprotect Sheet) and try again.',
  InvalidOperationInCellEditMode: 'A cell is being edited. Press Enter or Esc in it and try again.',
  ItemNotFound: 'The sheet no longer exists. Open it again, or insert the template.',
  HostRestartNeeded: 'Excel must be restarted before the add-in works again: save your workbook, close Excel and open it again.',
  ApiNotFound: 'This version of Excel is too old for this. Update Excel, or use Excel on the web.',
  RequestPayloadSizeLimitExceeded: 'The sheet is too large for Excel to write at once. Split it into smaller sheets.',
  ResponsePayloadSizeLimitExceeded: 'The sheet is too large for Excel to read at once. Split it into smaller sheets.',
};

/** What to do about an error of Excel, by its code. */
export const excelProblem = translated(
  'excelProblem',
  (code: string) => EXCEL_PROBLEMS[code] ?? 'Excel could not do that. Try again; if it happens again, save the workbook and reopen it.',
);
