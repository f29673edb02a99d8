import sql from 'sql-template-tag';
import type { Effects } from '../../api/check';
import type { Site } from '../../api/site';
import { staffName } from '../../core/caseload/reference';
import { INSERT, UPDATE } from '../../core/caseload/row';
import type { Queries } from '../database/driver';
import { stillOpen } from '../database/still-open';
import type { CheckedSheet, ReadRecord } from './check-sheet';

/** What the rows of a sheet without errors would change, and how many open assignments their caseworkers have before and after. */
export async function readEffects(read: ReadRecord, site: Site, { rows, lookups, context }: CheckedSheet): Promise<Effects> {
  const { staff } = lookups.reference;
  const change = new Map<number, number>();
  let [begin, end] = [0, 0];
  for (const row of rows) {
    const isInsert = row.action === INSERT;
    if (isInsert) begin++;
    if (row.action === UPDATE) end++;
    const member = staff[row.staff];
    if (member !== undefined) change.set(member.id, (change.get(member.id) ?? 0) + (isInsert ? 1 : -1));
  }
  const names = new Map(staff.map((member) => [member.id, staffName(member)]));
  const before = await read((queries) => caseloadSizes(queries, site, [...change.keys()]));
  const caseworkers = [...change].map(([staffId, more]) => {
    const size = before.get(staffId) ?? 0;
    return { staffId, name: names.get(staffId) ?? '', before: size, after: size + more };
  });
  return {
    begin,
    end,
    enroll: context.entered,
    leave: context.left,
    caseworkers: caseworkers.sort((one, other) => one.name.localeCompare(other.name)),
  };
}

/** The number of open assignments by Staff ID. */
async function caseloadSizes(queries: Queries, site: Site, staff: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const sizes = await queries.query<{ staff_id: number; count: number }>(
    sql`SELECT staff_id, count(*)::integer AS count FROM assignments
      WHERE site_id = ${site.id} AND ${stillOpen()} AND staff_id = ANY(${staff}::integer[]) GROUP BY staff_id`,
  );
  return new Map(sizes.map((row) => [row.staff_id, row.count]));
}
