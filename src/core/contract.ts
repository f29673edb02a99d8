import { z } from 'zod';
import { RULES } from './rules/codes';

/** The hard limits of one submission. */
export const MOST_ROWS = 100_000;
export const MOST_BYTES = 25 * 1024 * 1024;
/** How many findings an answer holds at most; `counts` tells how many there are. */
export const MOST_FINDINGS = 20_000;
/** How many columns of a sheet are looked at: Excel has 16,384, the template under 20. */
export const MOST_COLUMNS = 300;

const time = z.iso.datetime();

export const problem = z.object({
  type: z.string().default('about:blank'),
  status: z.number().int(),
  /** Stable: other programs act on it. */
  code: z.string(),
  title: z.string(),
  /** What to do about it, for a person. */
  detail: z.string(),
});
export type Problem = z.infer<typeof problem>;

export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** The sheet from A1: rows of cells as Excel's `values` gives them. */
export const cells = z.array(z.array(cell));

export const user = z.object({ email: z.string(), name: z.string() });

export const security = z.enum(['caseload:record', 'caseload:end', 'uploads:view', 'site:admin']);
export type Security = z.infer<typeof security>;

const siteName = z.object({ id: z.string(), name: z.string() });

export const sessionRequest = z.object({ email: z.email() });
export const session = z.object({
  user,
  site: siteName,
  securities: z.array(security),
});
export type Session = z.infer<typeof session>;
export const newSession = session.extend({ token: z.string() });
export type NewSession = z.infer<typeof newSession>;
/** Which of one's sessions end: this one, or all on every computer. */
export const signOutQuery = z.object({ everywhere: z.enum(['true', 'false']).default('false') });
/** How one may sign in here. */
export const signInOptions = z.object({
  /** The organisation's identity provider; null where demo sign-in is all there is. */
  provider: z.object({ issuer: z.string(), clientId: z.string() }).nullable(),
  /** The one site there is; null where there are several, and one must say which. */
  site: z.string().nullable(),
});
export type SignInOptions = z.infer<typeof signInOptions>;
const siteId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/);
export const signInQuery = z.object({ site: siteId });
/** What a provider sends back with; more may stand there. */
export const signInAnswer = z.object({ state: z.string().max(500), code: z.string().optional(), error: z.string().optional() });
/** A proof of who one is that the provider gave to Excel itself (nested app authentication). */
export const idTokenRequest = z.object({ site: siteId, idToken: z.string().max(20_000) });
export const token = z.object({ token: z.string() });

/** A user, and what that user may do. */
export const siteUser = z.object({
  email: z.email().max(200),
  name: z.string().trim().min(1).max(200),
  securities: z.array(security).max(4),
  /** The programs in which; none means all. */
  programIds: z.array(z.number().int()).max(10_000),
});
export type SiteUser = z.infer<typeof siteUser>;
export const siteUsers = z.object({ users: z.array(siteUser) });
export const userEmail = z.object({ email: z.email().max(200) });

/** Who may be signed in as without a password; only where demo sign-in is on. */
export const demoUsers = z.object({ users: z.array(user) });

/** What a user chose for a wrong value of a list. */
const correction = z.object({ list: z.string().max(100), wrong: z.string().min(1).max(200), value: z.string().min(1).max(200) });
export const correctionsRequest = z.object({ corrections: z.array(correction).max(1000) });

export const site = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  duplicateCheck: z.array(z.string()),
  programRequired: z.boolean(),
  feeders: z.object({
    'Caseworker Relationship': z.array(z.string()),
    'Caseload Status': z.array(z.string()),
    'Reason for Dismissal': z.array(z.string()),
  }),
  programs: z.array(z.object({ id: z.number(), name: z.string() })),
  staff: z.array(z.object({ id: z.number(), firstName: z.string(), lastName: z.string() })),
  corrections: z.array(correction),
});
export type Site = z.infer<typeof site>;

const code = z.enum(Object.keys(RULES) as [keyof typeof RULES, ...(keyof typeof RULES)[]]);
const severity = z.enum(['error', 'warning']);

/** What was chosen for a sheet of somebody else's: the template's column by header, or `null` for none. */
export const mapping = z.object({ columns: z.record(z.string().max(200), z.string().max(200).nullable()) });
export type Mapping = z.infer<typeof mapping>;
/** A digest of the headers. */
export const mappingId = z.object({ signature: z.string().regex(/^[0-9a-f]{64}$/) });

/** A fault in words. */
export const finding = z.object({
  code,
  severity,
  /** Addresses of the cells that it marks, such as `C5`. */
  cells: z.array(z.string()),
  /** As the sheet numbers it; absent when the finding is the whole sheet's. */
  row: z.number().int().optional(),
  /** The header of the first cell that it marks. */
  column: z.string().optional(),
  /** What stands in that cell. */
  value: z.string().optional(),
  message: z.string(),
  /** Best first. */
  suggestions: z.array(z.string()),
});
export type Finding = z.infer<typeof finding>;

/** The picks of a template, as they stand in an address. */
export const templateQuery = z.object({
  program: z.enum(['id', 'name', 'none']).default('name'),
  caseworker: z.enum(['id', 'name', 'first-last']).default('name'),
  programDates: z
    .union([z.boolean(), z.enum(['true', 'false', '1', '0', '']).transform((text) => text === 'true' || text === '1')])
    .default(false),
});

export type TemplateQuery = z.infer<typeof templateQuery>;

/** Whose open assignments, and in which program. */
export const caseloadQuery = z.object({
  staffId: z.coerce.number().int().min(1).max(999_999_999),
  programId: z.coerce.number().int().min(1).max(999_999_999).optional(),
});
const openAssignment = z.object({
  participantId: z.number(),
  programId: z.number().nullable(),
  relationship: z.string(),
  status: z.string().nullable(),
  start: z.iso.date(),
  /** Those of the duplicate check, by name. */
  demographics: z.record(z.string(), z.string()),
});
export type OpenAssignment = z.infer<typeof openAssignment>;
export const caseload = z.object({ assignments: z.array(openAssignment) });

export const checkRequest = z.object({ cells });
export const checkAnswer = z.object({
  rows: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
  findings: z.array(finding),
});
export type CheckAnswer = z.infer<typeof checkAnswer>;

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
export type UndoneUpload = z.infer<typeof undoneUpload>;

export const uploadId = z.object({ id: z.uuid() });
export const uploadQuery = z.object({
  tab: uploadTab.default('in-progress'),
  /** What the name or the user's e-mail contains. */
  search: z.string().trim().max(100).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const uploadPage = z.object({ uploads: z.array(upload), next: z.string().nullable() });
export type UploadPage = z.infer<typeof uploadPage>;

/** Errors that say the same of the same value in the same column, as the *Fix Errors* page lists them. */
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
