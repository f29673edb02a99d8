import { type Area, areaAddress, intersect, SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import { ConditionalFormatCollection } from '../format/conditional-formats';
import { RangeFormat } from '../format/format';
import { styledCells } from '../format/styled-cells';
import { Collection, type HostObject, invalidArgument, itemNotFound } from '../host-object';
import { CellsObject, KeptObject, type ObjectModel } from '../object-model';
import { areasOf, checkedArea, placeOf } from './addresses';
import { copyCells } from './copy';
import { specialCells } from './special-cells';

class RangeCollection extends Collection<HostObject> {
  constructor(private readonly ranges: readonly HostObject[]) {
    super();
  }
  override items(): readonly HostObject[] {
    return this.ranges;
  }
}

/** Several areas of a sheet. */
export class RangeAreas extends CellsObject {
  override readonly scalars = ['address', 'addressLocal', 'areaCount', 'cellCount', 'isEntireColumn', 'isEntireRow'];
  constructor(
    private readonly model: ObjectModel,
    readonly sheet: Sheet,
    readonly areas: readonly Area[],
  ) {
    super();
  }
  #other(areas: readonly Area[]): HostObject {
    return this.model.ranges(this.sheet, areas);
  }
  get Address(): string {
    return this.areas.map((area) => this.sheet.workbook.fullAddress(this.sheet, areaAddress(area))).join(',');
  }
  get AddressLocal(): string {
    return this.Address;
  }
  get AreaCount(): number {
    return this.areas.length;
  }
  get CellCount(): number {
    return this.areas.reduce((sum, area) => sum + area.rows * area.columns, 0);
  }
  get IsEntireColumn(): boolean {
    return this.areas.every((area) => area.rows === SHEET_ROWS);
  }
  get IsEntireRow(): boolean {
    return this.areas.every((area) => area.columns === SHEET_COLUMNS);
  }
  get Areas(): HostObject {
    return new RangeCollection(this.areas.map((area) => this.model.range(this.sheet, area)));
  }
  get Worksheet(): HostObject {
    return this.model.worksheet(this.sheet);
  }
  get ConditionalFormats(): HostObject {
    return new ConditionalFormatCollection(this.model, this.sheet, this.areas);
  }
  get Format(): HostObject {
    const [first = { row: 0, column: 0, rows: 1, columns: 1 }] = this.areas;
    return new RangeFormat(this.sheet, first, styledCells(this.sheet, this.areas));
  }
  set Style(name: string) {
    this.checkUnlocked('allowFormatCells');
    const style = this.model.workbook.styleNamed(name);
    if (style === undefined) throw invalidArgument();
    for (const area of this.areas) this.sheet.paint(area, { ...style, name });
  }
  Clear(what: 'All' | 'Contents' | 'Formats' | null): null {
    this.checkUnlocked();
    for (const area of this.areas) this.sheet.clear(area, what ?? 'All', 'add-in');
    return null;
  }
  CopyFrom(source: CellsObject | string, type: string | null, skipBlanks: boolean | null, transpose: boolean | null): null {
    this.checkUnlocked();
    const { sheet, area } =
      typeof source === 'string' ? placeOf(source, this.sheet, this.model.workbook) : { sheet: source.sheet, area: source.areas[0] };
    if (area === undefined) throw invalidArgument();
    const options = { type: type ?? 'All', skipBlanks: skipBlanks === true, transpose: transpose === true };
    for (const target of this.areas) copyCells(sheet, area, this.sheet, target, options);
    return null;
  }
  GetEntireRow(): HostObject {
    return this.#other(this.areas.map((area) => ({ ...area, column: 0, columns: SHEET_COLUMNS })));
  }
  GetEntireColumn(): HostObject {
    return this.#other(this.areas.map((area) => ({ ...area, row: 0, rows: SHEET_ROWS })));
  }
  GetOffsetRangeAreas(rows: number, columns: number): HostObject {
    return this.#other(this.areas.map((area) => checkedArea({ ...area, row: area.row + rows, column: area.column + columns })));
  }
  GetIntersectionOrNullObject(other: CellsObject | string): HostObject | null {
    const others = typeof other === 'string' ? areasOf(other, this.sheet, this.model.workbook) : other.areas;
    const common = this.areas.flatMap((one) => others.map((area) => intersect(one, area)).filter((area) => area !== null));
    return common.length === 0 ? null : this.#other(common);
  }
  GetIntersection(other: CellsObject | string): HostObject {
    return this.GetIntersectionOrNullObject(other) ?? fail();
  }
  GetSpecialCellsOrNullObject(kind: string, valueType: string | null): HostObject | null {
    const areas = this.areas.flatMap((area) => specialCells(this.sheet, area, kind, valueType));
    return areas.length === 0 ? null : this.#other(areas);
  }
  GetSpecialCells(kind: string, valueType: string | null): HostObject {
    return this.GetSpecialCellsOrNullObject(kind, valueType) ?? fail();
  }
  GetUsedRangeAreasOrNullObject(valuesOnly: boolean | null): HostObject | null {
    const used = this.sheet.usedArea(valuesOnly !== true);
    const common = this.areas.map((area) => (used === null ? null : intersect(area, used))).filter((area) => area !== null);
    return common.length === 0 ? null : this.#other(common);
  }
  GetUsedRangeAreas(valuesOnly: boolean | null): HostObject {
    return this.GetUsedRangeAreasOrNullObject(valuesOnly) ?? fail();
  }
  GetTables(_fullyContained: boolean | null): HostObject {
    return this.model.tables(this.sheet, this.areas[0]);
  }
  Calculate(): null {
    this.sheet.workbook.calculation.changed();
    return null;
  }
  SetDirty(): null {
    return null;
  }
}

function fail(): never {
  throw itemNotFound();
}

interface SheetAreas {
  readonly sheet: Sheet;
  readonly areas: readonly Area[];
}

/** Cells of several sheets. */
export class WorkbookRangeAreas extends KeptObject {
  override readonly scalars = ['addresses'];
  constructor(
    private readonly model: ObjectModel,
    private readonly parts: readonly SheetAreas[],
  ) {
    super();
  }
  #of({ sheet, areas }: SheetAreas): HostObject {
    return this.model.ranges(sheet, areas);
  }
  get Addresses(): readonly string[] {
    return this.parts.map(({ sheet, areas }) => areas.map((area) => sheet.workbook.fullAddress(sheet, areaAddress(area))).join(','));
  }
  get Areas(): HostObject {
    return new RangeCollection(this.parts.map((part) => this.#of(part)));
  }
  get Ranges(): HostObject {
    return new RangeCollection(this.parts.flatMap(({ sheet, areas }) => areas.map((area) => this.model.range(sheet, area))));
  }
  GetRangeAreasOrNullObjectBySheet(key: string): HostObject | null {
    const part = this.parts.find(({ sheet }) => sheet.id === key || sheet.name.toLowerCase() === key.toLowerCase());
    return part === undefined ? null : this.#of(part);
  }
  GetRangeAreasBySheet(key: string): HostObject {
    return this.GetRangeAreasOrNullObjectBySheet(key) ?? fail();
  }
}
