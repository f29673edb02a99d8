import { serialOfIso } from '../caseload/dates';
import { date } from './format';
import { translated } from './language';

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

/** The results of an upload's rows. */
export const RESULT = translated('RESULT', {
  /** For the log and the results' column. */
  describe: ({ result, reason, after }: RowResult) => {
    if (result === 'not accepted') return `Not accepted, because it was left out: ${reason}`;
    const done = after?.end ? `Ended ${shown(after.end)}` : `Began ${shown(after?.start ?? null)}`;
    return [result === 'undone' ? `Undone: ${done.toLowerCase()}` : done, reason].filter((part) => part !== '').join('. ');
  },
  /** Why a row was not undone completely. */
  changedSince: (isAssignmentUndone: boolean) =>
    isAssignmentUndone ? 'The program enrollment was changed or used since, and was left' : 'Not undone: it was changed after this upload',
});

/** Remarks on an upload. */
export const UPLOAD_REMARKS = translated('UPLOAD_REMARKS', {
  hiddenSheet: (name: string) => `The leftmost worksheet, “${name}”, is hidden; it is the one that was uploaded.`,
  /** The first worksheet is to the right of charts. */
  skippedSheets: (names: readonly string[]) => {
    const [first = '', ...others] = names;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `“${first.slice(0, 100)}”${more} to the left is no worksheet; the first worksheet was uploaded.`;
  },
});

/** The downloaded log. */
export const LOG_FILE = translated('LOG_FILE', {
  sheet: 'Log',
  header: [
    'Row',
    'Action',
    'Participant ID',
    'Result',
    'Reason',
    'Start Date',
    'End Date',
    'Caseload Status',
    'Reason for Dismissal',
    'Fixed By',
    'Caseworker Name',
    'Program Name',
    'Caseworker Relationship',
  ],
  results: { accepted: 'accepted', 'not accepted': 'not accepted', undone: 'undone' },
});
