import { type Area, areaAddress } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { FilterCriteria, SortField, Table } from '../../workbook/tables/parts';
import { bodyOf, canHoldTable, headersOf, insertRows } from '../../workbook/tables/table-edits';
import { HostError, HostObject, invalidArgument, itemNotFound } from '../host-object';
import { type CellsObject, type ObjectModel, refuseIfProtected, registerEvents } from '../object-model';
import { sortBlock } from '../range/sort';
import { Filter, withCriteria } from './filters';
import { TableColumnCollection, type TableHost, TableRowCollection } from './lines';

const STYLES = /^TableStyle(Light([1-9]|1\d|2[01])|Medium([1-9]|1\d|2[0-8])|Dark([1-9]|1[01]))$/;
const NAME = /^[\p{L}_\\][\p{L}\p{N}_.\\]{0,254}$/u;
/** The table's properties that are switches. */
const SWITCHES = ['showBandedRows', 'showBandedColumns', 'highlightFirstColumn', 'highlightLastColumn', 'showFilterButton'] as const;

class TableSort extends HostObject {
  override readonly scalars = ['fields', 'matchCase', 'method'];
  constructor(private readonly table: TableObject) {
    super();
  }
  get Fields(): readonly SortField[] {
    return this.table.current.sort;
  }
  get MatchCase(): boolean {
    return false;
  }
  get Method(): string {
    return 'PinYin';
  }
  Apply(fields: readonly SortField[], matchCase: boolean | null): null {
    const { sheet, current } = this.table;
    sortBlock(sheet, bodyOf(current), fields, matchCase === true);
    this.table.change({ sort: fields });
    return null;
  }
  Clear(): null {
    this.table.change({ sort: [] });
    return null;
  }
  Reapply(): null {
    return this.Fields.length === 0 ? null : this.Apply(this.Fields, null);
  }
}

export class TableObject extends HostObject implements TableHost {
  override readonly scalars = ['id', 'legacyId', 'name', 'showHeaders', 'showTotals', 'style', ...SWITCHES];

  constructor(
    readonly model: ObjectModel,
    readonly sheet: Sheet,
    private readonly id: string,
  ) {
    super();
  }
  override identity() {
    return { Id: this.id };
  }
  get current(): Table {
    const table = this.sheet.tables.find(this.id);
    if (table === undefined) throw itemNotFound();
    return table;
  }
  change(change: Partial<Table>): void {
    refuseIfProtected(this.sheet);
    this.sheet.tables.change(this.id, change);
    this.sheet.touch(this.current.area);
  }
  filter(column: number): HostObject {
    return new Filter(
      () => this.current.criteria.get(column),
      (given: FilterCriteria | null) => {
        refuseIfProtected(this.sheet, 'allowAutoFilter');
        this.sheet.tables.change(this.id, { criteria: withCriteria(this.current.criteria, column, given) });
        this.sheet.applyFilters();
      },
    );
  }
  #range(area: Area): HostObject {
    return this.model.range(this.sheet, area);
  }
  get Id(): string {
    return this.id;
  }
  get LegacyId(): string {
    return this.id;
  }
  get Name(): string {
    return this.current.name;
  }
  set Name(name: string) {
    const isTaken = this.model.workbook.table(name) !== undefined && name.toLowerCase() !== this.Name.toLowerCase();
    if (!NAME.test(name) || isTaken) throw invalidArgument();
    this.change({ name });
  }
  get Style(): string {
    return this.current.style;
  }
  set Style(style: string) {
    if (style !== '' && !STYLES.test(style)) throw invalidArgument();
    this.change({ style });
  }
  get ShowHeaders(): boolean {
    return this.current.showHeaders;
  }
  /** The row leaves or takes cells of the sheet. */
  set ShowHeaders(showHeaders: boolean) {
    const { area, showHeaders: before } = this.current;
    if (before === showHeaders) return;
    if (showHeaders && area.row === 0) throw new HostError('InvalidOperation', 'There is no room for a header row.');
    const change = showHeaders ? { row: area.row - 1, rows: area.rows + 1 } : { row: area.row + 1, rows: area.rows - 1 };
    const heads = { ...area, rows: 1, row: showHeaders ? area.row - 1 : area.row };
    if (showHeaders) this.sheet.setValues(heads, [headersOf(Array.from({ length: area.columns }, () => ''))], 'add-in');
    else this.sheet.clear(heads, 'Contents', 'add-in');
    this.change({ showHeaders, area: { ...area, ...change } });
  }
  get ShowTotals(): boolean {
    return this.current.showTotals;
  }
  set ShowTotals(showTotals: boolean) {
    const { current } = this;
    if (current.showTotals === showTotals) return;
    const { area } = current;
    if (!showTotals) {
      this.sheet.clear({ ...area, row: area.row + area.rows - 1, rows: 1 }, 'All', 'add-in');
      this.change({ showTotals, area: { ...area, rows: area.rows - 1 } });
      return;
    }
    insertRows(this.sheet, current, bodyOf(current).rows, 1);
    this.change({ showTotals });
    const foot = { ...area, row: area.row + area.rows, rows: 1 };
    this.sheet.setValues({ ...foot, columns: 1 }, [['Total']], 'add-in');
    const last = { ...foot, column: area.column + area.columns - 1, columns: 1 };
    const column = areaAddress({ ...bodyOf(current), column: last.column, columns: 1 });
    if (area.columns > 1) this.sheet.setValues(last, [[`=SUBTOTAL(109,${column})`]], 'add-in');
  }
  get Columns(): HostObject {
    return new TableColumnCollection(this);
  }
  get Rows(): HostObject {
    return new TableRowCollection(this);
  }
  get Sort(): HostObject {
    return new TableSort(this);
  }
  get Worksheet(): HostObject {
    return this.model.worksheet(this.sheet);
  }
  GetRange(): HostObject {
    return this.#range(this.current.area);
  }
  GetDataBodyRange(): HostObject {
    return this.#range(bodyOf(this.current));
  }
  GetHeaderRowRange(): HostObject {
    if (!this.ShowHeaders) throw itemNotFound();
    return this.#range({ ...this.current.area, rows: 1 });
  }
  GetTotalRowRange(): HostObject {
    const { area } = this.current;
    if (!this.ShowTotals) throw itemNotFound();
    return this.#range({ ...area, row: area.row + area.rows - 1, rows: 1 });
  }
  ClearFilters(): null {
    this.sheet.tables.change(this.id, { criteria: new Map() });
    this.sheet.applyFilters();
    return null;
  }
  ReapplyFilters(): null {
    this.sheet.applyFilters();
    return null;
  }
  Resize(range: CellsObject | string): null {
    const area = typeof range === 'string' ? this.model.areaOf(range, this.sheet) : range.areas[0];
    const { area: before } = this.current;
    const overlaps = area !== undefined && area.row === before.row && area.rows > 1;
    if (area === undefined || !overlaps || !canHoldTable(this.sheet, area, this.id)) throw invalidArgument();
    this.change({ area });
    this.#nameColumns();
    return null;
  }
  #nameColumns(): void {
    const { area, showHeaders } = this.current;
    if (!showHeaders) return;
    const heads = this.sheet.values({ ...area, rows: 1 })[0] ?? [];
    const names = headersOf(heads);
    if (names.some((name, place) => name !== heads[place])) {
      this.sheet.setValues({ ...area, rows: 1 }, [names.map((name) => `'${name}`)], 'add-in');
    }
  }
  ConvertToRange(): HostObject {
    const { area } = this.current;
    this.#remove();
    return this.#range(area);
  }
  Delete(): null {
    const { area } = this.current;
    this.#remove();
    this.sheet.clear(area, 'All', 'add-in');
    return null;
  }
  #remove(): void {
    const { current } = this;
    refuseIfProtected(this.sheet);
    this.sheet.tables.remove([current]);
    this.sheet.workbook.emit({ type: 'tableDeleted', sheet: this.sheet, table: current });
    this.sheet.applyFilters();
  }
}
for (const name of SWITCHES) {
  Object.defineProperty(TableObject.prototype, name.charAt(0).toUpperCase() + name.slice(1), {
    get(this: TableObject) {
      return this.current[name];
    },
    set(this: TableObject, value: unknown) {
      if (typeof value !== 'boolean') throw invalidArgument();
      this.change({ [name]: value });
    },
  });
}
registerEvents(TableObject, { DataChangedEvent: 'tableChanged', SelectionChangedEvent: 'tableSelected' }, ({ model, Id }, event, on) =>
  model.events.register(event, Id, on),
);
