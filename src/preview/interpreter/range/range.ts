import { type Area, cellArea, contains, SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/address';
import { findCells, LONGEST_SEARCH, replaceCells, type SearchCriteria } from '../../workbook/cells/find';
import { formulaOf } from '../../workbook/formula/compile';
import type { Sheet } from '../../workbook/sheet/sheet';
import { getCellProperties, setCellProperties } from '../format/cell-properties';
import { freshId } from '../fresh-id';
import { HostObject, invalidArgument, itemNotFound } from '../host-object';
import type { CellsObject } from '../object-model';
import { checkedArea, placeOf } from './addresses';
import { RangeContents } from './contents';
import { autoFill, copyCells } from './copy';
import { RangeSort } from './sort';
import { specialCells } from './special-cells';

/** The number of removed rows, and of those that are left. */
class RemoveDuplicatesResult extends HostObject {
  override readonly scalars = ['removed', 'uniqueRemaining'];
  constructor(
    private readonly removed: number,
    private readonly left: number,
  ) {
    super();
  }
  get Removed(): number {
    return this.removed;
  }
  get UniqueRemaining(): number {
    return this.left;
  }
}

const FILL_TYPES = ['FillDefault', 'FillCopy', 'FillSeries', 'FillFormats', 'FillValues', 'FillDays', 'FlashFill'];

/** A range: what is done to its cells. */
export class RangeObject extends RangeContents {
  #sized(area: Area, shift: string): Area {
    if (!['Down', 'Right', 'Up', 'Left'].includes(shift)) throw invalidArgument();
    return area;
  }
  get Sort(): HostObject {
    return new RangeSort(this.sheet, this.area);
  }
  Clear(what: 'All' | 'Contents' | 'Formats' | 'Hyperlinks' | 'RemoveHyperlinks' | null): null {
    this.checkUnlocked();
    if (what !== 'Contents' && what !== 'Formats') this.sheet.links.remove(this.sheet.links.inside(this.area));
    if (what === 'Hyperlinks' || what === 'RemoveHyperlinks') this.sheet.touch(this.area);
    else this.sheet.clear(this.area, what ?? 'All', 'add-in');
    return null;
  }
  /** Whole rows and columns, or cells with those behind them. */
  Delete(shift: string): null {
    const { row, column, rows, columns } = this.#sized(this.area, shift);
    if (columns === SHEET_COLUMNS) {
      this.checkUnlocked('allowDeleteRows');
      this.sheet.deleteRows(row, rows, 'add-in');
    } else if (rows === SHEET_ROWS) {
      this.checkUnlocked('allowDeleteColumns');
      this.sheet.deleteColumns(column, columns, 'add-in');
    } else {
      this.checkUnlocked();
      this.sheet.deleteCells(this.area, shift === 'Left' ? 'columns' : 'rows', 'add-in');
    }
    return null;
  }
  Insert(shift: string): HostObject {
    const { row, column, rows, columns } = this.#sized(this.area, shift);
    if (columns === SHEET_COLUMNS) {
      this.checkUnlocked('allowInsertRows');
      this.sheet.insertRows(row, rows, 'add-in');
    } else if (rows === SHEET_ROWS) {
      this.checkUnlocked('allowInsertColumns');
      this.sheet.insertColumns(column, columns, 'add-in');
    } else {
      this.checkUnlocked();
      this.sheet.insertCells(this.area, shift === 'Right' ? 'columns' : 'rows', 'add-in');
    }
    return this;
  }
  CopyFrom(source: CellsObject | string, type: string | null, skipBlanks: boolean | null, transpose: boolean | null): null {
    this.checkUnlocked();
    const from =
      typeof source === 'string' ? placeOf(source, this.sheet, this.model.workbook) : { sheet: source.sheet, area: source.areas[0] };
    if (from.area === undefined) throw invalidArgument();
    const areas = typeof source === 'string' ? [from.area] : source.areas;
    const [origin] = areas;
    for (const area of areas) {
      const target =
        areas.length === 1
          ? this.area
          : { ...area, row: this.area.row + area.row - (origin?.row ?? 0), column: this.area.column + area.column - (origin?.column ?? 0) };
      const options = { type: type ?? 'All', skipBlanks: skipBlanks === true, transpose: transpose === true };
      copyCells(from.sheet, area, this.sheet, checkedArea(target), options);
    }
    return null;
  }
  MoveTo(destination: CellsObject | string): null {
    this.checkUnlocked();
    const to =
      typeof destination === 'string'
        ? placeOf(destination, this.sheet, this.model.workbook)
        : { sheet: destination.sheet, area: destination.areas[0] };
    if (to.area === undefined || to.sheet !== this.sheet) throw invalidArgument();
    const target = checkedArea({ ...this.area, row: to.area.row, column: to.area.column });
    this.sheet.moveCells(this.area, target.row, target.column, 'add-in');
    return null;
  }
  AutoFill(destination: CellsObject | string | null, type: string | null): null {
    this.checkUnlocked();
    const to = destination === null ? this.area : this.given(destination);
    const isAround = contains(to, this.area.row, this.area.column) && to.rows >= this.area.rows && to.columns >= this.area.columns;
    if (!isAround || (type !== null && !FILL_TYPES.includes(type))) throw invalidArgument();
    autoFill(this.sheet, this.area, to, type ?? 'FillDefault');
    return null;
  }
  FindOrNullObject(text: string, criteria: SearchCriteria): HostObject | null {
    if (text.length > LONGEST_SEARCH) throw invalidArgument();
    const found = findCells(this.sheet, this.area, text, criteria);
    const isBackwards = criteria.searchDirection === 'Backwards';
    const area = isBackwards ? found.at(-1) : found[0];
    if (area === undefined) return null;
    const [row, column] = isBackwards ? [area.row + area.rows - 1, area.column + area.columns - 1] : [area.row, area.column];
    return this.model.range(this.sheet, cellArea(row, column));
  }
  Find(text: string, criteria: SearchCriteria): HostObject {
    const found = this.FindOrNullObject(text, criteria);
    if (found === null) throw itemNotFound();
    return found;
  }
  ReplaceAll(text: string, replacement: string, criteria: SearchCriteria): number {
    this.checkUnlocked();
    return replaceCells(this.sheet, this.area, text, replacement, criteria, 'add-in');
  }
  RemoveDuplicates(columns: readonly number[], includesHeader: boolean | null): HostObject {
    this.checkUnlocked();
    const head = includesHeader === true ? 1 : 0;
    const values = this.sheet.values(this.area);
    const seen = new Set<string>();
    const kept = values.filter((row, place) => {
      const key = JSON.stringify(columns.map((column) => String(row[column] ?? '').toLowerCase()));
      if (place < head || !seen.has(key)) {
        if (place >= head) seen.add(key);
        return true;
      }
      return false;
    });
    const removed = values.length - kept.length;
    const blank = Array.from({ length: removed }, () => Array.from({ length: this.area.columns }, () => ''));
    if (removed > 0) this.sheet.setValues(this.area, [...kept, ...blank], 'add-in');
    return new RemoveDuplicatesResult(removed, kept.length - head);
  }
  GetSpecialCellsOrNullObject(kind: string, valueType: string | null): HostObject | null {
    const areas = specialCells(this.sheet, this.area, kind, valueType);
    return areas.length === 0 ? null : this.model.ranges(this.sheet, areas);
  }
  GetSpecialCells(kind: string, valueType: string | null): HostObject {
    const found = this.GetSpecialCellsOrNullObject(kind, valueType);
    if (found === null) throw itemNotFound();
    return found;
  }
  Merge(across: boolean | null): null {
    this.checkUnlocked();
    this.Unmerge();
    const rows =
      across === true
        ? Array.from({ length: this.area.rows }, (_, down) => ({ ...this.area, row: this.area.row + down, rows: 1 }))
        : [this.area];
    for (const area of rows) {
      const first = this.sheet.formula(area.row, area.column);
      this.sheet.clear(area, 'Contents', 'add-in');
      if (first !== '') this.sheet.setValues(cellArea(area.row, area.column), [[first]], 'add-in');
      this.sheet.merged.add({ id: freshId('MERGED'), area });
    }
    this.sheet.touch(this.area);
    return null;
  }
  Unmerge(): null {
    this.checkUnlocked();
    this.sheet.merged.remove(this.sheet.merged.touching(this.area));
    this.sheet.touch(this.area);
    return null;
  }
  Group(by: 'ByRows' | 'ByColumns'): null {
    return this.#level(by, 1);
  }
  Ungroup(by: 'ByRows' | 'ByColumns'): null {
    return this.#level(by, -1);
  }
  #level(by: 'ByRows' | 'ByColumns', change: number): null {
    this.checkUnlocked();
    const { rowLevels, columnLevels } = this.sheet.layout;
    const [levels, first, count] =
      by === 'ByRows' ? [rowLevels, this.area.row, this.area.rows] : [columnLevels, this.area.column, this.area.columns];
    for (let place = first; place < first + count; place++) levels.set(place, Math.max(0, Math.min(8, (levels.get(place) ?? 0) + change)));
    this.sheet.touch(this.area);
    return null;
  }
  HideGroupDetails(by: 'ByRows' | 'ByColumns'): null {
    return this.#hide(by, true);
  }
  ShowGroupDetails(by: 'ByRows' | 'ByColumns'): null {
    return this.#hide(by, false);
  }
  #hide(by: 'ByRows' | 'ByColumns', hidden: boolean): null {
    if (by === 'ByRows') this.RowHidden = hidden;
    else this.ColumnHidden = hidden;
    return null;
  }
  Calculate(): null {
    this.sheet.workbook.calculation.changed();
    return null;
  }
  SetDirty(): null {
    return null;
  }
  GetCellProperties(options: Readonly<Record<string, unknown>>): unknown {
    return getCellProperties(this, this.area, options);
  }
  SetCellProperties(cells: readonly (readonly Readonly<Record<string, unknown>>[])[]): null {
    return setCellProperties(this, this.area, cells);
  }
  GetRowProperties(options: Readonly<Record<string, unknown>>): unknown {
    return this.#lines(true).map((line) => getCellProperties(line, line.area, options)[0]?.[0]);
  }
  GetColumnProperties(options: Readonly<Record<string, unknown>>): unknown {
    return this.#lines(false).map((line) => getCellProperties(line, line.area, options)[0]?.[0]);
  }
  SetRowProperties(rows: readonly Readonly<Record<string, unknown>>[]): null {
    for (const [place, line] of this.#lines(true).entries()) setCellProperties(line, cellArea(0, 0), [[rows[place] ?? {}]], line);
    return null;
  }
  SetColumnProperties(columns: readonly Readonly<Record<string, unknown>>[]): null {
    for (const [place, line] of this.#lines(false).entries()) setCellProperties(line, cellArea(0, 0), [[columns[place] ?? {}]], line);
    return null;
  }
  #lines(isRows: boolean): RangeObject[] {
    const count = isRows ? this.area.rows : this.area.columns;
    return Array.from({ length: count }, (_, place) => {
      const area = isRows
        ? { ...this.area, row: this.area.row + place, rows: 1 }
        : { ...this.area, column: this.area.column + place, columns: 1 };
      return new RangeObject(this.model, this.sheet, area);
    });
  }
  GetDirectPrecedents(): HostObject {
    return this.#relatives((sheet, area) => precedents(this.model.workbook.sheets, sheet, area), false);
  }
  GetPrecedents(): HostObject {
    return this.#relatives((sheet, area) => precedents(this.model.workbook.sheets, sheet, area), true);
  }
  GetDirectDependents(): HostObject {
    return this.#relatives((sheet, area) => dependents(this.model.workbook.sheets, sheet, area), false);
  }
  GetDependents(): HostObject {
    return this.#relatives((sheet, area) => dependents(this.model.workbook.sheets, sheet, area), true);
  }
  #relatives(next: (sheet: Sheet, area: Area) => readonly Place[], deep: boolean): HostObject {
    const seen = new Map<string, Place>();
    const waiting: Place[] = [{ sheet: this.sheet, area: this.area }];
    for (const { sheet, area } of waiting) {
      for (const place of next(sheet, area)) {
        const key = `${place.sheet.id} ${JSON.stringify(place.area)}`;
        if (seen.has(key)) continue;
        seen.set(key, place);
        if (deep) waiting.push(place);
      }
    }
    if (seen.size === 0) throw itemNotFound();
    const bySheet = new Map<Sheet, Area[]>();
    for (const { sheet, area } of seen.values()) bySheet.set(sheet, [...(bySheet.get(sheet) ?? []), area]);
    return this.model.rangesOfSheets([...bySheet].map(([sheet, areas]) => ({ sheet, areas })));
  }
  /** Office.js asks this before it sends a large array in parts. */
  _ValidateArraySize(): null {
    return null;
  }
}

interface Place {
  readonly sheet: Sheet;
  readonly area: Area;
}

function precedents(sheets: readonly Sheet[], sheet: Sheet, area: Area): readonly Place[] {
  const found: Place[] = [];
  sheet.forEachFormula((formula, row, column) => {
    if (!contains(area, row, column)) return;
    for (const reference of formulaOf(formula).references) {
      const from = reference.sheet === null ? sheet : sheets.find((one) => one.name.toLowerCase() === reference.sheet?.toLowerCase());
      if (from !== undefined) found.push({ sheet: from, area: reference.area });
    }
  });
  return found;
}

function dependents(sheets: readonly Sheet[], sheet: Sheet, area: Area): readonly Place[] {
  const found: Place[] = [];
  for (const other of sheets)
    other.forEachFormula((formula, row, column) => {
      const refers = formulaOf(formula).references.some(({ sheet: name, area: to }) => {
        const isSame = name === null ? other === sheet : name.toLowerCase() === sheet.name.toLowerCase();
        return (
          isSame &&
          to.row < area.row + area.rows &&
          area.row < to.row + to.rows &&
          to.column < area.column + area.columns &&
          area.column < to.column + to.columns
        );
      });
      if (refers) found.push({ sheet: other, area: cellArea(row, column) });
    });
  return found;
}
