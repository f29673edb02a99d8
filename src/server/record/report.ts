import sql, { type Sql } from 'sql-template-tag';
import type { Counts, Report } from '../../api/record';
import type { Site } from '../../api/site';
import { isoOf, serialOfToday } from '../../core/caseload/dates';
import type { Queries } from '../database/driver';
import type { Visible } from './visible';

/** The months of the chart, this one included. */
const MONTHS = 6;

/** The first days of the last months, in order, as YYYY-MM-DD. */
function firstDays(today: string): readonly string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => new Date(Date.UTC(year, month - MONTHS + back, 1)).toISOString().slice(0, 10));
}

/**
 * The sizes of caseloads today, what began and ended this month up to today, and in the months before. An assignment counts from its start
 * date; one that is entered for the future does not count yet, and one whose end is entered counts up to that day.
 */
export async function readReport(queries: Queries, site: Site, visible: Visible, now: Date): Promise<Report> {
  const today = isoOf(serialOfToday(now, site.timeZone));
  const months = firstDays(today);
  const thisMonth = months.at(-1) ?? today;
  const counted = sql`count(*) FILTER (WHERE a.start_date <= ${today}::date AND (a.end_date IS NULL OR a.end_date > ${today}::date))::integer AS open,
    count(*) FILTER (WHERE a.start_date BETWEEN ${thisMonth}::date AND ${today}::date)::integer AS begun,
    count(*) FILTER (WHERE a.end_date BETWEEN ${thisMonth}::date AND ${today}::date)::integer AS ended`;
  const seen = sql`FROM assignments a WHERE a.site_id = ${site.id} AND ${visibleRows(visible)}`;
  const recent = sql`(a.end_date IS NULL OR a.end_date >= ${thisMonth}::date)`;
  const caseworkers = await queries.query<Counts & { staffId: number }>(
    sql`SELECT a.staff_id AS "staffId", ${counted} ${seen} AND ${recent} GROUP BY a.staff_id`,
  );
  const programs = await queries.query<Counts & { programId: number | null }>(
    sql`SELECT a.program_id AS "programId", ${counted} ${seen} AND ${recent} GROUP BY a.program_id`,
  );
  const begun = await byMonth(queries, sql`a.start_date`, seen, months, today);
  const ended = await byMonth(queries, sql`a.end_date`, seen, months, today);
  return {
    today,
    staffId: visible.staffId ?? null,
    programIds: visible.programs === null ? null : [...visible.programs],
    caseworkers: [...caseworkers],
    programs: [...programs],
    months: months.map((month) => ({ month, begun: begun.get(month) ?? 0, ended: ended.get(month) ?? 0 })),
  };
}

/** The number of assignments by the month of a date. */
async function byMonth(
  queries: Queries,
  day: Sql,
  seen: Sql,
  months: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queries.query<{ month: string; count: number }>(
    sql`SELECT date_trunc('month', ${day})::date AS month, count(*)::integer AS count ${seen} AND ${day} BETWEEN ${months[0] ?? today}::date AND ${today}::date GROUP BY 1`,
  );
  return new Map(rows.map(({ month, count }) => [month, count]));
}

function visibleRows({ programs, staffId }: Visible): Sql {
  return sql`(${programs}::integer[] IS NULL OR a.program_id = ANY(${programs})) AND (${staffId ?? null}::integer IS NULL OR a.staff_id = ${staffId ?? null})`;
}
