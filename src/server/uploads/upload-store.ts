import sql from 'sql-template-tag';
import { type Approval, TAB_STATES, type Upload, type UploadState, type UploadTab } from '../../api/uploads';
import { currentLanguage, type Language, languageOf } from '../../core/text/language';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { ANYTHING, type UploadScope } from './scope';
import type { PackedSheet } from './upload-cells';

/** The channel for notifications of changed uploads: `site upload`, without contents. */
export const CHANNEL = 'caseload_uploads';

interface UploadRow {
  readonly upload_id: string;
  readonly name: string;
  readonly state: UploadState;
  readonly created_at: Date;
  readonly created_by: string;
  readonly is_test: boolean;
  readonly completed_at: Date | null;
  readonly received: number;
  readonly accepted: number | null;
  readonly progress: number;
  readonly problem: string | null;
  readonly note: string | null;
  readonly released_by: string;
  readonly size: number;
  readonly language: string;
  readonly approval: Approval | null;
  readonly cleared_at: Date | null;
  readonly undo_left: number | null;
}

const COLUMNS = sql`upload_id, name, state, created_at, created_by, is_test, completed_at, received, accepted, progress, problem, note,
  COALESCE(released_by, created_by) AS released_by, size, language, approval, cleared_at, undo_left`;

/** An upload, and its weight for scheduling. */
export interface StoredUpload extends Upload {
  /** In rows; wide or long rows count as more. */
  readonly weight: number;
  /** The language of its user: of its mail and messages. */
  readonly language: Language;
}

/** The usual characters of a row. */
const ROW_SIZE = 200;

function toUpload(row: UploadRow): StoredUpload {
  return {
    id: row.upload_id,
    name: row.name,
    type: 'Caseload',
    state: row.state,
    createdAt: new Date(row.created_at).toISOString(),
    createdBy: row.created_by,
    test: row.is_test,
    completedAt: row.completed_at === null ? null : new Date(row.completed_at).toISOString(),
    received: row.received,
    accepted: row.accepted,
    progress: row.progress,
    problem: row.problem,
    note: row.note,
    releasedBy: row.released_by,
    approval: row.approval,
    clearedAt: row.cleared_at === null ? null : new Date(row.cleared_at).toISOString(),
    undoLeft: row.undo_left,
    weight: Math.max(row.received, Math.ceil(row.size / ROW_SIZE)),
    language: languageOf(row.language),
  };
}

export interface Submission extends PackedSheet {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly received: number;
  readonly by: string;
  readonly at: Date;
  readonly note: string | null;
  readonly isTest: boolean;
}

/**
 * Stores a submission as it was received. The same submission sent twice (the same user and key) is one upload.
 * @returns the upload, and whether it is new
 * @throws ProblemError 422 if the key was used for something else
 */
export async function receiveUpload(
  queries: Queries,
  site: SiteId,
  submission: Submission,
): Promise<{ upload: StoredUpload; isNew: boolean }> {
  const { id, key, name, packed, digest, size, received, by, at, note, isTest } = submission;
  const made = await queries.query<UploadRow>(
    sql`INSERT INTO uploads (site_id, upload_id, idempotency_key, name, state, created_at, created_by, received, progress, note, digest, size, is_test, language)
     VALUES (${site}, ${id}, ${key}, ${name}, 'received', ${at.toISOString()}, ${by}, ${received}, 0.1, ${note}, ${digest}, ${size}, ${isTest}, ${currentLanguage()}) ON CONFLICT (site_id, created_by, idempotency_key) DO NOTHING RETURNING ${COLUMNS}`,
  );
  const [row] = made;
  if (row !== undefined) {
    await queries.query(sql`INSERT INTO upload_cells (site_id, upload_id, cells) VALUES (${site}, ${id}, ${packed})`);
    return { upload: toUpload(row), isNew: true };
  }
  const [known] = await queries.query<UploadRow & { digest: string | null }>(
    sql`SELECT ${COLUMNS}, digest FROM uploads WHERE site_id = ${site} AND created_by = ${by} AND idempotency_key = ${key}`,
  );
  if (known === undefined) throw new Error('An upload with this key vanished.');
  // Uploads older than this column have no digest.
  if (known.digest !== null && known.digest !== digest) throw problems.keyReused();
  return { upload: toUpload(known), isNew: false };
}

export async function findUpload(queries: Queries, site: SiteId, id: string): Promise<StoredUpload | undefined> {
  const [row] = await queries.query<UploadRow>(sql`SELECT ${COLUMNS} FROM uploads WHERE site_id = ${site} AND upload_id = ${id}`);
  return row === undefined ? undefined : toUpload(row);
}

/** Uploads by ID; unknown IDs are skipped. */
export async function findUploads(queries: Queries, site: SiteId, ids: readonly string[]): Promise<readonly StoredUpload[]> {
  const rows = await queries.query<UploadRow>(
    sql`SELECT ${COLUMNS} FROM uploads WHERE site_id = ${site} AND upload_id = ANY(${[...ids]}::uuid[])`,
  );
  return rows.map(toUpload);
}

/** The number of uploads in progress; a user's own count twice. */
export async function countUnfinished(queries: Queries, site: SiteId, email: string): Promise<number> {
  const [row] = await queries.query<{ waiting: number }>(
    sql`SELECT (count(*) + count(*) FILTER (WHERE created_by = ${email}))::integer AS waiting FROM uploads
     WHERE site_id = ${site} AND state IN ('received', 'checking', 'applying')`,
  );
  return row?.waiting ?? 0;
}

/** The rights that an upload's rows require; everything, if unknown. */
export async function readScope(queries: Queries, site: SiteId, id: string): Promise<UploadScope> {
  const [row] = await queries.query<{ scope: UploadScope | null }>(
    sql`SELECT scope FROM uploads WHERE site_id = ${site} AND upload_id = ${id}`,
  );
  return row?.scope ?? ANYTHING;
}

export interface UploadChange {
  readonly state: UploadState;
  readonly progress: number;
  readonly accepted?: number;
  readonly problem?: string | null;
  /** The user who releases it, with fixes or for a retry: starts a new round. */
  readonly releasedBy?: string;
  /** The rights that its rows require. */
  readonly scope?: UploadScope;
  /** What was decided. A new round is decided on anew. */
  readonly approval?: Approval;
  readonly undoLeft?: number;
}

/**
 * Changes an upload's state, if it is in one of the states `from` and, if given, in the same round; otherwise returns undefined.
 * Notifies other processes.
 */
export async function moveUpload(
  queries: Queries,
  site: SiteId,
  id: string,
  from: readonly UploadState[],
  change: UploadChange,
  round?: number,
): Promise<StoredUpload | undefined> {
  const [row] = await queries.query<UploadRow>(
    sql`UPDATE uploads SET state = ${change.state}, completed_at = CASE WHEN ${change.state} = 'complete' THEN clock_timestamp() ELSE completed_at END, progress = ${change.progress}, accepted = COALESCE(${change.accepted ?? null}, accepted), problem = ${change.problem ?? null},
       approval = COALESCE(${change.approval === undefined ? null : JSON.stringify(change.approval)}::text::jsonb, CASE WHEN ${change.releasedBy ?? null}::text IS NULL THEN approval END),
       released_by = COALESCE(${change.releasedBy ?? null}, released_by), scope = COALESCE(${change.scope === undefined ? null : JSON.stringify(change.scope)}::text::jsonb, scope), undo_left = COALESCE(${change.undoLeft ?? null}::integer, undo_left), round = round + (${change.releasedBy ?? null}::text IS NOT NULL)::integer
     WHERE site_id = ${site} AND upload_id = ${id} AND state = ANY(${[...from]}::text[]) AND (${round ?? null}::integer IS NULL OR round = ${round ?? null})
     RETURNING ${COLUMNS}, pg_notify(${CHANNEL}, ${site} || ' ' || upload_id)`,
  );
  return row === undefined ? undefined : toUpload(row);
}

interface UploadList {
  readonly tab: UploadTab;
  readonly search?: string | undefined;
  /** The time and ID of the previous page's last upload. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Whether a text is a well-formed cursor. */
export function isCursor(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z_[0-9a-f-]{36}$/.test(text);
}

/** Sorts after every upload. */
const END_OF_TIME = 'infinity';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A pattern of `LIKE` for texts that contain this one, where a dash stands for any character: names have longer ones than keyboards. */
function patternOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&').replace(/[-–—]/g, '_')}%`;
}

/**
 * A tab's uploads whose name or user contains the search text, newest first. Reads each state by itself, in index order: a page of
 * a million took 291 ms before, and 9 ms since (`npm run bench -- uploads`).
 */
export async function listUploads(
  queries: Queries,
  site: SiteId,
  { tab, search = '', cursor, limit }: UploadList,
): Promise<{ uploads: Upload[]; next: string | null }> {
  const [time = END_OF_TIME, id = LAST_ID] = cursor?.split('_') ?? [];
  const found =
    search === ''
      ? sql`SELECT ${COLUMNS} FROM uploads u WHERE u.site_id = ${site} AND u.state = s.state
         AND u.created_at <= ${time}::timestamptz AND (u.created_at, u.upload_id) < (${time}::timestamptz, ${id}::uuid)
       ORDER BY u.created_at DESC, u.upload_id DESC LIMIT ${limit + 1}`
      : sql`SELECT ${COLUMNS} FROM find_uploads(s.state, ${patternOf(search)}, ${time}::timestamptz, ${id}::uuid, ${limit + 1})`;
  const rows = await queries.query<UploadRow>(
    sql`SELECT p.* FROM unnest(${[...TAB_STATES[tab]]}::text[]) AS s(state) CROSS JOIN LATERAL (${found}) p
     ORDER BY created_at DESC, upload_id DESC LIMIT ${limit + 1}`,
  );
  const uploads = rows.slice(0, limit).map(toUpload);
  const last = uploads.at(-1);
  return { uploads, next: rows.length > limit && last !== undefined ? `${last.createdAt}_${last.id}` : null };
}

/** A site's uploads in progress. */
export async function unfinishedUploads(queries: Queries, site: SiteId): Promise<readonly StoredUpload[]> {
  const rows = await queries.query<UploadRow>(
    sql`SELECT ${COLUMNS} FROM uploads WHERE site_id = ${site} AND state IN ('received', 'checking', 'applying') ORDER BY created_at`,
  );
  return rows.map(toUpload);
}

/**
 * Reads an upload's round and locks it, so that nobody else changes it or its fixes before the transaction ends.
 * @returns undefined if it is not waiting for fixes
 */
export async function holdForFixes(queries: Queries, site: SiteId, id: string): Promise<number | undefined> {
  const [row] = await queries.query<{ round: number }>(
    sql`SELECT round FROM uploads WHERE site_id = ${site} AND upload_id = ${id} AND state = 'needs-fixes' FOR UPDATE`,
  );
  return row?.round;
}

/** How often an upload was released. */
export async function readRound(queries: Queries, site: SiteId, id: string): Promise<number> {
  const [row] = await queries.query<{ round: number }>(sql`SELECT round FROM uploads WHERE site_id = ${site} AND upload_id = ${id}`);
  return row?.round ?? 0;
}
