import { type Cell, cellText, isBlank } from '../caseload/cells';
import type { ColumnKey } from '../caseload/columns';
import { createRowKind, type Layout, type RowKind } from '../caseload/layout';
import { AMBIGUOUS, EMPTY, type Lookups, WRONG } from '../caseload/lookup';
import { type Disableable, isActive } from '../caseload/reference';
import { emptyRow, FIELDS, type Field, type Row } from '../caseload/row';
import { cellReader, type ReadCell, type Report, sameName } from '../rules/cell';
import type { Code, Detail, Fault } from '../rules/codes';
import { checkRow, type ReportRow, type RowColumns, type RowReference } from '../rules/row';

interface BoundColumn {
  readonly index: number;
  readonly read: ReadCell;
  readonly field: Field | undefined;
}

/** A row of the sheet, parsed and checked by itself. */
export interface ReadRow {
  /** Only `data` rows are uploaded. */
  readonly kind: RowKind;
  readonly row: Row;
  readonly faults: readonly Fault[];
}

const NO_FAULTS: readonly Fault[] = [];

/** Zero-based columns by key, the first of each; `EMPTY` if the sheet has none. */
export type PlaceOf = (key: ColumnKey) => number;

export function placesOf(layout: Layout): PlaceOf {
  const places = new Map<ColumnKey, number>();
  for (const { index, column } of layout.columns) if (column !== undefined && !places.has(column.key)) places.set(column.key, index);
  return (key) => places.get(key) ?? EMPTY;
}

const CASEWORKER_KEYS = ['staffId', 'caseworkerName', 'caseworkerFirstName', 'caseworkerLastName'] as const satisfies readonly ColumnKey[];

/** The indexes of what is disabled. */
function disabledPlaces(list: readonly Disableable[]): ReadonlySet<number> {
  return new Set(list.flatMap((one, place) => (isActive(one) ? [] : [place])));
}

/** Parses the rows of a sheet, and checks each by itself. */
export class RowReader {
  readonly #bound: readonly BoundColumn[] = [];
  readonly #kindOf: (cells: readonly Cell[]) => RowKind;
  readonly #names: { readonly first: number; readonly last: number };
  readonly #rowColumns: RowColumns;
  readonly #rowReference: RowReference;
  // The current cell, for the two reporters below, which are created once for the sheet instead of once per cell.
  #number = 0;
  #column = 0;
  #found: Fault[] | undefined;
  /** Single-column lists, shared by faults: a sheet may have a million. */
  readonly #alone: (readonly number[])[] = [];
  readonly #report: Report = (code, detail) => this.#note(code, this.#onlyColumn(), detail);
  readonly #reportRow: ReportRow = (code, columns, detail) =>
    this.#note(
      code,
      columns.filter((column) => column !== EMPTY),
      detail,
    );

  constructor(
    layout: Layout,
    place: PlaceOf,
    private readonly lookups: Lookups,
    today: number,
  ) {
    this.#bound = layout.columns.flatMap(({ index, column }) =>
      column === undefined || place(column.key) !== index
        ? []
        : [
            {
              index,
              read: cellReader(column, lookups, today),
              field: FIELDS[column.key],
            },
          ],
    );
    this.#kindOf = createRowKind(layout);
    this.#names = { first: place('caseworkerFirstName'), last: place('caseworkerLastName') };
    this.#rowColumns = {
      programId: place('programId'),
      programName: place('programName'),
      programStart: place('programStart'),
      programEnd: place('programEnd'),
      relationship: place('relationship'),
      status: place('status'),
      start: place('start'),
      end: place('end'),
      reason: place('reason'),
      caseworker: CASEWORKER_KEYS.map(place),
    };
    const { programs, staff, programRequired } = lookups.reference;
    const disabled = { program: disabledPlaces(programs), staff: disabledPlaces(staff) };
    this.#rowReference = { programRequired, isDisabled: (list, one) => disabled[list].has(one) };
  }

  read(number: number, cells: readonly Cell[]): ReadRow {
    this.#number = number;
    this.#found = undefined;
    const row = emptyRow(number);
    const kind = this.#kindOf(cells);
    if (kind === 'sample') this.#note('sheet.sample-left', filled(cells), undefined);
    if (kind === 'instructions') this.#note('sheet.instructions-left', filled(cells), undefined);
    if (kind === 'data') this.#readCells(row, cells);
    return { kind, row, faults: this.#found ?? NO_FAULTS };
  }

  #readCells(row: Row, cells: readonly Cell[]): void {
    for (const { index, read, field } of this.#bound) {
      this.#column = index;
      const value = read(cells[index], this.#report);
      // If a program or caseworker wrongly has two columns, one of them wins.
      if (field !== undefined && value !== EMPTY) row[field] = value;
    }
    if (this.#names.first !== EMPTY && this.#names.last !== EMPTY) row.staff = this.#readNames(cells);
    checkRow(row, this.#rowColumns, this.#reportRow, this.#rowReference);
  }

  /** Looks up a caseworker by first and last name in two columns. */
  #readNames(cells: readonly Cell[]): number {
    const { first, last } = this.#names;
    const [firstName, lastName] = [cells[first], cells[last]];
    if (isBlank(firstName) || isBlank(lastName)) return isBlank(firstName) && isBlank(lastName) ? EMPTY : WRONG;
    const place = this.lookups.findStaff(cellText(firstName), cellText(lastName));
    if (place >= 0) return place;
    const name = `${cellText(firstName)} ${cellText(lastName)}`;
    if (place === AMBIGUOUS) this.#note('cell.ambiguous', [first, last], sameName(this.lookups, name));
    else this.#note('cell.not-listed', [first, last], { name: 'staff' });
    return WRONG;
  }

  #onlyColumn(): readonly number[] {
    this.#alone[this.#column] ??= [this.#column];
    return this.#alone[this.#column] ?? [];
  }

  #note(code: Code, columns: readonly number[], detail: Detail | undefined): void {
    this.#found ??= [];
    this.#found.push(detail === undefined ? { code, row: this.#number, columns } : { code, row: this.#number, columns, detail });
  }
}

/** The columns of the filled cells. */
export function filled(cells: readonly Cell[]): number[] {
  const columns: number[] = [];
  cells.forEach((cell, index) => {
    if (!isBlank(cell)) columns.push(index);
  });
  return columns;
}
