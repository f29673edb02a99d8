import type { Sheet } from '../../workbook/sheet/sheet';
import { Collection, itemNotFound } from '../host-object';
import { type ObjectModel, registerEvents, WHOLE_WORKBOOK } from '../object-model';
import { checkSheetName, checkStructure, SHEET_EVENTS, WorksheetObject } from './worksheet';

export class WorksheetCollection extends Collection<WorksheetObject> {
  constructor(readonly model: ObjectModel) {
    super();
  }
  #object(sheet: Sheet | undefined): WorksheetObject {
    if (sheet === undefined) throw itemNotFound();
    return new WorksheetObject(this.model, sheet);
  }
  override items(): readonly WorksheetObject[] {
    return this.model.workbook.sheets.map((sheet) => this.#object(sheet));
  }
  override GetCount(visibleOnly: boolean | null = null): number {
    return this.model.workbook.sheets.filter((sheet) => visibleOnly !== true || sheet.visibility === 'Visible').length;
  }
  #find(key: string): Sheet | undefined {
    return this.model.workbook.sheetById(key) ?? this.model.workbook.sheetByName(key);
  }
  GetItem(key: string): WorksheetObject {
    return this.#object(this.#find(key));
  }
  GetItemOrNullObject(key: string): WorksheetObject | null {
    const sheet = this.#find(key);
    return sheet === undefined ? null : this.#object(sheet);
  }
  GetFirst(visibleOnly: boolean | null): WorksheetObject {
    return this.#object(this.model.workbook.sheets.find((one) => visibleOnly !== true || one.visibility === 'Visible'));
  }
  GetLast(visibleOnly: boolean | null): WorksheetObject {
    return this.#object(this.model.workbook.sheets.findLast((one) => visibleOnly !== true || one.visibility === 'Visible'));
  }
  GetActiveWorksheet(): WorksheetObject {
    return this.#object(this.model.workbook.active);
  }
  Add(name: string | null): WorksheetObject {
    checkStructure(this.model.workbook);
    if (name !== null) checkSheetName(this.model.workbook, name);
    return this.#object(this.model.workbook.add(name ?? undefined));
  }
}
registerEvents(
  WorksheetCollection,
  { ...SHEET_EVENTS, AddedEvent: 'added', DeletedEvent: 'deleted', EventMoved: 'moved' },
  ({ model }, event, on) => model.events.register(event, WHOLE_WORKBOOK, on),
);
