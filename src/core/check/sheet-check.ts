import { type Cell, type Cells, cellText, isBlank, isBlankRow } from '../caseload/cells';
import type { ColumnKey } from '../caseload/columns';
import { findLayout, HEADER_SEARCH_ROWS, type Layout, namesColumns } from '../caseload/layout';
import { EMPTY, type Lookups } from '../caseload/lookup';
import type { Row } from '../caseload/row';
import type { Fault } from '../rules/codes';
import { DuplicateKeys, NO_KEY } from '../rules/duplicates';
import { headerFaults } from '../rules/header';
import { DateOrders } from './date-orders';
import { DuplicateIndex } from './duplicate-index';
import { filled, placesOf, type ReadRow, RowReader } from './row-reader';

/** Above this many rows, a sheet should be sent in batches ("We do not recommend uploading over 600 rows at once"). */
export const RECOMMENDED_ROWS = 600;

export interface CheckOptions {
  /** Today as a serial date. */
  readonly today: number;
}

/** The current contents of a row. */
export interface RowChange {
  /** The sheet row number, from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** The identity of a row that is not uploaded. */
const NOT_DATA = Number.NEGATIVE_INFINITY;

const NO_FAULTS: readonly Fault[] = [];

/** The columns that identify an assignment (`row.duplicate`). */
export const IDENTITY: readonly ColumnKey[] = [
  'participantId',
  'programId',
  'programName',
  'staffId',
  'caseworkerName',
  'caseworkerFirstName',
  'caseworkerLastName',
  'relationship',
  'action',
];

/**
 * An incremental check of a sheet: `update` checks only the rows that changed and the
 * duplicates that they touch, with the same result as a check of the whole sheet.
 */
export class SheetCheck {
  /** The sheet's layout; null if it has no caseload header. */
  readonly layout: Layout | null;
  readonly #headerFaults: readonly Fault[];
  readonly #known: ReadonlySet<number>;
  readonly #hasNameless: boolean;
  readonly #reader: RowReader | undefined;
  /** Identities by row number; `NOT_DATA` for rows that are not uploaded. */
  #keys: Float64Array;
  /** Actions by row number: an index in `ACTIONS`, `EMPTY` or `WRONG`. */
  #actions: Int8Array;
  readonly #actionCounts = [0, 0];
  readonly #own = new Map<number, readonly Fault[]>();
  readonly #duplicateFaults = new Map<number, Fault>();
  readonly #duplicates: DuplicateIndex;
  readonly #identity: DuplicateKeys;
  readonly #duplicateColumns: readonly number[] = [];
  readonly #dateOrders: DateOrders;
  #dataRows = 0;
  /** The rows of open assignments that are left as they are. */
  readonly #left = new Set<number>();

  constructor(
    cells: Cells,
    private readonly lookups: Lookups,
    { today }: CheckOptions,
  ) {
    const { reference } = lookups;
    const layout = findLayout(cells, reference);
    this.layout = layout;
    this.#headerFaults = layout === null ? [] : [...aboveHeader(cells, layout), ...headerFaults(layout, reference)];
    this.#known = new Set([...(layout?.columns.map(({ index }) => index) ?? []), ...Object.values(layout?.own ?? {})]);
    this.#hasNameless = layout?.columns.some(({ text }) => text === '') ?? false;
    this.#identity = new DuplicateKeys({
      programs: reference.programs.length,
      staff: Math.max(1, reference.staff.length),
      relationships: reference.feeders['Caseworker Relationship'].length,
    });
    this.#duplicates = new DuplicateIndex(cells.length);
    const dates = layout?.columns.filter(({ column }) => column?.kind.type === 'date') ?? [];
    this.#dateOrders = new DateOrders(
      dates.map(({ index }) => index),
      cells.length,
    );
    this.#keys = new Float64Array(cells.length + 1).fill(NOT_DATA);
    this.#actions = new Int8Array(cells.length + 1).fill(EMPTY);
    if (layout === null) return;
    const place = placesOf(layout);
    this.#duplicateColumns = IDENTITY.map(place).filter((column) => column !== EMPTY);
    this.#reader = new RowReader(layout, place, lookups, today);
    this.#checkAll(this.#reader, cells, layout.headerRow);
  }

  /** The parsed data rows, in the order of `cells`, the sheet as last checked. */
  *rows(cells: Cells): Iterable<Row> {
    const reader = this.#reader;
    if (reader === undefined) return;
    for (let number = 1; number <= cells.length; number++) {
      if (this.#keyAt(number) === NOT_DATA) continue;
      yield reader.read(number, cells[number - 1] ?? []).row;
    }
  }

  /** The numbers of the data rows, from top to bottom. */
  rowNumbers(): readonly number[] {
    const numbers: number[] = [];
    this.#keys.forEach((key, number) => {
      if (key !== NOT_DATA) numbers.push(number);
    });
    return numbers;
  }

  /** The number of data rows. */
  get rowCount(): number {
    return this.#dataRows;
  }

  /** The number of rows of open assignments that are left as they are: they are not uploaded. */
  get leftCount(): number {
    return this.#left.size;
  }

  /** The number of data rows with an action (an index in `ACTIONS`). */
  actionCount(action: number): number {
    return this.#actionCounts[action] ?? 0;
  }

  /** The zero-based column of a key; undefined if the sheet has none. */
  columnOf(key: ColumnKey): number | undefined {
    return this.layout?.columns.find(({ column }) => column?.key === key)?.index;
  }

  /** The zero-based columns with dates in which day and month may be swapped. */
  get columnsInDoubt(): ReadonlySet<number> {
    return new Set(this.#dateOrders.faults.flatMap(({ columns }) => columns));
  }

  /** The faults of a row, including duplicates. */
  faultsAt(row: number): readonly Fault[] {
    const own = this.#own.get(row) ?? NO_FAULTS;
    const twin = this.#duplicateFaults.get(row);
    return twin === undefined ? own : [...own, twin];
  }

  /** All faults: of the sheet and header, then of the rows from top to bottom. */
  faults(): readonly Fault[] {
    const numbers = [...new Set([...this.#own.keys(), ...this.#duplicateFaults.keys()])].sort((one, other) => one - other);
    return [...this.sheetFaults(), ...numbers.flatMap((number) => this.faultsAt(number))];
  }

  /** The faults of the sheet as a whole, and of its header. */
  sheetFaults(): readonly Fault[] {
    if (this.layout === null) return [{ code: 'sheet.no-header', row: 0, columns: [] }];
    const whole: Fault[] = [];
    if (this.#dataRows === 0) whole.push({ code: 'sheet.empty', row: 0, columns: [] });
    if (this.#dataRows > RECOMMENDED_ROWS) whole.push({ code: 'sheet.large', row: 0, columns: [], detail: { count: this.#dataRows } });
    return [...whole, ...this.#headerFaults, ...this.#dateOrders.faults];
  }

  /**
   * Updates changed rows. Returns the numbers of the rows whose faults may have changed, or null if the header or a row
   * above it has changed: then check the whole sheet again. Rows must not have moved.
   */
  update(changes: readonly RowChange[]): ReadonlySet<number> | null {
    const { layout } = this;
    const reader = this.#reader;
    if (layout === null || reader === undefined || changes.some((change) => this.#mayChangeLayout(layout, change))) return null;
    const touched = new Set<number>();
    const orders = this.#dateOrders.faults;
    const twins = new Set<ReadonlySet<number>>();
    for (const { row, cells } of changes) {
      const before = this.#keyAt(row);
      if (before !== NOT_DATA && before !== NO_KEY) twins.add(this.#duplicates.remove(before, row));
      this.#own.delete(row);
      const now = this.#keep(reader.read(row, cells), cells);
      this.#dataRows += (now === NOT_DATA ? 0 : 1) - (before === NOT_DATA ? 0 : 1);
      if (now !== NOT_DATA && now !== NO_KEY) twins.add(this.#duplicates.add(now, row));
      touched.add(row);
    }
    for (const group of twins) for (const number of group) touched.add(number);
    for (const number of touched) this.#markDuplicate(number);
    if (this.#dateOrders.faults !== orders) for (const { row } of [...orders, ...this.#dateOrders.faults]) touched.add(row);
    return touched;
  }

  #mayChangeLayout(layout: Layout, { row, cells }: RowChange): boolean {
    if (row <= layout.headerRow || this.#hasNameless) return true;
    if (row <= HEADER_SEARCH_ROWS && namesColumns(cells, this.lookups.reference)) return true;
    return cells.some((cell, index) => !isBlank(cell) && !this.#known.has(index));
  }

  #checkAll(reader: RowReader, cells: Cells, headerRow: number): void {
    for (let place = headerRow; place < cells.length; place++) {
      const row = cells[place] ?? [];
      if (this.#keep(reader.read(place + 1, row), row) !== NOT_DATA) this.#dataRows++;
    }
    this.#findDuplicates(headerRow + 1, cells.length);
  }

  /** In a pass of its own, so that the hash table stays in the processor's cache. */
  #findDuplicates(from: number, to: number): void {
    const doubled: number[] = [];
    for (let number = from; number <= to; number++) {
      const key = this.#keyAt(number);
      if (key !== NOT_DATA && key !== NO_KEY && this.#duplicates.add(key, number).size > 0) doubled.push(number);
    }
    for (const number of doubled) {
      this.#markDuplicate(number);
      const first = this.#duplicateFaults.get(number)?.detail?.otherRow;
      if (first !== undefined && !this.#duplicateFaults.has(first)) this.#markDuplicate(first);
    }
  }

  #markDuplicate(number: number): void {
    const key = this.#keyAt(number);
    const twin = key === NOT_DATA || key === NO_KEY ? 0 : this.#duplicates.twin(key, number);
    if (twin === 0) this.#duplicateFaults.delete(number);
    else
      this.#duplicateFaults.set(number, {
        code: 'row.duplicate',
        row: number,
        columns: this.#duplicateColumns,
        detail: { otherRow: twin },
      });
  }

  /** Stores the faults and the identity of a row, which it returns; `NOT_DATA` if it is not a data row. */
  #keep({ kind, row, faults }: ReadRow, cells: readonly Cell[]): number {
    const key = kind === 'data' ? this.#identity.of(row) : NOT_DATA;
    if (kind === 'left') this.#left.add(row.number);
    else this.#left.delete(row.number);
    this.#dateOrders.read(row.number, kind === 'data' ? cells : undefined);
    this.#keepKey(row.number, key, kind === 'data' ? row.action : EMPTY);
    if (faults.length > 0) this.#own.set(row.number, faults);
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
}

function grown<Numbers extends Float64Array | Int8Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}

/** The header must be the first thing on the sheet: `sheet.instructions-left`, to be removed; rows of data above it (a sort takes it along) must not be. */
function aboveHeader(cells: Cells, layout: Layout): Fault[] {
  const faults: Fault[] = [];
  const people = layout.columns.find(({ column }) => column?.key === 'participantId')?.index ?? -1;
  const above = cells.slice(0, layout.headerRow - layout.headerRows);
  if (above.some((row) => /^\d+$/.test(cellText(row[people]).trim())))
    return [{ code: 'sheet.no-header', row: 0, columns: [], detail: { name: String(layout.headerRow), why: 'below' } }];
  for (let row = 0; row < layout.headerRow - layout.headerRows; row++) {
    const line = cells[row] ?? [];
    if (!isBlankRow(line)) faults.push({ code: 'sheet.instructions-left', row: row + 1, columns: filled(line) });
  }
  return faults;
}
