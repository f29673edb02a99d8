import type { Site } from '../../api/site';
import { INSERT, type Row, UPDATE } from '../../core/caseload/row';
import { type CaseloadRight, reachOf } from '../../core/rules/securities';
import type { UserRow } from '../accounts/rights';

/** The rights that an upload's rows require, and in which programs. */
export interface UploadScope {
  readonly inserts: boolean;
  readonly updates: boolean;
  /** The IDs of the rows' programs. */
  readonly programs: readonly number[];
  /** Whether some rows have no known program: rights limited to programs do not cover them. */
  readonly elsewhere: boolean;
  /** The Staff ID of all Inserts; null if there are several or an unknown one. Absent from earlier uploads. */
  readonly beginner?: number | null;
  /** The Staff ID of all Updates, likewise. */
  readonly ender?: number | null;
}

/** The scope of an upload that was not checked: everything. */
export const ANYTHING: UploadScope = { inserts: true, updates: true, programs: [], elsewhere: true };

export function scopeOf(rows: readonly Row[], site: Site): UploadScope {
  const programs = new Set<number>();
  const [begun, ended] = [new Set<number | null>(), new Set<number | null>()];
  let elsewhere = rows.length === 0;
  for (const { action, program, staff } of rows) {
    const member = site.staff[staff]?.id ?? null;
    if (action !== UPDATE) begun.add(member);
    if (action !== INSERT) ended.add(member);
    const id = site.programs[program]?.id;
    if (id === undefined) elsewhere = true;
    else programs.add(id);
  }
  return {
    inserts: begun.size > 0,
    updates: ended.size > 0,
    elsewhere,
    programs: [...programs],
    beginner: onlyOne(begun),
    ender: onlyOne(ended),
  };
}

function onlyOne(staff: ReadonlySet<number | null>): number | null {
  const [first] = staff;
  return staff.size === 1 ? (first ?? null) : null;
}

type Person = Pick<UserRow, 'securities' | 'program_ids' | 'staff_id'>;

/** Whether a user has all rights that an upload requires. */
export function covers({ securities, program_ids, staff_id }: Person, scope: UploadScope): boolean {
  const { inserts, updates, programs, elsewhere, beginner, ender } = scope;
  const reaches = (right: CaseloadRight, caseworker: number | null | undefined) => {
    const reach = reachOf(securities, right);
    return reach === 'all' || (reach === 'own' && staff_id !== null && caseworker === staff_id);
  };
  if (inserts && !reaches('caseload:record', beginner)) return false;
  if (updates && !reaches('caseload:end', ender)) return false;
  return coversPrograms(program_ids, { programs, elsewhere });
}

/** Whether rights limited to programs, or to none if the list is empty, cover all of an upload's rows. */
export function coversPrograms(limits: readonly number[], { programs, elsewhere }: Pick<UploadScope, 'programs' | 'elsewhere'>): boolean {
  return limits.length === 0 || (!elsewhere && programs.every((program) => limits.includes(program)));
}
