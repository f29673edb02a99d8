import { type Area, bounding, contains, intersect, SHEET_COLUMNS, SHEET_ROWS, type Shift, sameArea, shiftArea } from './address';
import { Cells, type CellsState } from './cells';

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

interface StyledArea {
  readonly area: Area;
  readonly style: Style;
}

export interface StylesState {
  readonly areas: readonly StyledArea[];
  readonly cells: CellsState<Style>;
}

const PLAIN: Style = {};

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

  clear(area: Area): void {
    this.#cells.clear(area);
    this.#areas = this.#areas.filter((one) => {
      const common = intersect(one.area, area);
      return common === null || !sameArea(common, one.area);
    });
    const left = this.#areas.some((one) => intersect(one.area, area) !== null);
    if (left) this.paint(area, { fill: '', color: '', bold: false, italic: false, wrap: false, align: 'General', numberFormat: 'General' });
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
