import type { ApiToken, Session, SiteUser } from '../../api/accounts';
import type { Site } from '../../api/site';
import type { Source } from '../../api/sources';
import type { AuditChange, ErrorGroup, Review, UndoPreview, Upload, UploadLog, UploadTab } from '../../api/uploads';
import type { Webhook } from '../../api/webhooks';
import type { TemplatePicks } from '../../core/caseload/template';
import type { Finding } from '../../core/check/finding';
import type { CsvExport } from '../../core/files/export-csv';
import type { Remedy } from '../../core/fixes/remedies';
import type { ActionForAll } from '../../core/match/fill-rows';
import type { MatchedColumn } from '../../core/match/match-columns';
import type { OpenAssignment } from '../../core/sending/assignment-rows';
import type { HelpTopic } from '../../core/text/help';
import type { Language } from '../../core/text/language';
import type { ReportTables } from '../caseload/report-tables';
import type { ConflictGroups } from '../sheet/sheet-session';
import type { SheetSummary } from '../sheet/sheet-summary';
import type { Sent } from '../sheet/view/next-step';
import type { Glance } from '../uploads/sending/glance';

/** The tabs of the pane. */
export type Place = 'sheet' | 'fixes' | 'uploads' | 'settings';

/** The file for the original system. */
export type ExportedFile = CsvExport & { readonly fileName: string };

/** The errors of an upload that is being fixed. */
export interface UploadErrors {
  readonly upload: Upload;
  readonly groups: readonly ErrorGroup[];
  /** The values of each list that a group is fixed from. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** A wrong cell that is selected. */
export interface SelectedProblem {
  readonly address: string;
  readonly findings: readonly (Finding & {
    readonly remedies: readonly Remedy[];
    /** Whether its suggestions are what may be meant; otherwise, all that is allowed. */
    readonly isGuess: boolean;
  })[];
}

/** A caseload to hand over, and how many open assignments each caseworker has today, by Staff ID. */
export interface FoundCaseload {
  readonly assignments: readonly OpenAssignment[];
  readonly sizes: ReadonlyMap<number, number>;
}

/** The open screen: exactly one, with what it shows. */
export type Screen =
  | { readonly name: 'sheet' | 'fixes' | 'uploads' | 'settings' | 'help' }
  | { readonly name: 'match'; readonly matching: Matching }
  /** What is found, once loaded. */
  | { readonly name: 'caseload'; readonly assignments: readonly OpenAssignment[] | undefined }
  | { readonly name: 'report'; readonly report: ReportTables | undefined }
  | { readonly name: 'transfer'; readonly found: FoundCaseload | undefined }
  | { readonly name: 'export'; readonly file: ExportedFile }
  /** What is about to be sent. */
  | { readonly name: 'submit'; readonly glance: Glance }
  | { readonly name: 'log'; readonly log: UploadLog }
  /** What an upload that waits for approval would change. */
  | { readonly name: 'review'; readonly upload: Upload; readonly review: Review }
  /** What undoing would reverse. */
  | { readonly name: 'undo'; readonly upload: Upload; readonly preview: UndoPreview }
  /** API tokens and webhooks, once loaded, and the secret that was just made. */
  | { readonly name: 'automation'; readonly machines: Machines | undefined }
  /** A participant's audit trail, once asked for. */
  | { readonly name: 'audit'; readonly trail: AuditTrail | undefined }
  /** The log as text, to copy. */
  | { readonly name: 'log-text'; readonly file: { readonly fileName: string; readonly text: string } }
  /** An audit trail as text, to copy. */
  | { readonly name: 'audit-text'; readonly file: { readonly fileName: string; readonly text: string } }
  | { readonly name: 'upload-fixes'; readonly errors: UploadErrors };

const PLACES: Readonly<Record<Screen['name'], Place>> = {
  sheet: 'sheet',
  match: 'sheet',
  caseload: 'sheet',
  report: 'sheet',
  transfer: 'sheet',
  export: 'sheet',
  submit: 'sheet',
  fixes: 'fixes',
  uploads: 'uploads',
  log: 'uploads',
  review: 'uploads',
  undo: 'uploads',
  'log-text': 'uploads',
  'upload-fixes': 'uploads',
  automation: 'settings',
  audit: 'settings',
  'audit-text': 'settings',
  settings: 'settings',
  help: 'settings',
};

/** The help topic of each screen; the help itself has none. */
export const HELP_TOPIC: Readonly<Record<Screen['name'], HelpTopic | undefined>> = {
  sheet: 'sheet',
  match: 'match',
  caseload: 'caseload',
  report: 'report',
  transfer: 'transfer',
  export: 'export',
  submit: 'submit',
  fixes: 'fixes',
  uploads: 'uploads',
  log: 'log',
  review: 'review',
  undo: 'undo',
  'log-text': 'log',
  'upload-fixes': 'uploadFixes',
  automation: 'automation',
  audit: 'audit',
  'audit-text': 'audit',
  settings: 'settings',
  help: undefined,
};

/** The tab of a screen. */
export function placeOf({ name }: Screen): Place {
  return PLACES[name];
}

/** The open screen, if it is the one with this name. */
export function screenNamed<Name extends Screen['name']>(
  { screen }: PaneState,
  name: Name,
): Extract<Screen, { readonly name: Name }> | undefined {
  return screen.name === name ? (screen as Extract<Screen, { readonly name: Name }>) : undefined;
}

/** The programs that work with a site. */
export interface Machines {
  readonly tokens: readonly ApiToken[];
  readonly webhooks: readonly Webhook[];
  /** A secret that can't be shown again. */
  readonly secret: { readonly of: string; readonly value: string } | undefined;
}

/** The changes of a participant's record. */
export interface AuditTrail {
  readonly participantId: number;
  readonly changes: readonly AuditChange[];
}

/** A running operation; `share` is its progress from 0 to 1, if known. */
export interface Busy {
  readonly label: string;
  readonly share: number | null;
}

/**
 * A notice, with at most one action. It goes with the next action of the user, on the sheet or in the pane; an error stays until it is
 * dismissed.
 */
export interface Notice {
  /** What it lasts until, instead. */
  readonly until?: 'dismissed' | 'signed in' | 'reachable';
  readonly intent: 'info' | 'success' | 'warning' | 'error';
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** A confirmation dialog. */
export interface Question {
  readonly title: string;
  readonly detail: string;
  readonly confirm: string;
  /** The way back, if *Cancel* could be misread. */
  readonly keep?: string;
  readonly run: () => void;
  /** An alternative action. */
  readonly other?: { readonly label: string; readonly run: () => void };
}

export type Connection =
  | { readonly status: 'starting' }
  | { readonly status: 'signed-out'; readonly users: readonly { readonly email: string; readonly name: string }[] }
  | { readonly status: 'signed-in'; readonly session: Session }
  /** The service can't be reached; the lists, if any, are of `listsFrom`. */
  | { readonly status: 'offline'; readonly listsFrom: string | null };

/** A sheet that is sent in batches. */
export interface BatchJob {
  readonly name: string;
  readonly total: number;
  /** The number of batches sent. */
  readonly sent: number;
  readonly received: number;
  readonly accepted: number;
  readonly status: 'running' | 'pausing' | 'paused' | 'stopped' | 'done';
  /** Why it stopped, for the user. */
  readonly problem?: string;
}

/** The sheet or file being matched, with its columns' matches. */
export interface Matching {
  readonly sheets: readonly string[];
  /** The name of the sheet or file; undefined until chosen. */
  readonly source: string | undefined;
  readonly headerRow: number;
  readonly columns: readonly MatchedColumn[];
  /** The number of rows below the header. */
  readonly rows: number;
  /** The action of rows on a sheet without Update OR Insert. */
  readonly action: ActionForAll;
  /** The known sources; empty without the service. */
  readonly known: readonly Source[];
  /** The name of the system that the sheet comes from; empty if it has none. */
  readonly sourceName: string;
}

export interface PaneState {
  readonly screen: Screen;
  readonly connection: Connection;
  readonly site: Site | undefined;
  /** The language that everything is drawn in. */
  readonly language: Language;
  readonly picks: TemplatePicks;
  /** Whether rows are submitted without showing what they change. */
  readonly skipsGlance: boolean;
  readonly sheet: SheetSummary | undefined;
  /** What this computer has submitted of the sheet. */
  readonly sent: Sent;
  /** The findings of the selected cell. */
  readonly selected: SelectedProblem | undefined;
  /** The groups of *Fix errors* and the number of undoable changes; current while shown. */
  readonly fixes: (ConflictGroups & { readonly undoable: number; readonly textDates: number }) | undefined;
  readonly busy: Busy | undefined;
  readonly notice: Notice | undefined;
  readonly question: Question | undefined;
  /** The sheet that is being sent in batches. */
  readonly batches: BatchJob | undefined;
  readonly uploadTab: UploadTab;
  /** The search text of the uploads; empty shows all. */
  readonly uploadSearch: string;
  readonly uploads: { readonly list: readonly Upload[]; readonly next: string | null } | undefined;
  /** The site's users, once loaded by an administrator. */
  readonly users: readonly SiteUser[] | undefined;
}
