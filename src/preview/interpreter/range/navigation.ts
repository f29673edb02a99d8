import { type Area, bounding, intersect, SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import { type HostObject, invalidArgument, itemNotFound } from '../host-object';
import { CellsObject, type ObjectModel } from '../object-model';
import { areaOf, checkedArea } from './addresses';
import { edgeFrom } from './edges';
import { RangeView } from './range-view';

type Edge = 'Up' | 'Down' | 'Left' | 'Right';

const single = (cells: CellsObject): Area => {
  const [area] = cells.areas;
  if (area === undefined) throw invalidArgument();
  return area;
};

/** The first place and length of a line that is resized, to its other side if the length is not positive. */
function resized(first: number, length: number): [first: number, length: number] {
  return length > 0 ? [first, length] : [first + length - 1, 2 - length];
}

/** The ways from a range to others. */
export abstract class RangeNavigation extends CellsObject {
  constructor(
    protected readonly model: ObjectModel,
    readonly sheet: Sheet,
    readonly area: Area,
  ) {
    super();
  }

  get areas(): readonly Area[] {
    return [this.area];
  }

  #other(area: Area): CellsObject {
    return this.model.range(this.sheet, checkedArea(area));
  }
  #part(part: Partial<Area>): CellsObject {
    return this.#other({ ...this.area, ...part });
  }
  /** Another range that is given as an object or an address. */
  protected given(other: CellsObject | string): Area {
    return typeof other === 'string' ? areaOf(other, this.sheet, this.model.workbook) : single(other);
  }

  get Worksheet(): HostObject {
    return this.model.worksheet(this.sheet);
  }
  GetCell(row: number, column: number): HostObject {
    return this.#part({ row: this.area.row + row, column: this.area.column + column, rows: 1, columns: 1 });
  }
  GetRow(row: number): HostObject {
    return this.#part({ row: this.area.row + row, rows: 1 });
  }
  GetColumn(column: number): HostObject {
    return this.#part({ column: this.area.column + column, columns: 1 });
  }
  GetLastCell(): HostObject {
    return this.GetCell(this.area.rows - 1, this.area.columns - 1);
  }
  GetLastRow(): HostObject {
    return this.GetRow(this.area.rows - 1);
  }
  GetLastColumn(): HostObject {
    return this.GetColumn(this.area.columns - 1);
  }
  GetRowsAbove(count: number | null): HostObject {
    const rows = Math.abs(count ?? 1);
    return this.#part({ row: this.area.row - rows, rows });
  }
  GetRowsBelow(count: number | null): HostObject {
    return this.#part({ row: this.area.row + this.area.rows, rows: Math.abs(count ?? 1) });
  }
  GetColumnsBefore(count: number | null): HostObject {
    const columns = Math.abs(count ?? 1);
    return this.#part({ column: this.area.column - columns, columns });
  }
  GetColumnsAfter(count: number | null): HostObject {
    return this.#part({ column: this.area.column + this.area.columns, columns: Math.abs(count ?? 1) });
  }
  /** A negative change beyond the first cell extends the range to its other side. */
  GetResizedRange(rows: number, columns: number): HostObject {
    const [row, height] = resized(this.area.row, this.area.rows + rows);
    const [column, width] = resized(this.area.column, this.area.columns + columns);
    return this.#other({ row, column, rows: height, columns: width });
  }
  GetAbsoluteResizedRange(rows: number, columns: number): HostObject {
    return this.#part({ rows, columns });
  }
  GetOffsetRange(rows: number, columns: number): HostObject {
    return this.#part({ row: this.area.row + rows, column: this.area.column + columns });
  }
  GetBoundingRect(other: CellsObject | string): HostObject {
    return this.#other(bounding(this.area, this.given(other)));
  }
  GetIntersection(other: CellsObject | string): HostObject {
    const found = this.GetIntersectionOrNullObject(other);
    if (found === null) throw itemNotFound();
    return found;
  }
  GetIntersectionOrNullObject(other: CellsObject | string): HostObject | null {
    const common = intersect(this.area, this.given(other));
    return common === null ? null : this.#other(common);
  }
  GetEntireRow(): HostObject {
    return this.#part({ column: 0, columns: SHEET_COLUMNS });
  }
  GetEntireColumn(): HostObject {
    return this.#part({ row: 0, rows: SHEET_ROWS });
  }
  GetUsedRange(valuesOnly: boolean | null): HostObject {
    // The used range of empty cells is their first one.
    return this.GetUsedRangeOrNullObject(valuesOnly) ?? this.GetCell(0, 0);
  }
  GetUsedRangeOrNullObject(valuesOnly: boolean | null): HostObject | null {
    const used = this.sheet.usedArea(valuesOnly !== true);
    const common = used === null ? null : intersect(used, this.area);
    return common === null ? null : this.#other(common);
  }
  GetSurroundingRegion(): HostObject {
    let area = this.area;
    for (;;) {
      const around = {
        row: Math.max(0, area.row - 1),
        column: Math.max(0, area.column - 1),
        rows: area.rows + (area.row === 0 ? 1 : 2),
        columns: area.columns + (area.column === 0 ? 1 : 2),
      };
      const filled = this.sheet.filledPart(around);
      const larger = filled === null ? area : bounding(area, filled);
      if (larger.rows === area.rows && larger.columns === area.columns) return this.#other(area);
      area = larger;
    }
  }
  GetRangeEdge(direction: Edge, activeCell: CellsObject | string | null): HostObject {
    const { row, column } = activeCell === null ? this.area : this.given(activeCell);
    return this.#other({ ...edgeFrom(this.sheet, { row, column }, direction), rows: 1, columns: 1 });
  }
  GetExtendedRange(direction: Edge, activeCell: CellsObject | string | null): HostObject {
    const { row, column } = activeCell === null ? this.area : this.given(activeCell);
    const edge = edgeFrom(this.sheet, { row, column }, direction);
    return this.#other(bounding(this.area, { ...edge, rows: 1, columns: 1 }));
  }
  GetTables(_fullyContained: boolean | null): HostObject {
    return this.model.tables(this.sheet, this.area);
  }
  GetMergedAreasOrNullObject(): HostObject | null {
    const merged = this.sheet.merged.touching(this.area).map(({ area }) => area);
    return merged.length === 0 ? null : this.model.ranges(this.sheet, merged);
  }
  GetMergedAreas(): HostObject {
    const found = this.GetMergedAreasOrNullObject();
    if (found === null) throw itemNotFound();
    return found;
  }
  GetSpillParentOrNullObject(): null {
    return null;
  }
  GetSpillingToRangeOrNullObject(): null {
    return null;
  }
  GetVisibleView(): HostObject {
    return new RangeView(this.model, this.sheet, this.area);
  }
  Select(): null {
    this.sheet.workbook.select(this.sheet, this.area);
    return null;
  }
}
