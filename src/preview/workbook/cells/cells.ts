import type { Area, Shift } from '../address';

/** A row's cells, and the epoch in which they may be written. */
interface Row<T> {
  readonly cells: T[];
  readonly epoch: number;
}

/** What a table held when its state was taken. */
export type CellsState<T> = readonly (Row<T> | undefined)[];

/** The rows of a state. A row that has not changed since an earlier state is the same array. */
export function rowsOf<T>(state: CellsState<T>): readonly (readonly T[] | undefined)[] {
  return state.map((row) => row?.cells);
}

export function stateOf<T>(rows: readonly (readonly T[] | undefined)[]): CellsState<T> {
  return rows.map((cells) => (cells === undefined ? undefined : { cells: [...cells], epoch: Number.NEGATIVE_INFINITY }));
}

/** Epochs are counted for all tables, because a copied sheet shares rows with its original. */
let epochs = 0;

/** A sparse table of cells. Taking its state is cheap: a row is copied when it is next written. */
export class Cells<T> {
  #rows: (Row<T> | undefined)[] = [];
  #isShared = false;
  /** Each state begins an epoch: rows of earlier ones belong to states. */
  #epoch = ++epochs;

  at(row: number, column: number): T | undefined {
    return this.#rows[row]?.cells[column];
  }

  row(row: number): readonly T[] | undefined {
    return this.#rows[row]?.cells;
  }

  set(row: number, column: number, value: T): void {
    this.#writableRow(row)[column] = value;
  }

  /** Clears a block, up to the last row and column in use. */
  clear(area: Area): void {
    for (let row = area.row; row < Math.min(area.row + area.rows, this.#rows.length); row++) {
      const last = Math.min(area.column + area.columns, this.#rows[row]?.cells.length ?? 0);
      if (area.column >= last) continue;
      const cells = this.#writableRow(row);
      for (let column = area.column; column < last; column++) delete cells[column];
    }
  }

  /** Inserts or deletes rows or columns. */
  shift({ axis, at, count }: Shift): void {
    if (axis === 'rows') {
      if (at >= this.#rows.length) return;
      this.#rows = shifted(this.#rows, at, count);
      this.#isShared = false;
      return;
    }
    const rows = this.#writable();
    rows.forEach((there, row) => {
      if (there !== undefined && at < there.cells.length) rows[row] = { cells: shifted(there.cells, at, count), epoch: this.#epoch };
    });
  }

  /** The smallest block that holds every cell that counts; null if none does. */
  used(counts: (value: T) => boolean): Area | null {
    let [top, bottom, left, right] = [Number.POSITIVE_INFINITY, -1, Number.POSITIVE_INFINITY, -1];
    const filled = (value: T | undefined) => value !== undefined && counts(value);
    this.forEachRow((cells, row) => {
      let last = cells.length - 1;
      while (last >= 0 && !filled(cells[last])) last--;
      if (last < 0) return;
      let first = 0;
      while (!filled(cells[first])) first++;
      top = Math.min(top, row);
      bottom = row;
      left = Math.min(left, first);
      right = Math.max(right, last);
    });
    return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
  }

  /** Calls back for each row that has cells. */
  forEachRow(each: (cells: readonly T[], row: number) => void): void {
    this.#rows.forEach((there, row) => {
      if (there !== undefined) each(there.cells, row);
    });
  }

  /** Calls back for each cell in a block, row by row. */
  forEachCell(area: Area, each: (value: T, row: number, column: number) => void): void {
    this.forEachRow((cells, row) => {
      if (row < area.row || row >= area.row + area.rows) return;
      const end = Math.min(cells.length, area.column + area.columns);
      for (let column = area.column; column < end; column++) {
        const value = cells[column];
        if (value !== undefined) each(value, row, column);
      }
    });
  }

  /** The cells in a block. */
  taken(area: Area): { readonly row: number; readonly column: number; readonly value: T }[] {
    const found: { row: number; column: number; value: T }[] = [];
    this.forEachCell(area, (value, row, column) => found.push({ row, column, value }));
    return found;
  }

  state(): CellsState<T> {
    this.#isShared = true;
    this.#epoch = ++epochs;
    return this.#rows;
  }

  restore(state: CellsState<T>): void {
    this.#rows = state as (Row<T> | undefined)[];
    this.#isShared = true;
    this.#epoch = ++epochs;
  }

  #writable(): (Row<T> | undefined)[] {
    if (this.#isShared) this.#rows = this.#rows.slice();
    this.#isShared = false;
    return this.#rows;
  }

  #writableRow(row: number): T[] {
    const there = this.#rows[row];
    if (there?.epoch === this.#epoch) return there.cells;
    const cells = there === undefined ? [] : there.cells.slice();
    this.#writable()[row] = { cells, epoch: this.#epoch };
    return cells;
  }
}

/** A copy of a sparse array with places inserted or deleted. */
function shifted<T>(values: readonly T[], at: number, count: number): T[] {
  if (count < 0) return values.slice(0, at).concat(values.slice(at - count));
  const before = values.slice(0, at);
  before.length = at + count;
  return before.concat(values.slice(at));
}
