import type { Site } from '../../api/site';
import { INSERT, type Row, UPDATE } from '../../core/caseload/row';
import type { UserRow } from '../accounts/rights';

/** What the rows of an upload need: the rights, and the programs in which. */
export interface UploadScope {
  readonly inserts: boolean;
  readonly updates: boolean;
  /** The IDs of the programs that rows name. */
  readonly programs: readonly number[];
  /** Whether rows name no program, or none that is known: those are not within anybody's programs. */
  readonly elsewhere: boolean;
}

/** Where it is not known what an upload does, it may do anything. */
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

/** Whether a person may do all that an upload does. */
export function covers({ securities, program_ids }: Person, { inserts, updates, programs, elsewhere }: UploadScope): boolean {
  if (inserts && !securities.includes('caseload:record')) return false;
  if (updates && !securities.includes('caseload:end')) return false;
  return program_ids.length === 0 || (!elsewhere && programs.every((program) => program_ids.includes(program)));
}
