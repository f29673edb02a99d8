import sql from 'sql-template-tag';
import type { OpenAssignment } from '../../core/sending/transfer-rows';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

/** The most assignments in an answer: more than any caseworker has. */
const MAX_ASSIGNMENTS = 10_000;

/**
 * A caseworker's open assignments, by participant.
 * @param program only those in this program
 * @param programs only those in these programs; null: all, with or without a program
 * @param duplicateCheck the demographics to include
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
    sql`SELECT a.participant_id AS "participantId", a.program_id AS "programId", a.relationship, a.status, a.start_date AS start,
       (SELECT jsonb_object_agg(t.name, COALESCE(p.demographics ->> t.name, '')) FROM unnest(${[...duplicateCheck]}::text[]) AS t(name)) AS demographics
     FROM assignments a JOIN participants p ON p.site_id = ${site} AND p.participant_id = a.participant_id
     WHERE a.site_id = ${site} AND a.staff_id = ${staffId} AND a.end_date IS NULL AND (${program ?? null}::integer IS NULL OR a.program_id = ${program ?? null})
       AND (${programs}::integer[] IS NULL OR a.program_id = ANY(${programs}))
     ORDER BY a.participant_id, a.program_id, a.relationship LIMIT ${MAX_ASSIGNMENTS}`,
  );
}
