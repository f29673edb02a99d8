import { type Area, contains, SHEET_COLUMNS, SHEET_ROWS, sameArea } from '../workbook/address';
import type { Workbook } from '../workbook/workbook';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A move by one cell. */
export interface Direction {
  readonly down: -1 | 0 | 1;
  readonly right: -1 | 0 | 1;
}

const LAST: Cell = { row: SHEET_ROWS - 1, column: SHEET_COLUMNS - 1 };
const clamp = (value: number, last: number) => Math.max(0, Math.min(last, value));

function between(one: Cell, other: Cell): Area {
  const [row, column] = [Math.min(one.row, other.row), Math.min(one.column, other.column)];
  return { row, column, rows: Math.abs(one.row - other.row) + 1, columns: Math.abs(one.column - other.column) + 1 };
}

/** What is selected: a block, with the active cell in it, and the corner that moves while the block is extended. */
export class Selection {
  #active: Cell = { row: 0, column: 0 };
  #head: Cell = { row: 0, column: 0 };
  #target: Cell = { row: 0, column: 0 };

  constructor(
    private readonly workbook: Workbook,
    /** The next visible row from one. */
    private readonly nextRow: (row: number, direction: 1 | -1) => number,
  ) {}

  get active(): Cell {
    return this.#active;
  }

  get head(): Cell {
    return this.#head;
  }

  get area(): Area {
    return this.workbook.selection;
  }

  /** The cell to scroll to: the one that moved or, of a block that was selected at once, the first. */
  get target(): Cell {
    return this.#target;
  }

  /** Takes over a selection that was made elsewhere. */
  adopt(): void {
    const { row, column, rows, columns } = this.workbook.selection;
    if (sameArea(this.workbook.selection, between(this.#active, this.#head))) return;
    this.#active = { row, column };
    this.#head = { row: row + rows - 1, column: column + columns - 1 };
    this.#target = this.#active;
  }

  /** Selects a block at once; its first cell becomes the active one. */
  selectArea({ row, column, rows, columns }: Area): void {
    const active = { row, column };
    this.select(active, { row: row + rows - 1, column: column + columns - 1 }, active);
  }

  /** Selects the block between two cells, the first of which becomes the active one. */
  select(active: Cell, head: Cell = active, target: Cell = head): void {
    this.#active = active;
    this.#head = head;
    this.#target = target;
    this.workbook.select(this.workbook.active, between(active, head));
  }

  selectColumns(first: number, last: number): void {
    this.select({ row: 0, column: first }, { row: LAST.row, column: last }, { row: this.#active.row, column: last });
  }

  selectAll(): void {
    this.select({ row: 0, column: 0 }, LAST, this.#active);
  }

  selectRows(first: number, last: number): void {
    this.select({ row: first, column: 0 }, { row: last, column: LAST.column }, { row: last, column: this.#active.column });
  }

  /** Moves the active cell, or with `extend` the selection's moving corner. */
  move({ down, right }: Direction, extend: boolean): void {
    const from = extend ? this.#head : this.#active;
    const to = { row: down === 0 ? from.row : this.nextRow(from.row, down), column: clamp(from.column + right, LAST.column) };
    this.goTo(to, extend);
  }

  moveBy(rows: number, columns: number, extend: boolean): void {
    const from = extend ? this.#head : this.#active;
    this.goTo({ row: clamp(from.row + rows, LAST.row), column: clamp(from.column + columns, LAST.column) }, extend);
  }

  /** Makes a cell the active one, or with `extend` the selection’s moving corner. */
  goTo(cell: Cell, extend: boolean): void {
    this.select(extend ? this.#active : cell, cell);
  }

  /** Moves to the edge of the data, as Ctrl with an arrow key does. */
  jump({ down, right }: Direction, extend: boolean): void {
    const sheet = this.workbook.active;
    const used = sheet.usedArea();
    const from = extend ? this.#head : this.#active;
    const isFilled = (cell: Cell) => sheet.value(cell.row, cell.column) !== '';
    const step = (cell: Cell): Cell => ({ row: cell.row + down, column: cell.column + right });
    const isInside = ({ row, column }: Cell) => row >= 0 && column >= 0 && row <= LAST.row && column <= LAST.column;
    const isBeyond = ({ row, column }: Cell) =>
      used === null ||
      (down > 0 && row >= used.row + used.rows) ||
      (right > 0 && column >= used.column + used.columns) ||
      (down !== 0 && (column < used.column || column >= used.column + used.columns)) ||
      (right !== 0 && (row < used.row || row >= used.row + used.rows));
    const end = { row: down === 0 ? from.row : down > 0 ? LAST.row : 0, column: right === 0 ? from.column : right > 0 ? LAST.column : 0 };
    let next = step(from);
    const alongData = isFilled(from) && isInside(next) && isFilled(next);
    while (isInside(next)) {
      if (isBeyond(next) && !alongData) {
        next = end;
        break;
      }
      if (alongData ? !isFilled(next) : isFilled(next)) break;
      next = step(next);
    }
    if (alongData) next = { row: next.row - down, column: next.column - right };
    this.goTo(isInside(next) ? next : end, extend);
  }

  /** Moves on after an entry: within the selected block if it has several cells, else by one cell. */
  advance({ down, right }: Direction): void {
    const { area } = this;
    if (area.rows === 1 && area.columns === 1) {
      this.move({ down, right }, false);
      return;
    }
    let { row, column } = this.#active;
    [row, column] = [row + down, column + right];
    if (row >= area.row + area.rows) [row, column] = [area.row, column + 1];
    if (row < area.row) [row, column] = [area.row + area.rows - 1, column - 1];
    if (column >= area.column + area.columns) [row, column] = [right === 0 ? row : row + 1, area.column];
    if (column < area.column) [row, column] = [right === 0 ? row : row - 1, area.column + area.columns - 1];
    if (!contains(area, row, column)) row = row < area.row ? area.row + area.rows - 1 : area.row;
    // The block stays selected: its corners are unchanged.
    this.#active = { row, column };
    this.#target = this.#active;
    this.workbook.select(this.workbook.active, area);
  }
}
