import type { RowChange } from '../../rules/record';
import { ago, clock, counted, duration, number, plural } from '../format';
import { translated } from '../language';
import { ASSIGNMENTS, ROWS } from '../nouns';

/** The *Uploads* screen: the list, the batches, the log, the errors of an upload. */
export const UPLOADS = translated('UPLOADS', {
  title: 'Uploads',
  tabs: { 'in-progress': 'In Progress', complete: 'Complete' },
  file: 'File to upload',
  dropHint: 'Upload a .csv or .xlsx file: drop it here.',
  search: 'Search uploads',
  searchHint: 'Search by name or e-mail',
  nothingFound: 'No upload has that in its name or e-mail address.',
  nothingComplete: 'No upload is complete yet.',
  nothingInProgress: 'Nothing is in progress. What you submit appears here.',
  states: {
    received: 'Received',
    checking: 'Checking',
    'needs-fixes': 'Needs fixes',
    'needs-approval': 'Waiting for approval',
    applying: 'Applying',
    complete: 'Complete',
    undone: 'Undone',
    cancelled: 'Cancelled',
    failed: 'Failed',
  },
  upload: (name: string, state: string) => `Upload ${name}, ${state}`,
  sentBy: (type: string, time: string, user: string) => `${type}, ${time}, ${user}`,
  /** With the time of day, by which uploads of the same sheet are told apart. */
  when: (time: string, now: number) => `${ago(Date.parse(time), now)} (${clock(Date.parse(time))})`,
  test: 'Test',
  took: (milliseconds: number | undefined) => (milliseconds === undefined ? '' : `, in ${duration(milliseconds)}`),
  releasedBy: (user: string) => `, released by ${user}`,
  received: (rows: number) => `${number(rows)} received`,
  counts: (received: number, accepted: number) => `${number(received)} received, ${number(accepted)} accepted`,
  progress: (name: string) => `Progress of ${name}`,
  viewLog: 'View log',
  downloadLog: 'Download log',
  undo: 'Undo',
  undoRest: 'Undo the rest',
  undoLeft: (rows: number) =>
    `${counted(rows, ROWS)} ${plural(rows, { one: 'was', other: 'were' })} left, at least in part. Undo the later uploads first, then the rest.`,
  fixErrors: 'Fix Errors',
  retry: 'Retry',
  cancel: 'Cancel',
  back: 'All uploads',
  review: 'Review',
  askAgain: 'Ask for approval again',
  approvedBy: (user: string) => `, approved by ${user}`,
  sentBack: (user: string, note: string) => `${user} has sent it back: “${note}” Correct the sheet and submit it again, or ask again.`,
});

/** What an upload that waits for approval would change. */
export const REVIEW = translated('REVIEW', {
  title: (name: string) => `Review “${name}”`,
  sentBy: (user: string, rows: number) => `${counted(rows, ROWS)} by ${user}. None of it has been applied yet.`,
  /** The record has changed since. */
  notPossible: 'It no longer fits your site’s records and can’t be applied. Send it back.',
  approve: 'Approve',
  approving: 'Approving',
  sendBack: 'Send back',
  sendingBack: 'Sending back',
  note: 'Message to the user',
  noteHint: 'Needed to send it back; it goes by e-mail. Name no participants.',
  rows: 'Rows',
  row: 'Row',
  participant: 'Participant',
  change: 'Change',
  changes: { Insert: 'Begins', Update: 'Ends' },
  on: (change: string, date: string | undefined) => (date === undefined ? change : `${change} ${date}`),
  more: (rows: number) => `and ${counted(rows, ROWS)} more`,
  approved: (name: string) => `“${name}” is approved`,
  sentBack: (name: string) => `“${name}” is sent back`,
});

export const LOG = translated('LOG', {
  cleared: (date: string) =>
    `This sheet was deleted on ${date}, because your site keeps sheets for a limited time. The changes it made are below.`,
  title: (name: string) => `Log of ${name}`,
  summary: ({
    begun,
    ended,
    notAccepted,
    undone,
  }: {
    readonly begun: number;
    readonly ended: number;
    readonly notAccepted: number;
    readonly undone: number;
  }) =>
    [
      undone > 0 && `${number(undone)} undone`,
      (begun > 0 || (ended === 0 && undone === 0)) && `${number(begun)} begun`,
      ended > 0 && `${number(ended)} ended`,
      `${number(notAccepted)} not accepted`,
    ]
      .filter((part) => part !== false)
      .join(', '),
  show: 'Show',
  shown: { all: 'All rows', accepted: 'Accepted', 'not accepted': 'Not accepted', undone: 'Undone' },
  participant: 'Participant',
  asWorkbook: 'Download .xlsx',
  asCsv: 'Download .csv',
  writeResults: 'Write results to the sheet',
  rows: 'Rows of the upload',
  row: 'Row',
  result: 'Result',
  caseworker: 'Caseworker',
  mail: 'E-mail',
  mailTo: (to: string, sentAt: string | undefined) => `To ${to}, ${sentAt === undefined ? 'about to be sent' : `sent ${sentAt}`}`,
  fileName: (name: string, kind: 'csv' | 'xlsx') => `${name} log.${kind}`,
});

export const UPLOAD_FIXES = translated('UPLOAD_FIXES', {
  title: (name: string) => `Errors of ${name}`,
  corrected: (corrected: number, all: number) => `${number(corrected)} of ${number(all)} corrected. Your choices are saved at once.`,
  unfixable: (message: string) => `${message} Cancel this upload, correct the sheet and submit it again.`,
  /** Below what is wrong with rows that no value puts right. */
  onlyLeaveOut:
    'The rows below “Row by row” can only be left out here. To correct them, cancel this upload, correct the sheet or file and submit it again.',
  next: 'Next',
  nextApplies:
    'Next checks all rows once more. If nothing else is wrong, the upload is applied, or waits for approval where that is needed.',
  nextHint: 'Correct every line first, or leave its rows out.',
  correctedLine: (count: number) => `${number(count)} corrected`,
  fixAllHint: 'Chooses the best suggestion wherever it is certain',
  fixSheet: 'Fix the sheet too',
  becomes: (value: string) => `Becomes “${value}”`,
  leftOut: 'Left out: received, but not accepted',
  settled: 'Kept: its duplicates are left out',
  takeBack: 'Undo',
  rows: (count: number, first: readonly number[]) =>
    `${plural(count, { one: 'Row', other: 'Rows' })} ${first.join(', ')}${count > first.length ? ' …' : ''}`,
  checkingAgain: 'Checking again',
  moreErrors: { title: 'There are more errors', detail: 'They were found when the rows were checked again.' },
});

export const BATCHES = translated('BATCHES', {
  label: (name: string) => `Batches of ${name}`,
  progress: (name: string) => `Batches of ${name} sent`,
  sent: (name: string, sent: number, total: number) => `${name}: ${number(sent)} of ${number(total)} batches`,
  states: {
    running: 'Sending',
    pausing: 'Pausing after this batch',
    paused: 'Paused',
    stopped: 'Stopped',
    done: 'All batches are sent',
  },
  summary: (state: string, received: number, accepted: number) => `${state}. ${number(received)} received, ${number(accepted)} accepted.`,
  pause: 'Pause',
  resume: 'Continue',
  close: 'Close',
  unsent: 'This batch could not be sent. Nothing is sent twice when you continue.',
  needsFixes: (batch: number) => `Batch ${batch} was not applied: it needs fixes. Fix it below, and continue with the others.`,
  unknown: (batch: number) => `Batch ${batch} was sent, but its outcome is not known yet. Look below, and continue with the others.`,
  failed: (batch: number) => `Batch ${batch} was not applied: it failed. Retry it below, and continue with the others.`,
});

export const UPLOAD_NOTICES = translated('UPLOAD_NOTICES', {
  away: {
    title: 'The service can’t be reached right now',
    detail: 'What you submitted is safe. This continues by itself when the service is back.',
  },
  preparing: 'Preparing',
  sending: 'Sending',
  keeping: 'Moving the rows that were kept back',
  sendingFile: 'Sending the file',
  uploading: 'Uploading',
  undoing: 'Undoing the upload',
  fileTooLarge: (name: string) => ({
    title: `“${name}” is too large`,
    detail: 'You can submit at most 25 MiB at once. Split it and submit the parts one after the other.',
  }),
  /** @param took in milliseconds, if it is known */
  complete: (accepted: number, received: number, user: string, took: number | undefined) => ({
    title: `${number(accepted)} of ${number(received)} records accepted`,
    detail: `Complete${took === undefined ? '' : `, in ${duration(took)}`}. An e-mail goes to ${user}.`,
  }),
  needsFixes: { title: 'The upload needs fixes', detail: 'Nothing was applied yet. The errors are listed, with suggestions.' },
  needsApproval: {
    title: 'The upload is waiting for approval',
    detail: 'Somebody else has to look at it first. You get an e-mail when it’s decided.',
  },
  failed: { title: 'The upload failed', detail: 'Nothing was applied.' },
  viewLog: 'View log',
  fixErrors: 'Fix Errors',
  retry: 'Retry',
  looking: 'Looking at what would be undone',
  askCancel: (name: string) => ({
    title: `Cancel “${name}”?`,
    detail: 'Its rows and the corrections made here are discarded. None of it is applied.',
    confirm: 'Cancel upload',
    keep: 'Keep it',
  }),
  askCancelSentBack: (name: string) => ({
    title: `Cancel the “${name}” that was sent back?`,
    detail: 'You have submitted the sheet again. Nothing of the one that was sent back is applied.',
    confirm: 'Cancel upload',
    keep: 'Keep it',
  }),
  undone: (name: string, sent: string) => `“${name}”, sent ${sent}, was undone`,
  canSubmitAgain: 'Its rows can be submitted again.',
  left: (rows: number) =>
    `${counted(rows, ROWS)} ${plural(rows, { one: 'was left, because its record has', other: 'were left, because their records have' })} changed since. The log has the details.`,
});

/** *Submit* and *Test upload*. */
export const SUBMIT = translated('SUBMIT', {
  allSent: {
    title: 'Everything on this sheet was already submitted',
    detail: 'Rows that you change or add can be submitted.',
    action: 'Submit again',
  },
  batchesRun: { title: 'Batches are being sent', detail: 'Nothing else was sent. Wait for them, or pause them under Uploads.' },
  leftovers: {
    title: 'Nothing was sent',
    detail: 'The template’s sample or other text is still there. Remove it with the blue button first.',
  },
  tested: (accepted: number) => ({
    title: `Test upload: ${counted(accepted, { one: 'record', other: 'records' })} accepted`,
    detail: 'These rows are really uploaded, and will not be sent again. Check the log, then submit the rest.',
    action: 'Submit the rest',
  }),
  firstAlone: (row: number | undefined, message: string) => ({
    title: 'The first rows can’t be sent alone',
    detail: `${row === undefined ? '' : `Row ${row}: `}${message} Nothing was sent. Submit all rows together.`,
  }),
  problems: (count: number) => ({
    title: `${counted(count, { one: 'problem', other: 'problems' })} to fix first`,
    detail: 'Nothing was sent. The cells are highlighted on the sheet.',
    action: 'Next problem',
  }),
  nothing: { title: 'There is nothing to submit yet', detail: 'Fill in the rows under the header.' },
  keptAlong: 'Kept back because another row of the same participant has a problem.',
  noneClean: (sent: number) => ({
    title: 'No row can be sent as it is',
    detail: `Each ${sent === 0 ? '' : 'that was not submitted before '}has a problem. The cells are highlighted on the sheet.`,
  }),
  /** The worksheet of rows that were kept back. */
  keptSheet: 'To fix',
  kept: (sent: number, kept: number, sheet: string) => ({
    title: `${counted(sent, ROWS)} submitted, ${number(kept)} kept back`,
    detail: `${plural(kept, { one: 'The row that was kept back is', other: 'The rows that were kept back are' })} on “${sheet}” now, each with its reason. Correct ${plural(kept, { one: 'it', other: 'them' })} there and submit again.`,
  }),
  notKept: {
    title: 'The rows with problems were not moved',
    detail: 'They are still on the sheet. The rows that were submitted are not sent again.',
  },
});

/** What undoing an upload reverses, before it is undone. */
export const UNDO = translated('UNDO', {
  title: (name: string) => `Undo “${name}”`,
  reversed: (rows: number, { begun, ended, enrolled, left }: Readonly<Record<RowChange, number>>) => {
    const parts = [
      begun > 0 && `${counted(begun, ASSIGNMENTS)} ${plural(begun, { one: 'is', other: 'are' })} removed`,
      ended > 0 && `${counted(ended, ASSIGNMENTS)} ${plural(ended, { one: 'is', other: 'are' })} open again`,
      enrolled > 0 &&
        `${counted(enrolled, { one: 'entry', other: 'entries' })} into a program ${plural(enrolled, { one: 'is', other: 'are' })} removed`,
      left > 0 && `${counted(left, { one: 'participant is', other: 'participants are' })} in a program again`,
    ];
    return `${rows === 0 ? 'Rows will be reversed in part' : `${counted(rows, ROWS)} will be reversed`}: ${parts.filter((part) => part !== false).join(', ')}.`;
  },
  left: (rows: number) =>
    `${counted(rows, ROWS)} will stay, at least in part: ${plural(rows, { one: 'its record has', other: 'their records have' })} changed since.`,
  disabled: (names: readonly string[]) =>
    `Assignments are open again with caseworkers who are disabled: ${names.join(', ')}. Transfer them afterwards.`,
  confirm: 'Undo upload',
  rows: 'What happens to each row',
  row: 'Row',
  participant: 'Participant',
  outcome: 'Outcome',
  outcomes: {
    begun: 'The assignment is removed.',
    ended: 'The assignment is open again.',
    enrolled: 'The entry into the program is removed.',
    left: 'The participant is in the program again.',
  },
  stays: 'Left as it is.',
  staysInPart: 'The rest is left as it is.',
  since: (by: string, at: string, upload: string) => `Changed on ${at} by ${by}, “${upload}”`,
  more: (rows: number) => `and ${counted(rows, ROWS)} more`,
});

/** What a submission changes, before it is sent. */
export const GLANCE = translated('GLANCE', {
  back: 'Sheet',
  title: (name: string) => `Submit “${name}”`,
  rows: (rows: number) => counted(rows, ROWS),
  effects: ({
    begin,
    end,
    enroll,
    leave,
  }: {
    readonly begin: number;
    readonly end: number;
    readonly enroll: number;
    readonly leave: number;
  }) =>
    [
      begin > 0 && `${number(begin)} begin`,
      end > 0 && `${number(end)} end`,
      enroll > 0 && `${counted(enroll, { one: 'participant enters', other: 'participants enter' })} a program`,
      leave > 0 && `${counted(leave, { one: 'participant leaves', other: 'participants leave' })} a program`,
    ]
      .filter((part) => part !== false)
      .join(', '),
  notSent: (changes: string) => `${changes}. Nothing has been sent yet.`,
  isTest: (rows: number) =>
    `Only the first ${plural(rows, { one: 'row', other: counted(rows, ROWS) })} not submitted yet will be sent, and ${plural(rows, { one: 'it counts', other: 'they count' })}.`,
  way: 'How to send them',
  inBatches: (batches: number, atOnce: number) =>
    `In ${counted(batches, { one: 'batch', other: 'batches' })} of up to ${number(atOnce)} rows, recommended: each is applied by itself, and you can pause.`,
  atOnce: 'All at once: all rows are applied or none, which takes longer.',
  submitBatches: (rows: number, batches: number) =>
    `Submit ${counted(rows, ROWS)} in ${counted(batches, { one: 'batch', other: 'batches' })}`,
  caseworkers: 'Caseworkers',
  caseload: 'Open assignments',
  change: (before: number, after: number) => (before === after ? number(before) : `${number(before)} → ${number(after)}`),
  becomes: (before: number, after: number) => `From ${number(before)} to ${number(after)}`,
  row: (row: number) => `Row ${row}`,
  does: (begins: boolean, participant: number) => `${begins ? 'begins' : 'ends'}, participant ${participant}`,
  more: (rows: number) => `and ${counted(rows, ROWS)} more`,
  needsApproval: 'Somebody else has to approve it before anything changes.',
  keptHere: (rows: number) =>
    `${counted(rows, ROWS)} ${plural(rows, { one: 'is', other: 'are' })} kept back, and ${plural(rows, { one: 'stays', other: 'stay' })} on the sheet.`,
  kept: (rows: number) =>
    `${counted(rows, ROWS)} ${plural(rows, { one: 'is', other: 'are' })} kept back. Once the others are applied, ${plural(rows, { one: 'it moves', other: 'they move' })} to a worksheet of ${plural(rows, { one: 'its', other: 'their' })} own, with the reason beside each.`,
  keptByRecord: 'Kept back because they conflict with your site’s records:',
  keptAlong: 'Kept back because another row of the same participant has a problem:',
  keptLeaning: 'Kept back because they depend on other rows that are kept back:',
  skip: 'Submit without showing this from now on',
});
