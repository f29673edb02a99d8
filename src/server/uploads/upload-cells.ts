import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import sql from 'sql-template-tag';
import type { Cells } from '../../core/caseload/cells';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

/** Cells as they are stored: gzip, base64. A hundred thousand rows are packed here sooner than the database would. */
function pack(text: string): string {
  return gzipSync(text, { level: 1 }).toString('base64');
}

export function packCells(cells: Cells): string {
  return pack(JSON.stringify(cells));
}

export function unpackCells(packed: string | undefined): Cells {
  return packed === undefined ? [] : JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
}

/** A sheet as it is stored. */
export interface PackedSheet {
  /** The cells (`packCells`). */
  readonly packed: string;
  /** By which the same submission is known again. */
  readonly digest: string;
  /** How many characters the cells have as JSON. */
  readonly size: number;
}

/** Packs what is sent. */
export function packSubmission(name: string, isTest: boolean, cells: Cells): PackedSheet {
  const content = JSON.stringify(cells);
  const digest = createHash('sha256')
    .update(JSON.stringify([name, isTest]))
    .update(content)
    .digest('base64url');
  return { packed: pack(content), digest, size: content.length };
}

/** The cells as they were received or, once errors were fixed, as they are since: packed (`unpackCells`). */
export async function readCells(queries: Queries, site: SiteId, id: string): Promise<string | undefined> {
  const [row] = await queries.query<{ cells: string }>(
    sql`SELECT COALESCE(fixed, cells) AS cells FROM upload_cells WHERE site_id = ${site} AND upload_id = ${id}`,
  );
  return row?.cells;
}

/** Keeps the cells after fixes, packed; what was received stays beside them. */
export async function writeFixedCells(queries: Queries, site: SiteId, id: string, cells: string): Promise<void> {
  await queries.query(sql`UPDATE upload_cells SET fixed = ${cells} WHERE site_id = ${site} AND upload_id = ${id}`);
}
