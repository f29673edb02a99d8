import { EMPTY } from '../caseload/lookup';
import { INSERT, type Row, UPDATE } from '../caseload/row';
import type { Code, Detail } from './codes';

/** The sheet's columns by key; `EMPTY` if the sheet has no such column. */
export interface RowColumns {
  readonly programId: number;
  readonly programName: number;
  readonly programStart: number;
  readonly programEnd: number;
  readonly relationship: number;
  readonly status: number;
  readonly start: number;
  readonly end: number;
  readonly reason: number;
  /** The columns that name the caseworker. */
  readonly caseworker: readonly number[];
}

/** What a row is checked against. */
export interface RowReference {
  readonly programRequired: boolean;
  /** Whether the program or staff member at an index of the site's lists is disabled. */
  readonly isDisabled: (list: 'program' | 'staff', place: number) => boolean;
}

/** Reports a fault of the row. Columns that the sheet lacks are left out. */
export type ReportRow = (code: Code, columns: readonly number[], detail?: Detail) => void;

/** `insert.start-required`: an Insert needs a Start Date, Relationship, Status. */
function insertNeedsStart(row: Row, columns: RowColumns, report: ReportRow): void {
  if (row.action !== INSERT) return;
  if (row.start === EMPTY) report('insert.start-required', [columns.start], { name: 'Start Date' });
  if (row.relationship === EMPTY) report('insert.start-required', [columns.relationship], { name: 'Caseworker Relationship' });
  if (row.status === EMPTY) report('insert.start-required', [columns.status], { name: 'Caseload Status' });
}

/** `insert.has-end`: "Insert for adding new assignments". */
function insertHasNoEnd(row: Row, columns: RowColumns, report: ReportRow): void {
  if (row.action !== INSERT) return;
  const given = [row.end === EMPTY ? EMPTY : columns.end, row.reason === EMPTY ? EMPTY : columns.reason].filter(
    (column) => column !== EMPTY,
  );
  if (given.length > 0) report('insert.has-end', given);
}

/** `update.end-required`, `update.reason-required`: "Update for ending currently open assignments". */
function updateEnds(row: Row, columns: RowColumns, report: ReportRow): void {
  if (row.action !== UPDATE) return;
  if (row.end === EMPTY) report('update.end-required', [columns.end]);
  if (row.reason === EMPTY) report('update.reason-required', [columns.reason]);
}

/** `dates.reversed`: end before start, for the assignment and for the program. */
function datesInOrder(row: Row, columns: RowColumns, report: ReportRow): void {
  if (row.start > 0 && row.end > 0 && row.end < row.start) report('dates.reversed', [columns.start, columns.end], { name: 'End Date' });
  if (row.programStart > 0 && row.programEnd > 0 && row.programEnd < row.programStart) {
    report('dates.reversed', [columns.programStart, columns.programEnd], { name: 'Program End Date' });
  }
}

/** `program.dates-required`: "if a Program Name is selected to be uploaded then a Program Start Date or a Program End Date is required". */
function programNameNeedsDates(row: Row, columns: RowColumns, report: ReportRow): void {
  if (columns.programName === EMPTY || row.program === EMPTY) return;
  if (row.programStart === EMPTY && row.programEnd === EMPTY) {
    report('program.dates-required', [columns.programName, columns.programStart, columns.programEnd]);
  }
}

/** `program.required`: "if Program Start Date or a Program End Date is selected then Program Name becomes required". */
function programDatesNeedProgram(row: Row, columns: RowColumns, report: ReportRow, programRequired: boolean): void {
  // If the site requires a program, its empty cell is already reported.
  if (row.program !== EMPTY || programRequired) return;
  if (row.programStart === EMPTY && row.programEnd === EMPTY) return;
  const program = columns.programId === EMPTY ? columns.programName : columns.programId;
  const marked = program === EMPTY ? [columns.programStart, columns.programEnd] : [program];
  report('program.required', marked);
}

/** `cell.disabled`: nothing begins in a disabled program, or with a staff member who has left. */
function insertIntoActive(row: Row, columns: RowColumns, report: ReportRow, { isDisabled }: RowReference): void {
  if (row.action !== INSERT) return;
  if (row.program >= 0 && isDisabled('program', row.program)) {
    report('cell.disabled', [columns.programId === EMPTY ? columns.programName : columns.programId], { name: 'program' });
  }
  if (row.staff >= 0 && isDisabled('staff', row.staff)) report('cell.disabled', columns.caseworker, { name: 'staff' });
}

/** Checks one row by itself. */
export function checkRow(row: Row, columns: RowColumns, report: ReportRow, reference: RowReference): void {
  insertNeedsStart(row, columns, report);
  insertHasNoEnd(row, columns, report);
  updateEnds(row, columns, report);
  datesInOrder(row, columns, report);
  programNameNeedsDates(row, columns, report);
  programDatesNeedProgram(row, columns, report, reference.programRequired);
  insertIntoActive(row, columns, report, reference);
}
