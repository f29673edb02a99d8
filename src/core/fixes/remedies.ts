import { type Cell, type Cells, isBlank } from '../caseload/cells';
import { ACTIONS, type ColumnKey } from '../caseload/columns';
import { INSERT, UPDATE } from '../caseload/row';
import type { Finding } from '../check/finding';
import type { Code } from '../rules/codes';
import type { CellChange } from './fix-groups';

/** What puts rows right by one click. Values for single cells are suggestions, not remedies. */
export const REMEDIES = [
  'clear-end',
  'make-update',
  'make-insert',
  /** Of a row from the record: it is not sent. */
  'stay-open',
  'swap-dates',
  'clear-start',
  'program-from-start',
  'clear-program',
  'clear-program-dates',
  'end-open-first',
  'remove-rows',
  'set-aside',
  /** Of an upload: its rows are received, but not accepted. */
  'leave-out',
] as const;
export type RemedyName = (typeof REMEDIES)[number];

/** A remedy for rows of a sheet. */
export interface Remedy {
  readonly name: RemedyName;
  /** The sheet row numbers that it changes. */
  readonly rows: readonly number[];
}

/** A row with its place: the sheet row number that it has, or will have. */
export interface PlacedRow {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** What a remedy does to the sheet. */
export type SheetChange =
  | { readonly kind: 'cells'; readonly changes: readonly CellChange[] }
  | { readonly kind: 'remove'; readonly rows: readonly number[] }
  /** Moves the rows to a worksheet of their own. */
  | { readonly kind: 'set-aside'; readonly rows: readonly number[] }
  | { readonly kind: 'add'; readonly rows: readonly PlacedRow[] };

/** The sheet that remedies are for. */
export interface RemedySheet {
  /** The zero-based column of a key; undefined if the sheet has none. */
  columnOf(key: ColumnKey): number | undefined;
  /** The zero-based own column that marks rows which were filled in from the record; undefined if there is none. */
  readonly onRecord: number | undefined;
  readonly cells: Cells;
}

/** The remedies of each rule, best first. `set-aside` is added where many rows are to be left out. */
const BY_CODE: Readonly<Partial<Record<Code, readonly RemedyName[]>>> = {
  'insert.has-end': ['clear-end', 'make-update'],
  'update.end-required': ['stay-open', 'make-insert'],
  'update.reason-required': ['stay-open', 'make-insert'],
  'dates.reversed': ['swap-dates'],
  'program.dates-required': ['program-from-start', 'clear-program'],
  'program.required': ['clear-program-dates'],
  'program.start-missing': ['program-from-start'],
  'row.duplicate': ['remove-rows'],
  'participant.unknown': ['remove-rows'],
  'participant.mismatch': ['remove-rows'],
  'enrollment.missing': ['program-from-start', 'remove-rows'],
  'insert.already-open': ['remove-rows', 'end-open-first'],
  'insert.begun-before': ['remove-rows'],
  'update.none-open': ['make-insert', 'remove-rows'],
  'update.historic': ['remove-rows'],
  'update.start-differs': ['clear-start'],
  'security.insert': ['remove-rows'],
  'security.update': ['remove-rows'],
};

/** The most filled cells of a row that holds nobody, such as totals or a remark below the data. */
const FEW_CELLS = 3;

/** Whether all rows hold next to nothing, and no participant: what is wrong with them is that they are there. */
function isRemnant(code: Code, rows: readonly number[], columns: readonly number[], { cells, columnOf }: RemedySheet): boolean {
  if ((code !== 'cell.required' && code !== 'cell.not-a-number') || columns.length !== 1 || columns[0] !== columnOf('participantId'))
    return false;
  return rows.every((row) => (cells[row - 1] ?? []).filter((cell) => !isBlank(cell)).length <= FEW_CELLS);
}

function namesOf(code: Code, why: string | undefined): readonly RemedyName[] {
  const names = BY_CODE[code] ?? [];
  // Where the sheet itself ends the enrollment before, no Program Start Date begins another one.
  return code === 'enrollment.missing' && why === 'left' ? names.filter((name) => name !== 'program-from-start') : names;
}

/** From this many rows on, leaving them out also offers a sheet of their own. */
const MANY_ROWS = 10;

/** The remedies for rows for the same assignment. @param areSame whether nothing is lost with whichever goes; otherwise either of two can be kept */
export function remediesForSame(rows: readonly number[], areSame: boolean, sheet: RemedySheet): readonly Remedy[] {
  const later = remediesFor({ code: 'row.duplicate' }, rows, [], sheet);
  return areSame || rows.length !== 2 ? later : [...later, { name: 'remove-rows', rows: rows.slice(0, 1) }];
}

/**
 * The remedies for rows with the same problem. A remedy that the rows don't allow, such as swapping a date that is not there, is left out.
 * @param columns the highlighted columns
 */
export function remediesFor(
  { code, why }: Pick<Finding, 'code' | 'why'>,
  rows: readonly number[],
  columns: readonly number[],
  sheet: RemedySheet,
): readonly Remedy[] {
  const names = isRemnant(code, rows, columns, sheet) ? (['remove-rows'] as const) : namesOf(code, why);
  // The first of the same rows stays; a row whose like only the record knows is alone here.
  const removes = code === 'row.duplicate' && rows.length > 1 ? rows.slice(1) : rows;
  return names.flatMap((name): Remedy[] => {
    if (name !== 'remove-rows') return rows.every((row) => isPossible(name, row, columns, sheet)) ? [{ name, rows }] : [];
    const remove = { name, rows: removes } as const;
    return removes.length < MANY_ROWS ? [remove] : [remove, { name: 'set-aside', rows: removes }];
  });
}

/** The change that a remedy makes. @param columns the highlighted columns */
export function changeOf({ name, rows }: Remedy, columns: readonly number[], sheet: RemedySheet): SheetChange {
  if (name === 'remove-rows' || name === 'leave-out') return { kind: 'remove', rows };
  if (name === 'set-aside') return { kind: 'set-aside', rows };
  if (name === 'end-open-first') return { kind: 'add', rows: rows.map((row, added) => endingRow(row, row + added + 1, sheet)) };
  return { kind: 'cells', changes: rows.flatMap((row) => cellChanges(name, row, columns, sheet)) };
}

function cellAt({ cells }: RemedySheet, row: number, column: number | undefined): Cell {
  return (column === undefined ? undefined : cells[row - 1]?.[column]) ?? '';
}

function isPossible(name: RemedyName, row: number, columns: readonly number[], sheet: RemedySheet): boolean {
  const given = (key: ColumnKey) => !isBlank(cellAt(sheet, row, sheet.columnOf(key)));
  switch (name) {
    case 'make-insert':
      return given('start') && !given('end') && !given('reason');
    case 'stay-open':
      return !isBlank(cellAt(sheet, row, sheet.onRecord));
    case 'swap-dates':
      return columns.length === 2 && columns.every((column) => !isBlank(cellAt(sheet, row, column)));
    case 'program-from-start':
      return given('start') && sheet.columnOf('programStart') !== undefined && !given('programStart');
    case 'end-open-first':
      return given('start');
    default:
      return true;
  }
}

function cellChanges(name: RemedyName, row: number, columns: readonly number[], sheet: RemedySheet): readonly CellChange[] {
  const set = (key: ColumnKey, value: Cell, isDate = false): CellChange[] => {
    const column = sheet.columnOf(key);
    return column === undefined || cellAt(sheet, row, column) === value ? [] : [{ row, column, value, isDate }];
  };
  switch (name) {
    case 'clear-end':
    case 'stay-open':
      return [...set('end', ''), ...set('reason', '')];
    case 'make-update':
      return set('action', ACTIONS[UPDATE]);
    case 'make-insert':
      return set('action', ACTIONS[INSERT]);
    case 'clear-start':
      return set('start', '');
    case 'clear-program':
      return [...set('programName', ''), ...set('programId', '')];
    case 'clear-program-dates':
      return [...set('programStart', ''), ...set('programEnd', '')];
    case 'program-from-start':
      return set('programStart', cellAt(sheet, row, sheet.columnOf('start')), true);
    case 'swap-dates':
      return columns.map((column, place) => ({ row, column, value: cellAt(sheet, row, columns[1 - place]), isDate: true }));
    default:
      return [];
  }
}

/** The Update that ends the open assignment on the day on which the Insert in `row` begins it again, to go below it. Its reason is left to the user. */
function endingRow(row: number, place: number, sheet: RemedySheet): PlacedRow {
  const cells = [...(sheet.cells[row - 1] ?? [])];
  const set = (key: ColumnKey, value: Cell) => {
    const column = sheet.columnOf(key);
    if (column !== undefined) cells[column] = value;
  };
  set('end', cellAt(sheet, row, sheet.columnOf('start')));
  for (const key of ['start', 'reason', 'programStart', 'programEnd', 'status'] as const) set(key, '');
  set('action', ACTIONS[UPDATE]);
  return { row: place, cells };
}
