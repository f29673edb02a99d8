import { serialOfIso } from '../../caseload/dates';
import { date } from './format';

/** The result of a row of an upload. */
export interface RowResult {
  readonly result: 'accepted' | 'not accepted' | 'undone';
  readonly reason: string;
  readonly after: { readonly start: string | null; readonly end: string | null } | null;
}

function shown(iso: string | null): string {
  const serial = iso === null ? null : serialOfIso(iso);
  return serial === null ? '' : date(serial);
}

/** Describes a row's result, for the log and the results' column. */
export function describeResult({ result, reason, after }: RowResult): string {
  if (result === 'not accepted') return `Not accepted: ${reason}`;
  const done = after?.end ? `Ended ${shown(after.end)}` : `Began ${shown(after?.start ?? null)}`;
  return [result === 'undone' ? `Undone: ${done.toLowerCase()}` : done, reason].filter((part) => part !== '').join('. ');
}

/** The most characters of an upload's name, without the number of a batch. */
const LONGEST_NAME = 80;

/** The name of an upload of a sheet: all workbooks have a *Sheet1*. */
export function uploadName(workbook: string, sheet: string): string {
  const book = workbook.replace(/\.xls[xmb]?$/i, '');
  return (book === '' ? sheet : `${book} – ${sheet}`).slice(0, LONGEST_NAME);
}

/** Whether an upload, perhaps one of several batches, was made of the sheet that gives uploads this name. */
export function isOfSheet(upload: string, name: string): boolean {
  return upload.replace(/ \(\d+ of \d+\)$/, '') === name;
}

/** Why a row was not undone completely. */
export function changedSince(assignmentUndone: boolean): string {
  return assignmentUndone
    ? 'The program enrollment was changed or used since, and was left'
    : 'Not undone: it was changed after this upload';
}

/** The remark on an upload of a hidden worksheet. */
export function hiddenSheet(name: string): string {
  return `The leftmost worksheet, “${name}”, is hidden; it is the one that was uploaded.`;
}

/** The remark on an upload of a worksheet to the right of charts. */
export function skippedSheets(names: readonly string[]): string {
  const [first = '', ...others] = names;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `“${first.slice(0, 100)}”${more} to the left is no worksheet; the first worksheet was uploaded.`;
}
