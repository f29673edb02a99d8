import { counted, number, plural } from '../format';
import { translated } from '../language';
import { ROWS } from '../nouns';

const CELLS = { one: 'cell', other: 'cells' };
const PROBLEMS = { one: 'problem', other: 'problems' };
const WARNINGS = { one: 'warning', other: 'warnings' };

interface SheetFacts {
  readonly rows: number;
  readonly inserts: number;
  readonly updates: number;
  /** The open assignments that are left as they are. */
  readonly left: number;
}

interface SheetState {
  readonly errors: number;
  readonly warnings: number;
  readonly hasSample: boolean;
  /** The number of rows submitted before. */
  readonly sent: number;
  /** Whether the record was asked about the rows as they are. */
  readonly isRecordAsked: boolean;
}

const withSent = (state: string, sent: number) =>
  sent === 0 ? state : `${state} ${counted(sent, ROWS)} ${plural(sent, { one: 'was', other: 'were' })} submitted before.`;

/** The *Sheet* screen: the template, the status of the sheet, its problems. */
export const SHEET = translated('SHEET', {
  newCaseload: 'New caseload',
  start: 'Start with the template: it goes into the first worksheet, with dropdowns of your programs, staff and lists.',
  insertTemplate: 'Insert template',
  ownSheet: 'Do you already have a spreadsheet? Match its columns to the template’s, and the template is filled with your rows.',
  matchColumns: 'Match columns',
  endOpen: 'Do you want to end assignments? This fills the sheet with open ones, to choose from.',
  currentCaseload: 'Current caseload',
  report: 'Caseload in numbers',
  handOver: 'Is a caseworker leaving or handing over cases? This fills the sheet with all of their open assignments.',
  transferCaseload: 'Transfer caseload',
  /** One line about the sheet. */
  facts: ({ rows, inserts, updates, left }: SheetFacts) => {
    const parts = [inserts > 0 && `${number(inserts)} begin`, updates > 0 && `${number(updates)} end`].filter((part) => part !== false);
    const facts = parts.length === 0 ? counted(rows, ROWS) : `${counted(rows, ROWS)}: ${parts.join(', ')}`;
    return left === 0
      ? facts
      : `${facts}; ${number(left)} without an End Date ${plural(left, { one: 'stays open and is', other: 'stay open and are' })} not sent`;
  },
  /** What the user may not do, before work is wasted. */
  rights: {
    nothing:
      'You can check sheets, but not submit them: you have no right to begin or to end assignments. Ask an administrator of your site.',
    begin: (rows: number) =>
      `You have no right to begin assignments, as ${counted(rows, ROWS)} here would. Ask an administrator of your site.`,
    /** @param own who the user is as a caseworker, if some right reaches their own caseload only */
    limited: (own: string | undefined, programs: readonly string[]) => {
      const limits = [own !== undefined && `the caseload of ${own}`, programs.length > 0 && programs.join(', ')].filter(
        (limit) => limit !== false,
      );
      return limits.length === 0 ? undefined : `Your rights are limited to ${limits.join(', in ')}.`;
    },
    end: (rows: number) => `You have no right to end assignments, as ${counted(rows, ROWS)} here would. Ask an administrator of your site.`,
  },
  count: (count: number) => number(count),
  problems: (count: number) => counted(count, PROBLEMS),
  warnings: (count: number) => counted(count, WARNINGS),
  /** The primary button, by the next step. */
  removeSample: 'Remove sample and start',
  removeRows: (rows: readonly number[]) => (rows.length === 1 ? `Remove row ${rows[0]}` : `Remove ${counted(rows.length, ROWS)}`),
  startIn: (row: number) => `Start in row ${row}`,
  goToEndDate: 'Go to End Date',
  fixHeader: (count: number) => `Fix the header (${counted(count, PROBLEMS)})`,
  fixProblems: (count: number) => `Fix ${counted(count, PROBLEMS)}`,
  submitRows: (rows: number) => `Submit ${counted(rows, ROWS)}`,
  submitClean: (rows: number) => `Or submit ${counted(rows, ROWS)} without problems, and keep the rest`,
  viewLog: 'View log',
  /** The state, by the next step. */
  states: {
    'remove-leftovers': ({ hasSample }: SheetState) =>
      hasSample
        ? 'The gray rows are the template’s instructions and an example.'
        : 'Only the header may be above your rows. The text above it is not part of the data.',
    match: () => 'These are not the template’s columns. Match them, and a template is filled with your rows.',
    header: () => 'The header comes first: choose what each column is.',
    start: () => 'Paste or type your rows under the header.',
    end: () =>
      'Fill in End Date and Reason for Dismissal where an assignment ends. The other rows are not sent, whatever else you change in them.',
    fix: ({ errors, warnings, sent }: SheetState) =>
      withSent(`${counted(errors, PROBLEMS)} to fix${warnings === 0 ? '' : `, and ${counted(warnings, WARNINGS)}`}.`, sent),
    submit: ({ warnings, sent, isRecordAsked }: SheetState) => {
      const found = warnings === 0 ? '' : counted(warnings, WARNINGS);
      const state = isRecordAsked
        ? `Checked, also against your site’s records${found && `: ${found}`}.`
        : `No problems so far${found && `, ${found}`}. Submitting also checks your site’s records.`;
      return withSent(state, sent);
    },
    'view-log': ({ sent }: SheetState) =>
      plural(sent, { one: 'The row is submitted.', other: `All ${counted(sent, ROWS)} are submitted.` }),
  },
  tools: 'More about the sheet',
  check: 'Check',
  checkSheet: 'Check sheet',
  sendFirst: 'Send first 2 rows',
  testUpload: 'Test upload: send first 2 rows',
  testUploadHint: 'Sends the first two rows for real. They count.',
  exportCsv: 'Export CSV',
  more: 'More',
  nextProblem: 'Next problem',
  removeResults: 'Remove results',
  hiddenRows: 'Some rows are hidden, perhaps by a filter. They are checked and uploaded like the others.',
  highlights: {
    'on-check':
      'Wrong cells are highlighted when you choose “Check sheet”: Excel calculates only when told to, or does not run the add-in’s functions.',
    'protected-sheet':
      'Wrong cells are not highlighted, because the sheet is protected. Everything else works. To have them, unprotect it (Review, Unprotect Sheet) and check again.',
    'protected-workbook':
      'Wrong cells are not highlighted, because the workbook’s structure is protected. Everything else works. To have them, unprotect it (Review, Protect Workbook) and check again.',
    'read-only': 'Wrong cells are not highlighted, because the workbook is open for viewing only. Everything else works.',
    failed: 'Wrong cells are not highlighted, because Excel refused. Everything else works. Check the sheet to try again.',
  },
  goTo: (address: string) => `Go to ${address}`,
  goToColumn: (column: string, address: string) => `${column}: go to ${address}`,
  problemsByColumn: 'Problems by column',
  problemIn: (address: string) => `Problem in ${address}`,
  didYouMean: 'Did you mean…?',
  changeTo: 'Change to',
});

/** What happens to the sheet. */
export const SHEET_NOTICES = translated('SHEET_NOTICES', {
  reading: 'Reading the sheet',
  checking: 'Checking the sheet',
  checkingRecord: 'Checking against your site’s records',
  inserting: 'Inserting the template',
  removing: 'Removing',
  mending: 'Changing the header',
  replace: (sheet: string, address: string, tables: number) => ({
    title: `Replace the contents of “${sheet}”?`,
    detail: `The first worksheet is in use (${address}${tables === 0 ? '' : `, with ${counted(tables, { one: 'table', other: 'tables' })}`}). The template would replace it. To keep it, first add a worksheet to its left.`,
    confirm: 'Replace',
  }),
  'in-use': (sheet: string) => ({
    title: `“${sheet}” is in use`,
    detail: 'Nothing was written, because the sheet was filled meanwhile. Try again.',
  }),
  protected: (sheet: string) => ({
    title: `“${sheet}” is protected`,
    detail:
      'Nothing was written. Unprotect the sheet and the workbook (Review, Unprotect Sheet, Protect Workbook), or move another sheet to the far left.',
  }),
  hidden: (sheet: string) => ({
    title: `The first worksheet, “${sheet}”, is hidden`,
    detail: 'Only the first worksheet is uploaded. Unhide it, or move the sheet that you want to use to the far left.',
  }),
  clean: 'No problems found',
  ready: (rows: number, sent: number) =>
    sent === 0
      ? `${counted(rows, ROWS)} ${plural(rows, { one: 'is', other: 'are' })} ready to submit.`
      : `${counted(rows, ROWS)} ${plural(rows, { one: 'is', other: 'are' })} ready to submit; ${number(sent)} ${plural(sent, { one: 'was', other: 'were' })} submitted before.`,
  changedSince: { title: 'The sheet has changed', detail: 'Nothing was sent. Submit it again.' },
  notRemoved: {
    title: 'Nothing was changed',
    detail: 'The sheet has changed since it was read. It was read again now; choose the button once more.',
  },
  noSuggestion: { title: 'No suggestion for this cell', detail: 'Read below what is wrong with it, and correct it on the sheet.' },
  notMarked: { title: 'This cell has no problem', detail: 'Choose “Next problem” to go to one that has.' },
  noMoreProblems: 'No problems on the sheet',
  onlyProblem: 'The selected problem is the only one left',
});

/** The template’s columns. */
export const TEMPLATE = translated('TEMPLATE', {
  program: 'Program',
  programByName: 'By name, with program dates',
  programById: 'By ID',
  noProgram: 'Without a program',
  programDates: 'Program dates, to enroll or end enrollment',
  caseworker: 'Caseworker',
  caseworkerByName: 'By name',
  caseworkerById: 'By Staff ID',
  caseworkerByTwoNames: 'By first and last name',
});

/** The file for the original system. */
export const EXPORT = translated('EXPORT', {
  back: 'Sheet',
  summary: (rows: number) => `${counted(rows, ROWS)} for the original system’s upload page. Your sheet is unchanged.`,
  download: 'Download',
  noDownload:
    'Excel does not let the pane save files on this device. Copy the text, paste it into a text editor and save it with the extension .csv.',
  copy: 'Copy',
  showText: 'Show text',
  hideText: 'Hide text',
  text: 'The file as text',
  unchanged: 'No cell had to be changed.',
  changed: (cells: number) =>
    `${counted(cells, CELLS)} ${plural(cells, { one: 'is', other: 'are' })} written differently, because the file can’t contain commas, line breaks or formulas:`,
  changedCells: 'Changed cells',
  becomes: (before: string, after: string) => `“${before}” becomes “${after}”`,
  more: (count: number) => `and ${number(count)} more`,
  copied: { title: 'Copied', detail: 'Paste it into a text editor and save it with the extension .csv.' },
  notCopied: { title: 'Excel does not let the pane copy', detail: 'Choose “Show text”, select all of it and copy it.' },
});

/** The column with the result of each row. */
export const RESULTS = translated('RESULTS', {
  notWritten: { title: 'The results were not written', detail: 'The column for them is in use by now. Choose the button once more.' },
  writing: 'Writing the results',
  removing: 'Removing the results',
  written: (count: number) => `${counted(count, { one: 'result', other: 'results' })} written`,
  neverUploaded: 'The column is never uploaded.',
  left: (rows: number) => `${counted(rows, ROWS)} ${plural(rows, { one: 'was', other: 'were' })} changed or removed since, and left out.`,
});
