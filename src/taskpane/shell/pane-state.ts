import type { Session, SiteUser } from '../../api/accounts';
import type { Site } from '../../api/site';
import type { ErrorGroup, Upload, UploadLog, UploadTab } from '../../api/uploads';
import type { TemplatePicks } from '../../core/caseload/template';
import type { Finding } from '../../core/check/finding';
import type { CsvExport } from '../../core/files/export-csv';
import type { FixGroups } from '../../core/fixes/fix-groups';
import type { ActionForAll } from '../../core/match/fill-rows';
import type { MatchedColumn } from '../../core/match/match-columns';
import type { OpenAssignment } from '../../core/sending/transfer-rows';
import type { SheetSummary } from '../sheet/sheet-summary';

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

/** The open screen: exactly one, with what it shows. */
export type Screen =
  | { readonly name: 'sheet' | 'fixes' | 'uploads' | 'settings' }
  | { readonly name: 'match'; readonly matching: Matching }
  /** `assignments` are the caseworker’s open ones, once they were found. */
  | { readonly name: 'transfer'; readonly assignments: readonly OpenAssignment[] | undefined }
  | { readonly name: 'export'; readonly file: ExportedFile }
  | { readonly name: 'log'; readonly log: UploadLog }
  | { readonly name: 'upload-fixes'; readonly errors: UploadErrors };

const PLACES: Readonly<Record<Screen['name'], Place>> = {
  sheet: 'sheet',
  match: 'sheet',
  transfer: 'sheet',
  export: 'sheet',
  fixes: 'fixes',
  uploads: 'uploads',
  log: 'uploads',
  'upload-fixes': 'uploads',
  settings: 'settings',
};

/** The tab under which a screen stands. */
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

/** Something that is going on and may take a while; `share` from 0 to 1 where it is known. */
export interface Busy {
  readonly label: string;
  readonly share: number | null;
}

/** Something to tell, and at most one thing to do about it. */
export interface Notice {
  readonly intent: 'info' | 'success' | 'warning' | 'error';
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Something to ask before it is done. */
export interface Question {
  readonly title: string;
  readonly detail: string;
  readonly confirm: string;
  readonly run: () => void;
  /** Another way to go on. */
  readonly other?: { readonly label: string; readonly run: () => void };
}

export type Connection =
  | { readonly status: 'starting' }
  | { readonly status: 'signed-out'; readonly users: readonly { readonly email: string; readonly name: string }[] }
  | { readonly status: 'signed-in'; readonly session: Session }
  /** The service is away; the lists are those of `listsFrom`, if there are any. */
  | { readonly status: 'offline'; readonly listsFrom: string | null };

/** A sheet that is sent in batches: one job. */
export interface BatchJob {
  readonly name: string;
  readonly total: number;
  /** Batches that the service has. */
  readonly sent: number;
  readonly received: number;
  readonly accepted: number;
  readonly status: 'running' | 'pausing' | 'paused' | 'stopped' | 'done';
  /** Why it stopped, in words. */
  readonly problem?: string;
}

/** What is being matched: a sheet of the workbook or a file, and what its columns are taken for. */
export interface Matching {
  readonly sheets: readonly string[];
  /** The sheet's or file's name; undefined until one is chosen. */
  readonly source: string | undefined;
  readonly headerRow: number;
  readonly columns: readonly MatchedColumn[];
  /** Rows below the header. */
  readonly rows: number;
  /** What a sheet without Update OR Insert does. */
  readonly action: ActionForAll;
}

export interface PaneState {
  readonly screen: Screen;
  readonly connection: Connection;
  readonly site: Site | undefined;
  readonly picks: TemplatePicks;
  readonly sheet: SheetSummary | undefined;
  /** What is wrong where the selection is. */
  readonly selected: { readonly address: string; readonly findings: readonly Finding[] } | undefined;
  /** The lines of *Fix errors* and how many changes can be taken back; kept up to date while they are looked at. */
  readonly fixes: (FixGroups & { readonly undoable: number; readonly textDates: number }) | undefined;
  readonly busy: Busy | undefined;
  readonly notice: Notice | undefined;
  readonly question: Question | undefined;
  /** A sheet that is sent in several parts. */
  readonly batches: BatchJob | undefined;
  readonly uploadTab: UploadTab;
  /** What the uploads shown are searched for; empty: all. */
  readonly uploadSearch: string;
  readonly uploads: { readonly list: readonly Upload[]; readonly next: string | null } | undefined;
  /** The site's users, once an administrator has looked at them. */
  readonly users: readonly SiteUser[] | undefined;
}
