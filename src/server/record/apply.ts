import { randomUUID } from 'node:crypto';
import sql, { type Sql } from 'sql-template-tag';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { inTurn, ROWS_AT_ONCE } from './in-turn';
import { inputTable, participantsOf, type RowArrays, someRows } from './row-input';

/** The upload to apply, its user, and the time. */
export interface ApplyContext {
  readonly site: SiteId;
  readonly uploadId: string;
  readonly user: string;
  readonly now: Date;
}

export const AUDIT = sql`INSERT INTO audit (site_id, upload_id, row_number, what, assignment_id, participant_id, changed_at, changed_by, before, after, choices)`;

/** Builds a statement that applies rows to the record. Never joins the rows it has just written: the planner expects one, and picks a nested loop. */
type RowStatement = (rows: RowArrays, context: ApplyContext) => Sql;

/** The mutable part of an assignment, as recorded in the audit trail. */
export const ASSIGNMENT_STATE = sql`jsonb_build_object('status', a.status, 'start', a.start_date, 'end', a.end_date, 'reason', a.reason)`;

/**
 * Enrolls participants: "A Participant must have a Program Start Date if a Program End Date is included". Of the days on which no enrollment on record is
 * in the way, the earliest counts; `createSheetContext` tells the same beforehand.
 */
const enroll: RowStatement = (rows, { site, uploadId, user, now }) => sql`
WITH input AS (${inputTable(rows, ['row', 'participant', 'program', 'programStart', 'choices'])}),
entering AS (
  SELECT DISTINCT ON (participant_id, program_id) row_number, participant_id, program_id, program_start, choices
  FROM input i WHERE program_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.site_id = ${site} AND e.participant_id = i.participant_id
      AND e.program_id = i.program_id AND (e.end_date IS NULL OR e.end_date >= i.program_start))
  ORDER BY participant_id, program_id, program_start, row_number
),
made AS (
  INSERT INTO enrollments (site_id, participant_id, program_id, start_date)
  SELECT ${site}, participant_id, program_id, program_start FROM entering
)
${AUDIT}
SELECT ${site}, ${uploadId}::uuid, row_number, 'enrolled', NULL, participant_id, ${now.toISOString()}::timestamptz, ${user}, NULL,
  jsonb_build_object('program', program_id, 'start', program_start, 'end', NULL), choices::jsonb
FROM entering`;

/** Ends the assignments of the Updates. */
const endAssignments: RowStatement = (rows, { site, uploadId, user, now }) => sql`
WITH input AS (${inputTable(rows, ['row', 'participant', 'program', 'staff', 'relationship', 'status', 'end', 'reason', 'choices'])}),
meant AS (
  SELECT DISTINCT ON (i.row_number) i.*, a.assignment_id, ${ASSIGNMENT_STATE} AS before
  FROM input i
  JOIN assignments a ON a.site_id = ${site} AND ${participantsOf(sql`a`, rows)} AND a.participant_id = i.participant_id AND a.staff_id = i.staff_id AND a.end_date IS NULL
    AND (i.program_id IS NULL OR a.program_id = i.program_id) AND (i.relationship IS NULL OR a.relationship = i.relationship)
  ORDER BY i.row_number, (a.program_id IS NOT DISTINCT FROM i.program_id AND a.relationship = i.relationship) DESC NULLS LAST
),
ended AS (
  UPDATE assignments a SET end_date = m.end_date, reason = m.reason, status = COALESCE(m.status, a.status)
  FROM meant m WHERE a.site_id = ${site} AND a.assignment_id = m.assignment_id
  RETURNING m.row_number, a.assignment_id, a.participant_id, m.before, ${ASSIGNMENT_STATE} AS after, m.choices
)
${AUDIT}
SELECT ${site}, ${uploadId}::uuid, row_number, 'ended', assignment_id, participant_id, ${now.toISOString()}::timestamptz, ${user},
  before, after, choices::jsonb
FROM ended
RETURNING row_number`;

/**
 * UUIDs of version 7 (RFC 9562): IDs that are made together are next to each other in the index, where random ones are spread over all of it.
 * The 12 bits after the version (7) are a counter, and the rest is random. The database would take three times as long to make them.
 */
function orderedIds(now: Date, count: number): readonly string[] {
  const time = now.getTime().toString(16).padStart(12, '0');
  const start = `${time.slice(0, 8)}-${time.slice(8)}-`;
  return Array.from({ length: count }, (_, place) => {
    const counter = 0x7000 + Math.floor((place * 0x1000) / count);
    return `${start}${counter.toString(16)}${randomUUID().slice(18)}`;
  });
}

/** Begins the assignments of the Inserts. All of them begin, or the statement fails: so the audit trail is written from the same rows, without reading back. */
const beginAssignments: RowStatement = (rows, { site, uploadId, user, now }) => sql`
WITH input AS (${inputTable(
  rows,
  ['row', 'participant', 'program', 'staff', 'relationship', 'status', 'start', 'choices'],
  [['assignment_id', 'uuid', orderedIds(now, rows.row.length)]],
)}),
begun AS (
  INSERT INTO assignments (site_id, assignment_id, participant_id, program_id, staff_id, relationship, status, start_date)
  SELECT ${site}, assignment_id, participant_id, program_id, staff_id, relationship, status, start_date FROM input
)
${AUDIT}
SELECT ${site}, ${uploadId}::uuid, row_number, 'begun', assignment_id, participant_id, ${now.toISOString()}::timestamptz, ${user}, NULL,
  jsonb_build_object('status', status, 'start', start_date, 'end', NULL, 'reason', NULL), choices::jsonb
FROM input
RETURNING row_number`;

/** Ends open enrollments that started on or before the row's Program End Date. */
const endEnrollments: RowStatement = (rows, { site, uploadId, user, now }) => sql`
WITH input AS (${inputTable(rows, ['row', 'participant', 'program', 'programEnd', 'choices'])}),
wanted AS (
  SELECT DISTINCT ON (participant_id, program_id) row_number, participant_id, program_id, program_end, choices
  FROM input WHERE program_id IS NOT NULL ORDER BY participant_id, program_id, program_end DESC, row_number
),
ended AS (
  UPDATE enrollments e SET end_date = w.program_end FROM wanted w
  WHERE e.site_id = ${site} AND e.participant_id = w.participant_id AND e.program_id = w.program_id AND e.end_date IS NULL AND e.start_date <= w.program_end
  RETURNING w.row_number, e.participant_id, e.program_id, e.start_date, e.end_date, w.choices
)
${AUDIT}
SELECT ${site}, ${uploadId}::uuid, row_number, 'left', NULL, participant_id, ${now.toISOString()}::timestamptz, ${user},
  jsonb_build_object('program', program_id, 'start', start_date, 'end', NULL), jsonb_build_object('program', program_id, 'start', start_date, 'end', end_date), choices::jsonb
FROM ended`;

/**
 * Applies all rows in the caller's transaction. Assignments are written in statements of 10,000 rows; enrollments in
 * one statement each, because one row of a participant enrolls for all. Updates go first, so that a sheet may end an
 * assignment and begin it again.
 * @returns the number of rows that changed an assignment
 */
export async function applyRows(queries: Queries, arrays: RowArrays, context: ApplyContext): Promise<number> {
  const { participant } = arrays;
  const inOrder = arrays.row.map((_, place) => place).sort((one, other) => (participant[one] ?? 0) - (participant[other] ?? 0));
  const run = async (statement: RowStatement, concerns: (place: number) => boolean, atOnce = Number.POSITIVE_INFINITY) => {
    const make = (places: readonly number[]) => statement(someRows(arrays, places), context);
    let done = 0;
    for await (const changed of inTurn(inOrder.filter(concerns), make, (made) => queries.query(made), atOnce)) done += changed.length;
    return done;
  };
  await run(enroll, (place) => arrays.programStart[place] !== null);
  const ended = await run(endAssignments, (place) => arrays.action[place] === 'Update', ROWS_AT_ONCE);
  const begun = await run(beginAssignments, (place) => arrays.action[place] === 'Insert', ROWS_AT_ONCE);
  await run(endEnrollments, (place) => arrays.programEnd[place] !== null);
  return ended + begun;
}
