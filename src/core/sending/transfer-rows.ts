import type { Cell } from '../caseload/cells';
import type { ColumnKey } from '../caseload/columns';
import { readDateText, serialOfIso } from '../caseload/dates';
import { type Reference, type StaffMember, staffName } from '../caseload/reference';
import { makeTemplate, type TemplatePicks } from '../caseload/template';

/** An assignment that a caseworker has. */
export interface OpenAssignment {
  readonly participantId: number;
  readonly programId: number | null;
  readonly relationship: string;
  readonly status: string | null;
  /** YYYY-MM-DD. */
  readonly start: string;
  /** Those of the duplicate check, by name. */
  readonly demographics: Readonly<Record<string, string>>;
}

/** Who takes over, on which day, and why the assignments of the other end. */
export interface Transfer {
  readonly to: StaffMember;
  /** As a date's serial number: the last day of the one and the first day of the other. */
  readonly date: number;
  readonly reason: string;
}

/** Where two have the same name, the Staff ID says who is meant. */
function nameIsEnough(member: StaffMember, { staff }: Reference): boolean {
  const name = staffName(member).toLowerCase();
  return staff.filter((one) => staffName(one).toLowerCase() === name).length === 1;
}

/** The picks of a template that holds these assignments: a Program ID alone says where one is, and needs no dates. */
export function transferPicks(from: StaffMember, to: StaffMember, reference: Reference): TemplatePicks {
  const byName = nameIsEnough(from, reference) && nameIsEnough(to, reference);
  return { program: 'id', programDates: false, caseworker: byName ? 'name' : 'id' };
}

/**
 * The rows that hand over a caseload, for the template that `transferPicks` makes: for each assignment an Update that ends it and an
 * Insert that begins the same one with the other caseworker.
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
