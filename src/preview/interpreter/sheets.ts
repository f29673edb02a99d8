import type { Sheet, Visibility } from '../workbook/sheet';
import type { SheetOwner } from '../workbook/sheet-owner';
import type { Workbook } from '../workbook/workbook';
import { ConditionalFormatCollection } from './formats';
import { HostError, HostObject } from './host-object';
import { areaOf, RangeAreas, RangeObject, type WorksheetHost } from './range';

const LONGEST_NAME = 31;

function checkName(workbook: SheetOwner<Sheet>, name: string): void {
  if (name.length === 0 || name.length > LONGEST_NAME || /[\\/?*[\]:]/.test(name) || workbook.sheetByName(name)) {
    throw new HostError('InvalidArgument', 'This sheet name is too long, taken, or has characters that are not allowed.');
  }
}

class FreezePanes extends HostObject {
  constructor(private readonly sheet: Sheet) {
    super();
  }
  #freeze(rows: number): null {
    this.sheet.freezeRows(rows);
    return null;
  }
  FreezeRows(count: number): null {
    return this.#freeze(count);
  }
  Unfreeze(): null {
    return this.#freeze(0);
  }
}

class Protection extends HostObject {
  override readonly scalars = ['protected'];
  constructor(private readonly sheet: Sheet) {
    super();
  }
  get Protected(): boolean {
    return this.sheet.isProtected;
  }
}

export class WorksheetObject extends HostObject implements WorksheetHost {
  override readonly scalars = ['id', 'name', 'position', 'visibility'];
  constructor(readonly sheet: Sheet) {
    super();
  }
  override identity() {
    return { Id: this.sheet.id };
  }
  get Id(): string {
    return this.sheet.id;
  }
  get Name(): string {
    return this.sheet.name;
  }
  set Name(name: string) {
    if (name.toLowerCase() !== this.sheet.name.toLowerCase()) checkName(this.sheet.workbook, name);
    this.sheet.rename(name);
  }
  get Position(): number {
    return this.sheet.workbook.sheets.indexOf(this.sheet);
  }
  set Position(position: number) {
    this.sheet.workbook.move(this.sheet, position);
  }
  get Visibility(): Visibility {
    return this.sheet.visibility;
  }
  set Visibility(visibility: Visibility) {
    const others = this.sheet.workbook.sheets.filter((one) => one !== this.sheet && one.visibility === 'Visible');
    if (visibility !== 'Visible' && others.length === 0) throw new HostError('InvalidOperation', 'A workbook needs one visible sheet.');
    this.sheet.setVisibility(visibility);
  }
  get TabColor(): string {
    return this.sheet.tabColor;
  }
  set TabColor(color: string) {
    this.sheet.tabColor = color;
  }
  get FreezePanes(): HostObject {
    return new FreezePanes(this.sheet);
  }
  get Protection(): HostObject {
    return new Protection(this.sheet);
  }
  get ConditionalFormats(): HostObject {
    return new ConditionalFormatCollection(this.sheet, []);
  }
  GetRange(address: string | null): HostObject {
    return new RangeObject(this, areaOf(address, this.sheet));
  }
  GetRanges(addresses: string): HostObject {
    return new RangeAreas(this.sheet, addresses);
  }
  GetRangeByIndexes(row: number, column: number, rows: number, columns: number): HostObject {
    return new RangeObject(this, { row, column, rows, columns });
  }
  GetCell(row: number, column: number): HostObject {
    return new RangeObject(this, { row, column, rows: 1, columns: 1 });
  }
  GetUsedRangeOrNullObject(valuesOnly: boolean | null): HostObject | null {
    const used = this.sheet.usedArea(valuesOnly !== true);
    return used === null ? null : new RangeObject(this, used);
  }
  Activate(): null {
    if (this.sheet.visibility !== 'Visible') throw new HostError('InvalidOperation', 'A hidden sheet can’t be activated.');
    this.sheet.workbook.activate(this.sheet);
    return null;
  }
  Delete(): null {
    if (this.sheet.visibility === 'VeryHidden') throw new HostError('GeneralException', 'A very hidden sheet can’t be deleted.');
    this.sheet.workbook.delete(this.sheet);
    return null;
  }
}

/** Registrations of `worksheets.on...`; events go to all registered. */
export type EventName =
  | 'changed'
  | 'rowSorted'
  | 'selected'
  | 'activated'
  | 'added'
  | 'deleted'
  | 'nameChanged'
  | 'moved'
  | 'visibilityChanged';

export class WorksheetCollection extends HostObject {
  constructor(
    private readonly workbook: Workbook,
    readonly register: (event: EventName, on: boolean) => null,
  ) {
    super();
  }
  override items(): readonly HostObject[] {
    return this.workbook.sheets.map((sheet) => new WorksheetObject(sheet));
  }
  #find(key: string): Sheet | undefined {
    return this.workbook.sheetById(key) ?? this.workbook.sheetByName(key);
  }
  GetItem(key: string): HostObject {
    const sheet = this.#find(key);
    if (sheet === undefined) throw new HostError('ItemNotFound', 'The requested resource doesn’t exist.');
    return new WorksheetObject(sheet);
  }
  GetItemOrNullObject(key: string): HostObject | null {
    const sheet = this.#find(key);
    return sheet === undefined ? null : new WorksheetObject(sheet);
  }
  GetFirst(visibleOnly: boolean | null): HostObject {
    const sheet = this.workbook.sheets.find((one) => visibleOnly !== true || one.visibility === 'Visible');
    if (sheet === undefined) throw new HostError('ItemNotFound', 'There is no sheet.');
    return new WorksheetObject(sheet);
  }
  GetActiveWorksheet(): HostObject {
    return new WorksheetObject(this.workbook.active);
  }
  Add(name: string | null): HostObject {
    if (name !== null) checkName(this.workbook, name);
    return new WorksheetObject(this.workbook.add(name ?? undefined));
  }
}

/** How each event is registered and unregistered on the wire. */
const REGISTRATIONS: readonly (readonly [string, EventName])[] = [
  ['DataChangedEvent', 'changed'],
  ['RowSortedEvent', 'rowSorted'],
  ['SelectionChangedEvent', 'selected'],
  ['ActivatedEvent', 'activated'],
  ['AddedEvent', 'added'],
  ['DeletedEvent', 'deleted'],
  ['EventNameChanged', 'nameChanged'],
  ['EventMoved', 'moved'],
  ['EventVisibilityChanged', 'visibilityChanged'],
];
for (const [wireName, event] of REGISTRATIONS) {
  for (const on of [true, false]) {
    Object.defineProperty(WorksheetCollection.prototype, `_${on ? 'Register' : 'Unregister'}${wireName}`, {
      value(this: { register: (event: EventName, on: boolean) => null }) {
        return this.register(event, on);
      },
    });
  }
}
