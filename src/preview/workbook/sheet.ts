import { type Area, bounding, contains, SHEET_COLUMNS, SHEET_ROWS, type Shift } from './address';
import { Cells, type CellsState } from './cells';
import type { CalculatedSheet } from './formula/calculation';
import { evaluateFormula, formulaOf } from './formula/compile';
import { movedFormula, renamedFormula, shiftedFormula } from './formula/rewrite';
import { Rules, type RulesState } from './rules';
import type { Author, ChangeType, SheetOwner } from './sheet-owner';
import { type Style, Styles, type StylesState } from './styles';
import { formatValue, GENERAL, readInput, type Value } from './values';

export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden';

/** All that *Undo* brings back of a sheet. */
export interface SheetState {
  readonly values: CellsState<Value>;
  readonly formulas: CellsState<string>;
  readonly styles: StylesState;
  readonly rules: RulesState;
  readonly columnWidths: ReadonlyMap<number, number>;
  readonly rowHeights: ReadonlyMap<number, number>;
  readonly hiddenRows: ReadonlySet<number>;
  readonly frozenRows: number;
}

/** A worksheet: values, formulas, formats and rules. Reports every change to the workbook's listeners. */
export class Sheet implements CalculatedSheet {
  /** How often a formula was written or removed. */
  formulaChanges = 0;
  visibility: Visibility = 'Visible';
  frozenRows = 0;
  tabColor = '';
  isProtected = false;
  /** Widths of columns, in points, that differ from the usual. */
  columnWidths = new Map<number, number>();
  /** Heights of rows, in points, that differ from the usual. */
  rowHeights = new Map<number, number>();
  /** The rows (from 0) that a filter or a person hides. */
  hiddenRows = new Set<number>();
  readonly rules = new Rules();
  readonly #values = new Cells<Value>();
  readonly #formulas = new Cells<string>();
  readonly #styles = new Styles();
  #used: Area | null | undefined;

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
    for (const sheet of this.workbook.sheets) sheet.#rewriteFormulas((formula) => renamedFormula(formula, before, name));
    this.workbook.emit({ type: 'nameChanged', sheet: this, before });
  }

  setVisibility(visibility: Visibility): void {
    this.visibility = visibility;
    this.workbook.emit({ type: 'visibilityChanged', sheet: this });
  }

  freezeRows(count: number): void {
    this.frozenRows = count;
    this.workbook.emit({ type: 'frozen', sheet: this });
  }

  value(row: number, column: number): Value {
    return this.#values.at(row, column) ?? '';
  }

  formula(row: number, column: number): Value {
    return this.#formulas.at(row, column) ?? this.value(row, column);
  }

  /** What a copy of the cell at a distance would hold: a formula’s relative references move along. */
  copied(row: number, column: number, down: number, right: number): Value {
    const formula = this.#formulas.at(row, column);
    return formula === undefined ? this.value(row, column) : movedFormula(formula, down, right);
  }

  /** What formulas read: nothing of an empty cell. */
  cell(row: number, column: number): Value | undefined {
    const value = this.#values.at(row, column);
    return value === '' && this.#formulas.at(row, column) === undefined ? undefined : value;
  }

  forEachFormula(each: (formula: string, row: number, column: number) => void): void {
    this.#formulas.forEachRow((cells, row) => {
      cells.forEach((formula, column) => {
        each(formula, row, column);
      });
    });
  }

  show(row: number, column: number, value: Value): void {
    if ((this.value(row, column) === '') !== (value === '')) this.#used = undefined;
    this.#values.set(row, column, value);
  }

  text(row: number, column: number): string {
    return formatValue(this.value(row, column), this.style(row, column).numberFormat ?? GENERAL);
  }

  values(area: Area): Value[][] {
    return Array.from({ length: area.rows }, (_, down) => {
      const row = this.#values.row(area.row + down);
      return Array.from({ length: area.columns }, (_, right) => row?.[area.column + right] ?? '');
    });
  }

  /** The smallest block that holds every value; with `formats`, every styled cell too. Null if there is none. */
  usedArea(formats = false): Area | null {
    if (formats) {
      const [values, styles] = [this.usedArea(), this.#styles.used()];
      return values === null || styles === null ? (values ?? styles) : bounding(values, styles);
    }
    if (this.#used === undefined) this.#used = this.#values.used((value) => value !== '');
    return this.#used;
  }

  /** The rows (from 0) that hold something. */
  filledRows(): readonly number[] {
    const rows: number[] = [];
    this.#values.forEachRow((cells, row) => {
      if (cells.some((value) => value !== '')) rows.push(row);
    });
    return rows;
  }

  /** Writes cells as typing, pasting or code does. `by` tells the listeners who it was. */
  setValues(area: Area, input: readonly (readonly unknown[])[], by: Author): void {
    const single = area.rows === 1 && area.columns === 1;
    const before = single ? this.value(area.row, area.column) : undefined;
    let isFormatted = false;
    for (let down = 0; down < area.rows; down++) {
      for (let right = 0; right < area.columns; right++) {
        const [row, column] = [area.row + down, area.column + right];
        const given = input[input.length === 1 ? 0 : down]?.[(input[0]?.length ?? 0) === 1 ? 0 : right];
        // A null in an array of values leaves the cell as it is.
        if (given === null) continue;
        const format = this.style(row, column).numberFormat ?? GENERAL;
        const typed = readInput(given, format);
        this.#put(row, column, typed.value);
        this.#putFormula(row, column, typed.formula);
        if (typed.format !== undefined && format === GENERAL) {
          this.#styles.paint({ row, column, rows: 1, columns: 1 }, { numberFormat: typed.format });
          isFormatted = true;
        }
      }
    }
    if (isFormatted) this.workbook.emit({ type: 'formatted', sheet: this, area });
    this.#changed(area, 'RangeEdited', by, before);
  }

  #put(row: number, column: number, value: Value): void {
    if (value === '' && this.#values.at(row, column) === undefined) return;
    this.#used = undefined;
    this.#values.set(row, column, value);
  }

  #putFormula(row: number, column: number, formula: string | undefined): void {
    if (formula === this.#formulas.at(row, column)) return;
    this.formulaChanges++;
    if (formula === undefined) this.#formulas.clear({ row, column, rows: 1, columns: 1 });
    else this.#formulas.set(row, column, formula);
  }

  #rewriteFormulas(rewrite: (formula: string) => string): void {
    this.forEachFormula((formula, row, column) => {
      this.#putFormula(row, column, rewrite(formula));
    });
  }

  clear(area: Area, what: 'All' | 'Contents' | 'Formats', by: Author): void {
    if (what !== 'Contents') {
      this.#styles.clear(area);
      this.rules.clear(area);
      this.workbook.emit({ type: 'formatted', sheet: this, area });
    }
    if (what === 'Formats') return;
    this.#used = undefined;
    this.#values.clear(area);
    this.#formulas.clear(area);
    this.formulaChanges++;
    this.#changed(area, 'RangeEdited', by);
  }

  /** Deletes rows; those below move up, with formats and rules. */
  deleteRows(at: number, count: number, by: Author): void {
    this.#shift({ axis: 'rows', at, count: -count });
    if (at < this.frozenRows) this.freezeRows(this.frozenRows - Math.min(count, this.frozenRows - at));
    this.#changed({ row: at, column: 0, rows: count, columns: SHEET_COLUMNS }, 'RowDeleted', by);
  }

  insertRows(at: number, count: number, by: Author): void {
    this.#shift({ axis: 'rows', at, count });
    this.#changed({ row: at, column: 0, rows: count, columns: SHEET_COLUMNS }, 'RowInserted', by);
  }

  deleteColumns(at: number, count: number, by: Author): void {
    this.#shift({ axis: 'columns', at, count: -count });
    this.#changed({ row: 0, column: at, rows: SHEET_ROWS, columns: count }, 'ColumnDeleted', by);
  }

  insertColumns(at: number, count: number, by: Author): void {
    this.#shift({ axis: 'columns', at, count });
    this.#changed({ row: 0, column: at, rows: SHEET_ROWS, columns: count }, 'ColumnInserted', by);
  }

  #shift(shift: Shift): void {
    this.#used = undefined;
    for (const part of [this.#values, this.#formulas, this.#styles, this.rules]) part.shift(shift);
    this.formulaChanges++;
    for (const sheet of this.workbook.sheets) sheet.#rewriteFormulas((formula) => shiftedFormula(formula, sheet.name, this.name, shift));
    if (shift.axis === 'columns') this.columnWidths = new Map(shiftPlaces([...this.columnWidths], shift));
    else {
      this.rowHeights = new Map(shiftPlaces([...this.rowHeights], shift));
      const hidden = [...this.hiddenRows].map((row): [number, true] => [row, true]);
      this.hiddenRows = new Set(shiftPlaces(hidden, shift).map(([row]) => row));
    }
  }

  /** Sorts the rows of a block by one of its columns, as Excel’s *Sort* does: values move, formats and rules stay. */
  sortRows(area: Area, column: number, ascending: boolean, by: Author): void {
    const key = column - area.column;
    const rows = this.values(area).map((cells, from) => ({
      cells,
      from,
      formulas: cells.map((_, right) => this.#formulas.at(area.row + from, area.column + right)),
    }));
    rows.sort((one, other) => compare(one.cells[key] ?? '', other.cells[key] ?? '', ascending));
    rows.forEach(({ cells, from, formulas }, down) => {
      cells.forEach((value, right) => {
        this.#put(area.row + down, area.column + right, value);
        const formula = formulas[right];
        this.#putFormula(area.row + down, area.column + right, formula === undefined ? undefined : movedFormula(formula, down - from, 0));
      });
    });
    this.workbook.calculation.changed(this, area);
    this.workbook.emit({ type: 'rowSorted', sheet: this, area, by });
  }

  paint(area: Area, style: Style): void {
    this.#styles.paint(area, style);
    this.workbook.emit({ type: 'formatted', sheet: this, area });
  }

  setColumnWidth(column: number, points: number): void {
    this.columnWidths.set(column, points);
    this.workbook.emit({ type: 'formatted', sheet: this, area: { row: 0, column, rows: SHEET_ROWS, columns: 1 } });
  }

  hideRows(rows: readonly number[], isHidden: boolean): void {
    for (const row of rows) isHidden ? this.hiddenRows.add(row) : this.hiddenRows.delete(row);
    const [first = 0] = rows;
    this.workbook.emit({ type: 'formatted', sheet: this, area: { row: first, column: 0, rows: rows.length, columns: SHEET_COLUMNS } });
  }

  /** The cell's own style, without conditional formats. */
  style(row: number, column: number): Style {
    return this.#styles.at(row, column);
  }

  /** What the conditional formats add; the first rule that holds and sets a property wins. */
  conditionalStyle(row: number, column: number): Style {
    let style: Style = {};
    for (const { areas, formula, style: added } of this.rules.formats) {
      const [first] = areas;
      if (first === undefined || !areas.some((one) => contains(one, row, column))) continue;
      const place = { row, column, down: row - first.row, right: column - first.column };
      const result = evaluateFormula(formulaOf(formula), this.workbook.calculation.contextOf(this, place));
      if (result === true) style = { ...added, ...style };
    }
    return style;
  }

  /** What the cell’s dropdown offers; null if it has none. */
  dropdown(row: number, column: number): readonly string[] | null {
    const list = this.rules.validationAt(row, column)?.rule?.list as { source?: string; inCellDropDown?: boolean } | undefined;
    if (typeof list?.source !== 'string' || list.inCellDropDown === false) return null;
    return list.source.startsWith('=') ? this.workbook.column(list.source.slice(1)) : list.source.split(',').map((value) => value.trim());
  }

  state(): SheetState {
    return {
      values: this.#values.state(),
      formulas: this.#formulas.state(),
      styles: this.#styles.state(),
      rules: this.rules.state(),
      columnWidths: new Map(this.columnWidths),
      rowHeights: new Map(this.rowHeights),
      hiddenRows: new Set(this.hiddenRows),
      frozenRows: this.frozenRows,
    };
  }

  /** Brings a state back. Reports nothing: the workbook knows what changed. */
  restore(state: SheetState): void {
    this.#used = undefined;
    this.#values.restore(state.values);
    this.#formulas.restore(state.formulas);
    this.formulaChanges++;
    this.#styles.restore(state.styles);
    this.rules.restore(state.rules);
    this.columnWidths = new Map(state.columnWidths);
    this.rowHeights = new Map(state.rowHeights);
    this.hiddenRows = new Set(state.hiddenRows);
    this.frozenRows = state.frozenRows;
  }

  /** Calculates what depends on the block, and tells the listeners. `before` is given for a single cell. */
  #changed(area: Area, change: ChangeType, by: Author, before?: Value): void {
    if (change === 'RangeEdited') this.workbook.calculation.changed(this, area);
    else this.workbook.calculation.changed();
    const after = before === undefined ? undefined : this.value(area.row, area.column);
    this.workbook.emit({ type: 'changed', sheet: this, area, change, by, before, after });
  }
}

/** Places along an axis after a shift. */
function shiftPlaces<T>(places: readonly (readonly [number, T])[], { at, count }: Shift): (readonly [number, T])[] {
  return places.flatMap(([place, value]): (readonly [number, T])[] => {
    if (place < at) return [[place, value]];
    return place < at - count ? [] : [[place + count, value]];
  });
}

/** Numbers before text before logical values, as in Excel; empty cells are last either way. */
function compare(one: Value, other: Value, ascending: boolean): number {
  if (one === '' || other === '') return one === other ? 0 : one === '' ? 1 : -1;
  const rank = (value: Value) => ['number', 'string', 'boolean'].indexOf(typeof value);
  const order = rank(one) - rank(other) || (typeof one === 'string' ? one.localeCompare(String(other)) : Number(one) - Number(other));
  return ascending ? order : -order;
}
