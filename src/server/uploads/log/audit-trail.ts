import sql from 'sql-template-tag';
import type { Site } from '../../../api/site';
import { type AuditChange, MAX_CHANGES } from '../../../api/uploads';
import { staffName } from '../../../core/caseload/reference';
import { AUDIT, auditState } from '../../../core/text/audit';
import type { SiteId } from '../../database/database';
import type { Queries } from '../../database/driver';
import { csvLines } from '../../sites/folder/csv';

interface AuditRow extends Omit<AuditChange, 'at'> {
  readonly at: Date;
  readonly assignmentId: string | null;
}

/** The changes that uploads, and undoing them, made to a participant's assignments and enrollments; newest first. */
export async function readAuditTrail(queries: Queries, site: SiteId, participantId: number): Promise<AuditChange[]> {
  const rows = await queries.query<AuditRow>(
    sql`SELECT l.changed_at AS at, l.changed_by AS by, COALESCE(l.choices, '[]') AS choices, l.upload_id AS upload, COALESCE(u.name, '') AS "uploadName",
       l.row_number AS row, l.what, l.before, l.after, l.assignment_id AS "assignmentId", a.staff_id AS "staffId", a.relationship,
       COALESCE(a.program_id, (COALESCE(l.after, l.before) ->> 'program')::integer) AS "programId"
     FROM audit l
     LEFT JOIN uploads u ON u.site_id = ${site} AND u.upload_id = l.upload_id
     LEFT JOIN assignments a ON a.site_id = ${site} AND a.assignment_id = l.assignment_id
     WHERE l.site_id = ${site} AND l.participant_id = ${participantId} ORDER BY l.changed_at DESC, l.upload_id, l.row_number DESC LIMIT ${MAX_CHANGES}`,
  );
  // An assignment whose beginning was undone is gone: what it was stands in that change.
  const gone = new Map(
    rows.flatMap(({ what, assignmentId, before }) => (what === 'begun-undone' && assignmentId !== null ? [[assignmentId, before]] : [])),
  );
  return rows.map(({ assignmentId, at, ...change }) => {
    const was = assignmentId === null ? undefined : gone.get(assignmentId);
    const identity =
      was == null
        ? {}
        : {
            staffId: numberIn(was.staff),
            programId: numberIn(was.program),
            relationship: typeof was.relationship === 'string' ? was.relationship : null,
          };
    return { ...change, ...identity, at: new Date(at).toISOString() };
  });
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** The audit trail as .csv, with a byte order mark for Excel. */
export function auditCsv(changes: readonly AuditChange[], site: Site): string {
  const programs = new Map(site.programs.map(({ id, name }) => [id, name]));
  const staff = new Map(site.staff.map((member) => [member.id, staffName(member)]));
  const lines = changes.map((change) => [
    change.at,
    change.by,
    change.uploadName,
    change.row,
    AUDIT.events[change.what],
    change.programId === null ? '' : (programs.get(change.programId) ?? String(change.programId)),
    change.staffId === null ? '' : (staff.get(change.staffId) ?? String(change.staffId)),
    change.relationship,
    auditState(change.before),
    auditState(change.after),
    change.choices.map(({ column, value, by }) => AUDIT.chosen(column, value ?? '', by)).join('; '),
  ]);
  return `\ufeff${csvLines([AUDIT.header])}${csvLines(lines, true)}`;
}
