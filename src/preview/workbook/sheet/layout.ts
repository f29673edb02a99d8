import type { Shift } from '../address';

/** All that *Undo* brings back of a layout. */
export interface LayoutState {
  readonly sizes: readonly (readonly [name: Sizes, sizes: ReadonlyMap<number, number>])[];
  readonly hidden: readonly (readonly [name: Hidden, places: ReadonlySet<number>])[];
  readonly frozenRows: number;
  readonly frozenColumns: number;
}

const SIZES = ['columnWidths', 'rowHeights', 'rowLevels', 'columnLevels'] as const;
const HIDDEN = ['hiddenRows', 'hiddenColumns', 'filteredRows'] as const;
type Sizes = (typeof SIZES)[number];
type Hidden = (typeof HIDDEN)[number];

const ofRows: readonly (Sizes | Hidden)[] = ['rowHeights', 'rowLevels', 'hiddenRows', 'filteredRows'];

/** The sizes, outline levels, hiding and freezing of a sheet’s rows and columns. */
export class Layout {
  /** Widths of columns, in points, that differ from the usual. */
  columnWidths = new Map<number, number>();
  /** Heights of rows, in points, that differ from the usual. */
  rowHeights = new Map<number, number>();
  /** The outline levels of grouped rows and columns. */
  rowLevels = new Map<number, number>();
  columnLevels = new Map<number, number>();
  /** The rows and columns (from 0) that a person hides, and the rows that a filter hides. */
  hiddenRows = new Set<number>();
  hiddenColumns = new Set<number>();
  filteredRows = new Set<number>();
  frozenRows = 0;
  frozenColumns = 0;

  isRowHidden(row: number): boolean {
    return this.hiddenRows.has(row) || this.filteredRows.has(row);
  }

  shift(shift: Shift): void {
    const isOfRows = shift.axis === 'rows';
    for (const name of SIZES) if (ofRows.includes(name) === isOfRows) this[name] = new Map(shiftPlaces([...this[name]], shift));
    for (const name of HIDDEN) {
      if (ofRows.includes(name) !== isOfRows) continue;
      const places = [...this[name]].map((place): [number, true] => [place, true]);
      this[name] = new Set(shiftPlaces(places, shift).map(([place]) => place));
    }
    const { at, count } = shift;
    const frozen = isOfRows ? this.frozenRows : this.frozenColumns;
    // Rows inserted among the frozen ones push the last of them out, as in Excel.
    if (count >= 0 || at >= frozen) return;
    const left = frozen - Math.min(-count, frozen - at);
    if (isOfRows) this.frozenRows = left;
    else this.frozenColumns = left;
  }

  state(): LayoutState {
    return {
      sizes: SIZES.map((name) => [name, new Map(this[name])]),
      hidden: HIDDEN.map((name) => [name, new Set(this[name])]),
      frozenRows: this.frozenRows,
      frozenColumns: this.frozenColumns,
    };
  }

  restore({ sizes, hidden, frozenRows, frozenColumns }: LayoutState): void {
    for (const [name, map] of sizes) this[name] = new Map(map);
    for (const [name, set] of hidden) this[name] = new Set(set);
    this.frozenRows = frozenRows;
    this.frozenColumns = frozenColumns;
  }
}

/** Places along an axis after a shift. */
function shiftPlaces<T>(places: readonly (readonly [number, T])[], { at, count }: Shift): (readonly [number, T])[] {
  return places.flatMap(([place, value]): (readonly [number, T])[] => {
    if (place < at) return [[place, value]];
    return place < at - count ? [] : [[place + count, value]];
  });
}
