import { TAB_STATES, type Upload, type UploadState, type UploadTab } from '../../api/uploads';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { ANYTHING, type UploadScope } from './scope';
import type { PackedSheet } from './upload-cells';

/** The channel on which the database tells processes which upload has changed: `site upload`, and nothing of its rows. */
export const CHANNEL = 'caseload_uploads';

interface UploadRow {
  readonly upload_id: string;
  readonly name: string;
  readonly state: UploadState;
  readonly created_at: Date;
  readonly created_by: string;
  readonly received: number;
  readonly accepted: number | null;
  readonly progress: number;
  readonly problem: string | null;
  readonly note: string | null;
  readonly released_by: string;
  readonly size: number;
}

const COLUMNS =
  'upload_id, name, state, created_at, created_by, received, accepted, progress, problem, note, COALESCE(released_by, created_by) AS released_by, size';

/** An upload, and how much there is to do for it. */
export interface StoredUpload extends Upload {
  /** In rows; cells that are many or long count as more. */
  readonly weight: number;
}

/** About as many characters as a row of a usual sheet has. */
const ROW_SIZE = 200;

function toUpload(row: UploadRow): StoredUpload {
  return {
    id: row.upload_id,
    name: row.name,
    type: 'Caseload',
    state: row.state,
    createdAt: new Date(row.created_at).toISOString(),
    createdBy: row.created_by,
    received: row.received,
    accepted: row.accepted,
    progress: row.progress,
    problem: row.problem,
    note: row.note,
    releasedBy: row.released_by,
    weight: Math.max(row.received, Math.ceil(row.size / ROW_SIZE)),
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
  const { id, key, name, packed, digest, size, received, by, at, note } = submission;
  const made = await queries.query<UploadRow>(
    `INSERT INTO uploads (site_id, upload_id, idempotency_key, name, state, created_at, created_by, received, progress, note, digest, size)
     VALUES ($1, $2, $3, $4, 'received', $5, $6, $7, 0.1, $8, $9, $10) ON CONFLICT (site_id, created_by, idempotency_key) DO NOTHING RETURNING ${COLUMNS}`,
    [site, id, key, name, at.toISOString(), by, received, note, digest, size],
  );
  const [row] = made;
  if (row !== undefined) {
    await queries.query('INSERT INTO upload_cells (site_id, upload_id, cells) VALUES ($1, $2, $3)', [site, id, packed]);
    return { upload: toUpload(row), isNew: true };
  }
  const [known] = await queries.query<UploadRow & { digest: string | null }>(
    `SELECT ${COLUMNS}, digest FROM uploads WHERE site_id = $1 AND created_by = $2 AND idempotency_key = $3`,
    [site, by, key],
  );
  if (known === undefined) throw new Error('An upload with this key vanished.');
  // Uploads from before digests were kept have none.
  if (known.digest !== null && known.digest !== digest) throw problems.keyReused();
  return { upload: toUpload(known), isNew: false };
}

export async function findUpload(queries: Queries, site: SiteId, id: string): Promise<StoredUpload | undefined> {
  const [row] = await queries.query<UploadRow>(`SELECT ${COLUMNS} FROM uploads WHERE site_id = $1 AND upload_id = $2`, [site, id]);
  return row === undefined ? undefined : toUpload(row);
}

/** The uploads with these IDs; unknown IDs are skipped. */
export async function findUploads(queries: Queries, site: SiteId, ids: readonly string[]): Promise<readonly StoredUpload[]> {
  const rows = await queries.query<UploadRow>(`SELECT ${COLUMNS} FROM uploads WHERE site_id = $1 AND upload_id = ANY($2::uuid[])`, [
    site,
    [...ids],
  ]);
  return rows.map(toUpload);
}

/** How many uploads wait to be checked or applied: a user's own count twice. */
export async function countUnfinished(queries: Queries, site: SiteId, email: string): Promise<number> {
  const [row] = await queries.query<{ waiting: number }>(
    `SELECT (count(*) + count(*) FILTER (WHERE created_by = $2))::integer AS waiting FROM uploads
     WHERE site_id = $1 AND state IN ('received', 'checking', 'applying')`,
    [site, email],
  );
  return row?.waiting ?? 0;
}

/** What an upload's rows need; anything, while that is not known. */
export async function readScope(queries: Queries, site: SiteId, id: string): Promise<UploadScope> {
  const [row] = await queries.query<{ scope: UploadScope | null }>('SELECT scope FROM uploads WHERE site_id = $1 AND upload_id = $2', [
    site,
    id,
  ]);
  return row?.scope ?? ANYTHING;
}

export interface UploadChange {
  readonly state: UploadState;
  readonly progress: number;
  readonly accepted?: number;
  readonly problem?: string | null;
  /** Who sends it on its way again, with new choices or for another try: a new round begins. */
  readonly releasedBy?: string;
  /** What its rows need. */
  readonly scope?: UploadScope;
}

/**
 * Moves an upload on, if it is still in one of the states `from` and, where that is given, in the same round; undefined if it is not.
 * Other processes hear of it.
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
    `UPDATE uploads SET state = $4, progress = $5, accepted = COALESCE($6, accepted), problem = $7,
       released_by = COALESCE($8, released_by), scope = COALESCE($9::text::jsonb, scope), round = round + ($8::text IS NOT NULL)::integer
     WHERE site_id = $1 AND upload_id = $2 AND state = ANY($3::text[]) AND ($10::integer IS NULL OR round = $10)
     RETURNING ${COLUMNS}, pg_notify('${CHANNEL}', $1 || ' ' || upload_id)`,
    [
      site,
      id,
      [...from],
      change.state,
      change.progress,
      change.accepted ?? null,
      change.problem ?? null,
      change.releasedBy ?? null,
      change.scope === undefined ? null : JSON.stringify(change.scope),
      round ?? null,
    ],
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

/** Whether a text has the form of a list's cursor. */
export function isCursor(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z_[0-9a-f-]{36}$/.test(text);
}

/** After every upload. */
const END_OF_TIME = 'infinity';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * The uploads of a tab whose name or user contains what is searched for, newest first. Each state by itself, as the index has them: a page of
 * a million took 291 ms before, and 9 since (`npm run bench -- load`).
 */
export async function listUploads(
  queries: Queries,
  site: SiteId,
  { tab, search = '', cursor, limit }: UploadList,
): Promise<{ uploads: Upload[]; next: string | null }> {
  const [time, id] = cursor?.split('_') ?? [];
  const rows = await queries.query<UploadRow>(
    `SELECT p.* FROM unnest($2::text[]) AS s(state) CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM uploads u WHERE u.site_id = $1 AND u.state = s.state
         AND u.created_at <= $3::timestamptz AND (u.created_at, u.upload_id) < ($3::timestamptz, $4::uuid)
         AND ($6::text = '' OR strpos(lower(u.name), lower($6)) > 0 OR strpos(lower(u.created_by), lower($6)) > 0)
       ORDER BY u.created_at DESC, u.upload_id DESC LIMIT $5
     ) p ORDER BY created_at DESC, upload_id DESC LIMIT $5`,
    [site, [...TAB_STATES[tab]], time ?? END_OF_TIME, id ?? LAST_ID, limit + 1, search],
  );
  const uploads = rows.slice(0, limit).map(toUpload);
  const last = uploads.at(-1);
  return { uploads, next: rows.length > limit && last !== undefined ? `${last.createdAt}_${last.id}` : null };
}

/** The uploads on which work was begun and not ended. */
export async function unfinishedUploads(queries: Queries, site: SiteId): Promise<readonly StoredUpload[]> {
  const rows = await queries.query<UploadRow>(
    `SELECT ${COLUMNS} FROM uploads WHERE site_id = $1 AND state IN ('received', 'checking', 'applying') ORDER BY created_at`,
    [site],
  );
  return rows.map(toUpload);
}

/**
 * An upload's round, and holds the upload until the transaction ends: nobody else changes it or its fixes meanwhile.
 * @returns undefined if it waits for no fixes
 */
export async function holdForFixes(queries: Queries, site: SiteId, id: string): Promise<number | undefined> {
  const [row] = await queries.query<{ round: number }>(
    "SELECT round FROM uploads WHERE site_id = $1 AND upload_id = $2 AND state = 'needs-fixes' FOR UPDATE",
    [site, id],
  );
  return row?.round;
}

/** How often an upload was sent on. */
export async function readRound(queries: Queries, site: SiteId, id: string): Promise<number> {
  const [row] = await queries.query<{ round: number }>('SELECT round FROM uploads WHERE site_id = $1 AND upload_id = $2', [site, id]);
  return row?.round ?? 0;
}
