import { z } from 'zod';
import { cells, code, time } from './shared';

export const uploadState = z.enum(['received', 'checking', 'needs-fixes', 'applying', 'complete', 'undone', 'cancelled', 'failed']);
export type UploadState = z.infer<typeof uploadState>;

/** The states under each tab; a cancelled upload is shown under neither. */
export const TAB_STATES = {
  'in-progress': ['received', 'checking', 'needs-fixes', 'applying', 'failed'],
  complete: ['complete', 'undone'],
} as const satisfies Record<string, readonly UploadState[]>;

export const uploadTab = z.enum(['in-progress', 'complete']);
export type UploadTab = z.infer<typeof uploadTab>;

export const newUpload = z.object({
  name: z.string().trim().min(1).max(100),
  cells,
  /** Sends only the first one or two rows, for real. */
  test: z.boolean().optional(),
  /** The worksheet's name, where it is hidden. */
  hidden: z.string().max(1000).optional(),
});
export type NewUpload = z.infer<typeof newUpload>;

export const upload = z.object({
  id: z.string(),
  name: z.string(),
  type: z.literal('Caseload'),
  state: uploadState,
  createdAt: time,
  createdBy: z.string(),
  received: z.number().int(),
  accepted: z.number().int().nullable(),
  /** How much of the work on it is done, from 0 to 1. */
  progress: z.number(),
  /** In words, when it failed. */
  problem: z.string().nullable(),
  /** What its sender should know, in words. */
  note: z.string().nullable(),
  /** Who sent it on its way: the user who sent it or, after fixes or a retry, who did that last. */
  releasedBy: z.string(),
});
export type Upload = z.infer<typeof upload>;

/** How long an upload can be undone, in days. */
export const UNDO_DAYS = 30;

/** An upload that was undone, and the rows of which something was left because it was changed since. */
export const undoneUpload = upload.extend({ left: z.array(z.number().int()) });

export const uploadId = z.object({ id: z.uuid() });

export const uploadQuery = z.object({
  tab: uploadTab.default('in-progress'),
  /** What the name or the user's e-mail contains. */
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
  /** The first rows that it stands in, as the sheet numbers them. */
  rows: z.array(z.number().int()),
  suggestions: z.array(z.string()),
  /** The list that the fix comes from: its values are in `lists`. */
  list: z.string().nullable(),
  /** Whether one value can mend all its rows. */
  fixable: z.boolean(),
  /** Whether the first suggestion may be chosen without asking. */
  obvious: z.boolean(),
  /** Whether its rows can be left out; what is the whole sheet's can't. */
  leavable: z.boolean(),
  /** What was chosen. */
  fix: z.union([z.object({ value: z.string() }), z.object({ leaveOut: z.literal(true) })]).nullable(),
});
export type ErrorGroup = z.infer<typeof errorGroup>;

/** How many fixes may be saved in one request: more than there are groups. */
export const MOST_FIXES = 10_000;

/** The largest request that saves fixes, in bytes. */
export const MOST_FIXES_BYTES = 2 * 1024 * 1024;

export const fixesRequest = z.object({
  fixes: z
    .array(
      z.union([z.object({ group: z.string(), value: z.string().max(32_767) }), z.object({ group: z.string(), leaveOut: z.literal(true) })]),
    )
    .max(MOST_FIXES),
});
export type ChosenFix = z.infer<typeof fixesRequest>['fixes'][number];

export const errorsQuery = z.object({
  cursor: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** How many groups there are in all, and how many are corrected. */
const groupCounts = { total: z.number().int(), corrected: z.number().int() };

export const errorGroups = z.object({
  groups: z.array(errorGroup),
  /** The values of each list that a group of this page is fixed from, once. */
  lists: z.record(z.string(), z.array(z.string())),
  next: z.string().nullable(),
  ...groupCounts,
});
export type ErrorGroups = z.infer<typeof errorGroups>;

/** The groups that were changed. */
export const savedFixes = z.object({ groups: z.array(errorGroup), ...groupCounts });
export type SavedFixes = z.infer<typeof savedFixes>;

/** What somebody chose for a cell of a row in *Fix Errors*. */
const choice = z.object({ column: z.string(), value: z.string(), by: z.string() });

/** What an assignment was before, or is after, a row was applied. */
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
  result: z.enum(['accepted', 'not accepted', 'undone']),
  reason: z.string(),
  before: assignmentState.nullable(),
  after: assignmentState.nullable(),
  /** What was chosen for it in *Fix Errors*, and who chose it. */
  choices: z.array(choice),
});
export type LogRow = z.infer<typeof logRow>;

export const uploadLog = z.object({
  upload,
  rows: z.array(logRow),
  next: z.string().nullable(),
  /** The confirmation that was sent, or written to the outbox where there is no mail server. */
  mail: z.object({ to: z.string(), subject: z.string(), text: z.string(), sentAt: time.nullable() }).nullable(),
});
export type UploadLog = z.infer<typeof uploadLog>;

export const logQuery = z.object({
  cursor: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** Whose audit trail. */
export const auditRequest = z.object({ participantId: z.number().int().min(1).max(999_999_999_999_999) });

const auditChange = z.object({
  at: time,
  /** Who sent the upload on its way, or undid it. */
  by: z.string(),
  /** What was chosen for the row in *Fix Errors*, and who chose it. */
  choices: z.array(choice),
  upload: z.string(),
  row: z.number().int(),
  /** `begun`, `ended`, `enrolled`, `left`, and each with `-undone`. */
  what: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditChange = z.infer<typeof auditChange>;

export const auditAnswer = z.object({ changes: z.array(auditChange) });

/** Whether nothing more happens to the upload by itself. */
export function isAtRest({ state }: Pick<Upload, 'state'>): boolean {
  return state !== 'received' && state !== 'checking' && state !== 'applying';
}
