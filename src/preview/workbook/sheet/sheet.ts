import { type Area, bounding, cellArea, intersect, SHEET_COLUMNS, SHEET_ROWS, type Shift } from '../address';
import type { CalculatedSheet } from '../calculation/sheets';
import type { ContentsState, SortOptions } from '../cells/contents';
import type { SortKey } from '../cells/sort';
import type { Style } from '../format/styles';
import { evaluateFormula, formulaOf } from '../formula/compile';
import { relocatedFormula, renamedFormula, shiftedFormula } from '../formula/rewrite';
import type { Protection } from '../tables/parts';
import { DAYS_TO_1904, GENERAL, isDateFormat, readInput, type Typed, type Value } from '../values';
import { type LooksState, SheetLooks } from './sheet-looks';
import type { Author, ChangeType, SheetOwner } from './sheet-owner';

export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden';

/** All that *Undo* brings back of a sheet. */
export interface SheetState extends ContentsState, LooksState {
  readonly kept: ReadonlyMap<string, unknown>;
}

/** What a 1904 workbook makes of a typed date. */
function from1904({ value, format }: Typed): Value {
  return typeof value === 'number' && format !== undefined && isDateFormat(format) ? value - DAYS_TO_1904 : value;
}

/** A worksheet: values, formulas, formats and rules. Reports every change to the workbook's listeners. */
export class Sheet extends SheetLooks implements CalculatedSheet {
  visibility: Visibility = 'Visible';
  tabColor = '';
  protection: Protection | null = null;
  /** Properties that Office.js can set and read, and that nothing here depends on, such as those of printing. */
  kept: ReadonlyMap<string, unknown> = new Map();

  constructor(
    readonly workbook: SheetOwner<Sheet>,
    readonly id: string,
    private title: string,
  ) {
    super();
  }

  get name(): string {
    return this.title;
  }

  protected get dateShift(): number {
    return this.workbook.is1904 ? DAYS_TO_1904 : 0;
  }

  get isProtected(): boolean {
    return this.protection !== null;
  }

  rename(name: string): void {
    const before = this.title;
    this.title = name;
    for (const sheet of this.workbook.sheets) sheet.rewriteFormulas((formula) => renamedFormula(formula, before, name));
    this.workbook.names.rewrite((formula) => renamedFormula(formula, before, name));
    this.workbook.emit({ type: 'nameChanged', sheet: this, before });
  }

  setVisibility(visibility: Visibility): void {
    const before = this.visibility;
    this.visibility = visibility;
    this.workbook.emit({ type: 'visibilityChanged', sheet: this, before });
  }

  protect(protection: Protection | null): void {
    this.protection = protection;
    this.workbook.emit({ type: 'protectionChanged', sheet: this });
  }

  freeze(rows: number, columns: number): void {
    this.layout.frozenRows = rows;
    this.layout.frozenColumns = columns;
    this.workbook.emit({ type: 'frozen', sheet: this });
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
        this.put(row, column, this.workbook.is1904 ? from1904(typed) : typed.value);
        this.putFormula(row, column, typed.formula);
        if (typed.format !== undefined && format === GENERAL) {
          this.styles.paint({ row, column, rows: 1, columns: 1 }, { numberFormat: typed.format });
          isFormatted = true;
        }
      }
    }
    if (isFormatted) this.workbook.emit({ type: 'formatted', sheet: this, area });
    this.#changed(area, 'RangeEdited', by, before);
  }

  clear(area: Area, what: 'All' | 'Contents' | 'Formats', by: Author): void {
    if (what !== 'Contents') {
      this.styles.clear(area);
      this.rules.clear(area);
      this.workbook.emit({ type: 'formatted', sheet: this, area });
    }
    if (what === 'Formats') return;
    this.clearContents(area);
    this.#changed(area, 'RangeEdited', by);
  }

  /** Deletes rows; those below move up, with formats and rules. */
  deleteRows(at: number, count: number, by: Author): void {
    this.#shift({ axis: 'rows', at, count: -count });
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

  /** Inserts empty cells: those below them move down or, with `columns`, those to the right move on. */
  insertCells(area: Area, axis: Shift['axis'], by: Author): void {
    const behind = this.#behind(area, axis);
    if (behind !== null)
      this.moveCells(behind, behind.row + (axis === 'rows' ? area.rows : 0), behind.column + (axis === 'rows' ? 0 : area.columns), by);
    else this.#changed(area, 'RangeEdited', by);
  }

  /** Deletes cells: those below them move up or, with `columns`, those to the right move back. */
  deleteCells(area: Area, axis: Shift['axis'], by: Author): void {
    this.clear(area, 'All', by);
    const next = axis === 'rows' ? { ...area, row: area.row + area.rows } : { ...area, column: area.column + area.columns };
    const behind = this.#behind(next, axis);
    if (behind !== null) this.moveCells(behind, area.row, area.column, by);
  }

  /** The used cells from a block on, along an axis. */
  #behind(area: Area, axis: Shift['axis']): Area | null {
    const used = this.usedArea(true);
    if (used === null) return null;
    const rows = axis === 'rows' ? used.row + used.rows - area.row : area.rows;
    const columns = axis === 'rows' ? area.columns : used.column + used.columns - area.column;
    return rows > 0 && columns > 0 ? { ...area, rows, columns } : null;
  }

  #shift(shift: Shift): void {
    this.shiftContents(shift);
    this.shiftLooks(shift);
    this.workbook.names.rewrite((formula) => shiftedFormula(formula, this.name, this.name, shift));
    for (const sheet of this.workbook.sheets) sheet.rewriteFormulas((formula) => shiftedFormula(formula, sheet.name, this.name, shift));
  }

  /** Sorts the rows or columns of a block, as Excel’s *Sort* does: values move, formats and rules stay. */
  sort(area: Area, keys: readonly SortKey[], by: Author, options: SortOptions = {}): void {
    this.sortContents(area, keys, options);
    this.workbook.calculation.changed(this, area);
    this.workbook.emit({ type: options.columns ? 'columnSorted' : 'rowSorted', sheet: this, area, by });
  }

  /** Moves cells, with their formats, as cutting and pasting does: formulas that refer to them follow. */
  moveCells(from: Area, row: number, column: number, by: Author): void {
    const [down, right] = [row - from.row, column - from.column];
    this.moveContents(from, down, right);
    this.moveLooks(from, down, right);
    const moved = (own: string) => (formula: string) => relocatedFormula(formula, own, this.name, from, down, right);
    for (const sheet of this.workbook.sheets) sheet.rewriteFormulas(moved(sheet.name));
    this.workbook.names.rewrite(moved(this.name));
    this.#changed(bounding(from, { ...from, row, column }), 'RangeEdited', by);
  }

  paint(area: Area, style: Style): void {
    this.styles.paint(area, style);
    this.workbook.emit({ type: 'formatted', sheet: this, area });
  }

  /** Gives a cell a style as a whole. */
  setStyle(row: number, column: number, style: Style): void {
    const area = cellArea(row, column);
    this.styles.clear(area);
    if (Object.keys(style).length > 0) this.styles.paint(area, style);
    this.touch(area);
  }

  /** Gives a block the validations and conditional formats of another, each where it applies. @param target as large as the source, or several times */
  copyRules(from: Sheet, source: Area, target: Area): void {
    const placed = (area: Area) => repeated(intersect(area, source), source, target);
    const validations = from.rules.validationsIn(source).flatMap((one) => placed(one.area).map((area) => ({ ...one, area })));
    // Before the target is cleared, which may hold the source.
    const formats = from.rules.formats
      .map((format) => ({ format, areas: format.areas.flatMap(placed) }))
      .filter(({ areas }) => areas.length > 0);
    this.rules.clear(target);
    this.rules.addValidations(validations);
    for (const { format, areas } of formats) {
      if (from === this) {
        format.areas = [...format.areas, ...areas];
        if (!this.rules.formats.includes(format)) this.rules.formats = [...this.rules.formats, format];
      } else this.rules.formats = [...this.rules.formats, { ...format, id: `${format.id}-${this.rules.formats.length}`, areas }];
    }
    this.workbook.emit({ type: 'rules', sheet: this });
  }

  /** Repaints the cells of a named style. */
  repaint(name: string, style: Style): void {
    this.styles.repaint(name, style);
    const used = this.usedArea(true);
    if (used !== null) this.touch(used);
  }

  /** Tells that something changed which the grid draws, or that *Undo* must bring back. */
  touch(area: Area): void {
    this.workbook.emit({ type: 'formatted', sheet: this, area });
  }

  setColumnWidth(column: number, points: number): void {
    this.layout.columnWidths.set(column, points);
    this.workbook.emit({ type: 'formatted', sheet: this, area: { row: 0, column, rows: SHEET_ROWS, columns: 1 } });
  }

  /** @param rows in order */
  hideRows(rows: readonly number[], isHidden: boolean): void {
    for (const row of rows) isHidden ? this.layout.hiddenRows.add(row) : this.layout.hiddenRows.delete(row);
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return;
    this.touch({ row: first, column: 0, rows: last - first + 1, columns: SHEET_COLUMNS });
  }

  /** @param columns in order */
  hideColumns(columns: readonly number[], isHidden: boolean): void {
    for (const column of columns) isHidden ? this.layout.hiddenColumns.add(column) : this.layout.hiddenColumns.delete(column);
    const [first, last] = [columns[0], columns.at(-1)];
    if (first === undefined || last === undefined) return;
    this.touch({ row: 0, column: first, rows: SHEET_ROWS, columns: last - first + 1 });
  }

  /** A formula's value for a cell; `down` and `right` are the distance from the cell that it was written for. */
  evaluate(formula: string, place: { row: number; column: number; down: number; right: number }): Value {
    return evaluateFormula(formulaOf(formula), this.workbook.calculation.contextOf(this, place));
  }

  protected listOf(address: string): readonly string[] {
    return this.workbook.column(address);
  }

  /** Hides the rows that the filters of the sheet and its tables leave out, and shows those that they let through. */
  applyFilters(): void {
    this.layout.filteredRows = this.filteredRows();
    const area = this.usedArea();
    if (area !== null) this.touch(area);
  }

  /** Shows the new result of an add-in's function, and calculates what depends on it. */
  showResult(row: number, column: number): void {
    const area = cellArea(row, column);
    this.workbook.calculation.changed(this, area);
    this.workbook.emit({ type: 'calculated', sheet: this, area });
  }

  /** Calculates all formulas; with `callAddIns`, the functions of add-ins that do not stream are called anew. */
  calculate(callAddIns: boolean): void {
    if (callAddIns) this.workbook.addIns.forget(this);
    this.workbook.calculation.changed();
  }

  state(): SheetState {
    return { ...this.contentsState(), ...this.looksState(), kept: this.kept };
  }

  /** Brings a state back. Reports nothing: the workbook knows what changed. */
  restore(state: SheetState): void {
    this.restoreContents(state);
    this.restoreLooks(state);
    this.kept = state.kept;
  }

  /** Calculates what depends on the block, and tells the listeners. `before` is given for a single cell. */
  #changed(area: Area, change: ChangeType, by: Author, before?: Value): void {
    if (change === 'RangeEdited') {
      this.workbook.addIns.leave(this, area);
      this.workbook.calculation.changed(this, area);
    } else this.workbook.calculation.changed();
    const after = before === undefined ? undefined : this.value(area.row, area.column);
    this.workbook.emit({ type: 'changed', sheet: this, area, change, by, before, after });
  }
}

/** Where a part of a block is in its copies. */
function repeated(part: Area | null, source: Area, target: Area): readonly Area[] {
  if (part === null) return [];
  const along = (from: number, size: number, sourceFrom: number, sourceSize: number, targetFrom: number, targetSize: number) =>
    size === sourceSize
      ? [{ from: targetFrom, size: targetSize }]
      : Array.from({ length: targetSize / sourceSize }, (_, copy) => ({ from: targetFrom + copy * sourceSize + from - sourceFrom, size }));
  const down = along(part.row, part.rows, source.row, source.rows, target.row, target.rows);
  const right = along(part.column, part.columns, source.column, source.columns, target.column, target.columns);
  return down.flatMap((rows) => right.map((columns) => ({ row: rows.from, rows: rows.size, column: columns.from, columns: columns.size })));
}
