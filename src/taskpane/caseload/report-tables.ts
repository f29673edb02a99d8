import type { Counts, Report } from '../../api/record';
import type { Site } from '../../api/site';
import { serialOfIso } from '../../core/caseload/dates';
import { isActive, staffName } from '../../core/caseload/reference';
import { date, monthName } from '../../core/text/format';
import { REPORT } from '../../core/text/pane/caseload';

export interface NamedCounts extends Counts {
  readonly key: string;
  readonly name: string;
}

/** The report in words, the largest caseloads first. */
export interface ReportTables {
  readonly today: string;
  readonly total: Counts;
  readonly caseworkers: readonly NamedCounts[];
  readonly programs: readonly NamedCounts[];
  readonly months: readonly { readonly name: string; readonly begun: number; readonly ended: number }[];
}

const NOTHING: Counts = { open: 0, begun: 0, ended: 0 };
const isAnything = ({ open, begun, ended }: Counts) => open + begun + ended > 0;
const bySize = (one: NamedCounts, other: NamedCounts) => other.open - one.open || one.name.localeCompare(other.name);

/** Names what the report counts. Active caseworkers and programs without any assignment are in it, too. */
export function tablesOf({ today, staffId, programIds, caseworkers, programs, months }: Report, site: Site): ReportTables {
  const ofStaff = new Map(caseworkers.map((row) => [row.staffId, row]));
  const ofProgram = new Map(programs.map((row) => [row.programId, row]));
  const named = (key: string, name: string, counts: Counts | undefined): NamedCounts => ({ ...NOTHING, ...counts, key, name });
  const total = programs.reduce(
    (sum, { open, begun, ended }) => ({ open: sum.open + open, begun: sum.begun + begun, ended: sum.ended + ended }),
    NOTHING,
  );
  return {
    today: date(serialOfIso(today) ?? 0),
    total,
    caseworkers: site.staff
      .filter(({ id }) => staffId === null || id === staffId)
      .map((member) => ({ member, row: named(String(member.id), staffName(member), ofStaff.get(member.id)) }))
      .filter(({ member, row }) => isActive(member) || isAnything(row))
      .map(({ row }) => row)
      .sort(bySize),
    programs: [
      ...site.programs
        .filter(({ id }) => programIds === null || programIds.includes(id))
        .filter((program) => isActive(program) || ofProgram.has(program.id))

        .map(({ id, name }) => named(String(id), name, ofProgram.get(id))),
      ...(ofProgram.has(null) ? [named('none', REPORT.noProgram, ofProgram.get(null))] : []),
    ].sort(bySize),
    months: months.map(({ month, begun, ended }) => ({ name: monthName(serialOfIso(month) ?? 0), begun, ended })),
  };
}
