import type { Cell } from '../caseload/cells';
import type { ColumnKey } from '../caseload/columns';
import { readDateText, serialOfIso } from '../caseload/dates';
import { type Reference, type StaffMember, staffName } from '../caseload/reference';
import { makeTemplate, type TemplatePicks } from '../caseload/template';

/** An open assignment, as the record has it. */
export interface OpenAssignment {
  readonly participantId: number;
  readonly programId: number | null;
  readonly staffId: number;
  readonly relationship: string;
  readonly status: string | null;
  /** YYYY-MM-DD. */
  readonly start: string;
  /** The participant's name, to recognize them by; empty if the site has none. */
  readonly name: string;
  /** The demographics of the duplicate check, by name. */
  readonly demographics: Readonly<Record<string, string>>;
}

/** An open assignment and the caseworker who takes it over. */
export interface Handover {
  readonly assignment: OpenAssignment;
  readonly to: StaffMember;
}

/** When and why assignments are handed over. */
export interface HandoverTerms {
  /** A serial date: the last day of the old assignment and the first of the new one. */
  readonly date: number;
  /** The reason for dismissal. */
  readonly reason: string;
}

/** Rows for the template of `picks`. */
export interface AssignmentRows {
  readonly picks: TemplatePicks;
  readonly rows: readonly (readonly Cell[])[];
}

/** Caseworkers by name, or by Staff ID if a name is ambiguous. Programs by ID, which needs no dates. */
function picksFor(staffIds: Iterable<number>, { staff }: Reference): TemplatePicks {
  const wanted = new Set(staffIds);
  const counts = new Map<string, number>();
  const keyOf = (member: StaffMember) => staffName(member).toLowerCase();
  for (const member of staff) counts.set(keyOf(member), (counts.get(keyOf(member)) ?? 0) + 1);
  const isClear = staff.every((member) => !wanted.has(member.id) || counts.get(keyOf(member)) === 1);
  return { program: 'id', programDates: false, caseworker: isClear ? 'name' : 'id' };
}

/** Creates the row of an assignment from the values that are not its demographics. */
function rowMaker(picks: TemplatePicks, reference: Reference) {
  const { columns } = makeTemplate(picks, reference);
  const names = new Map(reference.staff.map((member) => [member.id, staffName(member)]));
  return (
    { participantId, programId, relationship, demographics }: OpenAssignment,
    staffId: number,
    more: readonly (readonly [ColumnKey, Cell])[],
  ): readonly Cell[] => {
    const values = new Map<ColumnKey, Cell>([
      ['participantId', participantId],
      ['programId', programId ?? ''],
      ['staffId', staffId],
      ['caseworkerName', names.get(staffId) ?? ''],
      ['relationship', relationship],
      ...more,
    ]);
    return columns.map(({ key, header, kind }): Cell => {
      const given = demographics[header];
      if (given === undefined) return values.get(key) ?? '';
      if (kind.type !== 'date') return given;
      const reading = readDateText(given);
      return serialOfIso(given) ?? ('serial' in reading ? reading.serial : given);
    });
  };
}

/** The rows that hand assignments over: for each, an Update that ends it and an Insert that begins the same one with the new caseworker. */
export function handoverRows(handovers: readonly Handover[], { date, reason }: HandoverTerms, reference: Reference): AssignmentRows {
  const staffIds = handovers.flatMap(({ assignment, to }) => [assignment.staffId, to.id]);
  const picks = picksFor(staffIds, reference);
  const rowOf = rowMaker(picks, reference);
  const rows = handovers.flatMap(({ assignment, to }) => [
    rowOf(assignment, assignment.staffId, [
      ['end', date],
      ['reason', reason],
      ['action', 'Update'],
    ]),
    rowOf(assignment, to.id, [
      ['status', assignment.status ?? ''],
      ['start', date],
      ['action', 'Insert'],
    ]),
  ]);
  return { picks, rows };
}

/** Open assignments as Updates without End Date and Reason for Dismissal, to be filled in. */
export function openRows(assignments: readonly OpenAssignment[], reference: Reference): AssignmentRows {
  const picks = picksFor(
    assignments.map(({ staffId }) => staffId),
    reference,
  );
  const rowOf = rowMaker(picks, reference);
  const rows = assignments.map((assignment) =>
    rowOf(assignment, assignment.staffId, [
      ['status', assignment.status ?? ''],
      ['start', serialOfIso(assignment.start) ?? ''],
      ['action', 'Update'],
    ]),
  );
  return { picks, rows };
}
