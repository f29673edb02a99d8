/** What became of a row of an upload. */
export interface RowResult {
  readonly result: 'accepted' | 'not accepted' | 'undone';
  readonly reason: string;
  readonly after: { readonly start: string | null; readonly end: string | null } | null;
}

/** What became of a row, for the log and the results' column. */
export function describeResult({ result, reason, after }: RowResult): string {
  if (result === 'not accepted') return `Not accepted: ${reason}`;
  const done = after?.end ? `Ended ${after.end}` : `Began ${after?.start ?? ''}`;
  return [result === 'undone' ? `Undone: ${done.toLowerCase()}` : done, reason].filter((part) => part !== '').join('. ');
}

/** Why something of a row was not undone with its upload. */
export function changedSince(assignmentUndone: boolean): string {
  return assignmentUndone
    ? 'The program enrollment was changed or used since, and was left'
    : 'Not undone: it was changed after this upload';
}

/** What a sender should know whose first worksheet can't be seen. */
export function hiddenSheet(name: string): string {
  return `The leftmost worksheet, “${name}”, is hidden; it is the one that was uploaded.`;
}

/** What a sender should know to the left of whose worksheet there are charts. */
export function skippedSheets(names: readonly string[]): string {
  const [first = '', ...others] = names;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `“${first.slice(0, 100)}”${more} to the left is no worksheet; the first worksheet was uploaded.`;
}
