import type { Site } from '../../api/site';
import { INSERT, type Row, UPDATE } from '../../core/caseload/row';
import type { UserRow } from '../accounts/rights';

/** The rights that an upload's rows require, and in which programs. */
export interface UploadScope {
  readonly inserts: boolean;
  readonly updates: boolean;
  /** The IDs of the rows' programs. */
  readonly programs: readonly number[];
  /** Whether some rows have no known program: rights limited to programs do not cover them. */
  readonly elsewhere: boolean;
}

/** The scope of an upload that was not checked: everything. */
export const ANYTHING: UploadScope = { inserts: true, updates: true, programs: [], elsewhere: true };

export function scopeOf(rows: readonly Row[], site: Site): UploadScope {
  const programs = new Set<number>();
  let [inserts, updates, elsewhere] = [false, false, rows.length === 0];
  for (const { action, program } of rows) {
    if (action !== UPDATE) inserts = true;
    if (action !== INSERT) updates = true;
    const id = site.programs[program]?.id;
    if (id === undefined) elsewhere = true;
    else programs.add(id);
  }
  return { inserts, updates, elsewhere, programs: [...programs] };
}

type Person = Pick<UserRow, 'securities' | 'program_ids'>;

/** Whether a user has all rights that an upload requires. */
export function covers({ securities, program_ids }: Person, { inserts, updates, programs, elsewhere }: UploadScope): boolean {
  if (inserts && !securities.includes('caseload:record')) return false;
  if (updates && !securities.includes('caseload:end')) return false;
  return program_ids.length === 0 || (!elsewhere && programs.every((program) => program_ids.includes(program)));
}
