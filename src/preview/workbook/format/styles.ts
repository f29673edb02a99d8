import { type Area, bounding, contains, intersect, SHEET_COLUMNS, SHEET_ROWS, type Shift, sameArea, shiftArea } from '../address';
import { Cells, type CellsState } from '../cells/cells';

export interface Border {
  /** `None`, `Continuous`, `Dash`, `Double` and so on. */
  readonly style: string;
  readonly color: string;
  readonly weight: string;
}

/** A cell's style; absent properties are Excel's defaults. The words are those of Office.js. */
export interface Style {
  readonly fill?: string;
  readonly color?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly wrap?: boolean;
  readonly align?: string;
  readonly numberFormat?: string;
  readonly pattern?: string;
  readonly patternColor?: string;
  readonly fontName?: string;
  /** In points. */
  readonly fontSize?: number;
  readonly underline?: string;
  readonly strikethrough?: boolean;
  readonly subscript?: boolean;
  readonly superscript?: boolean;
  readonly verticalAlign?: string;
  readonly indent?: number;
  /** In degrees, from -90 to 90; 180 is vertical. */
  readonly orientation?: number;
  readonly shrinkToFit?: boolean;
  readonly autoIndent?: boolean;
  readonly readingOrder?: string;
  readonly locked?: boolean;
  readonly formulaHidden?: boolean;
  /** The named style. */
  readonly name?: string;
  readonly borderTop?: Border;
  readonly borderBottom?: Border;
  readonly borderLeft?: Border;
  readonly borderRight?: Border;
  readonly diagonalDown?: Border;
  readonly diagonalUp?: Border;
}

interface StyledArea {
  readonly area: Area;
  readonly style: Style;
}

export interface StylesState {
  readonly areas: readonly StyledArea[];
  readonly cells: CellsState<Style>;
}

const PLAIN: Style = {};
const ALL: Area = { row: 0, column: 0, rows: SHEET_ROWS, columns: SHEET_COLUMNS };

/** The styles of a sheet's cells: those of blocks, and of single cells, whose style is complete. */
export class Styles {
  #areas: readonly StyledArea[] = [];
  readonly #cells = new Cells<Style>();

  at(row: number, column: number): Style {
    const own = this.#cells.at(row, column);
    if (own !== undefined) return own;
    let style = PLAIN;
    for (const one of this.#areas) if (contains(one.area, row, column)) style = style === PLAIN ? one.style : { ...style, ...one.style };
    return style;
  }

  paint(area: Area, style: Style): void {
    if (area.rows === 1 && area.columns === 1) {
      this.#cells.set(area.row, area.column, { ...this.at(area.row, area.column), ...style });
      return;
    }
    const before = this.#areas.find((one) => sameArea(one.area, area));
    this.#areas = [...this.#areas.filter((one) => one !== before), { area, style: { ...before?.style, ...style } }];
    this.#cells.forEachRow((cells, row) => {
      if (row < area.row || row >= area.row + area.rows) return;
      cells.forEach((own, column) => {
        if (column >= area.column && column < area.column + area.columns) this.#cells.set(row, column, { ...own, ...style });
      });
    });
  }

  /** A property's value in a block: null if its cells differ. */
  common<Name extends keyof Style>(area: Area, name: Name): Style[Name] | null | undefined {
    let [value, isFirst] = [undefined as Style[Name] | undefined, true];
    const differs = (style: Style) => {
      const own = style[name];
      const isSame = isFirst || own === value || JSON.stringify(own) === JSON.stringify(value);
      [value, isFirst] = [own, false];
      return !isSame;
    };
    // One cell for each combination of the styled blocks that meet here, then the cells with a style of their own.
    const starts = (from: number, count: number, edges: readonly number[]) =>
      new Set([from, ...edges.filter((edge) => edge > from && edge < from + count)]);
    const rows = starts(
      area.row,
      area.rows,
      this.#areas.flatMap((one) => [one.area.row, one.area.row + one.area.rows]),
    );
    const columns = starts(
      area.column,
      area.columns,
      this.#areas.flatMap((one) => [one.area.column, one.area.column + one.area.columns]),
    );
    let own = 0;
    let isMixed = false;
    this.#cells.forEachRow((cells, row) => {
      if (isMixed || row < area.row || row >= area.row + area.rows) return;
      cells.forEach((style, column) => {
        if (column < area.column || column >= area.column + area.columns) return;
        own++;
        isMixed ||= differs(style);
      });
    });
    if (isMixed) return null;
    if (own === area.rows * area.columns) return value;
    for (const row of rows)
      for (const column of columns) if (this.#cells.at(row, column) === undefined && differs(this.at(row, column))) return null;
    return value;
  }

  clear(area: Area): void {
    this.#cells.clear(area);
    this.#areas = this.#areas.filter((one) => {
      const common = intersect(one.area, area);
      return common === null || !sameArea(common, one.area);
    });
    const left = this.#areas.filter((one) => intersect(one.area, area) !== null);
    // What a block of styles around the area sets is unset in it.
    const names = new Set(left.flatMap(({ style }) => Object.keys(style)));
    if (left.length > 0) this.paint(area, Object.fromEntries([...names].map((name) => [name, undefined])));
  }

  /** Moves the styles of a block. */
  move(from: Area, down: number, right: number): void {
    const to = (area: Area) => ({ ...area, row: area.row + down, column: area.column + right });
    const blocks = this.#areas.flatMap(({ area, style }) => {
      const common = intersect(area, from);
      return common === null ? [] : [{ area: to(common), style }];
    });
    const cells = this.#cells.taken(from);
    for (const area of [from, to(from)]) this.clear(area);
    for (const { area, style } of blocks) this.paint(area, style);
    for (const { row, column, value } of cells) this.#cells.set(row + down, column + right, value);
  }

  /** Gives the cells of a named style another look. */
  repaint(name: string, style: Style): void {
    const changed = (own: Style) => (own.name === name ? { ...own, ...style } : own);
    this.#areas = this.#areas.map((one) => ({ ...one, style: changed(one.style) }));
    for (const { row, column, value } of this.#cells.taken(ALL)) if (value.name === name) this.#cells.set(row, column, changed(value));
  }

  /** The smallest block that holds every styled cell; whole rows and columns do not count. */
  used(): Area | null {
    let used = this.#cells.used(() => true);
    for (const { area } of this.#areas) {
      if (area.rows === SHEET_ROWS || area.columns === SHEET_COLUMNS) continue;
      used = used === null ? area : bounding(used, area);
    }
    return used;
  }

  shift(shift: Shift): void {
    this.#cells.shift(shift);
    this.#areas = this.#areas.flatMap(({ area, style }) => {
      const there = shiftArea(area, shift);
      return there === null ? [] : [{ area: there, style }];
    });
  }

  state(): StylesState {
    return { areas: this.#areas, cells: this.#cells.state() };
  }

  restore({ areas, cells }: StylesState): void {
    this.#areas = areas;
    this.#cells.restore(cells);
  }
}
