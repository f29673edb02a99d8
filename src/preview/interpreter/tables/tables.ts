import { type Area, intersect } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { Table } from '../../workbook/tables/parts';
import { canHoldTable, headersOf } from '../../workbook/tables/table-edits';
import { freshId } from '../fresh-id';
import { Collection, HostError, invalidArgument, itemNotFound } from '../host-object';
import { type CellsObject, type ObjectModel, refuseIfProtected, registerEvents, WHOLE_WORKBOOK } from '../object-model';
import { placeOf } from '../range/addresses';
import { TableObject } from './table';

/** The tables of a sheet or of the workbook, or those that touch a range. */
export class TableCollection extends Collection<TableObject> {
  constructor(
    readonly model: ObjectModel,
    readonly sheet: Sheet | null,
    private readonly within?: Area,
  ) {
    super();
  }
  override items(): readonly TableObject[] {
    const sheets = this.sheet === null ? this.model.workbook.sheets : [this.sheet];
    return sheets.flatMap((sheet) => {
      const tables = sheet.tables.items.filter(({ area }) => this.within === undefined || intersect(area, this.within) !== null);
      return tables.map(({ id }) => new TableObject(this.model, sheet, id));
    });
  }
  GetItemOrNullObject(key: string): TableObject | null {
    return this.items().find(({ Id, Name }) => Id === key || Name.toLowerCase() === String(key).toLowerCase()) ?? null;
  }
  GetItem(key: string): TableObject {
    const found = this.GetItemOrNullObject(key);
    if (found === null) throw itemNotFound();
    return found;
  }
  GetFirst(): TableObject {
    return this.GetItemAt(0);
  }
  Add(address: CellsObject | string, hasHeaders: boolean): TableObject {
    const { workbook } = this.model;
    const given = typeof address === 'string' ? placeOf(address, this.sheet ?? workbook.active, workbook) : undefined;
    const sheet = given?.sheet ?? (address as CellsObject).sheet;
    const area = given?.area ?? (address as CellsObject).areas[0];
    if (area === undefined) throw invalidArgument();
    refuseIfProtected(sheet);
    if (!canHoldTable(sheet, area)) throw new HostError('InvalidArgument', 'A table cannot overlap another table or merged cells.');
    // Without headers, a row for them is inserted above the data.
    if (!hasHeaders) sheet.insertCells({ ...area, rows: 1 }, 'rows', 'add-in');
    const heads = hasHeaders ? (sheet.values({ ...area, rows: 1 })[0] ?? []) : Array.from({ length: area.columns }, () => '');
    const names = headersOf(heads);
    if (names.some((name, place) => name !== heads[place]))
      sheet.setValues({ ...area, rows: 1 }, [names.map((name) => `'${name}`)], 'add-in');
    const whole = hasHeaders ? { ...area, rows: Math.max(2, area.rows) } : { ...area, rows: area.rows + 1 };
    const table = this.#fresh(whole);
    sheet.tables.add(table);
    workbook.emit({ type: 'tableAdded', sheet, table });
    return new TableObject(this.model, sheet, table.id);
  }
  #fresh(area: Area): Table {
    let number = 1;
    while (this.model.workbook.table(`Table${number}`) !== undefined) number++;
    return {
      id: freshId('TABLE'),
      area,
      name: `Table${number}`,
      style: 'TableStyleMedium2',
      showHeaders: true,
      showTotals: false,
      showBandedRows: true,
      showBandedColumns: false,
      highlightFirstColumn: false,
      highlightLastColumn: false,
      showFilterButton: true,
      criteria: new Map(),
      sort: [],
    };
  }
}
registerEvents(
  TableCollection,
  { DataChangedEvent: 'tableChanged', AddedEvent: 'tableAdded', DeletedEvent: 'tableDeleted' },
  ({ model, sheet }, event, on) => model.events.register(event, sheet?.id ?? WHOLE_WORKBOOK, on),
);
