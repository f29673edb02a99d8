import type { Area } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { Table } from '../../workbook/tables/parts';
import { bodyOf, deleteColumn, deleteRows, headersOf, insertColumn, insertRows } from '../../workbook/tables/table-edits';
import { Collection, HostObject, invalidArgument, itemNotFound } from '../host-object';
import { type ObjectModel, refuseIfProtected } from '../object-model';

/** A table, as its rows and columns use it. */
export interface TableHost {
  readonly model: ObjectModel;
  readonly sheet: Sheet;
  readonly current: Table;
  /** The filter of a column, from 0. */
  filter(column: number): HostObject;
}

type Values = readonly (readonly unknown[])[];

/** Values as an array of rows; a single value or row repeats the shape that Office.js allows. */
function valuesOf(given: unknown): Values {
  if (!Array.isArray(given)) return [[given]];
  return Array.isArray(given[0]) ? (given as Values) : [given];
}

class TableRow extends HostObject {
  override readonly scalars = ['index', 'values'];
  constructor(
    private readonly table: TableHost,
    private readonly index: number,
  ) {
    super();
  }
  override identity() {
    return { Index: this.index };
  }
  get area(): Area {
    const body = bodyOf(this.table.current);
    return { ...body, row: body.row + this.index, rows: 1 };
  }
  get Index(): number {
    return this.index;
  }
  get Values(): unknown {
    return this.table.sheet.values(this.area);
  }
  set Values(values: unknown) {
    refuseIfProtected(this.table.sheet);
    this.table.sheet.setValues(this.area, valuesOf(values), 'add-in');
  }
  GetRange(): HostObject {
    return this.table.model.range(this.table.sheet, this.area);
  }
  Delete(): null {
    refuseIfProtected(this.table.sheet);
    deleteRows(this.table.sheet, this.table.current, this.index, 1);
    return null;
  }
}

export class TableRowCollection extends Collection<TableRow> {
  constructor(private readonly table: TableHost) {
    super();
  }
  override items(): readonly TableRow[] {
    return Array.from({ length: bodyOf(this.table.current).rows }, (_, index) => new TableRow(this.table, index));
  }
  Add(index: number | null, values: unknown, _alwaysInsert: boolean | null): HostObject {
    const { sheet, current } = this.table;
    refuseIfProtected(sheet);
    const rows = values === null ? [Array.from({ length: current.area.columns }, () => '')] : valuesOf(values);
    if (rows.some((row) => row.length !== current.area.columns)) throw invalidArgument();
    const isEmpty = bodyOf(current).rows === 1 && sheet.filledPart(bodyOf(current)) === null;
    if (isEmpty) {
      // A table without rows shows an empty one, which the first ones take the place of.
      if (rows.length > 1) insertRows(sheet, current, 1, rows.length - 1);
      sheet.setValues({ ...bodyOf(current), rows: rows.length }, rows, 'add-in');
      return new TableRow(this.table, 0);
    }
    const at = index === null || index === -1 ? bodyOf(current).rows : index;
    if (at < 0 || at > bodyOf(current).rows) throw invalidArgument();
    const area = insertRows(sheet, current, at, rows.length);
    sheet.setValues(area, rows, 'add-in');
    return new TableRow(this.table, at);
  }
  DeleteRows(rows: readonly (TableRow | number)[]): null {
    const places = new Set(rows.map((row) => (typeof row === 'number' ? row : row.Index)));
    for (const place of [...places].sort((one, other) => other - one)) this.DeleteRowsAt(place, 1);
    return null;
  }
  DeleteRowsAt(index: number, count: number | null): null {
    refuseIfProtected(this.table.sheet);
    const rows = count ?? 1;
    if (index < 0 || rows < 1 || index + rows > bodyOf(this.table.current).rows) throw invalidArgument();
    deleteRows(this.table.sheet, this.table.current, index, rows);
    return null;
  }
}

class TableColumn extends HostObject {
  override readonly scalars = ['id', 'index', 'name', 'values'];
  constructor(
    private readonly table: TableHost,
    private readonly index: number,
  ) {
    super();
  }
  override identity() {
    return { Id: this.Id };
  }
  #part(area: Area): Area {
    return { ...area, column: area.column + this.index, columns: 1 };
  }
  #range(area: Area): HostObject {
    return this.table.model.range(this.table.sheet, this.#part(area));
  }
  get Id(): number {
    return this.index + 1;
  }
  get Index(): number {
    return this.index;
  }
  get Name(): string {
    const { area, showHeaders } = this.table.current;
    return showHeaders ? this.table.sheet.text(area.row, area.column + this.index) : `Column${this.index + 1}`;
  }
  set Name(name: string) {
    const { area } = this.table.current;
    refuseIfProtected(this.table.sheet);
    this.table.sheet.setValues(this.#part({ ...area, rows: 1 }), [[`'${name}`]], 'add-in');
  }
  get Values(): unknown {
    return this.table.sheet.values(this.#part(this.table.current.area));
  }
  set Values(values: unknown) {
    refuseIfProtected(this.table.sheet);
    this.table.sheet.setValues(this.#part(this.table.current.area), valuesOf(values), 'add-in');
  }
  get Filter(): HostObject {
    return this.table.filter(this.index);
  }
  GetRange(): HostObject {
    return this.#range(this.table.current.area);
  }
  GetDataBodyRange(): HostObject {
    return this.#range(bodyOf(this.table.current));
  }
  GetHeaderRowRange(): HostObject {
    return this.#range({ ...this.table.current.area, rows: 1 });
  }
  GetTotalRowRange(): HostObject {
    const { area, showTotals } = this.table.current;
    if (!showTotals) throw itemNotFound();
    return this.#range({ ...area, row: area.row + area.rows - 1, rows: 1 });
  }
  Delete(): null {
    refuseIfProtected(this.table.sheet);
    deleteColumn(this.table.sheet, this.table.current, this.index);
    return null;
  }
}

export class TableColumnCollection extends Collection<TableColumn> {
  constructor(private readonly table: TableHost) {
    super();
  }
  override items(): readonly TableColumn[] {
    return Array.from({ length: this.table.current.area.columns }, (_, index) => new TableColumn(this.table, index));
  }
  GetItemOrNullObject(key: string | number): TableColumn | null {
    const isThis = (column: TableColumn) => (typeof key === 'number' ? column.Id === key : column.Name.toLowerCase() === key.toLowerCase());
    return this.items().find(isThis) ?? null;
  }
  GetItem(key: string | number): TableColumn {
    const found = this.GetItemOrNullObject(key);
    if (found === null) throw itemNotFound();
    return found;
  }
  Add(index: number | null, values: unknown, name: string | null): HostObject {
    const { sheet, current } = this.table;
    refuseIfProtected(sheet);
    const at = index === null || index === -1 ? current.area.columns : index;
    if (at < 0 || at > current.area.columns) throw invalidArgument();
    const area = insertColumn(sheet, current, at);
    if (values !== null) sheet.setValues(area, valuesOf(values), 'add-in');
    const heads = sheet.values({ ...this.table.current.area, rows: 1 })[0] ?? [];
    const given = heads.map((head, place) => (place === at && name !== null ? name : head));
    if (current.showHeaders) {
      sheet.setValues({ ...this.table.current.area, rows: 1 }, [headersOf(given).map((one) => `'${one}`)], 'add-in');
    }
    return new TableColumn(this.table, at);
  }
}
