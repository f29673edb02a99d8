import { type Area, areaAddress, cellArea } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import { Collection, HostObject } from '../host-object';
import type { ObjectModel } from '../object-model';

/** The visible cells of a range (`Excel.RangeView`). */
export class RangeView extends HostObject {
  override readonly scalars = ['values', 'text', 'formulas', 'numberFormat', 'cellAddresses', 'rowCount', 'columnCount', 'index'];
  constructor(
    private readonly model: ObjectModel,
    private readonly sheet: Sheet,
    private readonly area: Area,
    private readonly index = 0,
  ) {
    super();
  }
  get #rows(): readonly number[] {
    const rows = Array.from({ length: this.area.rows }, (_, down) => this.area.row + down);
    return rows.filter((row) => !this.sheet.layout.isRowHidden(row));
  }
  get #columns(): readonly number[] {
    const columns = Array.from({ length: this.area.columns }, (_, right) => this.area.column + right);
    return columns.filter((column) => !this.sheet.layout.hiddenColumns.has(column));
  }
  #map<T>(read: (row: number, column: number) => T): T[][] {
    return this.#rows.map((row) => this.#columns.map((column) => read(row, column)));
  }
  get Values(): unknown {
    return this.#map((row, column) => this.sheet.value(row, column));
  }
  get Text(): unknown {
    return this.#map((row, column) => this.sheet.text(row, column));
  }
  get Formulas(): unknown {
    return this.#map((row, column) => this.sheet.formula(row, column));
  }
  get NumberFormat(): unknown {
    return this.#map((row, column) => this.sheet.style(row, column).numberFormat ?? 'General');
  }
  get CellAddresses(): unknown {
    return this.#map((row, column) => this.sheet.workbook.fullAddress(this.sheet, areaAddress(cellArea(row, column))));
  }
  get RowCount(): number {
    return this.#rows.length;
  }
  get ColumnCount(): number {
    return this.#columns.length;
  }
  get Index(): number {
    return this.index;
  }
  get Rows(): HostObject {
    return new RangeViewCollection(
      this.#rows.map((row, index) => new RangeView(this.model, this.sheet, { ...this.area, row, rows: 1 }, index)),
    );
  }
  GetRange(): HostObject {
    return this.model.range(this.sheet, this.area);
  }
}

class RangeViewCollection extends Collection<RangeView> {
  constructor(private readonly views: readonly RangeView[]) {
    super();
  }
  override items(): readonly RangeView[] {
    return this.views;
  }
}
