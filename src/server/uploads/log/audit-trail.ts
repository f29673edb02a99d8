import sql from 'sql-template-tag';
import type { AuditChange } from '../../../api/uploads';
import type { SiteId } from '../../database/database';
import type { Queries } from '../../database/driver';

/** The most changes in an answer. */
const MAX_CHANGES = 1000;

/** The changes that uploads, and undoing them, made to a participant's assignments and enrollments; newest first. */
export async function readAuditTrail(queries: Queries, site: SiteId, participantId: number): Promise<AuditChange[]> {
  const changes = await queries.query<Omit<AuditChange, 'at'> & { at: Date }>(
    sql`SELECT changed_at AS at, changed_by AS by, COALESCE(choices, '[]') AS choices, upload_id AS upload, row_number AS row, what, before, after
     FROM audit WHERE site_id = ${site} AND participant_id = ${participantId} ORDER BY changed_at DESC, upload_id, row_number LIMIT ${MAX_CHANGES}`,
  );
  return changes.map((change) => ({ ...change, at: new Date(change.at).toISOString() }));
}
