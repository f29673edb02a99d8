import { type Area, areaAddress, bounding, intersect, parseArea, SHEET_COLUMNS, SHEET_ROWS, splitSheet } from '../workbook/address';
import type { Sheet } from '../workbook/sheet';
import { ConditionalFormatCollection, DataValidation, RangeFormat, type Styled } from './formats';
import { HostError, HostObject } from './host-object';

/** Excel's limits of a call. */
const MAX_CELLS_READ = 5_000_000;
const LONGEST_ADDRESS_LIST = 8192;
const LONGEST_TEXT = 32_767;

let made = 0;

function styledArea(sheet: Sheet, areas: readonly Area[]): Styled {
  const [first] = areas;
  return {
    get: () => (first === undefined ? {} : sheet.style(first.row, first.column)),
    set: (style) => {
      for (const area of areas) sheet.paint(area, style);
    },
  };
}

/** Parses an address within a sheet; invalid ones are Excel's `InvalidArgument`. */
export function areaOf(address: string | null, sheet: Sheet): Area {
  if (address === null || address === '') return { row: 0, column: 0, rows: SHEET_ROWS, columns: SHEET_COLUMNS };
  const { sheet: name, rest } = splitSheet(address);
  const area = parseArea(rest);
  if (area === null || (name !== null && name.toLowerCase() !== sheet.name.toLowerCase())) {
    throw new HostError('InvalidArgument', 'The argument is invalid or missing or has an incorrect format.');
  }
  return area;
}

/** The worksheet's object, which its ranges refer to. */
export interface WorksheetHost extends HostObject {
  readonly sheet: Sheet;
}

export class RangeObject extends HostObject {
  override readonly scalars = ['address', 'values', 'rowCount', 'columnCount', 'rowIndex', 'columnIndex'];
  /** Keeps this range for later batches. */
  readonly referenceId = `range-${++made}`;

  constructor(
    private readonly worksheet: WorksheetHost,
    readonly area: Area,
  ) {
    super();
  }

  get sheet(): Sheet {
    return this.worksheet.sheet;
  }

  override identity() {
    return { _ReferenceId: this.referenceId };
  }

  #part(part: Partial<Area>): RangeObject {
    const area = { ...this.area, ...part };
    if (
      area.row < 0 ||
      area.column < 0 ||
      area.rows < 1 ||
      area.columns < 1 ||
      area.row + area.rows > SHEET_ROWS ||
      area.column + area.columns > SHEET_COLUMNS
    ) {
      throw new HostError('InvalidArgument', 'The range would leave the sheet.');
    }
    return new RangeObject(this.worksheet, area);
  }

  #forEach<T>(read: (row: number, column: number) => T): T[][] {
    this.#checkSize();
    return Array.from({ length: this.area.rows }, (_, down) =>
      Array.from({ length: this.area.columns }, (_, right) => read(this.area.row + down, this.area.column + right)),
    );
  }

  #checkSize(): void {
    if (this.area.rows * this.area.columns > MAX_CELLS_READ) {
      throw new HostError('ResponsePayloadSizeLimitExceeded', 'The response payload size has exceeded the limit.');
    }
  }

  /** An array must have the range's size; a single value applies to all cells. */
  #checkShape(input: readonly (readonly unknown[])[]): void {
    if (input.length === this.area.rows && input.every((row) => row.length === this.area.columns)) return;
    throw new HostError('InvalidArgument', 'The number of rows or columns in the input array doesn’t match the size of the range.');
  }

  #write(values: unknown): void {
    if (this.sheet.isProtected) throw new HostError('AccessDenied', 'You cannot perform the requested operation: the sheet is protected.');
    const input = Array.isArray(values) ? (values as unknown[][]) : [[values]];
    if (Array.isArray(values)) this.#checkShape(input);
    if (input.some((row) => row.some((value) => typeof value === 'string' && value.length > LONGEST_TEXT))) {
      throw new HostError('InvalidArgument', `A cell holds at most ${LONGEST_TEXT} characters.`);
    }
    this.sheet.setValues(this.area, input, 'add-in');
  }

  get Address(): string {
    return this.sheet.workbook.fullAddress(this.sheet, areaAddress(this.area));
  }
  get Values(): unknown {
    this.#checkSize();
    return this.sheet.values(this.area);
  }
  set Values(values: unknown) {
    this.#write(values);
  }
  get Formulas(): unknown {
    return this.#forEach((row, column) => this.sheet.formula(row, column));
  }
  set Formulas(formulas: unknown) {
    this.#write(formulas);
  }
  get Text(): unknown {
    return this.#forEach((row, column) => this.sheet.text(row, column));
  }
  get NumberFormat(): unknown {
    return this.#forEach((row, column) => this.sheet.style(row, column).numberFormat ?? 'General');
  }
  set NumberFormat(formats: unknown) {
    if (!Array.isArray(formats)) {
      this.sheet.paint(this.area, { numberFormat: String(formats) });
      return;
    }
    this.#checkShape(formats as unknown[][]);
    (formats as (string | null)[][]).forEach((cells, down) => {
      cells.forEach((numberFormat, right) => {
        const cell = { row: this.area.row + down, column: this.area.column + right, rows: 1, columns: 1 };
        if (numberFormat !== null) this.sheet.paint(cell, { numberFormat });
      });
    });
  }
  get RowCount(): number {
    return this.area.rows;
  }
  get ColumnCount(): number {
    return this.area.columns;
  }
  get RowIndex(): number {
    return this.area.row;
  }
  get ColumnIndex(): number {
    return this.area.column;
  }
  /** Null if only some rows are hidden. */
  get RowHidden(): boolean | null {
    const { row, rows } = this.area;
    const hidden = [...this.sheet.hiddenRows].filter((one) => one >= row && one < row + rows).length;
    return hidden === 0 ? false : hidden === rows ? true : null;
  }
  get Worksheet(): HostObject {
    return this.worksheet;
  }
  get Format(): HostObject {
    return new RangeFormat(this.sheet, this.area, styledArea(this.sheet, [this.area]));
  }
  get ConditionalFormats(): HostObject {
    return new ConditionalFormatCollection(this.sheet, [this.area]);
  }
  get DataValidation(): HostObject {
    return new DataValidation(this.sheet, this.area);
  }
  GetCell(row: number, column: number): RangeObject {
    return this.#part({ row: this.area.row + row, column: this.area.column + column, rows: 1, columns: 1 });
  }
  GetRow(row: number): RangeObject {
    return this.#part({ row: this.area.row + row, rows: 1 });
  }
  GetColumn(column: number): RangeObject {
    return this.#part({ column: this.area.column + column, columns: 1 });
  }
  GetResizedRange(rows: number, columns: number): RangeObject {
    return this.#part({ rows: this.area.rows + rows, columns: this.area.columns + columns });
  }
  GetOffsetRange(rows: number, columns: number): RangeObject {
    return this.#part({ row: this.area.row + rows, column: this.area.column + columns });
  }
  GetBoundingRect(other: RangeObject): RangeObject {
    return this.#part(bounding(this.area, other.area));
  }
  GetEntireRow(): RangeObject {
    return this.#part({ column: 0, columns: SHEET_COLUMNS });
  }
  GetEntireColumn(): RangeObject {
    return this.#part({ row: 0, rows: SHEET_ROWS });
  }
  GetUsedRangeOrNullObject(valuesOnly: boolean | null): RangeObject | null {
    const used = this.sheet.usedArea(valuesOnly !== true);
    const common = used === null ? null : intersect(used, this.area);
    return common === null ? null : new RangeObject(this.worksheet, common);
  }
  Select(): null {
    this.sheet.workbook.select(this.sheet, this.area);
    return null;
  }
  Clear(what: 'All' | 'Contents' | 'Formats' | null): null {
    if (this.sheet.isProtected) throw new HostError('AccessDenied', 'You cannot perform the requested operation: the sheet is protected.');
    this.sheet.clear(this.area, what ?? 'All', 'add-in');
    return null;
  }
  Delete(shift: string): null {
    if (this.sheet.isProtected) throw new HostError('AccessDenied', 'You cannot perform the requested operation: the sheet is protected.');
    if (shift !== 'Up' || this.area.columns !== SHEET_COLUMNS) throw new HostError('ApiNotFound', 'Only whole rows are deleted here.');
    this.sheet.deleteRows(this.area.row, this.area.rows, 'add-in');
    return null;
  }
  Insert(shift: string): RangeObject {
    if (shift !== 'Down' || this.area.columns !== SHEET_COLUMNS) throw new HostError('ApiNotFound', 'Only whole rows are inserted here.');
    this.sheet.insertRows(this.area.row, this.area.rows, 'add-in');
    return this;
  }
  /** Office.js asks this before it sends a large array in parts. */
  _ValidateArraySize(): null {
    return null;
  }
}

export class RangeAreas extends HostObject {
  readonly #areas: readonly Area[];
  readonly referenceId = `range-${++made}`;

  constructor(
    private readonly sheet: Sheet,
    addresses: string,
  ) {
    super();
    if (addresses.length > LONGEST_ADDRESS_LIST) {
      throw new HostError('InvalidArgument', `A list of addresses has at most ${LONGEST_ADDRESS_LIST} characters.`);
    }
    this.#areas = addresses.split(',').map((address) => areaOf(address.trim(), sheet));
  }
  override identity() {
    return { _ReferenceId: this.referenceId };
  }
  get Address(): string {
    return this.#areas.map((area) => this.sheet.workbook.fullAddress(this.sheet, areaAddress(area))).join(',');
  }
  get ConditionalFormats(): HostObject {
    return new ConditionalFormatCollection(this.sheet, this.#areas);
  }
  get Format(): HostObject {
    const [first = { row: 0, column: 0, rows: 1, columns: 1 }] = this.#areas;
    return new RangeFormat(this.sheet, first, styledArea(this.sheet, this.#areas));
  }
}
