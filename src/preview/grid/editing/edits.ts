import { type Area, intersect, SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/address';
import { continueSeries } from '../../workbook/cells/series';
import type { Style } from '../../workbook/format/styles';
import { movedFormula } from '../../workbook/formula/rewrite';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { FilterCriteria } from '../../workbook/tables/parts';
import type { Value } from '../../workbook/values';
import type { Workbook } from '../../workbook/workbook';
import type { FilterTarget } from '../finding/filter-buttons';

/** A block of cells with what *Paste* brings along. */
export interface CopiedCells {
  readonly sheet: Sheet;
  readonly area: Area;
  readonly formulas: readonly (readonly Value[])[];
  readonly styles: readonly (readonly Style[])[];
}

/** More rows or columns than fit in a window are not frozen. */
const MAX_FROZEN = 50;
/** The most columns that are hidden at once. */
const MAX_HIDDEN = 1000;
/** The most cells that filling or pasting writes, like Excel’s whole columns. */
const MAX_CELLS = 5_000_000;

/** What a person does to the active sheet: each is one step of *Undo*. A protected sheet refuses. */
export class Edits {
  constructor(
    private readonly workbook: Workbook,
    private readonly refused: (reason: 'protected' | 'no-room' | 'too-many') => void,
  ) {}

  get #sheet(): Sheet {
    return this.workbook.active;
  }

  /** @returns whether the sheet allows it */
  #step(work: (sheet: Sheet) => void, sheet = this.#sheet): boolean {
    if (sheet.isProtected) {
      this.refused('protected');
      return false;
    }
    this.workbook.history.step(() => work(sheet));
    return true;
  }

  /** Enters a text in a cell or in each cell of a block, of the active sheet unless another is given. */
  type(area: Area, text: string, sheet = this.#sheet): void {
    const part = area.rows * area.columns > MAX_CELLS ? this.#bounded(area) : area;
    if (part !== null) this.#step((into) => into.setValues(part, [[text]], 'user'), sheet);
  }

  /** Deletes the contents of a block. */
  clear(area: Area): void {
    this.#step((sheet) => sheet.clear(area, 'Contents', 'user'));
  }

  /** Makes a block bold, italic or underlined; not so any more if its first cell is. */
  toggleFont(area: Area, property: 'bold' | 'italic' | 'underline'): void {
    this.#step((sheet) => {
      const own = sheet.style(area.row, area.column)[property];
      const isSet = own === true || own === 'Single';
      sheet.paint(area, property === 'underline' ? { underline: isSet ? 'None' : 'Single' } : { [property]: !isSet });
    });
  }

  /** Repeats the first row of a block downwards, as Ctrl+D does; of a single row, the row above. */
  fillDown(area: Area): void {
    const from = area.rows === 1 ? { ...area, row: Math.max(0, area.row - 1) } : { ...area, rows: 1 };
    const to = area.rows === 1 ? area : { ...area, row: area.row + 1, rows: area.rows - 1 };
    const part = this.#bounded(to);
    if (from.row === to.row || part === null) return;
    this.#write(part, (right) => [from.row, from.column + right]);
  }

  /** Continues a block into the larger block around it, as the fill handle does. */
  fill(from: Area, to: Area): void {
    const isDown = to.rows > from.rows;
    const isBackwards = isDown ? to.row < from.row : to.column < from.column;
    const lines = isDown ? from.columns : from.rows;
    const added = isDown ? to.rows - from.rows : to.columns - from.columns;
    if (!this.#isFew(to)) return;
    this.#step((sheet) => {
      for (let line = 0; line < lines; line++) {
        const places = Array.from({ length: isDown ? from.rows : from.columns }, (_, place) =>
          isDown ? ([from.row + place, from.column + line] as const) : ([from.row + line, from.column + place] as const),
        );
        const known = places.map(([row, column]) => ({ value: sheet.formula(row, column), style: sheet.style(row, column) }));
        const next = continueSeries(isBackwards ? known.toReversed() : known, added);
        next.forEach(({ value, style }, place) => {
          const distance = isBackwards ? -1 - place : (isDown ? from.rows : from.columns) + place;
          const [row, column] = isDown ? [from.row + distance, from.column + line] : [from.row + line, from.column + distance];
          sheet.paint({ row, column, rows: 1, columns: 1 }, style);
          const source = isBackwards ? known.length - 1 - (place % known.length) : place % known.length;
          const moved = distance - source;
          const copied = isFormula(value) ? movedFormula(value, isDown ? moved : 0, isDown ? 0 : moved) : value;
          sheet.setValues({ row, column, rows: 1, columns: 1 }, [[copied]], 'user');
        });
      }
    });
  }

  /** @returns undefined if there are too many cells */
  copy(area: Area): CopiedCells | undefined {
    const sheet = this.#sheet;
    const part = this.#inUse(area) ?? { ...area, rows: 1, columns: 1 };
    if (!this.#isFew(part)) return undefined;
    const each = <T>(read: (row: number, column: number) => T): T[][] =>
      Array.from({ length: part.rows }, (_, down) =>
        Array.from({ length: part.columns }, (_, right) => read(part.row + down, part.column + right)),
      );
    return {
      sheet,
      area: part,
      formulas: each((row, column) => sheet.formula(row, column)),
      styles: each((row, column) => sheet.style(row, column)),
    };
  }

  /** Pastes texts of another program, which are read as if typed. @returns what was written */
  pasteTexts(area: Area, texts: readonly (readonly string[])[]): Area | undefined {
    const to = this.#target(area, texts.length, widthOf(texts));
    const written = to !== null && this.#step((sheet) => sheet.setValues(to, tile(texts, to, ''), 'user'));
    return written ? to : undefined;
  }

  /** Pastes copied cells; what was cut is cleared. @returns what was written */
  pasteCells(area: Area, { sheet: from, area: source, formulas, styles }: CopiedCells, isCut: boolean): Area | undefined {
    const to = this.#target(area, source.rows, source.columns);
    const written =
      to !== null &&
      this.#step((sheet) => {
        if (isCut) from.clear(source, 'Contents', 'user');
        tile(styles, to, {}).forEach((row, down) => {
          row.forEach((style, right) => {
            if (Object.keys(style).length > 0) sheet.paint({ row: to.row + down, column: to.column + right, rows: 1, columns: 1 }, style);
          });
        });
        // What is cut keeps its references.
        const cells = tile(formulas, to, '').map((row, down) =>
          row.map((value, right) => {
            if (isCut || !isFormula(value)) return value;
            const [top, left] = [source.row + (down % source.rows), source.column + (right % source.columns)];
            return movedFormula(value, to.row + down - top, to.column + right - left);
          }),
        );
        sheet.setValues(to, cells, 'user');
      });
    return written ? to : undefined;
  }

  /** Where a block of a size is pasted: once, or repeated if the selection is a multiple of it. */
  #target({ row, column, rows, columns }: Area, height: number, width: number): Area | null {
    const size =
      rows % height === 0 && columns % width === 0 && rows * columns <= MAX_CELLS ? { rows, columns } : { rows: height, columns: width };
    return intersect({ row, column, ...size }, { row: 0, column: 0, rows: SHEET_ROWS, columns: SHEET_COLUMNS });
  }

  insertRows({ row, rows }: Area): void {
    const used = this.#sheet.usedArea();
    if (used !== null && used.row + used.rows + rows > SHEET_ROWS) this.refused('no-room');
    else this.#step((sheet) => sheet.insertRows(row, rows, 'user'));
  }
  deleteRows(area: Area): void {
    this.#step((sheet) => sheet.deleteRows(area.row, area.rows, 'user'));
  }
  insertColumns({ column, columns }: Area): void {
    const used = this.#sheet.usedArea();
    if (used !== null && used.column + used.columns + columns > SHEET_COLUMNS) this.refused('no-room');
    else this.#step((sheet) => sheet.insertColumns(column, columns, 'user'));
  }
  deleteColumns(area: Area): void {
    this.#step((sheet) => sheet.deleteColumns(area.column, area.columns, 'user'));
  }
  hideRows(area: Area, isHidden: boolean): void {
    const part = area.rows === SHEET_ROWS ? this.#inUse(area) : area;
    const rows = Array.from({ length: part?.rows ?? 0 }, (_, down) => area.row + down);
    this.#step((sheet) => sheet.hideRows(rows, isHidden));
  }
  /** Freezes the rows above and the columns left of a cell; unfreezes what is frozen. */
  toggleFreeze({ row, column }: Pick<Area, 'row' | 'column'>): void {
    const { frozenRows, frozenColumns } = this.#sheet.layout;
    const isFrozen = frozenRows + frozenColumns > 0;
    // Without a place, Excel freezes the first row.
    const [rows, columns] = isFrozen ? [0, 0] : row + column === 0 ? [1, 0] : [Math.min(row, MAX_FROZEN), Math.min(column, MAX_FROZEN)];
    this.#step((sheet) => sheet.freeze(rows, columns));
  }
  hideColumns(area: Area, isHidden: boolean): void {
    const columns = Array.from({ length: Math.min(area.columns, MAX_HIDDEN) }, (_, right) => area.column + right);
    this.#step((sheet) => sheet.hideColumns(columns, isHidden));
  }

  /** Switches the sheet’s AutoFilter on, for the block or, of a single cell, the cells in use; or off. */
  toggleFilter(area: Area): void {
    const used = this.#sheet.usedArea();
    const whole = area.rows === 1 && area.columns === 1 ? used : this.#inUse(area);
    this.#step((sheet) => {
      if (sheet.filter !== null || whole === null || whole.rows < 2) sheet.filter = null;
      else sheet.filter = { id: 'filter', area: whole, criteria: new Map() };
      sheet.applyFilters();
    });
  }

  /** Sets the criteria of a filtered column; null removes them. */
  filter({ table, criteria }: FilterTarget, place: number, given: FilterCriteria | null): void {
    this.#step((sheet) => {
      const changed = new Map(criteria);
      if (given === null) changed.delete(place);
      else changed.set(place, given);
      if (table !== null) sheet.tables.change(table, { criteria: changed });
      else if (sheet.filter !== null) sheet.filter = { ...sheet.filter, criteria: changed };
      sheet.applyFilters();
    });
  }

  /** Sorts the rows below a filter’s header. */
  sortFiltered({ header, column, columns, rows }: FilterTarget, place: number, ascending: boolean): void {
    if (!this.#isFew({ row: header + 1, column, rows, columns })) return;
    this.#step((sheet) => sheet.sort({ row: header + 1, column, rows, columns }, [{ place, ascending }], 'user'));
  }

  setColumnWidth(column: number, points: number): void {
    this.#step((sheet) => sheet.setColumnWidth(column, points));
  }

  /** Sorts the block, without the frozen rows; of a single cell or whole columns, all rows in use. */
  sort(area: Area, column: number, ascending: boolean): void {
    const used = this.#sheet.usedArea();
    if (used === null) return;
    const isAll = area.rows === SHEET_ROWS || (area.rows === 1 && area.columns === 1);
    const chosen = isAll ? used : area;
    const first = Math.max(chosen.row, this.#sheet.layout.frozenRows);
    const rows = chosen.row + chosen.rows - first;
    if (rows > 1 && this.#isFew({ ...chosen, rows }))
      this.#step((sheet) => sheet.sort({ ...chosen, row: first, rows }, [{ place: column - chosen.column, ascending }], 'user'));
  }

  /** The part of a block that is in use; blocks of a few cells whole. */
  #inUse(area: Area): Area | null {
    if (area.rows < SHEET_ROWS && area.columns < SHEET_COLUMNS) return area;
    const used = this.#sheet.usedArea();
    return used === null
      ? null
      : intersect(area, { ...used, row: 0, rows: used.row + used.rows, column: 0, columns: used.column + used.columns });
  }

  /** Whether a block has few enough cells to be worked on; the user is told if not. */
  #isFew({ rows, columns }: Area): boolean {
    if (rows * columns <= MAX_CELLS) return true;
    this.refused('too-many');
    return false;
  }

  /** The part of a block that is in use; null if it is empty or too large, which the user is told. */
  #bounded(area: Area): Area | null {
    const part = this.#inUse(area);
    return part !== null && this.#isFew(part) ? part : null;
  }

  #write(to: Area, source: (right: number) => readonly [row: number, column: number]): void {
    this.#step((sheet) => {
      const values = Array.from({ length: to.rows }, (_, down) =>
        Array.from({ length: to.columns }, (_, right) => {
          const [row, column] = source(right);
          return sheet.copied(row, column, to.row + down - row, 0);
        }),
      );
      for (let right = 0; right < to.columns; right++) {
        const style = sheet.style(...source(right));
        if (Object.keys(style).length > 0) sheet.paint({ row: to.row, column: to.column + right, rows: to.rows, columns: 1 }, style);
      }
      sheet.setValues(to, values, 'user');
    });
  }
}

function isFormula(value: Value): value is string {
  return typeof value === 'string' && value.length > 1 && value.startsWith('=');
}

/** A block repeated to fill an area. */
function tile<T>(block: readonly (readonly T[])[], { rows, columns }: Area, missing: T): T[][] {
  const width = widthOf(block);
  return Array.from({ length: rows }, (_, down) =>
    Array.from({ length: columns }, (_, right) => block[down % block.length]?.[right % width] ?? missing),
  );
}

function widthOf(block: readonly (readonly unknown[])[]): number {
  return block.reduce((width, row) => Math.max(width, row.length), 1);
}
