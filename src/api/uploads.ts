import * as z from 'zod';
import { ROW_CHANGES } from '../core/rules/record';
import { effects } from './check';
import { cells, code, time } from './shared';

export const uploadState = z.enum([
  'received',
  'checking',
  'needs-fixes',
  'needs-approval',
  'applying',
  'complete',
  'undone',
  'cancelled',
  'failed',
]);
export type UploadState = z.infer<typeof uploadState>;

/** The states under each tab; a cancelled upload is shown under neither. */
export const TAB_STATES = {
  'in-progress': ['received', 'checking', 'needs-fixes', 'needs-approval', 'applying', 'failed'],
  complete: ['complete', 'undone'],
} as const satisfies Record<string, readonly UploadState[]>;

export const uploadTab = z.enum(['in-progress', 'complete']);
export type UploadTab = z.infer<typeof uploadTab>;

export const newUpload = z.object({
  name: z.string().trim().min(1).max(100),
  cells,
  /** Submits only the first two rows; they count. */
  test: z.boolean().optional(),
  /** The worksheet's name, if it is hidden. */
  hidden: z.string().max(1000).optional(),
});
export type NewUpload = z.infer<typeof newUpload>;

/** Whether somebody else looks at an upload before it is applied, and what they decided. */
export const approval = z.object({
  state: z.enum(['waiting', 'approved', 'sent-back']),
  /** Who decided, and when; null while it waits. */
  by: z.string().nullable(),
  at: time.nullable(),
  /** A word of whoever sent it back. */
  note: z.string().nullable(),
});
export type Approval = z.infer<typeof approval>;

export const upload = z.object({
  id: z.string(),
  name: z.string(),
  type: z.literal('Caseload'),
  state: uploadState,
  createdAt: time,
  createdBy: z.string(),
  /** Whether it is a test upload: the first rows only, which count. */
  test: z.boolean(),
  /** When it was complete. */
  completedAt: time.nullable(),
  received: z.number().int(),
  accepted: z.number().int().nullable(),
  /** Progress from 0 to 1. */
  progress: z.number(),
  /** Why it failed, for the user. */
  problem: z.string().nullable(),
  /** A remark for the user, such as a hidden worksheet. */
  note: z.string().nullable(),
  /** The user who submitted it or, after fixes or a retry, the last one to release it. */
  releasedBy: z.string(),
  /** Null if it needs no approval. */
  approval: approval.nullable(),
  /** When its sheet and errors were deleted, as the site keeps them for a number of days only; null if they are there. */
  clearedAt: time.nullable(),
  /** How many rows an undo has left, at least in part: they can be undone once nothing later stands in the way. Null if it was not undone, or is not known. */
  undoLeft: z.number().int().nullable(),
});
export type Upload = z.infer<typeof upload>;

/** For how many days an upload can be undone. */
export const UNDO_DAYS = 30;

/** An undone upload, and the rows that were left, at least in part, because they have changed since. */
export const undoneUpload = upload.extend({ left: z.array(z.number().int()) });

/** The rows of an undone upload whose assignment stands, because it has changed since. */
export const standingRows = z.object({ rows: z.array(z.number().int()) });

export const sendBackRequest = z.object({ note: z.string().trim().min(1).max(1000) });

/** What an upload that waits for approval would change. */
export const review = z.object({
  /** How often the upload was released: to approve what was looked at, and nothing else. */
  round: z.number().int(),
  /** Null if it could not be applied as the record is now. */
  effects: effects.nullable(),
  total: z.number().int(),
  /** At most 1,000. */
  rows: z.array(
    z.object({
      row: z.number().int(),
      participantId: z.number().int().nullable(),
      action: z.enum(['Insert', 'Update']),
      caseworker: z.string().nullable(),
      program: z.string().nullable(),
      relationship: z.string().nullable(),
      /** The reason for dismissal. */
      reason: z.string().nullable(),
      /** The day of the beginning or end. */
      date: z.iso.date().nullable(),
    }),
  ),
});
export type Review = z.infer<typeof review>;

const rowChange = z.enum(ROW_CHANGES);

/** What would be reversed of an upload, row by row: those that would be left come first. */
export const undoPreview = z.object({
  /** The numbers of all rows that would be reversed completely, and of those that would be left, at least in part. */
  reversed: z.number().int(),
  left: z.number().int(),
  /** How many changes of each kind would be taken back. */
  changes: z.record(rowChange, z.number().int()),
  /** The names of disabled caseworkers with whom assignments would be open again. */
  disabled: z.array(z.string()),
  /** At most 1,000. */
  rows: z.array(
    z.object({
      row: z.number().int(),
      participantId: z.number().int(),
      action: z.enum(['Insert', 'Update']),
      isLeft: z.boolean(),
      /** Which of its changes would be taken back. */
      changes: z.array(rowChange),
      /** The last change since, of a row that would be left: by whom, when, and by which upload. */
      since: z.object({ by: z.string(), at: time, upload: z.string() }).nullable(),
    }),
  ),
});
export type UndoPreview = z.infer<typeof undoPreview>;

export const approvalQuery = z.object({
  /** The round that was looked at; another one is not approved. */
  round: z.coerce.number().int().min(0).optional(),
});

export const uploadId = z.object({ id: z.uuid() });

export const uploadQuery = z.object({
  tab: uploadTab.default('in-progress'),
  /** A part of the name or of the user's e-mail address. */
  search: z.string().trim().max(100).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const uploadPage = z.object({ uploads: z.array(upload), next: z.string().nullable() });

/** Identical errors, grouped, as the *Fix Errors* page lists them. */
export const errorGroup = z.object({
  id: z.string(),
  code,
  column: z.string(),
  value: z.string(),
  message: z.string(),
  count: z.number().int(),
  /** The first rows with this error, by sheet row number. */
  rows: z.array(z.number().int()),
  suggestions: z.array(z.string()),
  /** The list to choose the fix from; its values are in `lists`. */
  list: z.string().nullable(),
  /** Whether one value can fix all of its rows. */
  fixable: z.boolean(),
  /** Whether the first suggestion is certain enough to choose without asking. */
  obvious: z.boolean(),
  /** Whether its rows can be left out; not if it concerns the whole sheet. */
  leavable: z.boolean(),
  /** Whether nothing is left to correct: all rows that equal its row are left out. */
  settled: z.boolean(),
  /** What was chosen. */
  fix: z.union([z.object({ value: z.string() }), z.object({ leaveOut: z.literal(true) })]).nullable(),
});
export type ErrorGroup = z.infer<typeof errorGroup>;

/** The most fixes in a request: more than there are groups. */
export const MAX_FIXES = 10_000;

/** The size limit of a request that saves fixes, in bytes. */
export const MAX_FIXES_BYTES = 2 * 1024 * 1024;

export const fixesRequest = z.object({
  fixes: z
    .array(
      z.union([
        z.object({ group: z.string(), value: z.string().max(32_767) }),
        z.object({ group: z.string(), leaveOut: z.literal(true) }),
        /** Takes back what was chosen. */
        z.object({ group: z.string(), open: z.literal(true) }),
      ]),
    )
    .max(MAX_FIXES),
});
export type ChosenFix = z.infer<typeof fixesRequest>['fixes'][number];

export const errorsQuery = z.object({
  cursor: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** Total and corrected groups. */
const groupCounts = { total: z.number().int(), corrected: z.number().int() };

export const errorGroups = z.object({
  groups: z.array(errorGroup),
  /** The values of each list that this page's groups refer to. */
  lists: z.record(z.string(), z.array(z.string())),
  next: z.string().nullable(),
  ...groupCounts,
});
export type ErrorGroups = z.infer<typeof errorGroups>;

/** The changed groups. */
export const savedFixes = z.object({ groups: z.array(errorGroup), ...groupCounts });
export type SavedFixes = z.infer<typeof savedFixes>;

/** A fix that a user chose for a cell. */
const choice = z.object({ column: z.string(), value: z.string(), by: z.string() });

/** An assignment before or after a row was applied. */
const assignmentState = z.object({
  status: z.string().nullable(),
  start: z.string().nullable(),
  end: z.string().nullable(),
  reason: z.string().nullable(),
});

export const logRow = z.object({
  row: z.number().int(),
  action: z.string(),
  participantId: z.number().nullable(),
  /** The caseworker's name; null if the row was not accepted, like the two below. */
  caseworker: z.string().nullable(),
  /** The program's name; null if the assignment has none. */
  program: z.string().nullable(),
  relationship: z.string().nullable(),
  result: z.enum(['accepted', 'not accepted', 'undone']),
  reason: z.string(),
  before: assignmentState.nullable(),
  after: assignmentState.nullable(),
  /** The fixes chosen for the row, and by whom. */
  choices: z.array(choice),
});
export type LogRow = z.infer<typeof logRow>;

/** The most mails in an answer. */
export const MAX_MAILS = 50;

const mail = z.object({ to: z.string(), subject: z.string(), text: z.string(), sentAt: time.nullable() });
export type SentMail = z.infer<typeof mail>;

export const uploadLog = z.object({
  upload,
  /** The number of rows by result, of the whole upload; on the first page only. */
  summary: z
    .object({ begun: z.number().int(), ended: z.number().int(), notAccepted: z.number().int(), undone: z.number().int() })
    .nullable(),
  rows: z.array(logRow),
  next: z.string().nullable(),
  /** The confirmation mail; written to the outbox folder if there is no mail server. */
  mail: mail.nullable(),
});
export type UploadLog = z.infer<typeof uploadLog>;

/** The confirmation mails to a user, newest first. */
export const mails = z.object({ mails: z.array(mail).max(MAX_MAILS) });

export const logQuery = z.object({
  cursor: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** The participant whose audit trail is read. */
export const auditRequest = z.object({ participantId: z.number().int().min(1).max(999_999_999_999_999) });

const text = z.string().nullable().optional();

/** An assignment or enrollment before or after a change. */
const recorded = z.looseObject({ start: text, end: text, status: text, reason: text }).nullable();

const auditChange = z.object({
  at: time,
  /** The user who released or undid the upload. */
  by: z.string(),
  /** The fixes chosen for the row, and by whom. */
  choices: z.array(choice),
  upload: z.string(),
  uploadName: z.string(),
  row: z.number().int(),
  what: z.enum(['begun', 'ended', 'enrolled', 'left', 'begun-undone', 'ended-undone', 'enrolled-undone', 'left-undone']),
  programId: z.number().int().nullable(),
  /** The assignment's caseworker and relationship; null of an enrollment. */
  staffId: z.number().int().nullable(),
  relationship: z.string().nullable(),
  before: recorded,
  after: recorded,
});
export type AuditChange = z.infer<typeof auditChange>;

/** The most changes in an answer: the newest. */
export const MAX_CHANGES = 1000;

export const auditAnswer = z.object({ changes: z.array(auditChange) });

/** Whether an upload was not approved: its user corrects the sheet and submits it again, or asks again. */
export function isSentBack({ state, approval }: Pick<Upload, 'state' | 'approval'>): boolean {
  return state === 'needs-fixes' && approval?.state === 'sent-back';
}

/** Whether the upload no longer changes by itself. */
export function isAtRest({ state }: Pick<Upload, 'state'>): boolean {
  return state !== 'received' && state !== 'checking' && state !== 'applying';
}
