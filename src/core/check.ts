import { type Cell, type Cells, cellText, isBlank, isBlankRow } from './cells';
import type { ColumnKey } from './columns';
import { AMBIGUOUS, EMPTY, type Lookups, WRONG } from './lookup';
import { emptyRow, type Row, resetRow } from './row';
import { cellReader, type ReadCell, type Report, sameName } from './rules/cell';
import type { Code, Detail, Fault } from './rules/codes';
import { DuplicateIndex, DuplicateKeys, NO_KEY } from './rules/duplicates';
import { headerFaults } from './rules/header';
import { checkRow, type ReportRow, type RowColumns } from './rules/row';
import { findLayout, HEADER_SEARCH_ROWS, type Layout, namesColumns, type RowKind, rowKind } from './sheet';

/** Above this many rows the sheet should be sent in batches ("We do not recommend uploading over 600 rows at once"). */
export const RECOMMENDED_ROWS = 600;

export interface CheckOptions {
  /** Today as a serial date. */
  readonly today: number;
}

/** A row of the sheet as it stands now. */
export interface RowChange {
  /** As the sheet numbers it, from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

type Setter = (row: Row, value: number) => void;

/** Where what a cell means is kept. A program or caseworker that (wrongly) has two columns keeps what one of them says. */
const SETTERS: Partial<Record<ColumnKey, Setter>> = {
  participantId: (row, value) => {
    row.participantId = value;
  },
  programId: (row, value) => {
    if (value !== EMPTY) row.program = value;
  },
  programName: (row, value) => {
    if (value !== EMPTY) row.program = value;
  },
  programStart: (row, value) => {
    row.programStart = value;
  },
  programEnd: (row, value) => {
    row.programEnd = value;
  },
  staffId: (row, value) => {
    if (value !== EMPTY) row.staff = value;
  },
  caseworkerName: (row, value) => {
    if (value !== EMPTY) row.staff = value;
  },
  relationship: (row, value) => {
    row.relationship = value;
  },
  status: (row, value) => {
    row.status = value;
  },
  start: (row, value) => {
    row.start = value;
  },
  end: (row, value) => {
    row.end = value;
  },
  reason: (row, value) => {
    row.reason = value;
  },
  action: (row, value) => {
    row.action = value;
  },
};

interface BoundColumn {
  readonly index: number;
  readonly read: ReadCell;
  readonly set: Setter | undefined;
}

/** Stands for the identity of a row that is not one to be uploaded: blank, the sample, an instruction. */
const NOT_DATA = Number.NEGATIVE_INFINITY;

const NO_FAULTS: readonly Fault[] = [];

/**
 * The check of one sheet, kept up to date while the sheet is edited: `update` checks only the rows that changed and the
 * duplicates that they touch, with the same result as a check of the whole sheet.
 */
export class SheetCheck {
  /** Where things are on the sheet; null if it has no header of a caseload. */
  readonly layout: Layout | null;
  readonly #headerFaults: readonly Fault[];
  readonly #bound: readonly BoundColumn[];
  readonly #known: ReadonlySet<number>;
  readonly #hasNameless: boolean;
  readonly #participant: number;
  readonly #names: { readonly first: number; readonly last: number };
  readonly #rowColumns: RowColumns;
  /** The rows' identities by their numbers; `NOT_DATA` if the row is not one to be uploaded. */
  #keys: Float64Array;
  readonly #own = new Map<number, readonly Fault[]>();
  readonly #twinFaults = new Map<number, Fault>();
  readonly #duplicates: DuplicateIndex;
  readonly #identity: DuplicateKeys;
  readonly #duplicateColumns: readonly number[];
  #dataRows = 0;
  /** The rows' actions by their numbers: a place in `ACTIONS`, or `EMPTY`, `WRONG`. */
  #actions: Int8Array;
  readonly #actionCounts = [0, 0];
  // The place that is being read, for the two reporters below: one pair for the whole sheet, not one for each cell.
  readonly #scratch = emptyRow(0);
  #row = 0;
  #column = 0;
  #found: Fault[] = [];
  readonly #report: Report = (code, detail) => this.#note(code, [this.#column], detail);
  readonly #reportRow: ReportRow = (code, columns, detail) =>
    this.#note(
      code,
      columns.filter((column) => column !== EMPTY),
      detail,
    );

  constructor(
    cells: Cells,
    private readonly lookups: Lookups,
    options: CheckOptions,
  ) {
    const { reference } = lookups;
    this.layout = findLayout(cells, reference);
    this.#headerFaults = this.layout === null ? [] : [...aboveHeader(cells, this.layout), ...headerFaults(this.layout, reference)];
    const places = new Map<ColumnKey, number>();
    const bound: BoundColumn[] = [];
    for (const { index, column } of this.layout?.columns ?? []) {
      if (column === undefined || places.has(column.key)) continue;
      places.set(column.key, index);
      bound.push({ index, read: cellReader(column, lookups, options.today), set: SETTERS[column.key] });
    }
    this.#bound = bound;
    this.#known = new Set(this.layout?.columns.map(({ index }) => index));
    this.#hasNameless = this.layout?.columns.some(({ text }) => text === '') ?? false;
    const place = (key: ColumnKey) => places.get(key) ?? EMPTY;
    this.#participant = place('participantId');
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
    };
    this.#duplicateColumns = (
      [
        'participantId',
        'programId',
        'programName',
        'staffId',
        'caseworkerName',
        'caseworkerFirstName',
        'caseworkerLastName',
        'relationship',
        'action',
      ] as const
    )
      .map(place)
      .filter((column) => column !== EMPTY);
    this.#identity = new DuplicateKeys({
      programs: reference.programs.length,
      staff: Math.max(1, reference.staff.length),
      relationships: reference.feeders['Caseworker Relationship'].length,
    });
    this.#duplicates = new DuplicateIndex(cells.length);
    this.#keys = new Float64Array(cells.length + 1).fill(NOT_DATA);
    this.#actions = new Int8Array(cells.length + 1).fill(EMPTY);
    if (this.layout !== null) this.#checkAll(cells, this.layout.headerRow);
  }

  /** What the rows to be uploaded mean, in the order of `cells`, the sheet as it was last checked. */
  *rows(cells: Cells): Iterable<Row> {
    for (let number = 1; number <= cells.length; number++) {
      if (this.#keyAt(number) === NOT_DATA) continue;
      const row = this.#readData(emptyRow(number), cells[number - 1] ?? []);
      this.#found = [];
      yield row;
    }
  }

  /** How many rows are to be uploaded. */
  get rowCount(): number {
    return this.#dataRows;
  }

  /** How many rows have an action, a place in `ACTIONS`. */
  actionCount(action: number): number {
    return this.#actionCounts[action] ?? 0;
  }

  /** The column of a key, counted from 0; undefined if the sheet has none. */
  columnOf(key: ColumnKey): number | undefined {
    return this.layout?.columns.find(({ column }) => column?.key === key)?.index;
  }

  /** The faults of one row, its duplicates too. */
  faultsAt(row: number): readonly Fault[] {
    const own = this.#own.get(row) ?? NO_FAULTS;
    const twin = this.#twinFaults.get(row);
    return twin === undefined ? own : [...own, twin];
  }

  /** All faults: the sheet's and header's, then the rows' from top to bottom. */
  faults(): readonly Fault[] {
    const numbers = [...new Set([...this.#own.keys(), ...this.#twinFaults.keys()])].sort((one, other) => one - other);
    return [...this.sheetFaults(), ...numbers.flatMap((number) => this.faultsAt(number))];
  }

  /** The faults of the sheet as a whole and of its header. */
  sheetFaults(): readonly Fault[] {
    if (this.layout === null) return [{ code: 'sheet.no-header', row: 0, columns: [] }];
    const whole: Fault[] = [];
    if (this.#dataRows === 0) whole.push({ code: 'sheet.empty', row: 0, columns: [] });
    if (this.#dataRows > RECOMMENDED_ROWS) whole.push({ code: 'sheet.large', row: 0, columns: [], detail: { count: this.#dataRows } });
    return [...whole, ...this.#headerFaults];
  }

  /**
   * Takes in what rows hold now. Returns the numbers of the rows whose faults may differ, or null if the header or what
   * stands above it has changed: then the sheet must be checked anew. Rows must not have moved.
   */
  update(changes: readonly RowChange[]): ReadonlySet<number> | null {
    const { layout } = this;
    if (layout === null || changes.some((change) => this.#mayChangeLayout(layout, change))) return null;
    const touched = new Set<number>();
    const twins = new Set<ReadonlySet<number>>();
    for (const { row, cells } of changes) {
      const before = this.#keyAt(row);
      if (before !== NOT_DATA && before !== NO_KEY) twins.add(this.#duplicates.remove(before, row));
      const now = this.#readRow(row, cells);
      this.#dataRows += (now === NOT_DATA ? 0 : 1) - (before === NOT_DATA ? 0 : 1);
      if (now !== NOT_DATA && now !== NO_KEY) twins.add(this.#duplicates.add(now, row));
      touched.add(row);
    }
    for (const group of twins) for (const number of group) touched.add(number);
    for (const number of touched) this.#markTwin(number);
    return touched;
  }

  #mayChangeLayout(layout: Layout, { row, cells }: RowChange): boolean {
    if (row <= layout.headerRow || this.#hasNameless) return true;
    if (row <= HEADER_SEARCH_ROWS && namesColumns(cells, this.lookups.reference)) return true;
    return cells.some((cell, index) => !isBlank(cell) && !this.#known.has(index));
  }

  #checkAll(cells: Cells, headerRow: number): void {
    const doubled: number[] = [];
    for (let number = headerRow + 1; number <= cells.length; number++) {
      const key = this.#readRow(number, cells[number - 1] ?? []);
      if (key === NOT_DATA) continue;
      this.#dataRows++;
      if (key !== NO_KEY && this.#duplicates.add(key, number).size > 0) doubled.push(number);
    }
    for (const number of doubled) {
      this.#markTwin(number);
      const first = this.#twinFaults.get(number)?.detail?.otherRow;
      if (first !== undefined && !this.#twinFaults.has(first)) this.#markTwin(first);
    }
  }

  #markTwin(number: number): void {
    const key = this.#keyAt(number);
    const twin = key === NOT_DATA || key === NO_KEY ? 0 : this.#duplicates.twin(key, number);
    if (twin === 0) this.#twinFaults.delete(number);
    else this.#twinFaults.set(number, { code: 'row.duplicate', row: number, columns: this.#duplicateColumns, detail: { otherRow: twin } });
  }

  /** Reads one row and keeps its faults and its identity, `NOT_DATA` if the row is not one to be uploaded. */
  #readRow(number: number, cells: readonly Cell[]): number {
    this.#row = number;
    const kind = rowKind(cells, this.#participant);
    this.#scratch.action = EMPTY;
    const key = kind === 'data' ? this.#identity.of(this.#readData(resetRow(this.#scratch, number), cells)) : NOT_DATA;
    if (key === NOT_DATA) this.#reportLeftover(kind, cells);
    this.#keepKey(number, key, this.#scratch.action);
    if (this.#found.length > 0) {
      this.#own.set(number, this.#found);
      this.#found = [];
    } else if (this.#own.size > 0) this.#own.delete(number);
    return key;
  }

  #keyAt(number: number): number {
    return this.#keys[number] ?? NOT_DATA;
  }

  #keepKey(number: number, key: number, action: number): void {
    if (number >= this.#keys.length) {
      this.#keys = grown(this.#keys, new Float64Array(number * 2).fill(NOT_DATA));
      this.#actions = grown(this.#actions, new Int8Array(number * 2).fill(EMPTY));
    }
    const before = this.#actions[number] ?? EMPTY;
    if (before >= 0) this.#actionCounts[before] = (this.#actionCounts[before] ?? 0) - 1;
    if (action >= 0) this.#actionCounts[action] = (this.#actionCounts[action] ?? 0) + 1;
    this.#keys[number] = key;
    this.#actions[number] = action;
  }

  #reportLeftover(kind: RowKind, cells: readonly Cell[]): void {
    if (kind === 'sample') this.#note('sheet.sample-left', filled(cells), undefined);
    if (kind === 'instructions') this.#note('sheet.instructions-left', filled(cells), undefined);
  }

  #readData(row: Row, cells: readonly Cell[]): Row {
    this.#row = row.number;
    for (const { index, read, set } of this.#bound) {
      this.#column = index;
      const value = read(cells[index], this.#report);
      if (set !== undefined) set(row, value);
    }
    if (this.#names.first !== EMPTY && this.#names.last !== EMPTY) row.staff = this.#readNames(cells);
    checkRow(row, this.#rowColumns, this.#reportRow, this.lookups.reference.programRequired);
    return row;
  }

  /** Looks up a caseworker whose first and last name stand in two columns. */
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

  #note(code: Code, columns: readonly number[], detail: Detail | undefined): void {
    this.#found.push(detail === undefined ? { code, row: this.#row, columns } : { code, row: this.#row, columns, detail });
  }
}

function grown<Numbers extends Float64Array | Int8Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}

function filled(cells: readonly Cell[]): number[] {
  const columns: number[] = [];
  cells.forEach((cell, index) => {
    if (!isBlank(cell)) columns.push(index);
  });
  return columns;
}

/** `sheet.instructions-left`: the header must be the first thing on the sheet. */
function aboveHeader(cells: Cells, layout: Layout): Fault[] {
  const faults: Fault[] = [];
  for (let row = 0; row < layout.headerRow - layout.headerRows; row++) {
    const line = cells[row] ?? [];
    if (!isBlankRow(line)) faults.push({ code: 'sheet.instructions-left', row: row + 1, columns: filled(line) });
  }
  return faults;
}
