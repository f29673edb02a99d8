import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import sql from 'sql-template-tag';
import type { Cells } from '../../core/caseload/cells';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

/** Compresses cells for storage: gzip, base64. Faster than the database's own compression for 100,000 rows. */
function pack(text: string): string {
  return gzipSync(text, { level: 1 }).toString('base64');
}

export function packCells(cells: Cells): string {
  return pack(JSON.stringify(cells));
}

export function unpackCells(packed: string | undefined): Cells {
  return packed === undefined ? [] : JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
}

/** A sheet, ready for storage. */
export interface PackedSheet {
  /** The cells (`packCells`). */
  readonly packed: string;
  /** Identifies the same content. */
  readonly digest: string;
  /** The characters of the cells as JSON. */
  readonly size: number;
}

/** Packs a submission. */
export function packSubmission(name: string, isTest: boolean, cells: Cells): PackedSheet {
  const content = JSON.stringify(cells);
  const digest = createHash('sha256')
    .update(JSON.stringify([name, isTest]))
    .update(content)
    .digest('base64url');
  return { packed: pack(content), digest, size: content.length };
}

/** The packed cells (`unpackCells`): as received, or as fixed. */
export async function readCells(queries: Queries, site: SiteId, id: string): Promise<string | undefined> {
  const [row] = await queries.query<{ cells: string }>(
    sql`SELECT COALESCE(fixed, cells) AS cells FROM upload_cells WHERE site_id = ${site} AND upload_id = ${id}`,
  );
  return row?.cells;
}

/** Stores the packed cells after fixes; the received ones are kept. */
export async function writeFixedCells(queries: Queries, site: SiteId, id: string, cells: string): Promise<void> {
  await queries.query(sql`UPDATE upload_cells SET fixed = ${cells} WHERE site_id = ${site} AND upload_id = ${id}`);
}
