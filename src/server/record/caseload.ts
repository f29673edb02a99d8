import sql from 'sql-template-tag';
import type { CaseloadQuery } from '../../api/record';
import type { OpenAssignment } from '../../core/sending/assignment-rows';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { stillOpen } from '../database/still-open';
import type { Visible } from './visible';

/** The most assignments on a page: 600 KB. */
const PAGE = 2000;

/** A page of open assignments. @param duplicateCheck the demographics to include */
export async function readCaseload(
  queries: Queries,
  site: SiteId,
  { programId, status, startedBefore, cursor }: CaseloadQuery,
  { programs, staffId }: Visible,
  duplicateCheck: readonly string[],
): Promise<{ assignments: OpenAssignment[]; next: string | null }> {
  const found = await queries.query<OpenAssignment & { id: string }>(
    sql`SELECT a.assignment_id AS id, a.participant_id AS "participantId", a.program_id AS "programId", a.staff_id AS "staffId", a.relationship, a.status,
       a.start_date AS start, concat_ws(' ', NULLIF(p.demographics ->> 'First Name', ''), NULLIF(p.demographics ->> 'Last Name', '')) AS name,
       (SELECT jsonb_object_agg(t.name, COALESCE(p.demographics ->> t.name, '')) FROM unnest(${[...duplicateCheck]}::text[]) AS t(name)) AS demographics
     FROM assignments a JOIN participants p ON p.site_id = ${site} AND p.participant_id = a.participant_id
     WHERE a.site_id = ${site} AND ${stillOpen('a')}
       AND (${staffId ?? null}::integer IS NULL OR a.staff_id = ${staffId ?? null})
       AND (${programId ?? null}::integer IS NULL OR a.program_id = ${programId ?? null})
       AND (${programs}::integer[] IS NULL OR a.program_id = ANY(${programs}))
       AND (${status ?? null}::text IS NULL OR a.status = ${status ?? null})
       AND (${startedBefore ?? null}::date IS NULL OR a.start_date < ${startedBefore ?? null}::date)
       AND (${cursor ?? null}::uuid IS NULL OR a.assignment_id > ${cursor ?? null}::uuid)
     ORDER BY a.assignment_id LIMIT ${PAGE + 1}`,
  );
  const page = found.slice(0, PAGE);
  return { assignments: page.map(({ id: _, ...assignment }) => assignment), next: found.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}
