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
 * `row.duplicate` against the record: two Updates of the same open assignment, written differently, such as one without the program.
 * Takes linear time.
 * @param facts the facts on record, by row number
 * @param known rows already reported as duplicates
 */
export function sameUpdateTwice(
  rows: readonly Row[],
  facts: ReadonlyMap<number, Pick<RecordFacts, 'openAssignment'>>,
  known: ReadonlySet<number>,
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
  return rows.flatMap((row): Fault[] => {
    const same = byAssignment.get(meant(row) ?? '');
    if (same?.second === undefined || known.has(row.number)) return [];
    const otherRow = row.number === same.first ? same.second : same.first;
    return [{ code: 'row.duplicate', row: row.number, columns: [], detail: { otherRow } }];
  });
}
