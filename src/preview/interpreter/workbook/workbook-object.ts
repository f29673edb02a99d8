import { cellArea } from '../../workbook/address';
import { HostError, HostObject, itemNotFound } from '../host-object';
import { type ObjectModel, registerEvents, WHOLE_WORKBOOK } from '../object-model';
import { WorksheetCollection } from '../worksheet/worksheets';
import { Application } from './application';
import { CommentCollection } from './comments';
import { DocumentProperties } from './document-properties';
import { Functions } from './functions';
import { StyleCollection } from './named-styles';
import { NamedItemCollection } from './names';
import { SettingCollection } from './settings';

/** `workbook.protection`: of the structure, the sheets and their order. */
class WorkbookProtection extends HostObject {
  override readonly scalars = ['protected'];
  constructor(private readonly model: ObjectModel) {
    super();
  }
  get Protected(): boolean {
    return this.model.workbook.structurePassword !== undefined;
  }
  Protect(password: string | null): null {
    if (this.Protected) throw new HostError('InvalidOperation', 'The workbook is protected already.');
    this.model.workbook.structurePassword = password === '' ? null : password;
    return null;
  }
  Unprotect(password: string | null): null {
    const wanted = this.model.workbook.structurePassword ?? null;
    if (wanted !== null && wanted !== password) throw new HostError('AccessDenied', 'The password is wrong.');
    this.model.workbook.structurePassword = undefined;
    return null;
  }
}

/** `context.runtime`. */
class Runtime extends HostObject {
  override readonly scalars = ['enableEvents'];
  constructor(private readonly model: ObjectModel) {
    super();
  }
  get EnableEvents(): boolean {
    return this.model.events.enabled;
  }
  set EnableEvents(enabled: boolean) {
    this.model.events.enabled = enabled;
  }
}

/** `context.workbook`. */
export class WorkbookObject extends HostObject {
  override readonly scalars = ['name', 'readOnly', 'isDirty', 'autoSave', 'previouslySaved'];

  constructor(readonly model: ObjectModel) {
    super();
  }
  get Name(): string {
    return 'Book1.xlsx';
  }
  get ReadOnly(): boolean {
    return this.model.workbook.isReadOnly;
  }
  get IsDirty(): boolean {
    return false;
  }
  get AutoSave(): boolean {
    return true;
  }
  get PreviouslySaved(): boolean {
    return true;
  }
  get Application(): HostObject {
    return new Application(this.model.workbook);
  }
  get Comments(): HostObject {
    return new CommentCollection(this.model, null);
  }
  get Functions(): HostObject {
    return new Functions(this.model.workbook);
  }
  get Names(): HostObject {
    return new NamedItemCollection(this.model, null);
  }
  get Properties(): HostObject {
    return new DocumentProperties(this.model.workbook);
  }
  get Protection(): HostObject {
    return new WorkbookProtection(this.model);
  }
  get Settings(): HostObject {
    return new SettingCollection(this.model);
  }
  get Styles(): HostObject {
    return new StyleCollection(this.model.workbook);
  }
  get Tables(): HostObject {
    return this.model.tables(null);
  }
  get Worksheets(): HostObject {
    return new WorksheetCollection(this.model);
  }
  get _Runtime(): HostObject {
    return new Runtime(this.model);
  }
  GetSelectedRange(): HostObject {
    return this.model.range(this.model.workbook.active, this.model.workbook.selection);
  }
  GetSelectedRanges(): HostObject {
    return this.model.ranges(this.model.workbook.active, [this.model.workbook.selection]);
  }
  GetActiveCell(): HostObject {
    const { row, column } = this.model.workbook.selection;
    return this.model.range(this.model.workbook.active, cellArea(row, column));
  }
  /** The cells of an event, from its message. */
  _GetRangeOrNullObjectForEventByReferenceId(reference: string): HostObject | null {
    const end = reference.lastIndexOf('!');
    const sheet = this.model.workbook.sheetById(reference.slice(0, end));
    return sheet === undefined ? null : this.model.range(sheet, this.model.areaOf(reference.slice(end + 1), sheet));
  }
  _GetRangeForEventByReferenceId(reference: string): HostObject {
    const found = this._GetRangeOrNullObjectForEventByReferenceId(reference);
    if (found === null) throw itemNotFound();
    return found;
  }
  /** The preview stores each change by itself. */
  Save(_behavior: string | null): null {
    return null;
  }
}
registerEvents(WorkbookObject, { ActivatedEvent: 'workbookActivated' }, ({ model }, event, on) =>
  model.events.register(event, WHOLE_WORKBOOK, on),
);
