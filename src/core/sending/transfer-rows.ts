import type { Cell } from '../caseload/cells';
import type { ColumnKey } from '../caseload/columns';
import { readDateText, serialOfIso } from '../caseload/dates';
import { type Reference, type StaffMember, staffName } from '../caseload/reference';
import { makeTemplate, type TemplatePicks } from '../caseload/template';

/** An open assignment of a caseworker. */
export interface OpenAssignment {
  readonly participantId: number;
  readonly programId: number | null;
  readonly relationship: string;
  readonly status: string | null;
  /** YYYY-MM-DD. */
  readonly start: string;
  /** The demographics of the duplicate check, by name. */
  readonly demographics: Readonly<Record<string, string>>;
}

/** The new caseworker, the day of the transfer, and the reason for dismissal. */
export interface Transfer {
  readonly to: StaffMember;
  /** A serial date: the last day of the old assignment and the first of the new one. */
  readonly date: number;
  readonly reason: string;
}

/** Staff IDs, if a name is ambiguous. */
function nameIsEnough(member: StaffMember, { staff }: Reference): boolean {
  const name = staffName(member).toLowerCase();
  return staff.filter((one) => staffName(one).toLowerCase() === name).length === 1;
}

/** The picks of a template for these assignments: with Program IDs, which need no dates. */
export function transferPicks(from: StaffMember, to: StaffMember, reference: Reference): TemplatePicks {
  const byName = nameIsEnough(from, reference) && nameIsEnough(to, reference);
  return { program: 'id', programDates: false, caseworker: byName ? 'name' : 'id' };
}

/**
 * The rows that transfer a caseload, for the template of `transferPicks`: for each assignment, an Update that ends it and an
 * Insert that begins the same one with the new caseworker.
 */
export function transferRows(
  assignments: readonly OpenAssignment[],
  from: StaffMember,
  { to, date, reason }: Transfer,
  reference: Reference,
): readonly (readonly Cell[])[] {
  const { columns } = makeTemplate(transferPicks(from, to, reference), reference);
  const rowOf = (values: ReadonlyMap<ColumnKey, Cell>, demographics: OpenAssignment['demographics']) =>
    columns.map(({ key, header, kind }): Cell => {
      const given = demographics[header];
      if (given === undefined) return values.get(key) ?? '';
      if (kind.type !== 'date') return given;
      const reading = readDateText(given);
      return serialOfIso(given) ?? ('serial' in reading ? reading.serial : given);
    });
  return assignments.flatMap(({ participantId, programId, relationship, status, demographics }) => {
    const same: [ColumnKey, Cell][] = [
      ['participantId', participantId],
      ['programId', programId ?? ''],
      ['relationship', relationship],
    ];
    const by = (member: StaffMember): [ColumnKey, Cell][] => [
      ['staffId', member.id],
      ['caseworkerName', staffName(member)],
    ];
    const end: [ColumnKey, Cell][] = [...same, ...by(from), ['end', date], ['reason', reason], ['action', 'Update']];
    const begin: [ColumnKey, Cell][] = [...same, ...by(to), ['status', status ?? ''], ['start', date], ['action', 'Insert']];
    return [rowOf(new Map(end), demographics), rowOf(new Map(begin), demographics)];
  });
}
