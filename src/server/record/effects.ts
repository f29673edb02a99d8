import sql from 'sql-template-tag';
import type { Effects } from '../../api/check';
import type { Site } from '../../api/site';
import { isoOf } from '../../core/caseload/dates';
import type { Lookups } from '../../core/caseload/lookup';
import { staffName } from '../../core/caseload/reference';
import { INSERT, type Row, UPDATE } from '../../core/caseload/row';
import { arrayText } from '../database/array-text';
import type { Queries } from '../database/driver';
import { stillOpen } from '../database/still-open';
import type { ReadRecord } from './check-sheet';
import { inTurn } from './in-turn';

/** What rows without errors would change, and how many open assignments their caseworkers have before and after. */
export async function readEffects(read: ReadRecord, site: Site, rows: readonly Row[], lookups: Lookups): Promise<Effects> {
  const { programs, staff } = lookups.reference;
  const change = new Map<number, number>();
  const entered = new Map<string, { participant: number; program: number; start: string }>();
  let [begin, end, leave] = [0, 0, 0];
  for (const row of rows) {
    const isInsert = row.action === INSERT;
    if (isInsert) begin++;
    if (row.action === UPDATE) end++;
    if (row.programEnd > 0) leave++;
    const member = staff[row.staff];
    if (member !== undefined) change.set(member.id, (change.get(member.id) ?? 0) + (isInsert ? 1 : -1));
    const program = programs[row.program];
    if (program === undefined || row.programStart <= 0) continue;
    const [key, start] = [`${row.participantId}:${program.id}`, isoOf(row.programStart)];
    const known = entered.get(key);
    if (known === undefined || start < known.start) entered.set(key, { participant: row.participantId, program: program.id, start });
  }
  const names = new Map(staff.map((member) => [member.id, staffName(member)]));
  const [enroll, before] = await read(async (queries) => [
    await countEntered(queries, site, [...entered.values()]),
    await caseloadSizes(queries, site, [...change.keys()]),
  ]);
  const caseworkers = [...change].map(([staffId, more]) => {
    const size = before.get(staffId) ?? 0;
    return { staffId, name: names.get(staffId) ?? '', before: size, after: size + more };
  });
  return { begin, end, enroll, leave, caseworkers: caseworkers.sort((one, other) => one.name.localeCompare(other.name)) };
}

/** The enrollments that would begin: participants who are in the program already stay. */
async function countEntered(
  queries: Queries,
  site: Site,
  wanted: readonly { readonly participant: number; readonly program: number; readonly start: string }[],
): Promise<number> {
  const make = (some: typeof wanted) => sql`SELECT count(*)::integer AS count
    FROM unnest(${arrayText(some.map(({ participant }) => participant))}::bigint[], ${arrayText(some.map(({ program }) => program))}::integer[],
      ${arrayText(some.map(({ start }) => start))}::date[]) AS w(participant_id, program_id, start)
    WHERE NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.site_id = ${site.id} AND e.participant_id = w.participant_id
      AND e.program_id = w.program_id AND (e.end_date IS NULL OR e.end_date >= w.start))`;
  let count = 0;
  for await (const [found] of inTurn(wanted, make, (statement) => queries.query<{ count: number }>(statement))) count += found?.count ?? 0;
  return count;
}

/** The number of open assignments by Staff ID. */
async function caseloadSizes(queries: Queries, site: Site, staff: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const sizes = await queries.query<{ staff_id: number; count: number }>(
    sql`SELECT staff_id, count(*)::integer AS count FROM assignments
      WHERE site_id = ${site.id} AND ${stillOpen()} AND staff_id = ANY(${staff}::integer[]) GROUP BY staff_id`,
  );
  return new Map(sizes.map((row) => [row.staff_id, row.count]));
}
