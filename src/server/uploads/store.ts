import { gunzipSync, gzipSync } from 'node:zlib';
import type { Cells } from '../../core/cells';
import { type LogRow, TAB_STATES, type Upload, type UploadLog, type UploadState, type UploadTab } from '../../core/contract';
import { changedSince } from '../../core/text/en';
import type { Queries, SiteId } from '../database/database';

/** Cells as they are stored: gzip, base64. A hundred thousand rows are packed here sooner than the database would. */
function packCells(cells: Cells): string {
  return gzipSync(JSON.stringify(cells), { level: 1 }).toString('base64');
}

function unpackCells(packed: string): Cells {
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
}

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
}

const COLUMNS = 'upload_id, name, state, created_at, created_by, received, accepted, progress, problem, note';

function toUpload(row: UploadRow): Upload {
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
  };
}

export interface Submission {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly cells: Cells;
  readonly received: number;
  readonly by: string;
  readonly at: Date;
  readonly note: string | null;
}

/**
 * Stores a submission as it was received. The same submission sent twice (the same user and key) is one upload.
 * @returns the upload, and whether it is new
 */
export async function receiveUpload(queries: Queries, site: SiteId, submission: Submission): Promise<{ upload: Upload; isNew: boolean }> {
  const { id, key, name, cells, received, by, at, note } = submission;
  const made = await queries.query<UploadRow>(
    `INSERT INTO uploads (site_id, upload_id, idempotency_key, name, state, created_at, created_by, received, progress, note)
     VALUES ($1, $2, $3, $4, 'received', $5, $6, $7, 0.1, $8) ON CONFLICT (site_id, created_by, idempotency_key) DO NOTHING RETURNING ${COLUMNS}`,
    [site, id, key, name, at.toISOString(), by, received, note],
  );
  const [row] = made;
  if (row !== undefined) {
    await queries.query('INSERT INTO upload_cells (site_id, upload_id, cells) VALUES ($1, $2, $3)', [site, id, packCells(cells)]);
    return { upload: toUpload(row), isNew: true };
  }
  const [known] = await queries.query<UploadRow>(
    `SELECT ${COLUMNS} FROM uploads WHERE site_id = $1 AND created_by = $2 AND idempotency_key = $3`,
    [site, by, key],
  );
  if (known === undefined) throw new Error('An upload with this key vanished.');
  return { upload: toUpload(known), isNew: false };
}

export async function findUpload(queries: Queries, site: SiteId, id: string): Promise<Upload | undefined> {
  const [row] = await queries.query<UploadRow>(`SELECT ${COLUMNS} FROM uploads WHERE site_id = $1 AND upload_id = $2`, [site, id]);
  return row === undefined ? undefined : toUpload(row);
}

export interface UploadChange {
  readonly state: UploadState;
  readonly progress: number;
  readonly accepted?: number;
  readonly problem?: string | null;
}

/** Moves an upload on, if it is still in one of the states `from`; undefined if it is not. */
export async function moveUpload(
  queries: Queries,
  site: SiteId,
  id: string,
  from: readonly UploadState[],
  change: UploadChange,
): Promise<Upload | undefined> {
  const [row] = await queries.query<UploadRow>(
    `UPDATE uploads SET state = $4, progress = $5, accepted = COALESCE($6, accepted), problem = $7
     WHERE site_id = $1 AND upload_id = $2 AND state = ANY($3::text[]) RETURNING ${COLUMNS}`,
    [site, id, [...from], change.state, change.progress, change.accepted ?? null, change.problem ?? null],
  );
  return row === undefined ? undefined : toUpload(row);
}

interface UploadList {
  readonly tab: UploadTab;
  readonly search: string | undefined;
  /** The time and ID of the last upload of the page before. */
  readonly cursor: string | undefined;
  readonly limit: number;
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
export async function unfinishedUploads(queries: Queries, site: SiteId): Promise<readonly Upload[]> {
  const rows = await queries.query<UploadRow>(
    `SELECT ${COLUMNS} FROM uploads WHERE site_id = $1 AND state IN ('received', 'checking', 'applying') ORDER BY created_at`,
    [site],
  );
  return rows.map(toUpload);
}

/** The cells as they were received or, once errors were fixed, as they are since. */
export async function readCells(queries: Queries, site: SiteId, id: string): Promise<Cells> {
  const [row] = await queries.query<{ cells: string }>(
    'SELECT COALESCE(fixed, cells) AS cells FROM upload_cells WHERE site_id = $1 AND upload_id = $2',
    [site, id],
  );
  return row === undefined ? [] : unpackCells(row.cells);
}

/** Keeps the cells after fixes; what was received stays beside them. */
export async function writeFixedCells(queries: Queries, site: SiteId, id: string, cells: Cells): Promise<void> {
  await queries.query('UPDATE upload_cells SET fixed = $3 WHERE site_id = $1 AND upload_id = $2', [site, id, packCells(cells)]);
}

interface LogTableRow extends Omit<LogRow, 'row' | 'participantId'> {
  readonly row_number: number;
  readonly participant_id: number | null;
  /** Whether something of the row was changed after the upload, and so was not undone with it. */
  readonly changed_since: boolean;
}

/** The log from the row after `cursor` on: what the audit trail says of the rows, and those that were left out. */
export async function readLog(
  queries: Queries,
  site: SiteId,
  id: string,
  cursor: number,
  limit: number,
): Promise<{ rows: LogRow[]; next: string | null }> {
  const found = await queries.query<LogTableRow>(
    `SELECT l.row_number, CASE l.what WHEN 'begun' THEN 'Insert' ELSE 'Update' END AS action, l.participant_id,
       CASE WHEN u.what IS NULL THEN 'accepted' ELSE 'undone' END AS result, '' AS reason, l.before, l.after, p.state = 'undone' AND (u.what IS NULL OR EXISTS (
         SELECT 1 FROM audit e WHERE e.site_id = $1 AND e.upload_id = $2 AND e.row_number = l.row_number AND e.what IN ('enrolled', 'left')
           AND NOT EXISTS (SELECT 1 FROM audit o WHERE o.site_id = $1 AND o.upload_id = $2 AND o.row_number = e.row_number
             AND o.what = e.what || '-undone'))) AS changed_since
     FROM audit l JOIN uploads p ON p.site_id = $1 AND p.upload_id = $2
     LEFT JOIN audit u ON u.site_id = $1 AND u.upload_id = $2 AND u.row_number = l.row_number AND u.what = l.what || '-undone'
     WHERE l.site_id = $1 AND l.upload_id = $2 AND l.row_number > $3 AND l.what IN ('begun', 'ended')
     UNION ALL
     SELECT row_number, action, participant_id, 'not accepted', reason, NULL, NULL, false FROM upload_left_out
     WHERE site_id = $1 AND upload_id = $2 AND row_number > $3
     ORDER BY row_number LIMIT $4`,
    [site, id, cursor, limit + 1],
  );
  const rows = found.slice(0, limit).map(({ row_number, participant_id, changed_since, ...row }) => ({
    row: row_number,
    participantId: participant_id,
    ...row,
    reason: changed_since ? changedSince(row.result === 'undone') : row.reason,
  }));
  return { rows, next: found.length > limit ? String(rows.at(-1)?.row) : null };
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Puts the confirmation of an upload where the mailer finds it, in the transaction that applies the upload. */
export async function queueMail(queries: Queries, site: SiteId, id: string, mail: Mail): Promise<void> {
  await queries.query(
    'INSERT INTO upload_mails (site_id, upload_id, recipient, subject, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [site, id, mail.to, mail.subject, mail.text],
  );
}

export async function readMail(queries: Queries, site: SiteId, id: string): Promise<UploadLog['mail']> {
  const [row] = await queries.query<{ recipient: string; subject: string; body: string; sent_at: Date | null }>(
    'SELECT recipient, subject, body, sent_at FROM upload_mails WHERE site_id = $1 AND upload_id = $2',
    [site, id],
  );
  if (row === undefined) return null;
  return {
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    sentAt: row.sent_at === null ? null : new Date(row.sent_at).toISOString(),
  };
}

/** The mails of a site that have not been sent. */
export async function unsentMails(queries: Queries, site: SiteId): Promise<readonly string[]> {
  const rows = await queries.query<{ upload_id: string }>('SELECT upload_id FROM upload_mails WHERE site_id = $1 AND sent_at IS NULL', [
    site,
  ]);
  return rows.map((row) => row.upload_id);
}

export async function markMailSent(queries: Queries, site: SiteId, id: string, at: Date): Promise<void> {
  await queries.query('UPDATE upload_mails SET sent_at = $3 WHERE site_id = $1 AND upload_id = $2', [site, id, at.toISOString()]);
}
