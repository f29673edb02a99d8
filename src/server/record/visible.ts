import { reachOf } from '../../core/rules/securities';
import type { UserRow } from '../accounts/rights';

/** What a user may see of the record's assignments. */
export interface Visible {
  /** Only those in these programs; null: all, with or without a program. */
  readonly programs: readonly number[] | null;
  /** Only this caseworker's; undefined: everybody's. */
  readonly staffId: number | undefined;
}

/** No caseworker: Staff IDs start at 1. */
const NOBODY = 0;

/** Users whose rights are limited to programs, or to their own caseload, see no more than these. */
export function visibleTo({ securities, program_ids, staff_id }: UserRow): Visible {
  const reaches = [reachOf(securities, 'caseload:record'), reachOf(securities, 'caseload:end')];
  const isOwn = reaches.includes('own') && !reaches.includes('all');
  return { programs: program_ids.length > 0 ? program_ids : null, staffId: isOwn ? (staff_id ?? NOBODY) : undefined };
}
