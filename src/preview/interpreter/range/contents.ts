import { translateFormulaToA1, translateFormulaToR1C1 } from '@borgar/fx';
import { areaAddress, cellArea, cellsOf, columnName, SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/address';
import { asError } from '../../workbook/formula/result';
import { ConditionalFormatCollection } from '../format/conditional-formats';
import { DataValidation } from '../format/data-validation';
import { RangeFormat } from '../format/format';
import { styledCells } from '../format/styled-cells';
import { freshId } from '../fresh-id';
import { HostError, type HostObject, invalidArgument } from '../host-object';
import { RangeNavigation } from './navigation';

/** Excel's limits. */
const MAX_CELLS_READ = 5_000_000;
const LONGEST_TEXT = 32_767;
/** The usual size of cells, in points. */
const USUAL = { width: 48, height: 15 };

const TYPES: Readonly<Record<string, string>> = { number: 'Double', boolean: 'Boolean', string: 'String' };

/** What is in the cells of a range, and how they look. */
export abstract class RangeContents extends RangeNavigation {
  override readonly scalars = [
    'address',
    'addressLocal',
    'cellCount',
    'values',
    'text',
    'formulas',
    'numberFormat',
    'valueTypes',
    'rowCount',
    'columnCount',
    'rowIndex',
    'columnIndex',
    'hasSpill',
    'hidden',
    'isEntireColumn',
    'isEntireRow',
  ];

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

  /** An array must have the range's size, or one of one row or column that repeats; a single value applies to all cells. */
  #checkShape(input: readonly (readonly unknown[])[]): void {
    if (input.length === this.area.rows && input.every((row) => Array.isArray(row) && row.length === this.area.columns)) return;
    throw invalidArgument('The number of rows or columns in the input array doesn’t match the size of the range.');
  }

  #write(values: unknown): void {
    this.checkUnlocked();
    if (values === null || values === undefined) throw invalidArgument();
    this.#checkSize();
    const input = Array.isArray(values) ? (values as unknown[][]) : [[values]];
    if (Array.isArray(values)) this.#checkShape(input);
    if (input.some((row) => row.some((value) => typeof value === 'string' && value.length > LONGEST_TEXT))) {
      throw invalidArgument(`A cell holds at most ${LONGEST_TEXT} characters.`);
    }
    this.sheet.setValues(this.area, input, 'add-in');
  }

  get Address(): string {
    return this.sheet.workbook.fullAddress(this.sheet, areaAddress(this.area));
  }
  get AddressLocal(): string {
    return this.Address;
  }
  /** -1 if the number is too large, as in Excel. */
  get CellCount(): number {
    const count = this.area.rows * this.area.columns;
    return count > 2 ** 31 - 1 ? -1 : count;
  }
  get Values(): unknown {
    this.#checkSize();
    return this.sheet.values(this.area);
  }
  set Values(values: unknown) {
    this.#write(values);
  }
  get ValueTypes(): unknown {
    return this.#forEach((row, column) => {
      const value = this.sheet.value(row, column);
      if (value === '') return 'Empty';
      return asError(value) !== undefined ? 'Error' : TYPES[typeof value];
    });
  }
  get Formulas(): unknown {
    return this.#forEach((row, column) => this.sheet.formula(row, column));
  }
  set Formulas(formulas: unknown) {
    this.#write(formulas);
  }
  get FormulasLocal(): unknown {
    return this.Formulas;
  }
  set FormulasLocal(formulas: unknown) {
    this.#write(formulas);
  }
  get FormulasR1C1(): unknown {
    return this.#forEach((row, column) => {
      const formula = this.sheet.formula(row, column);
      if (typeof formula !== 'string' || !formula.startsWith('=')) return formula;
      return translateFormulaToR1C1(formula, `${columnName(column)}${row + 1}`);
    });
  }
  set FormulasR1C1(formulas: unknown) {
    const input = Array.isArray(formulas) ? (formulas as unknown[][]) : [[formulas]];
    if (Array.isArray(formulas)) this.#checkShape(input);
    this.#write(
      this.#forEach((row, column) => {
        const given = input[input.length === 1 ? 0 : row - this.area.row]?.[input[0]?.length === 1 ? 0 : column - this.area.column];
        if (typeof given !== 'string' || !given.startsWith('=')) return given;
        return translateFormulaToA1(given, `${columnName(column)}${row + 1}`);
      }),
    );
  }
  get Text(): unknown {
    return this.#forEach((row, column) => this.sheet.text(row, column));
  }
  get NumberFormat(): unknown {
    return this.#forEach((row, column) => this.sheet.style(row, column).numberFormat ?? 'General');
  }
  set NumberFormat(formats: unknown) {
    this.checkUnlocked('allowFormatCells');
    // Without a format, a cell has the usual one.
    const named = (format: unknown) => (format === '' ? 'General' : String(format));
    // Unlike values, a format in an array of one cell applies to the whole range.
    const single = Array.isArray(formats) && formats.length === 1 && formats[0]?.length === 1 ? formats[0][0] : formats;
    if (!Array.isArray(single)) {
      if (single === null) throw invalidArgument();
      this.sheet.paint(this.area, { numberFormat: named(single) });
      return;
    }
    this.#checkShape(formats as unknown[][]);
    (formats as (string | null)[][]).forEach((cells, down) => {
      cells.forEach((format, right) => {
        if (format === null) return;
        this.sheet.paint(cellArea(this.area.row + down, this.area.column + right), { numberFormat: named(format) });
      });
    });
  }
  get NumberFormatLocal(): unknown {
    return this.NumberFormat;
  }
  set NumberFormatLocal(formats: unknown) {
    this.NumberFormat = formats;
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
  get IsEntireColumn(): boolean {
    return this.area.rows === SHEET_ROWS;
  }
  get IsEntireRow(): boolean {
    return this.area.columns === SHEET_COLUMNS;
  }
  get HasSpill(): boolean {
    return false;
  }
  /** Null if only some rows are hidden. */
  get RowHidden(): boolean | null {
    const { hiddenRows, filteredRows } = this.sheet.layout;
    return share(new Set([...hiddenRows, ...filteredRows]), this.area.row, this.area.rows);
  }
  set RowHidden(hidden: boolean) {
    this.checkUnlocked('allowFormatRows');
    const { row, rows } = this.area;
    this.sheet.hideRows(hidden ? places(row, rows) : within(this.sheet.layout.hiddenRows, row, rows), hidden);
  }
  get ColumnHidden(): boolean | null {
    return share(this.sheet.layout.hiddenColumns, this.area.column, this.area.columns);
  }
  set ColumnHidden(hidden: boolean) {
    this.checkUnlocked('allowFormatColumns');
    const { column, columns } = this.area;
    this.sheet.hideColumns(hidden ? places(column, columns) : within(this.sheet.layout.hiddenColumns, column, columns), hidden);
  }
  get Hidden(): boolean | null {
    const [rows, columns] = [this.RowHidden, this.ColumnHidden];
    return rows === true || columns === true ? true : rows === null || columns === null ? null : false;
  }
  get Width(): number {
    return places(this.area.column, this.area.columns).reduce(
      (sum, at) => sum + (this.sheet.layout.columnWidths.get(at) ?? USUAL.width),
      0,
    );
  }
  get Height(): number {
    return places(this.area.row, this.area.rows).reduce((sum, at) => sum + (this.sheet.layout.rowHeights.get(at) ?? USUAL.height), 0);
  }
  get Left(): number {
    return places(0, this.area.column).reduce((sum, at) => sum + (this.sheet.layout.columnWidths.get(at) ?? USUAL.width), 0);
  }
  get Top(): number {
    return places(0, this.area.row).reduce((sum, at) => sum + (this.sheet.layout.rowHeights.get(at) ?? USUAL.height), 0);
  }
  get Style(): string | null {
    const name = this.sheet.commonStyle(this.area, 'name');
    return name === undefined ? 'Normal' : name;
  }
  set Style(name: string) {
    this.checkUnlocked('allowFormatCells');
    const style = this.model.workbook.styleNamed(name);
    if (style === undefined) throw invalidArgument();
    this.sheet.paint(this.area, { ...style, name });
  }
  get Hyperlink(): unknown {
    const [first] = cellsOf(cellArea(this.area.row, this.area.column));
    return first === undefined ? null : (this.sheet.links.at(first.row, first.column)?.link ?? null);
  }
  set Hyperlink(link: Readonly<Record<string, string>>) {
    this.checkUnlocked('allowInsertHyperlinks');
    if (link === null || (link.address === undefined && link.documentReference === undefined)) throw invalidArgument();
    this.sheet.links.remove(this.sheet.links.touching(this.area));
    this.sheet.links.add({ id: freshId('LINK'), area: this.area, link });
    const shown = link.textToDisplay ?? link.address ?? link.documentReference ?? '';
    const [{ row, column }] = [this.area];
    if (link.textToDisplay !== undefined || this.sheet.value(row, column) === '') {
      this.sheet.setValues(cellArea(row, column), [[shown]], 'add-in');
    }
    this.sheet.paint(this.area, { color: '#0563C1', underline: 'Single' });
  }
  get Format(): HostObject {
    return new RangeFormat(this.sheet, this.area, styledCells(this.sheet, [this.area]));
  }
  get ConditionalFormats(): HostObject {
    return new ConditionalFormatCollection(this.model, this.sheet, [this.area]);
  }
  get DataValidation(): HostObject {
    return new DataValidation(this.model, this.sheet, this.area);
  }
}

/** Those of the rows or columns that are in a block: few, though the block may be a whole sheet. */
function within(all: ReadonlySet<number>, first: number, count: number): number[] {
  return [...all].filter((at) => at >= first && at < first + count).sort((one, other) => one - other);
}

function places(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => first + place);
}

function share(hidden: ReadonlySet<number>, first: number, count: number): boolean | null {
  const found = [...hidden].filter((one) => one >= first && one < first + count).length;
  return found === 0 ? false : found === count ? true : null;
}
