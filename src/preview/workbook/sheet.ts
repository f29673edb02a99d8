import { type Area, bounding, cellArea, cellsOf, contains, intersect, SHEET_COLUMNS, SHEET_ROWS, type Shift, shiftArea } from './address';
import { type Block, Blocks } from './cells/blocks';
import { Cells, type CellsState } from './cells/cells';
import { type SortKey, sortedOrder } from './cells/sort';
import { formatStyle } from './format/conditional-formats';
import { Rules, type RulesState } from './format/rules';
import { type Style, Styles, type StylesState } from './format/styles';
import type { CalculatedSheet } from './formula/calculation';
import { evaluateFormula, formulaOf } from './formula/compile';
import { movedFormula, relocatedFormula, renamedFormula, shiftedFormula } from './formula/rewrite';
import { Layout, type LayoutState } from './layout';
import type { Author, ChangeType, SheetOwner } from './sheet-owner';
import { matchesOf } from './tables/filter';
import type { Comment, Link, Protection, SheetFilter, Table } from './tables/parts';
import { tableStyle } from './tables/table-look';
import { formatValue, GENERAL, readInput, type Value } from './values';

export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden';

/** All that *Undo* brings back of a sheet. */
export interface SheetState {
  readonly values: CellsState<Value>;
  readonly formulas: CellsState<string>;
  readonly styles: StylesState;
  readonly rules: RulesState;
  readonly layout: LayoutState;
  readonly blocks: Readonly<Record<BlockKind, readonly Block[]>>;
  readonly filter: SheetFilter | null;
  readonly kept: ReadonlyMap<string, unknown>;
}

const BLOCK_KINDS = ['tables', 'merged', 'comments', 'links'] as const;
type BlockKind = (typeof BLOCK_KINDS)[number];

/** A worksheet: values, formulas, formats and rules. Reports every change to the workbook's listeners. */
export class Sheet implements CalculatedSheet {
  /** How often a formula was written or removed. */
  formulaChanges = 0;
  visibility: Visibility = 'Visible';
  tabColor = '';
  protection: Protection | null = null;
  readonly layout = new Layout();
  readonly rules = new Rules();
  readonly tables = new Blocks<Table>();
  readonly merged = new Blocks<Block>();
  readonly comments = new Blocks<Comment>();
  readonly links = new Blocks<Link>();
  filter: SheetFilter | null = null;
  /** Properties that Office.js can set and read, and that nothing here depends on, such as those of printing. */
  kept: ReadonlyMap<string, unknown> = new Map();
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

  get isProtected(): boolean {
    return this.protection !== null;
  }

  rename(name: string): void {
    const before = this.title;
    this.title = name;
    for (const sheet of this.workbook.sheets) sheet.#rewriteFormulas((formula) => renamedFormula(formula, before, name));
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

  isFormula(row: number, column: number): boolean {
    return this.#formulas.at(row, column) !== undefined;
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

  /** The smallest block within an area that holds its values; null if there are none. */
  filledPart(area: Area): Area | null {
    const used = this.usedArea();
    const part = used === null ? null : intersect(used, area);
    if (part === null) return null;
    const filled = cellsOf(part).filter(({ row, column }) => this.value(row, column) !== '');
    return filled
      .map(({ row, column }) => cellArea(row, column))
      .reduce<Area | null>((all, one) => (all === null ? one : bounding(all, one)), null);
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
    this.#used = undefined;
    for (const part of [this.#values, this.#formulas, this.#styles, this.rules, this.layout]) part.shift(shift);
    for (const kind of BLOCK_KINDS) this[kind].shift(shift);
    if (this.filter !== null) {
      const area = shiftArea(this.filter.area, shift);
      this.filter = area === null ? null : { ...this.filter, area };
    }
    this.formulaChanges++;
    this.workbook.names.rewrite((formula) => shiftedFormula(formula, this.name, this.name, shift));
    for (const sheet of this.workbook.sheets) sheet.#rewriteFormulas((formula) => shiftedFormula(formula, sheet.name, this.name, shift));
  }

  /** Sorts the rows or columns of a block, as Excel’s *Sort* does: values move, formats and rules stay. */
  sort(area: Area, keys: readonly SortKey[], by: Author, { matchCase = false, columns = false } = {}): void {
    const values = this.values(area);
    const lines = columns ? (values[0] ?? []).map((_, right) => values.map((row) => row[right] ?? '')) : values;
    const order = sortedOrder(lines, keys, matchCase);
    const formulas = values.map((row, down) => row.map((_, right) => this.#formulas.at(area.row + down, area.column + right)));
    values.forEach((row, down) => {
      row.forEach((_, right) => {
        const [fromRow, fromColumn] = columns ? [down, order[right] ?? right] : [order[down] ?? down, right];
        this.#put(area.row + down, area.column + right, values[fromRow]?.[fromColumn] ?? '');
        const formula = formulas[fromRow]?.[fromColumn];
        const moved = formula === undefined ? undefined : movedFormula(formula, down - fromRow, right - fromColumn);
        this.#putFormula(area.row + down, area.column + right, moved);
      });
    });
    this.workbook.calculation.changed(this, area);
    this.workbook.emit({ type: columns ? 'columnSorted' : 'rowSorted', sheet: this, area, by });
  }

  /** Moves cells, with their formats, as cutting and pasting does: formulas that refer to them follow. */
  moveCells(from: Area, row: number, column: number, by: Author): void {
    const [down, right] = [row - from.row, column - from.column];
    const used = this.usedArea(true);
    const part = used === null ? null : intersect(used, from);
    const to = { ...from, row, column };
    const cells =
      part === null
        ? []
        : cellsOf(part).map((at) => ({
            ...at,
            value: this.#values.at(at.row, at.column),
            formula: this.#formulas.at(at.row, at.column),
            style: this.style(at.row, at.column),
          }));
    for (const area of [from, to]) {
      for (const table of [this.#values, this.#formulas]) table.clear(area);
      this.#styles.clear(area);
    }
    this.#used = undefined;
    this.formulaChanges++;
    for (const cell of cells) {
      const [newRow, newColumn] = [cell.row + down, cell.column + right];
      if (cell.value !== undefined) this.#values.set(newRow, newColumn, cell.value);
      if (cell.formula !== undefined) this.#formulas.set(newRow, newColumn, cell.formula);
      if (Object.keys(cell.style).length > 0) this.#styles.paint({ row: newRow, column: newColumn, rows: 1, columns: 1 }, cell.style);
    }
    const moved = (own: string) => (formula: string) => relocatedFormula(formula, own, this.name, from, down, right);
    for (const sheet of this.workbook.sheets) sheet.#rewriteFormulas(moved(sheet.name));
    this.workbook.names.rewrite(moved(this.name));
    this.#changed(bounding(from, to), 'RangeEdited', by);
  }

  paint(area: Area, style: Style): void {
    this.#styles.paint(area, style);
    this.workbook.emit({ type: 'formatted', sheet: this, area });
  }

  /** Gives a cell a style as a whole. */
  setStyle(row: number, column: number, style: Style): void {
    const area = cellArea(row, column);
    this.#styles.clear(area);
    if (Object.keys(style).length > 0) this.#styles.paint(area, style);
    this.touch(area);
  }

  /** Gives a block the validations and conditional formats that apply to another’s first cell and reach over it. */
  copyRules(from: Sheet, source: Area, target: Area): void {
    const validation = from.rules.validationAt(source.row, source.column);
    this.rules.clear(target);
    if (validation !== undefined) Object.assign(this.rules.validation(target), { ...validation, area: target });
    for (const format of from.rules.formats) {
      if (!format.areas.some((area) => contains(area, source.row, source.column))) continue;
      if (from === this) format.areas = [...format.areas, target];
      else this.rules.formats = [...this.rules.formats, { ...format, id: `${format.id}-${this.rules.formats.length}`, areas: [target] }];
    }
    this.workbook.emit({ type: 'rules', sheet: this });
  }

  /** Paints the cells of a named style anew. */
  repaint(name: string, style: Style): void {
    const used = this.usedArea(true);
    if (used === null) return;
    for (const { row, column } of cellsOf(used))
      if (this.style(row, column).name === name) this.#styles.paint(cellArea(row, column), style);
    this.touch(used);
  }

  /** Tells that something changed which the grid draws, or that *Undo* must bring back. */
  touch(area: Area): void {
    this.workbook.emit({ type: 'formatted', sheet: this, area });
  }

  setColumnWidth(column: number, points: number): void {
    this.layout.columnWidths.set(column, points);
    this.workbook.emit({ type: 'formatted', sheet: this, area: { row: 0, column, rows: SHEET_ROWS, columns: 1 } });
  }

  hideRows(rows: readonly number[], isHidden: boolean): void {
    for (const row of rows) isHidden ? this.layout.hiddenRows.add(row) : this.layout.hiddenRows.delete(row);
    const [first = 0] = rows;
    this.touch({ row: first, column: 0, rows: rows.length, columns: SHEET_COLUMNS });
  }

  hideColumns(columns: readonly number[], isHidden: boolean): void {
    for (const column of columns) isHidden ? this.layout.hiddenColumns.add(column) : this.layout.hiddenColumns.delete(column);
    const [first = 0] = columns;
    this.touch({ row: 0, column: first, rows: SHEET_ROWS, columns: columns.length });
  }

  /** The cell's own style, without conditional formats. */
  style(row: number, column: number): Style {
    return this.#styles.at(row, column);
  }

  /** The style that a cell is shown in: that of its table, its own, and what conditional formats add. */
  look(row: number, column: number): Style {
    const [table, own, added] = [this.tables.at(row, column), this.style(row, column), this.conditionalStyle(row, column)];
    return table === undefined ? { ...own, ...added } : { ...tableStyle(table, row, column), ...own, ...added };
  }

  /** A style property's value in a block; null if its cells differ. */
  commonStyle<Name extends keyof Style>(area: Area, name: Name): Style[Name] | null | undefined {
    return this.#styles.common(area, name);
  }

  /** What the conditional formats add; the first rule that holds and sets a property wins. */
  conditionalStyle(row: number, column: number): Style {
    let style: Style = {};
    for (const format of this.rules.formats) {
      const added = formatStyle(this, format, row, column);
      if (added === undefined) continue;
      style = { ...added, ...style };
      if (format.stopIfTrue) break;
    }
    return style;
  }

  /** A formula's value for a cell; `down` and `right` are the distance from the cell that it was written for. */
  evaluate(formula: string, place: { row: number; column: number; down: number; right: number }): Value {
    return evaluateFormula(formulaOf(formula), this.workbook.calculation.contextOf(this, place));
  }

  /** Hides the rows that the filters of the sheet and its tables leave out, and shows those that they let through. */
  applyFilters(): void {
    const hidden = new Set<number>();
    for (const { area, criteria, firstRow, rows } of this.#filters()) {
      for (const [place, one] of criteria) {
        const column = area.column + place;
        const cells = Array.from({ length: rows }, (_, down) => {
          const row = firstRow + down;
          const { fill = '', color = '' } = { ...this.style(row, column), ...this.conditionalStyle(row, column) };
          return { value: this.value(row, column), text: this.text(row, column), fill, color };
        });
        matchesOf(cells, one).forEach((isShown, down) => void (isShown || hidden.add(firstRow + down)));
      }
    }
    this.layout.filteredRows = hidden;
    const area = this.usedArea();
    if (area !== null) this.touch(area);
  }

  #filters(): readonly (SheetFilter & { readonly firstRow: number; readonly rows: number })[] {
    const ofTables = this.tables.items.map((table) => {
      const [head, foot] = [table.showHeaders ? 1 : 0, table.showTotals ? 1 : 0];
      return { ...table, firstRow: table.area.row + head, rows: table.area.rows - head - foot };
    });
    const { filter } = this;
    return filter === null ? ofTables : [...ofTables, { ...filter, firstRow: filter.area.row + 1, rows: filter.area.rows - 1 }];
  }

  /** What the cell’s dropdown offers; null if it has none. */
  dropdown(row: number, column: number): readonly string[] | null {
    const list = this.rules.validationAt(row, column)?.rule?.list as { inCellDropDown?: boolean } | undefined;
    return list?.inCellDropDown === false ? null : this.options(row, column);
  }

  /** The values that a list validation allows; null if there is none. */
  options(row: number, column: number): readonly string[] | null {
    const list = this.rules.validationAt(row, column)?.rule?.list as { source?: unknown } | undefined;
    if (typeof list?.source !== 'string') return null;
    return list.source.startsWith('=') ? this.workbook.column(list.source.slice(1)) : list.source.split(',').map((value) => value.trim());
  }

  state(): SheetState {
    return {
      values: this.#values.state(),
      formulas: this.#formulas.state(),
      styles: this.#styles.state(),
      rules: this.rules.state(),
      layout: this.layout.state(),
      blocks: {
        tables: this.tables.state(),
        merged: this.merged.state(),
        comments: this.comments.state(),
        links: this.links.state(),
      },
      filter: this.filter,
      kept: this.kept,
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
    this.layout.restore(state.layout);
    this.tables.restore(state.blocks.tables as readonly Table[]);
    this.merged.restore(state.blocks.merged);
    this.comments.restore(state.blocks.comments as readonly Comment[]);
    this.links.restore(state.blocks.links as readonly Link[]);
    this.filter = state.filter;
    this.kept = state.kept;
  }

  /** Calculates what depends on the block, and tells the listeners. `before` is given for a single cell. */
  #changed(area: Area, change: ChangeType, by: Author, before?: Value): void {
    if (change === 'RangeEdited') this.workbook.calculation.changed(this, area);
    else this.workbook.calculation.changed();
    const after = before === undefined ? undefined : this.value(area.row, area.column);
    this.workbook.emit({ type: 'changed', sheet: this, area, change, by, before, after });
  }
}
