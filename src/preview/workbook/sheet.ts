import { type Area, areaAddress, contains, intersect, SHEET_COLUMNS, SHEET_ROWS, shiftColumns, shiftRows } from './address';
import { evaluate } from './formula';
import type { Author, ChangeType, SheetOwner } from './sheet-owner';
import { formatValue, readInput, type Value } from './values';

/** A cell's style; absent properties are Excel's defaults. */
export interface Style {
  readonly fill?: string;
  readonly color?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly wrap?: boolean;
  readonly align?: string;
  readonly numberFormat?: string;
}

export interface ConditionalFormat {
  readonly id: string;
  areas: readonly Area[];
  formula: string;
  style: Style;
}

export interface Validation {
  readonly area: Area;
  /** As Office.js gives it: `{ list: { inCellDropDown, source } }` and the like. */
  rule: Readonly<Record<string, unknown>> | null;
  prompt: Readonly<Record<string, unknown>> | null;
  errorAlert: Readonly<Record<string, unknown>> | null;
  ignoreBlanks: boolean;
}

export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden';

interface Paint {
  readonly area: Area;
  readonly style: Style;
}

/** A worksheet: values, formulas, formats and rules. Reports every change to the workbook's listeners. */
export class Sheet {
  visibility: Visibility = 'Visible';
  frozenRows = 0;
  tabColor = '';
  isProtected = false;
  readonly columnWidths = new Map<number, number>();
  /** Rows (from 0) that a filter hides, or a person. */
  readonly hiddenRows = new Set<number>();
  conditionalFormats: ConditionalFormat[] = [];
  validations: Validation[] = [];
  #rows: (Value[] | undefined)[] = [];
  #formulas = new Map<string, string>();
  #paints: Paint[] = [];

  constructor(
    readonly workbook: SheetOwner<Sheet>,
    readonly id: string,
    private title: string,
  ) {}

  get name(): string {
    return this.title;
  }

  rename(name: string): void {
    const before = this.title;
    this.title = name;
    this.workbook.emit({ type: 'nameChanged', sheet: this, before });
  }

  setVisibility(visibility: Visibility): void {
    this.visibility = visibility;
    this.workbook.emit({ type: 'visibilityChanged', sheet: this });
  }

  value(row: number, column: number): Value {
    return this.#rows[row]?.[column] ?? '';
  }

  formula(row: number, column: number): Value {
    return this.#formulas.get(`${row},${column}`) ?? this.value(row, column);
  }

  text(row: number, column: number): string {
    return formatValue(this.value(row, column), this.style(row, column).numberFormat ?? 'General');
  }

  /** The cells of a block, limited to the used range. */
  values(area: Area): Value[][] {
    return Array.from({ length: area.rows }, (_, down) => {
      const row = this.#rows[area.row + down];
      return Array.from({ length: area.columns }, (_, right) => row?.[area.column + right] ?? '');
    });
  }

  /** The smallest block that holds every value; with `formats`, every painted cell too. Null if there is none. */
  usedArea(formats = false): Area | null {
    let [top, bottom, left, right] = [Number.POSITIVE_INFINITY, -1, Number.POSITIVE_INFINITY, -1];
    this.#rows.forEach((cells, row) => {
      cells?.forEach((value, column) => {
        if (value === '') return;
        top = Math.min(top, row);
        bottom = Math.max(bottom, row);
        left = Math.min(left, column);
        right = Math.max(right, column);
      });
    });
    for (const { area } of formats ? this.#paints : []) {
      if (area.rows === SHEET_ROWS || area.columns === SHEET_COLUMNS) continue;
      top = Math.min(top, area.row);
      bottom = Math.max(bottom, area.row + area.rows - 1);
      left = Math.min(left, area.column);
      right = Math.max(right, area.column + area.columns - 1);
    }
    return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
  }

  /** The rows (from 0) that hold something. */
  *filledRows(): Iterable<number> {
    for (const row in this.#rows) if (this.#rows[row]?.some((value) => value !== '')) yield Number(row);
  }

  /** Writes cells as typing, pasting or code does. `by` tells the listeners who it was. */
  setValues(area: Area, input: readonly (readonly unknown[])[], by: Author): void {
    const single = area.rows === 1 && area.columns === 1;
    const before = single ? this.value(area.row, area.column) : undefined;
    const formats = new Map<string, number[]>();
    for (let down = 0; down < area.rows; down++) {
      for (let right = 0; right < area.columns; right++) {
        const [row, column] = [area.row + down, area.column + right];
        const given = input[input.length === 1 ? 0 : down]?.[(input[0]?.length ?? 0) === 1 ? 0 : right];
        // A null in an array of values leaves the cell as it is.
        if (given === null) continue;
        const format = this.#paints.length === 0 ? 'General' : (this.style(row, column).numberFormat ?? 'General');
        const typed = readInput(given, format);
        this.#put(row, column, typed.value);
        this.#formulas.delete(`${row},${column}`);
        if (typed.formula !== undefined) this.#putFormula(row, column, typed.formula);
        if (typed.format !== undefined && format === 'General')
          formats.set(typed.format, [...(formats.get(typed.format) ?? []), row, column]);
      }
    }
    for (const [numberFormat, cells] of formats) {
      for (let place = 0; place < cells.length; place += 2) {
        this.paint({ row: cells[place] ?? 0, column: cells[place + 1] ?? 0, rows: 1, columns: 1 }, { numberFormat });
      }
    }
    const after = single ? this.value(area.row, area.column) : undefined;
    this.#changed(area, 'RangeEdited', by, before, after);
  }

  #put(row: number, column: number, value: Value): void {
    const cells = this.#rows[row];
    if (cells === undefined) {
      if (value === '') return;
      const fresh: Value[] = [];
      fresh[column] = value;
      this.#rows[row] = fresh;
    } else cells[column] = value;
  }

  #putFormula(row: number, column: number, formula: string): void {
    this.#formulas.set(`${row},${column}`, formula);
    const read = (sheet: string | null, otherRow: number, otherColumn: number) =>
      (sheet === null ? this : this.workbook.sheetByName(sheet))?.value(otherRow, otherColumn) ?? '#REF!';
    this.#put(row, column, evaluate(formula, { row, column, down: 0, right: 0, read }));
  }

  clear(area: Area, what: 'All' | 'Contents' | 'Formats', by: Author): void {
    if (what !== 'Formats') {
      for (let row = area.row; row < Math.min(area.row + area.rows, this.#rows.length); row++) {
        const cells = this.#rows[row];
        if (cells === undefined) continue;
        for (let column = area.column; column < Math.min(area.column + area.columns, cells.length); column++) {
          cells[column] = '';
          this.#formulas.delete(`${row},${column}`);
        }
      }
    }
    if (what !== 'Contents') {
      this.paint(area, { fill: '', color: '', bold: false, italic: false, wrap: false, align: 'General', numberFormat: 'General' });
      this.conditionalFormats = this.conditionalFormats.filter((format) => !format.areas.every((one) => inside(one, area)));
      this.clearValidation(area);
    }
    if (what !== 'Formats') this.#changed(area, 'RangeEdited', by);
  }

  /** Takes rows out; what is below moves up, formats and rules with it. */
  deleteRows(at: number, count: number, by: Author): void {
    this.#rows.splice(at, count);
    this.#move((area) => shiftRows(area, at, -count));
    if (at < this.frozenRows) {
      this.frozenRows -= Math.min(count, this.frozenRows - at);
      this.workbook.emit({ type: 'frozen', sheet: this });
    }
    this.#changed({ row: at, column: 0, rows: count, columns: SHEET_COLUMNS }, 'RowDeleted', by);
  }

  insertRows(at: number, count: number, by: Author): void {
    if (at < this.#rows.length) this.#rows.splice(at, 0, ...new Array<undefined>(count).fill(undefined));
    this.#move((area) => shiftRows(area, at, count));
    this.#changed({ row: at, column: 0, rows: count, columns: SHEET_COLUMNS }, 'RowInserted', by);
  }

  deleteColumns(at: number, count: number, by: Author): void {
    for (const cells of this.#rows) cells?.splice(at, count);
    this.#move((area) => shiftColumns(area, at, -count));
    this.#changed({ row: 0, column: at, rows: SHEET_ROWS, columns: count }, 'ColumnDeleted', by);
  }

  insertColumns(at: number, count: number, by: Author): void {
    for (const cells of this.#rows) if (cells !== undefined && at < cells.length) cells.splice(at, 0, ...new Array<Value>(count).fill(''));
    this.#move((area) => shiftColumns(area, at, count));
    this.#changed({ row: 0, column: at, rows: SHEET_ROWS, columns: count }, 'ColumnInserted', by);
  }

  /** Moves formats, rules and formulas; what nothing is left of goes. */
  #move(moved: (area: Area) => Area | null): void {
    this.#paints = this.#paints.flatMap(({ area, style }) => {
      const there = moved(area);
      return there ? [{ area: there, style }] : [];
    });
    this.validations = this.validations.flatMap((validation) => {
      const there = moved(validation.area);
      return there ? [{ ...validation, area: there }] : [];
    });
    for (const format of this.conditionalFormats) format.areas = format.areas.map(moved).filter((area) => area !== null);
    const formulas = [...this.#formulas].flatMap(([key, formula]): [string, string][] => {
      const [row = 0, column = 0] = key.split(',').map(Number);
      const there = moved({ row, column, rows: 1, columns: 1 });
      return there ? [[`${there.row},${there.column}`, formula]] : [];
    });
    this.#formulas = new Map(formulas);
  }

  /** Sorts the rows of a block by one of its columns, as Excel's *Sort* does: values move, conditional formats stay. */
  sortRows(area: Area, column: number, ascending: boolean, by: Author): void {
    const rows = this.values(area);
    const key = column - area.column;
    rows.sort((one, other) => compare(one[key] ?? '', other[key] ?? '') * (ascending ? 1 : -1));
    rows.forEach((cells, down) => {
      cells.forEach((value, right) => {
        this.#put(area.row + down, area.column + right, value);
      });
    });
    this.workbook.emit({ type: 'rowSorted', sheet: this, area, by });
  }

  paint(area: Area, style: Style): void {
    const same = this.#paints.findIndex((paint) => areaAddress(paint.area) === areaAddress(area));
    if (same >= 0) this.#paints.push({ area, style: { ...this.#paints.splice(same, 1)[0]?.style, ...style } });
    else this.#paints.push({ area, style });
    this.workbook.emit({ type: 'formatted', sheet: this, area });
  }

  /** The cell's own style, without conditional formats. */
  style(row: number, column: number): Style {
    let style: Style = {};
    for (const paint of this.#paints) if (contains(paint.area, row, column)) style = { ...style, ...paint.style };
    return style;
  }

  /** What the conditional formats add; the first rule that holds and sets a property wins. */
  conditionalStyle(row: number, column: number): Style {
    let style: Style = {};
    for (const format of this.conditionalFormats) {
      const area = format.areas.find((one) => contains(one, row, column));
      const [first] = format.areas;
      if (area === undefined || first === undefined) continue;
      const read = (sheet: string | null, otherRow: number, otherColumn: number) =>
        (sheet === null ? this : this.workbook.sheetByName(sheet))?.value(otherRow, otherColumn) ?? '#REF!';
      const result = evaluate(format.formula, { row, column, down: row - first.row, right: column - first.column, read });
      if (result === true) style = { ...format.style, ...style };
    }
    return style;
  }

  validation(area: Area): Validation {
    const there = this.validations.find((one) => areaAddress(one.area) === areaAddress(area));
    if (there !== undefined) return there;
    const fresh: Validation = { area, rule: null, prompt: null, errorAlert: null, ignoreBlanks: true };
    this.validations.push(fresh);
    return fresh;
  }

  validationAt(row: number, column: number): Validation | undefined {
    return this.validations.findLast((one) => one.rule !== null && contains(one.area, row, column));
  }

  clearValidation(area: Area): void {
    this.validations = this.validations.filter((one) => !inside(one.area, area));
  }

  /** What the cell's dropdown offers; null if it has none. */
  dropdown(row: number, column: number): readonly string[] | null {
    const list = this.validationAt(row, column)?.rule?.list as { source?: string; inCellDropDown?: boolean } | undefined;
    if (typeof list?.source !== 'string' || list.inCellDropDown === false) return null;
    return list.source.startsWith('=') ? this.workbook.column(list.source.slice(1)) : list.source.split(',').map((value) => value.trim());
  }

  #changed(area: Area, change: ChangeType, by: Author, before?: Value, after?: Value): void {
    this.workbook.emit({ type: 'changed', sheet: this, area, change, by, before, after });
  }
}

function inside(area: Area, other: Area): boolean {
  const common = intersect(area, other);
  return common !== null && areaAddress(common) === areaAddress(area);
}

function compare(one: Value, other: Value): number {
  if (one === '' || other === '') return one === other ? 0 : one === '' ? 1 : -1;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other));
}
