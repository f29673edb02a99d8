import { cellArea } from '../../workbook/address';
import { findCells, replaceCells, type SearchCriteria } from '../../workbook/cells/find';
import type { Sheet, Visibility } from '../../workbook/sheet/sheet';
import { isSheetName } from '../../workbook/sheet/sheet-names';
import type { Workbook } from '../../workbook/workbook';
import { colorOf } from '../colors';
import { HostError, HostObject, invalidArgument, itemNotFound } from '../host-object';
import { type ObjectModel, refuseIfProtected, registerEvents } from '../object-model';
import { keepProperties, keptBag } from '../properties';
import { areasOf, checkedArea } from '../range/addresses';
import { AutoFilter } from '../tables/filters';
import { CommentCollection } from '../workbook/comments';
import { CustomPropertyCollection } from '../workbook/document-properties';
import { NamedItemCollection } from '../workbook/names';
import { PageBreakCollection, PageLayout } from './page-layout';
import { FreezePanes, WorksheetProtection } from './panes';

/** @throws HostError if a name is not allowed or taken */
export function checkSheetName(workbook: Workbook, name: string): void {
  if (!isSheetName(name) || workbook.sheetByName(name) !== undefined) {
    throw invalidArgument('This sheet name is too long, taken, reserved, or has characters that are not allowed.');
  }
}

/** @throws HostError if the workbook's structure is protected */
export function checkStructure(workbook: Workbook): void {
  if (workbook.structurePassword === undefined) return;
  throw new HostError('AccessDenied', 'The structure of the workbook is protected.');
}

export class WorksheetObject extends HostObject {
  override readonly scalars = [
    'id',
    'name',
    'position',
    'visibility',
    'tabColor',
    'showGridlines',
    'showHeadings',
    'standardWidth',
    'standardHeight',
  ];
  constructor(
    readonly model: ObjectModel,
    readonly sheet: Sheet,
  ) {
    super();
  }
  get #workbook(): Workbook {
    return this.model.workbook;
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
    checkStructure(this.#workbook);
    if (name.toLowerCase() !== this.sheet.name.toLowerCase()) checkSheetName(this.#workbook, name);
    this.sheet.rename(name);
  }
  get Position(): number {
    return this.#workbook.sheets.indexOf(this.sheet);
  }
  set Position(position: number) {
    checkStructure(this.#workbook);
    if (!Number.isInteger(position) || position < 0 || position >= this.#workbook.sheets.length) throw invalidArgument();
    this.#workbook.move(this.sheet, position);
  }
  get Visibility(): Visibility {
    return this.sheet.visibility;
  }
  set Visibility(visibility: Visibility) {
    checkStructure(this.#workbook);
    if (!['Visible', 'Hidden', 'VeryHidden'].includes(visibility)) throw invalidArgument();
    if (visibility !== 'Visible') this.#checkLast();
    this.sheet.setVisibility(visibility);
  }
  /** A workbook needs one visible sheet. */
  #checkLast(): void {
    const others = this.#workbook.sheets.filter((one) => one !== this.sheet && one.visibility === 'Visible');
    if (others.length === 0) throw new HostError('InvalidOperation', 'A workbook needs one visible sheet.');
  }
  get TabColor(): string {
    return this.sheet.tabColor;
  }
  set TabColor(color: string) {
    this.sheet.tabColor = colorOf(color);
    this.sheet.workbook.emit({ type: 'rules', sheet: this.sheet });
  }
  get StandardHeight(): number {
    return 15;
  }
  get AutoFilter(): HostObject {
    return new AutoFilter(this.model, this.sheet);
  }
  get Comments(): HostObject {
    return new CommentCollection(this.model, this.sheet);
  }
  get CustomProperties(): HostObject {
    return new CustomPropertyCollection(this.sheet);
  }
  get FreezePanes(): HostObject {
    return new FreezePanes(this.model, this.sheet);
  }
  get HorizontalPageBreaks(): HostObject {
    return new PageBreakCollection(this.model, this.sheet, 'horizontal');
  }
  get VerticalPageBreaks(): HostObject {
    return new PageBreakCollection(this.model, this.sheet, 'vertical');
  }
  get Names(): HostObject {
    return new NamedItemCollection(this.model, this.sheet);
  }
  get PageLayout(): HostObject {
    return new PageLayout(this.model, this.sheet);
  }
  get Protection(): HostObject {
    return new WorksheetProtection(this.sheet);
  }
  get Tables(): HostObject {
    return this.model.tables(this.sheet);
  }
  GetRange(address: string | null): HostObject {
    return this.model.range(this.sheet, this.model.areaOf(address ?? '', this.sheet));
  }
  GetRanges(addresses: string | null): HostObject {
    return this.model.ranges(this.sheet, areasOf(addresses ?? '', this.sheet, this.#workbook));
  }
  GetRangeByIndexes(row: number, column: number, rows: number, columns: number): HostObject {
    return this.model.range(this.sheet, checkedArea({ row, column, rows, columns }));
  }
  GetCell(row: number, column: number): HostObject {
    return this.model.range(this.sheet, checkedArea(cellArea(row, column)));
  }
  GetUsedRangeOrNullObject(valuesOnly: boolean | null): HostObject | null {
    const used = this.sheet.usedArea(valuesOnly !== true);
    return used === null ? null : this.model.range(this.sheet, used);
  }
  GetUsedRange(valuesOnly: boolean | null): HostObject {
    return this.GetUsedRangeOrNullObject(valuesOnly) ?? this.GetCell(0, 0);
  }
  #neighbor(step: 1 | -1, visibleOnly: boolean | null): HostObject | null {
    const { sheets } = this.#workbook;
    for (let place = this.Position + step; place >= 0 && place < sheets.length; place += step) {
      const sheet = sheets[place];
      if (sheet !== undefined && (visibleOnly !== true || sheet.visibility === 'Visible')) return this.model.worksheet(sheet);
    }
    return null;
  }
  GetNextOrNullObject(visibleOnly: boolean | null): HostObject | null {
    return this.#neighbor(1, visibleOnly);
  }
  GetNext(visibleOnly: boolean | null): HostObject {
    return sure(this.#neighbor(1, visibleOnly));
  }
  GetPreviousOrNullObject(visibleOnly: boolean | null): HostObject | null {
    return this.#neighbor(-1, visibleOnly);
  }
  GetPrevious(visibleOnly: boolean | null): HostObject {
    return sure(this.#neighbor(-1, visibleOnly));
  }
  FindAllOrNullObject(text: string, criteria: SearchCriteria): HostObject | null {
    const found = findCells(this.sheet, this.model.areaOf('', this.sheet), text, criteria);
    return found.length === 0 ? null : this.model.ranges(this.sheet, found);
  }
  FindAll(text: string, criteria: SearchCriteria): HostObject {
    return sure(this.FindAllOrNullObject(text, criteria));
  }
  ReplaceAll(text: string, replacement: string, criteria: SearchCriteria): number {
    refuseIfProtected(this.sheet);
    return replaceCells(this.sheet, this.model.areaOf('', this.sheet), text, replacement, criteria, 'add-in');
  }
  Copy(positionType: string | null, relativeTo: WorksheetObject | null): HostObject {
    checkStructure(this.#workbook);
    const { sheets } = this.#workbook;
    const beside = relativeTo === null ? 0 : sheets.indexOf(relativeTo.sheet);
    const position = { Beginning: 0, Before: beside, After: beside + 1 }[positionType ?? 'None'] ?? sheets.length;
    let number = 2;
    const named = () => `${this.sheet.name.slice(0, 25)} (${number})`;
    while (this.#workbook.sheetByName(named()) !== undefined) number++;
    return this.model.worksheet(this.#workbook.copy(this.sheet, position, named()));
  }
  ShowOutlineLevels(rowLevels: number, columnLevels: number): null {
    const { rowLevels: rows, columnLevels: columns } = this.sheet.layout;
    const hide = (levels: ReadonlyMap<number, number>, shown: number, set: (places: number[], hidden: boolean) => void) => {
      if (shown === 0) return;
      const grouped = [...levels].filter(([, level]) => level > 0);
      set(
        grouped.filter(([, level]) => level >= shown).map(([place]) => place),
        true,
      );
      set(
        grouped.filter(([, level]) => level < shown).map(([place]) => place),
        false,
      );
    };
    hide(rows, rowLevels, (places, hidden) => this.sheet.hideRows(places, hidden));
    hide(columns, columnLevels, (places, hidden) => this.sheet.hideColumns(places, hidden));
    return null;
  }
  Calculate(markAllDirty: boolean | null): null {
    this.sheet.calculate(markAllDirty === true);
    return null;
  }
  Activate(): null {
    if (this.sheet.visibility !== 'Visible') throw new HostError('InvalidOperation', 'A hidden sheet can’t be activated.');
    this.#workbook.activate(this.sheet);
    return null;
  }
  Delete(): null {
    checkStructure(this.#workbook);
    if (this.sheet.visibility === 'VeryHidden') throw new HostError('GeneralException', 'A very hidden sheet can’t be deleted.');
    this.#checkLast();
    this.#workbook.delete(this.sheet);
    return null;
  }
}
keepProperties(WorksheetObject, ({ sheet }) => keptBag(sheet, 'view'), {
  ShowGridlines: true,
  ShowHeadings: true,
  StandardWidth: 48,
  EnableCalculation: true,
});
/** The events of a sheet, which can be registered for one or for all. */
export const SHEET_EVENTS = {
  DataChangedEvent: 'changed',
  ActivatedEvent: 'activated',
  DeactivatedEvent: 'deactivated',
  SelectionChangedEvent: 'selected',
  CalculatedEvent: 'calculated',
  FormatChangedEvent: 'formatted',
  RowSortedEvent: 'rowSorted',
  ColumnSortedEvent: 'columnSorted',
  SingleClickedEvent: 'singleClicked',
  FormulaChangedEvent: 'formulaChanged',
  ProtectionChangedEvent: 'protectionChanged',
  EventNameChanged: 'nameChanged',
  EventVisibilityChanged: 'visibilityChanged',
} as const;
registerEvents(WorksheetObject, SHEET_EVENTS, ({ model, Id }, event, on) => model.events.register(event, Id, on));

function sure<T>(object: T | null): T {
  if (object === null) throw itemNotFound();
  return object;
}
