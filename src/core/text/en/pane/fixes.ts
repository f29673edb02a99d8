import { counted, number, plural, ROWS } from '../format';

const CELLS = { one: 'cell', other: 'cells' };

/** The *Fix errors* screen, of the sheet. */
export const FIXES = {
  title: 'Fix errors',
  nothing: 'Nothing to fix',
  noProblems: 'The sheet has no problems. New ones appear here as you type.',
  fixAll: 'Fix all',
  fixAllHint: 'Fixes every line whose best suggestion is certain',
  undo: 'Undo',
  textDates: (count: number) =>
    `${number(count)} ${plural(count, { one: 'date is', other: 'dates are' })} stored as text. They can be uploaded, but Excel can’t sort or filter by them.`,
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
  quoted: (value: string) => `“${value}”`,
  didYouMean: 'Did you mean...?',
  didYouMeanFor: (value: string, column: string) => `Did you mean, for ${value} in ${column}`,
  fix: 'Fix',
  problems: 'Problems',
  column: 'Column',
  kind: 'Kind',
  allColumns: 'All columns',
  kinds: { all: 'All kinds', one: 'One value for all', each: 'Row by row' },
} as const;

/** The outcomes of fixes. */
export const FIX_NOTICES = {
  fixing: 'Fixing',
  undoing: 'Undoing',
  nothingToChange: { title: 'There is nothing to change on the sheet', detail: 'It contains none of these wrong values.' },
  otherSheet: {
    title: 'The fix is on another sheet',
    detail: 'Nothing was undone. Move that sheet to the far left again, then choose Undo.',
  },
  changed: (cells: number) => `${counted(cells, CELLS)} changed`,
  restored: (cells: number) => `${counted(cells, CELLS)} restored`,
  left: (cells: number) => `${counted(cells, CELLS)} had other contents by then and ${plural(cells, { one: 'was', other: 'were' })} left.`,
} as const;
