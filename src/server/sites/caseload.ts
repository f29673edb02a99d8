import type { OpenAssignment } from '../../core/sending/transfer-rows';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

/** How many assignments one answer holds at most: more than any caseworker has. */
const MOST = 10_000;

/**
 * The open assignments of a caseworker, by participant.
 * @param program only those in this program
 * @param programs only those in these programs; null: in all, and in none
 * @param duplicateCheck which demographics come with them
 */
export async function readCaseload(
  queries: Queries,
  site: SiteId,
  staffId: number,
  program: number | undefined,
  programs: readonly number[] | null,
  duplicateCheck: readonly string[],
): Promise<readonly OpenAssignment[]> {
  return queries.query<OpenAssignment>(
    `SELECT a.participant_id AS "participantId", a.program_id AS "programId", a.relationship, a.status, a.start_date AS start,
       (SELECT jsonb_object_agg(t.name, COALESCE(p.demographics ->> t.name, '')) FROM unnest($5::text[]) AS t(name)) AS demographics
     FROM assignments a JOIN participants p ON p.site_id = $1 AND p.participant_id = a.participant_id
     WHERE a.site_id = $1 AND a.staff_id = $2 AND a.end_date IS NULL AND ($3::integer IS NULL OR a.program_id = $3)
       AND ($4::integer[] IS NULL OR a.program_id = ANY($4))
     ORDER BY a.participant_id, a.program_id, a.relationship LIMIT ${MOST}`,
    [site, staffId, program ?? null, programs, [...duplicateCheck]],
  );
}
