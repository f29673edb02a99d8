import type { Area } from '../workbook/address';
import type { Sheet } from '../workbook/sheet/sheet';
import type { Workbook } from '../workbook/workbook';
import type { HostObject } from './host-object';
import type { CellsObject, Events, ObjectModel } from './object-model';
import { areaOf } from './range/addresses';
import { RangeObject } from './range/range';
import { RangeAreas, WorkbookRangeAreas } from './range/range-areas';
import { TableObject } from './tables/table';
import { TableCollection } from './tables/tables';
import { WorksheetObject } from './worksheet/worksheet';

/** Makes the objects of a workbook. */
export class Model implements ObjectModel {
  constructor(
    readonly workbook: Workbook,
    readonly events: Events,
  ) {}

  areaOf(address: string, sheet: Sheet): Area {
    return areaOf(address, sheet, this.workbook);
  }
  worksheet(sheet: Sheet): HostObject {
    return new WorksheetObject(this, sheet);
  }
  range(sheet: Sheet, area: Area): CellsObject {
    return new RangeObject(this, sheet, area);
  }
  ranges(sheet: Sheet, areas: readonly Area[]): CellsObject {
    return new RangeAreas(this, sheet, areas);
  }
  rangesOfSheets(parts: readonly { readonly sheet: Sheet; readonly areas: readonly Area[] }[]): HostObject {
    return new WorkbookRangeAreas(this, parts);
  }
  table(sheet: Sheet, id: string): HostObject {
    return new TableObject(this, sheet, id);
  }
  tables(sheet: Sheet | null, within?: Area): HostObject {
    return new TableCollection(this, sheet, within);
  }
}
