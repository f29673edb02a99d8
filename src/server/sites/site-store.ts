import sql, { type Sql } from 'sql-template-tag';
import type { Site } from '../../api/site';
import { FEEDER_TABLES, type FeederTable } from '../../core/caseload/reference';
import type { Database, SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { REFRESH_STATISTICS } from '../record/statistics';
import { readCorrections } from './corrections';
import type { AssignmentData, EnrollmentData, SiteData, UserData } from './site-data';

/** Rows as a JSON array, to write a set in one statement. */
function records(rows: readonly object[]): string {
  return JSON.stringify(rows);
}

/** That an imported assignment (`t`) is not on record, among the open or the ended ones. */
const isNotOnRecord = (
  site: string,
  isEnded: Sql,
) => sql`NOT EXISTS (SELECT 1 FROM assignments a WHERE a.site_id = ${site} AND a.participant_id = t."participantId"
  AND a.staff_id = t."staffId" AND a.program_id IS NOT DISTINCT FROM t."programId" AND a.relationship = t.relationship AND a.start_date = t.start
  AND a.end_date IS ${isEnded})`;

/**
 * Imports a site in one transaction, updating existing data. Idempotent.
 * Assignments and enrollments that are already on record are kept, and so are optional values that the data does not have: a list of staff without
 * *Active* does not enable who was disabled.
 */
export async function importSite(database: Database, data: SiteData): Promise<void> {
  const { site } = data;
  await database.asOwner(async (queries) => {
    await queries.query(
      sql`INSERT INTO sites (site_id, name, time_zone, duplicate_check, program_required, approval_rows, digests, retention_days) VALUES (${site.id}, ${site.name}, ${site.timeZone}, ${JSON.stringify(site.duplicateCheck)}::text::jsonb, ${site.programRequired}, ${site.approvalRows ?? null}, ${site.digests ?? false}, ${site.retentionDays ?? null})
       ON CONFLICT (site_id) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone,
         duplicate_check = excluded.duplicate_check, program_required = excluded.program_required, approval_rows = CASE WHEN ${site.approvalRows === undefined} THEN sites.approval_rows ELSE excluded.approval_rows END, digests = COALESCE(${site.digests ?? null}, sites.digests),
         retention_days = CASE WHEN ${site.retentionDays === undefined} THEN sites.retention_days ELSE excluded.retention_days END,
         record_version = sites.record_version + 1`,
    );
    await queries.query(
      sql`INSERT INTO programs (site_id, program_id, name, active, digests)
       SELECT ${site.id}, t.id, t.name, COALESCE(t.active, p.active, true), COALESCE(t.digests, p.digests, true)
       FROM jsonb_to_recordset(${records(data.programs)}::text::jsonb) AS t(id integer, name text, active boolean, digests boolean)
       LEFT JOIN programs p ON p.site_id = ${site.id} AND p.program_id = t.id
       ON CONFLICT (site_id, program_id) DO UPDATE SET name = excluded.name, active = excluded.active, digests = excluded.digests`,
    );
    await queries.query(
      sql`INSERT INTO staff (site_id, staff_id, first_name, last_name, active, email)
       SELECT ${site.id}, t.id, t."firstName", t."lastName", COALESCE(t.active, s.active, true), COALESCE(t.email, s.email)
       FROM jsonb_to_recordset(${records(data.staff)}::text::jsonb) AS t(id integer, "firstName" text, "lastName" text, active boolean, email text)
       LEFT JOIN staff s ON s.site_id = ${site.id} AND s.staff_id = t.id
       ON CONFLICT (site_id, staff_id) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name,
         active = excluded.active, email = excluded.email`,
    );
    await queries.query(sql`DELETE FROM feeder_values WHERE site_id = ${site.id}`);
    await queries.query(
      sql`INSERT INTO feeder_values (site_id, feeder_table, position, value)
       SELECT ${site.id}, "table", position, value FROM jsonb_to_recordset(${records(data.feeders.map((feeder, position) => ({ ...feeder, position })))}::text::jsonb) AS t("table" text, position integer, value text)
       ON CONFLICT DO NOTHING`,
    );
    await queries.query(
      sql`INSERT INTO participants (site_id, participant_id, demographics)
       SELECT ${site.id}, id, demographics FROM jsonb_to_recordset(${records(data.participants)}::text::jsonb) AS t(id bigint, demographics jsonb)
       ON CONFLICT (site_id, participant_id) DO UPDATE SET demographics = excluded.demographics`,
    );
    await queries.query(
      sql`INSERT INTO enrollments (site_id, participant_id, program_id, start_date, end_date)
       SELECT ${site.id}, "participantId", "programId", start, "end"
       FROM jsonb_to_recordset(${records(data.enrollments)}::text::jsonb) AS t("participantId" bigint, "programId" integer, start date, "end" date)
       ON CONFLICT DO NOTHING`,
    );
    // Without, the planner takes a just filled table for empty, and a check took 20 s instead of 0.1.
    await queries.query(REFRESH_STATISTICS);
    await queries.query(
      sql`INSERT INTO assignments (site_id, participant_id, program_id, staff_id, relationship, status, start_date, end_date, reason)
       SELECT ${site.id}, t."participantId", t."programId", t."staffId", t.relationship, t.status, t.start, t."end", t.reason
       FROM jsonb_to_recordset(${records(data.assignments)}::text::jsonb) AS t("participantId" bigint, "programId" integer, "staffId" integer, relationship text,
         status text, start date, "end" date, reason text)
       WHERE ${isNotOnRecord(site.id, sql`NULL`)} AND ${isNotOnRecord(site.id, sql`NOT NULL`)}
       ON CONFLICT DO NOTHING`,
    );
    await queries.query(
      sql`INSERT INTO users (site_id, email, name, securities, program_ids, staff_id, needs_approval)
       SELECT ${site.id}, t.email, t.name, t.securities, t."programIds", COALESCE(t."staffId", u.staff_id), COALESCE(t."needsApproval", u.needs_approval, false)
       FROM jsonb_to_recordset(${records(data.users)}::text::jsonb)
         AS t(email text, name text, securities jsonb, "programIds" jsonb, "staffId" integer, "needsApproval" boolean)
       LEFT JOIN users u ON u.site_id = ${site.id} AND u.email = t.email
       ON CONFLICT (site_id, email) DO UPDATE SET name = excluded.name, securities = excluded.securities, program_ids = excluded.program_ids,
         staff_id = excluded.staff_id, needs_approval = excluded.needs_approval`,
    );
    await queries.query(REFRESH_STATISTICS);
  });
}

/** A version that changes with the site's record, lists and users' rights. */
export async function readVersion(queries: Queries, site: SiteId): Promise<number | undefined> {
  const [row] = await queries.query<{ version: number }>(sql`SELECT record_version AS version FROM sites WHERE site_id = ${site}`);
  return row?.version;
}

/** The most time that a request waits for the site's lock, in milliseconds. */
export const LOCK_TIMEOUT = 5000;

/**
 * Locks a site's record until the end of the transaction. Uploads can still be received.
 * @param patience the most time to wait for the lock, in milliseconds
 * @returns the version until now
 * @throws PostgreSQL's `lock_not_available` on timeout
 */
export async function lockSite(queries: Queries, site: SiteId, patience: number): Promise<number | undefined> {
  await queries.query(sql`SELECT set_config('lock_timeout', ${String(patience)}, true)`);
  const [row] = await queries.query<{ version: number }>(
    sql`UPDATE sites SET record_version = record_version + 1 WHERE site_id = ${site} RETURNING record_version - 1 AS version`,
  );
  return row?.version;
}

interface SiteRow {
  readonly site_id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly duplicate_check: readonly string[];
  readonly program_required: boolean;
  readonly approval_rows: number | null;
  readonly digests: boolean;
  readonly retention_days: number | null;
}

/** A site's settings and lists; undefined if there is no such site. */
export async function readSite(queries: Queries, siteId: string): Promise<Site | undefined> {
  const [row] = await queries.query<SiteRow>(
    sql`SELECT site_id, name, time_zone, duplicate_check, program_required, approval_rows, digests, retention_days FROM sites WHERE site_id = ${siteId}`,
  );
  if (row === undefined) return undefined;
  const programs = await queries.query<{ id: number; name: string; active: boolean; digests: boolean }>(
    sql`SELECT program_id AS id, name, active, digests FROM programs WHERE site_id = ${siteId} ORDER BY name`,
  );
  const staff = await queries.query<{ id: number; firstName: string; lastName: string; active: boolean }>(
    sql`SELECT staff_id AS id, first_name AS "firstName", last_name AS "lastName", active FROM staff WHERE site_id = ${siteId} ORDER BY first_name, last_name, staff_id`,
  );
  const values = await queries.query<{ feeder_table: FeederTable; value: string }>(
    sql`SELECT feeder_table, value FROM feeder_values WHERE site_id = ${siteId} ORDER BY position`,
  );
  const valuesOf = (table: FeederTable) => values.filter((one) => one.feeder_table === table).map((one) => one.value);
  return {
    id: row.site_id,
    name: row.name,
    timeZone: row.time_zone,
    duplicateCheck: [...row.duplicate_check],
    programRequired: row.program_required,
    approvalRows: row.approval_rows,
    digests: row.digests,
    retentionDays: row.retention_days,
    feeders: {
      'Caseworker Relationship': valuesOf(FEEDER_TABLES[0]),
      'Caseload Status': valuesOf(FEEDER_TABLES[1]),
      'Reason for Dismissal': valuesOf(FEEDER_TABLES[2]),
    },
    programs: [...programs],
    staff: [...staff],
    corrections: [...(await readCorrections(queries, siteId))],
  };
}

/** Every site's ID. */
export async function siteIds(database: Database): Promise<readonly SiteId[]> {
  const rows = await database.asOwner((queries) => queries.query<{ site_id: SiteId }>(sql`SELECT site_id FROM sites ORDER BY site_id`));
  return rows.map((row) => row.site_id);
}

/** A site's data, as in its folder; undefined if there is no such site. */
export async function exportSite(database: Database, siteId: SiteId): Promise<SiteData | undefined> {
  return database.withSite(siteId, async (queries) => {
    const site = await readSite(queries, siteId);
    if (site === undefined) return undefined;
    const { id, name, timeZone, duplicateCheck, programRequired, approvalRows, digests, retentionDays, programs, staff, feeders } = site;
    const known = await queries.query<{ id: number; email: string }>(
      sql`SELECT staff_id AS id, email FROM staff WHERE site_id = ${siteId} AND email IS NOT NULL`,
    );
    const emails = new Map(known.map((member) => [member.id, member.email]));
    return {
      site: {
        id,
        name,
        timeZone,
        duplicateCheck,
        programRequired,
        approvalRows,
        digests,
        retentionDays,
      },
      programs,
      staff: staff.map((member) => {
        const email = emails.get(member.id);
        return { ...member, ...(email === undefined ? {} : { email }) };
      }),
      feeders: FEEDER_TABLES.flatMap((table) => feeders[table].map((value) => ({ table, value }))),
      participants: await queries.query<{ id: number; demographics: Record<string, string> }>(
        sql`SELECT participant_id AS id, demographics FROM participants WHERE site_id = ${siteId} ORDER BY participant_id`,
      ),
      enrollments: await queries.query<EnrollmentData>(
        sql`SELECT participant_id AS "participantId", program_id AS "programId", start_date AS start, end_date AS "end"
         FROM enrollments WHERE site_id = ${siteId} ORDER BY participant_id, program_id, start_date`,
      ),
      assignments: await queries.query<AssignmentData>(
        sql`SELECT participant_id AS "participantId", program_id AS "programId", staff_id AS "staffId", relationship, status,
           start_date AS start, end_date AS "end", reason
         FROM assignments WHERE site_id = ${siteId} ORDER BY participant_id, start_date, staff_id, relationship, program_id`,
      ),
      users: (
        await queries.query<Omit<UserData, 'staffId' | 'needsApproval'> & { staffId: number | null; needsApproval: boolean }>(
          sql`SELECT email, name, securities, program_ids AS "programIds", staff_id AS "staffId", needs_approval AS "needsApproval" FROM users WHERE site_id = ${siteId} AND machine_contact IS NULL ORDER BY email`,
        )
      ).map(({ staffId, needsApproval, ...user }) => ({
        ...user,
        ...(staffId === null ? {} : { staffId }),
        needsApproval,
      })),
    };
  });
}
