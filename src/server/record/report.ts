import sql, { type Sql } from 'sql-template-tag';
import type { Counts, Report } from '../../api/record';
import type { Site } from '../../api/site';
import { isoOf, serialOfToday } from '../../core/caseload/dates';
import type { Queries } from '../database/driver';
import { stillOpen } from '../database/still-open';
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
  const [first = today, thisMonth] = [months[0], months.at(-1) ?? today];
  const counts = sql`count(*) FILTER (WHERE start_date <= ${today}::date AND (end_date IS NULL OR end_date > ${today}::date))::integer AS open,
    count(*) FILTER (WHERE start_date BETWEEN ${thisMonth}::date AND ${today}::date)::integer AS begun,
    count(*) FILTER (WHERE end_date BETWEEN ${thisMonth}::date AND ${today}::date)::integer AS ended`;
  const ofMonth = (day: Sql) => sql`date_trunc('month', ${day})::date::text`;
  // What began in these months is open or ended in them, too: only the newest part of the record is read, once, by its indexes.
  const part = (isPart: Sql) =>
    sql`SELECT a.staff_id, a.program_id, a.start_date, a.end_date FROM assignments a WHERE a.site_id = ${site.id} AND ${visibleRows(visible)} AND ${isPart}`;
  const rows = await queries.query<ReportRow>(
    sql`WITH recent AS MATERIALIZED (${part(stillOpen('a'))} UNION ALL ${part(sql`a.end_date >= ${first}::date`)}),
    current AS (SELECT * FROM recent WHERE end_date IS NULL OR end_date >= ${thisMonth}::date)
    SELECT 'caseworker' AS of, staff_id AS id, NULL AS month, ${counts} FROM current GROUP BY staff_id
    UNION ALL SELECT 'program', program_id, NULL, ${counts} FROM current GROUP BY program_id
    UNION ALL SELECT 'month', NULL, ${ofMonth(sql`start_date`)}, 0, count(*)::integer, 0 FROM recent WHERE start_date BETWEEN ${first}::date AND ${today}::date GROUP BY 3
    UNION ALL SELECT 'month', NULL, ${ofMonth(sql`end_date`)}, 0, 0, count(*)::integer FROM recent WHERE end_date BETWEEN ${first}::date AND ${today}::date GROUP BY 3`,
  );
  const countsOf = ({ open, begun, ended }: Counts): Counts => ({ open, begun, ended });
  const inMonth = (month: string, what: 'begun' | 'ended') =>
    rows.filter((row) => row.of === 'month' && row.month === month).reduce((sum, row) => sum + row[what], 0);
  return {
    today,
    staffId: visible.staffId ?? null,
    programIds: visible.programs === null ? null : [...visible.programs],
    caseworkers: rows.flatMap((row) => (row.of === 'caseworker' && row.id !== null ? [{ staffId: row.id, ...countsOf(row) }] : [])),
    programs: rows.flatMap((row) => (row.of === 'program' ? [{ programId: row.id, ...countsOf(row) }] : [])),
    months: months.map((month) => ({ month, begun: inMonth(month, 'begun'), ended: inMonth(month, 'ended') })),
  };
}

interface ReportRow extends Counts {
  readonly of: 'caseworker' | 'program' | 'month';
  readonly id: number | null;
  /** Its first day; null unless it is of a month. */
  readonly month: string | null;
}

function visibleRows({ programs, staffId }: Visible): Sql {
  return sql`(${programs}::integer[] IS NULL OR a.program_id = ANY(${programs})) AND (${staffId ?? null}::integer IS NULL OR a.staff_id = ${staffId ?? null})`;
}
