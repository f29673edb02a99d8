import { type Area, bounding, cellArea, intersect, type Shift } from '../address';
import { movedFormula } from '../formula/rewrite';
import type { Value } from '../values';
import { Cells, type CellsState } from './cells';
import { type SortKey, sortedOrder } from './sort';

export interface ContentsState {
  readonly values: CellsState<Value>;
  readonly formulas: CellsState<string>;
}

export interface SortOptions {
  readonly matchCase?: boolean;
  /** Sorts columns instead of rows. */
  readonly columns?: boolean;
}

/** The values and formulas of a sheet. */
export abstract class SheetContents {
  /** How often a formula was written or removed. */
  formulaChanges = 0;
  readonly #values = new Cells<Value>();
  readonly #formulas = new Cells<string>();
  #used: Area | null | undefined;

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

  values(area: Area): Value[][] {
    return Array.from({ length: area.rows }, (_, down) => {
      const row = this.#values.row(area.row + down);
      return Array.from({ length: area.columns }, (_, right) => row?.[area.column + right] ?? '');
    });
  }

  /** The smallest block within an area that holds its values; null if there are none. */
  filledPart(area: Area): Area | null {
    const used = this.usedArea();
    const part = used === null ? null : intersect(used, area);
    if (part === null) return null;
    let filled: Area | null = null;
    this.forEachValue(part, (_, row, column) => {
      const cell = cellArea(row, column);
      filled = filled === null ? cell : bounding(filled, cell);
    });
    return filled;
  }

  /** Calls back for each value in a block, row by row. Takes the time of the values, however large the block is. */
  forEachValue(area: Area, each: (value: Value, row: number, column: number) => void): void {
    this.#values.forEachCell(area, (value, row, column) => {
      if (value !== '') each(value, row, column);
    });
  }

  /** The rows (from 0) that hold something. */
  filledRows(): readonly number[] {
    const rows: number[] = [];
    this.#values.forEachRow((cells, row) => {
      if (cells.some((value) => value !== '')) rows.push(row);
    });
    return rows;
  }

  protected put(row: number, column: number, value: Value): void {
    if (value === '' && this.#values.at(row, column) === undefined) return;
    this.#used = undefined;
    this.#values.set(row, column, value);
  }

  protected putFormula(row: number, column: number, formula: string | undefined): void {
    if (formula === this.#formulas.at(row, column)) return;
    this.formulaChanges++;
    if (formula === undefined) this.#formulas.clear({ row, column, rows: 1, columns: 1 });
    else this.#formulas.set(row, column, formula);
  }

  rewriteFormulas(rewrite: (formula: string) => string): void {
    this.forEachFormula((formula, row, column) => {
      this.putFormula(row, column, rewrite(formula));
    });
  }

  /** The smallest block that holds every value; null if there is none. */
  usedArea(): Area | null {
    if (this.#used === undefined) this.#used = this.#values.used((value) => value !== '');
    return this.#used;
  }

  protected clearContents(area: Area): void {
    this.#values.clear(area);
    this.#formulas.clear(area);
    this.#formulasChanged();
  }

  #formulasChanged(): void {
    this.#used = undefined;
    this.formulaChanges++;
  }

  /** Puts the lines of a block in order; formulas keep referring to the cells of their line. */
  protected sortContents(area: Area, keys: readonly SortKey[], { matchCase = false, columns = false }: SortOptions): void {
    const values = this.values(area);
    const lines = columns ? (values[0] ?? []).map((_, right) => values.map((row) => row[right] ?? '')) : values;
    const order = sortedOrder(lines, keys, matchCase);
    const formulas = values.map((row, down) => row.map((_, right) => this.#formulas.at(area.row + down, area.column + right)));
    values.forEach((row, down) => {
      row.forEach((_, right) => {
        const [fromRow, fromColumn] = columns ? [down, order[right] ?? right] : [order[down] ?? down, right];
        this.put(area.row + down, area.column + right, values[fromRow]?.[fromColumn] ?? '');
        const formula = formulas[fromRow]?.[fromColumn];
        const moved = formula === undefined ? undefined : movedFormula(formula, down - fromRow, right - fromColumn);
        this.putFormula(area.row + down, area.column + right, moved);
      });
    });
  }

  /** Moves a block’s contents as they are. */
  protected moveContents(from: Area, down: number, right: number): void {
    const [values, formulas] = [this.#values.taken(from), this.#formulas.taken(from)];
    for (const area of [from, { ...from, row: from.row + down, column: from.column + right }]) this.clearContents(area);
    for (const { row, column, value } of values) this.#values.set(row + down, column + right, value);
    for (const { row, column, value } of formulas) this.#formulas.set(row + down, column + right, value);
  }

  protected shiftContents(shift: Shift): void {
    this.#values.shift(shift);
    this.#formulas.shift(shift);
    this.#formulasChanged();
  }

  protected contentsState(): ContentsState {
    return { values: this.#values.state(), formulas: this.#formulas.state() };
  }

  protected restoreContents({ values, formulas }: ContentsState): void {
    this.#values.restore(values);
    this.#formulas.restore(formulas);
    this.#formulasChanged();
  }
}
