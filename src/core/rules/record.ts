import { EMPTY, WRONG } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { INSERT, type Row, UPDATE } from '../caseload/row';
import type { Code, Detail, Fault } from './codes';
import type { Reach } from './securities';

/** What a row may do to the record: begin or end an assignment, enroll the participant in a program, or end that. */
export const ROW_CHANGES = ['begun', 'ended', 'enrolled', 'left'] as const;
export type RowChange = (typeof ROW_CHANGES)[number];

/** The facts on record about a row, without other people's IDs and dates. */
export interface RecordFacts {
  /** The participant's demographics, in the order of the duplicate check; null if the participant is unknown. */
  readonly demographics: readonly (string | null)[] | null;
  /** The start of the enrollment that covers the row's Start Date, as a serial date; null if none does. */
  readonly enrolledFrom: number | null;
  /**
   * The start of an enrollment on record with which one from the row's Program Start Date on would overlap, so that none begins: that date, if it is one
   * of these. Null if there is no such enrollment, or no such date.
   */
  readonly enrolledSince: number | null;
  /** Whether the row's Program End Date ends an enrollment on record. */
  readonly leaves: boolean;
  /** Whether an enrollment on record has ended on the row's Program End Date. */
  readonly hasLeft: boolean;
  /** Whether the participant was ever enrolled in the row's program. */
  readonly everEnrolled: boolean;
  /** The number of open assignments with exactly the row's program and relationship. */
  readonly exactOpen: number;
  /** The number of open assignments that match the row's program and relationship, where given. */
  readonly fittingOpen: number;
  /** The open assignment that an Update ends; null if none or several match. */
  readonly openAssignment: string | null;
  /** Its start as a serial date; null if none or several match. */
  readonly openStart: number | null;
  /** The number of ended assignments that match the row. */
  readonly historic: number;
  /** Whether an ended assignment has exactly the row's program, relationship and Start Date. */
  readonly begunBefore: boolean;
}

/** A user's rights. */
export interface Rights {
  /** The user's e-mail address; undefined for the user who reads the findings. */
  readonly who?: string;
  readonly insert: Reach;
  readonly update: Reach;
  /** Indexes of the programs that the rights are limited to; null if unlimited. */
  readonly programs: ReadonlySet<number> | null;
  /** The index of the staff member whose caseload is the user's own; null if the user is no caseworker. */
  readonly staff: number | null;
}

interface Leaving {
  readonly day: number;
  readonly isUsed: boolean;
}

/** What the rows of a sheet do together. */
export interface SheetContext {
  /** The day on which they enroll a participant in a program; undefined if they do not. */
  enrolledFrom(participantId: number, program: number): number | undefined;
  /** The latest Program End Date that they give for a participant in a program, and whether it ends an enrollment. */
  leaving(participantId: number, program: number): Leaving | undefined;
  /** Whether a row ends the assignment that another one begins again. */
  endsSame(row: Row): boolean;
  /** The number of enrollments that they begin. */
  readonly entered: number;
  /** The number of enrollments that they end. */
  readonly left: number;
}

/**
 * Collects the effects between rows: one row enrolls for all, and an Update makes room for an Insert.
 * @param facts by row number
 */
export function createSheetContext(rows: Iterable<Row>, facts: ReadonlyMap<number, RecordFacts>): SheetContext {
  const entered = new Map<string, number>();
  const left = new Map<string, { day: number; leaves: boolean }>();
  const ended = new Set<string>();
  const enrollment = (participantId: number, program: number) => `${participantId}:${program}`;
  const assignment = (row: Row) => `${row.participantId}:${row.program}:${row.staff}:${row.relationship}`;
  for (const row of rows) {
    const { programStart, programEnd } = row;
    const known = facts.get(row.number);
    const key = enrollment(row.participantId, row.program);
    if (row.program >= 0 && programStart > 0 && known?.enrolledSince === null)
      entered.set(key, Math.min(entered.get(key) ?? programStart, programStart));
    if (row.program >= 0 && programEnd > (left.get(key)?.day ?? 0)) left.set(key, { day: programEnd, leaves: known?.leaves === true });
    if (row.action === UPDATE) ended.add(assignment(row));
  }
  const leaving = new Map(
    [...left].map(([key, { day, leaves }]) => [key, { day, isUsed: leaves || (entered.get(key) ?? day + 1) <= day }]),
  );
  return {
    enrolledFrom: (participantId, program) => entered.get(enrollment(participantId, program)),
    leaving: (participantId, program) => leaving.get(enrollment(participantId, program)),
    endsSame: (row) => ended.has(assignment(row)),
    entered: entered.size,
    left: [...leaving.values()].filter(({ isUsed }) => isUsed).length,
  };
}

/** The zero-based columns that rules highlight; undefined if the sheet has no such column. */
export interface RecordColumns {
  readonly participantId: number | undefined;
  readonly demographics: readonly (number | undefined)[];
  readonly program: number | undefined;
  readonly programStart: number | undefined;
  readonly programEnd: number | undefined;
  readonly caseworker: readonly number[];
  readonly relationship: number | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly action: number | undefined;
}

/**
 * Checks one row against the record.
 * @param given the row's demographics of the duplicate check, normalized
 * @param today a serial date
 * @param rights the rights of everyone who submitted or fixed the sheet: each of them must have them
 */
export function recordFaults(
  row: Row,
  given: readonly string[],
  facts: RecordFacts,
  rights: readonly Rights[],
  sheet: SheetContext,
  columns: RecordColumns,
  reference: Pick<Reference, 'duplicateCheck'>,
  today: number,
): readonly Fault[] {
  const faults: Fault[] = [];
  const report = (code: Code, marked: readonly (number | undefined)[], detail?: Detail) => {
    const there = marked.filter((column) => column !== undefined);
    faults.push(detail === undefined ? { code, row: row.number, columns: there } : { code, row: row.number, columns: there, detail });
  };
  const isInsert = row.action === INSERT;
  const reach = ({ insert, update }: Rights) => (isInsert ? insert : update);
  const hasRight = (person: Rights) => reach(person) !== 'none';
  const inProgram = ({ programs }: Rights) => programs === null || row.program === WRONG || programs.has(row.program);
  const inCaseload = (person: Rights) => reach(person) !== 'own' || row.staff < 0 || row.staff === person.staff;
  const lacking = row.action < 0 ? [] : rights.filter((person) => !(hasRight(person) && inProgram(person) && inCaseload(person)));
  if (lacking.length > 0) {
    const isOwnOnly = lacking.every((person) => hasRight(person) && inProgram(person));
    const inOthers = lacking.every(hasRight) && row.program >= 0 ? [columns.program] : [];
    const names = lacking.flatMap(({ who }) => who ?? []);
    report(isInsert ? 'security.insert' : 'security.update', [columns.action, ...(isOwnOnly ? columns.caseworker : inOthers)], {
      ...(names.length === 0 ? {} : { name: names.join(', ') }),
      ...(isOwnOnly ? { why: 'own' } : {}),
    });
  }
  if (row.participantId < 0) return faults;
  if (facts.demographics === null) {
    report('participant.unknown', [columns.participantId]);
    return faults;
  }
  const differing = reference.duplicateCheck.flatMap((_, place) => {
    const value = given[place] ?? '';
    return value !== '' && value !== (facts.demographics?.[place] ?? '') ? [columns.demographics[place]] : [];
  });
  if (differing.length > 0) report('participant.mismatch', [...differing, columns.participantId]);
  if (row.programEnd > 0 && row.programStart === EMPTY && !facts.everEnrolled) report('program.start-missing', [columns.programEnd]);
  else if (row.program >= 0 && row.programStart !== WRONG) checkProgramDates();
  const caseworkerKnown = row.staff >= 0 && row.program !== WRONG && row.relationship !== WRONG;
  if (row.action === INSERT) checkInsert();
  if (row.action === UPDATE && caseworkerKnown) checkUpdate();
  return faults;

  /** Enrollments on record stay as they are, and a sheet makes one of each: without a word, a date that was given would be lost. */
  function checkProgramDates(): void {
    const enters = sheet.enrolledFrom(row.participantId, row.program);
    const from = facts.enrolledSince ?? enters;
    if (row.programStart > 0 && from !== row.programStart)
      report('enrollment.start-differs', [columns.programStart], facts.enrolledSince === null ? { why: 'sheet' } : undefined);
    if (row.programEnd <= 0 || facts.hasLeft) return;
    const isEarlier = sheet.leaving(row.participantId, row.program)?.day !== row.programEnd;
    const isUsed = facts.leaves || (enters !== undefined && enters <= row.programEnd);
    if (isEarlier || !isUsed) report('enrollment.end-differs', [columns.programEnd], isEarlier ? { why: 'sheet' } : undefined);
  }

  /** A caseload lies within the enrollment, as it is once the sheet is applied. */
  function checkEnrollment(): void {
    const enters = sheet.enrolledFrom(row.participantId, row.program);
    const leaving = sheet.leaving(row.participantId, row.program);
    const endsBefore = (from: number) => leaving?.isUsed === true && from <= leaving.day && leaving.day < row.start;
    const onRecord = facts.enrolledFrom !== null && !endsBefore(facts.enrolledFrom);
    const bySheet = enters !== undefined && enters <= row.start && !endsBefore(enters);
    if (!onRecord && !bySheet) {
      const isLeft = facts.enrolledFrom !== null || (enters !== undefined && enters <= row.start);
      const why = isLeft ? 'left' : row.programStart > 0 ? 'not-entered' : undefined;
      report('enrollment.missing', [columns.program, columns.start], why === undefined ? undefined : { why });
    }
    // A sheet's own enrollment is what its user means.
    else if (!bySheet && facts.enrolledFrom !== null && facts.enrolledFrom > today)
      report('enrollment.future', [columns.program, columns.start]);
  }

  function checkInsert(): void {
    if (row.program >= 0 && row.start > 0 && row.programStart !== WRONG) checkEnrollment();
    if (!caseworkerKnown || row.relationship < 0) return;
    if (facts.exactOpen > 0 && !sheet.endsSame(row)) {
      report('insert.already-open', [columns.participantId, ...columns.caseworker, columns.relationship]);
    } else if (facts.begunBefore) report('insert.begun-before', [columns.participantId, columns.start]);
  }

  function checkUpdate(): void {
    const marked = [columns.participantId, ...columns.caseworker];
    const isClear = facts.exactOpen === 1 || facts.fittingOpen === 1;
    if (isClear) {
      if (row.start > 0 && facts.openStart !== null && facts.openStart !== row.start) report('update.start-differs', [columns.start]);
      if (row.end > 0 && row.start === EMPTY && facts.openStart !== null && row.end < facts.openStart)
        report('dates.reversed', [columns.end], { name: 'End Date', why: 'record' });
    } else if (facts.fittingOpen > 1) report('update.none-open', marked, { why: 'several' });
    else if (facts.historic > 0) report('update.historic', marked);
    else report('update.none-open', marked);
  }
}
