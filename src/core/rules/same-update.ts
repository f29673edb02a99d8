import type { Row } from '../caseload/row';
import { UPDATE } from '../caseload/row';
import type { Fault } from './codes';
import type { RecordFacts } from './record';

/** The first two rows for an assignment: enough to name another row in each message. */
interface FirstTwo {
  readonly first: number;
  second: number | undefined;
}

/**
 * Adds to a sheet's faults those of `row.duplicate` against the record: two Updates of the same open assignment, written differently, such as one without
 * the program. All rows of one assignment then name its first row, and that one the second, however they are written. Takes linear time.
 * @param facts the facts on record, by row number
 */
export function withSameUpdates(
  faults: readonly Fault[],
  rows: readonly Row[],
  facts: ReadonlyMap<number, Pick<RecordFacts, 'openAssignment'>>,
): readonly Fault[] {
  const meant = (row: Row) => (row.action === UPDATE ? (facts.get(row.number)?.openAssignment ?? null) : null);
  const byAssignment = new Map<string, FirstTwo>();
  for (const row of rows) {
    const assignment = meant(row);
    if (assignment === null) continue;
    const same = byAssignment.get(assignment);
    if (same === undefined) byAssignment.set(assignment, { first: row.number, second: undefined });
    else same.second ??= row.number;
  }
  const others = new Map<number, number>();
  for (const row of rows) {
    const same = byAssignment.get(meant(row) ?? '');
    if (same?.second !== undefined) others.set(row.number, row.number === same.first ? same.second : same.first);
  }
  const known = new Set<number>();
  const named = faults.map((fault) => {
    const otherRow = fault.code === 'row.duplicate' ? others.get(fault.row) : undefined;
    if (otherRow === undefined) return fault;
    known.add(fault.row);
    return { ...fault, detail: { otherRow } };
  });
  const added = [...others].filter(([row]) => !known.has(row));
  return [...named, ...added.map(([row, otherRow]): Fault => ({ code: 'row.duplicate', row, columns: [], detail: { otherRow } }))];
}
