import { counted, number, plural } from '../format';
import { translated } from '../language';
import { ROWS } from '../nouns';

const CELLS = { one: 'cell', other: 'cells' };

/** The *Fix errors* screen, of the sheet. */
export const FIXES = translated('FIXES', {
  titled: (errors: number, warnings: number) =>
    [
      errors > 0 && counted(errors, { one: 'problem', other: 'problems' }),
      warnings > 0 && counted(warnings, { one: 'warning', other: 'warnings' }),
    ]
      .filter((part) => part !== false)
      .join(', '),
  nothing: 'Nothing to fix',
  noProblems: (isRecordAsked: boolean) =>
    `No problems were found on the sheet${isRecordAsked ? ' or against your site’s records' : ''}. New ones appear here as you type.${isRecordAsked ? '' : ' Submitting also checks your site’s records.'}`,
  /** Says how many cells. */
  fixAll: (cells: number) => `Fix all (${number(cells)})`,
  fixAllHint: 'Writes the suggestion into every cell where it is certain',
  undo: 'Undo',
  textDates: (count: number) =>
    plural(count, {
      one: '1 date is stored as text. It can be uploaded, but Excel can’t sort or filter by it.',
      other: `${number(count)} dates are stored as text. They can be uploaded, but Excel can’t sort or filter by them.`,
    }),
  turnIntoDates: 'Turn into dates',
  more: (count: number) =>
    `${counted(count, { one: 'more line appears', other: 'more lines appear' })} when these are fixed. So many usually mean that a column holds something else.`,
  showMe: 'Show me',
  goToRow: (row: number) => `Go to row ${row}`,
  place: (at: number, of: number) => `${number(at)} of ${number(of)}`,
  noHeader: 'No header',
  emptyCells: 'the empty cells',
  rows: (count: number) => counted(count, ROWS),
  count: (count: number) => number(count),
  uploaded: 'Uploaded',
  countTitle: 'Count',
  didYouMean: 'Did you mean…?',
  empty: 'Empty',
  choose: 'Choose',
  type: 'Type a value',
  why: (value: string) => `${value}: what is wrong`,
  rowByRow: 'Row by row',
  /** Above the buttons that put all of them right. */
  bulk: (rows: number) => `For all ${counted(rows, ROWS)} below:`,
  rowNumbers: (rows: readonly number[]) =>
    `${plural(rows.length, { one: 'Row', other: 'Rows' })} ${rows.slice(0, 4).join(', ')}${rows.length > 4 ? ' …' : ''}:`,
  didYouMeanFor: (value: string, column: string) => `Did you mean, for ${value} in ${column}`,
  fix: 'Fix',
  problems: 'Problems',
});

/** The outcomes of fixes. */
export const FIX_NOTICES = translated('FIX_NOTICES', {
  fixing: 'Fixing',
  undoing: 'Undoing',
  nothingToChange: { title: 'There is nothing to change on the sheet', detail: 'It contains none of these wrong values.' },
  otherSheet: {
    title: 'The fix is on another sheet',
    detail: 'Nothing was undone. Move that sheet to the far left again, then choose Undo.',
  },
  rowsRemoved: (rows: number) => `${counted(rows, ROWS)} removed`,
  rowsLeft: (rows: number) => `${counted(rows, ROWS)} ${plural(rows, { one: 'was', other: 'were' })} changed or removed since, and left.`,
  rowsRestored: (rows: number) => `${counted(rows, ROWS)} restored`,
  rowsAside: (rows: number, sheet: string) => `${counted(rows, ROWS)} moved to the sheet “${sheet}”`,
  rowsAdded: (rows: number) => ({
    title: `${counted(rows, ROWS)} added`,
    detail: 'It ends the open assignment. Choose its Reason for Dismissal.',
  }),
  changed: (cells: number) => `${counted(cells, CELLS)} changed`,
  restored: (cells: number) => `${counted(cells, CELLS)} restored`,
  left: (cells: number) => `${counted(cells, CELLS)} had other contents by then and ${plural(cells, { one: 'was', other: 'were' })} left.`,
});
