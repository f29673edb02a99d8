import { type Area, columnName, contains, SHEET_COLUMNS, SHEET_ROWS } from '../workbook/address';
import type { Sheet } from '../workbook/sheet/sheet';
import type { Workbook } from '../workbook/workbook';
import { Axis } from './axis';
import { alignment, cssOf, fitText, linesOf, widthOf } from './cell-look';
import type { Cell, Selection } from './selection';
import { element, setStyle, setText } from './window/elements';
import { WORDS } from './window/words';

/** Pixels a point. */
export const PIXELS = 4 / 3;
const COLUMN_WIDTH = 64;
const ROW_HEIGHT = 20;
const HEADS_WIDTH = 52;
const HEADS_HEIGHT = 22;
const LINE_HEIGHT = 17;
/** Rows and columns that can be scrolled to beyond what is used or in view. */
const MARGIN = { rows: 40, columns: 6 };

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What is at a point of the grid. */
export interface Hit extends Cell {
  readonly place: 'cell' | 'row' | 'column' | 'corner' | 'column-edge';
}

interface Row {
  readonly element: HTMLElement;
  readonly head: HTMLElement;
  readonly cells: HTMLElement[];
}

/** Draws the part of the active sheet that is in view. It keeps no contents: each drawing reads the workbook. */
export class View {
  readonly root = element('div', { class: 'view' });
  /** The scrolling grid, which has the focus unless a cell is edited. */
  readonly grid = element('div', { class: 'grid', role: 'grid', tabindex: '0' });
  /** Holds what lies above the cells, such as the editor. */
  readonly overlay = element('div', { class: 'overlay' });
  rows = new Axis(ROW_HEIGHT, SHEET_ROWS, new Map());
  columns = new Axis(COLUMN_WIDTH, SHEET_COLUMNS, new Map());
  /** The columns in view. */
  columnsShown: readonly number[] = [];
  readonly #extent = element('div', { class: 'extent', role: 'presentation' });
  readonly #heads = element('div', { class: 'heads', role: 'row' });
  readonly #corner = element('div', { class: 'corner', role: 'columnheader', title: WORDS.selectAll }, '◢');
  readonly #columnHeads: HTMLElement[] = [];
  readonly #frozen = element('div', { class: 'frozen', role: 'rowgroup' });
  readonly #body = element('div', { class: 'body', role: 'rowgroup' });
  readonly #marks = [this.#frozen, this.#body].map((layer) =>
    layer.appendChild(element('div', { class: 'selection', role: 'presentation' })),
  );
  readonly #pools: readonly [Row[], Row[]] = [[], []];
  /** Heights that wrapped text needs, in pixels. */
  readonly #fitted = new WeakMap<Sheet, Map<number, number>>();
  #frame = 0;
  #isStale = true;
  #drawn: (() => void)[] = [];

  constructor(
    private readonly workbook: Workbook,
    private readonly selection: () => Selection,
  ) {
    this.#heads.append(this.#corner);
    this.#extent.append(this.#heads, this.#frozen, this.#body);
    this.grid.append(this.#extent);
    this.root.append(this.grid, this.overlay);
    this.grid.addEventListener('scroll', () => this.#schedule());
    new ResizeObserver(() => this.#schedule()).observe(this.grid);
    workbook.listen((event) => {
      // Selecting changes no sizes.
      if (event.type !== 'selected') this.#isStale = true;
      this.#schedule();
    });
  }

  /** Calls back after each drawing. */
  onDrawn(listener: () => void): void {
    this.#drawn.push(listener);
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.draw());
  }

  draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const sheet = this.workbook.active;
    if (this.#isStale) this.#measure(sheet);
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.grid;
    const frozenHeight = this.rows.startOf(sheet.layout.frozenRows);
    const [firstRow, lastRow] = [this.rows.placeAt(scrollTop + frozenHeight), this.rows.placeAt(scrollTop + clientHeight - HEADS_HEIGHT)];
    const [firstColumn, lastColumn] = [
      this.columns.placeAt(scrollLeft + this.columns.startOf(sheet.layout.frozenColumns)),
      this.columns.placeAt(scrollLeft + clientWidth - HEADS_WIDTH),
    ];
    this.#setExtent(sheet, { row: lastRow, column: lastColumn });
    const columns = this.#columnsInView(firstColumn, lastColumn);
    this.columnsShown = columns;
    this.#drawHeads(columns);
    // Frozen rows beyond the window can't be seen.
    const frozenCount = Math.min(sheet.layout.frozenRows, this.rows.placeAt(clientHeight) + 1);
    const frozenRows = Array.from({ length: frozenCount }, (_, row) => row).filter((row) => this.rows.sizeOf(row) > 0);
    const rows: number[] = [];
    for (let row = Math.max(firstRow, sheet.layout.frozenRows); row <= lastRow; ) {
      if (this.rows.sizeOf(row) > 0) rows.push(row);
      const next = this.rows.next(row, 1);
      if (next === row) break;
      row = next;
    }
    setStyle(this.#frozen, { height: `${frozenHeight}px` });
    setStyle(this.overlay, { width: `${clientWidth}px`, height: `${clientHeight}px` });
    this.#frozen.classList.toggle('some', frozenHeight > 0);
    const isFitted = [
      this.#drawRows(this.#frozen, this.#pools[0], sheet, frozenRows, columns),
      this.#drawRows(this.#body, this.#pools[1], sheet, rows, columns),
    ];
    this.#drawSelection();
    if (isFitted.includes(false)) {
      this.#isStale = true;
      this.#schedule();
    }
    for (const listener of this.#drawn) listener();
  }

  #measure(sheet: Sheet): void {
    this.#isStale = false;
    const heights = new Map(this.#fitted.get(sheet));
    for (const [row, points] of sheet.layout.rowHeights) heights.set(row, Math.round(points * PIXELS));
    for (const hidden of [sheet.layout.hiddenRows, sheet.layout.filteredRows]) for (const row of hidden) heights.set(row, 0);
    const widths = [...sheet.layout.columnWidths].map(([column, points]): [number, number] => [column, Math.round(points * PIXELS)]);
    for (const column of sheet.layout.hiddenColumns) widths.push([column, 0]);
    this.rows = new Axis(ROW_HEIGHT, SHEET_ROWS, heights);
    this.columns = new Axis(COLUMN_WIDTH, SHEET_COLUMNS, new Map(widths));
  }

  #setExtent(sheet: Sheet, last: Cell): void {
    const used = sheet.usedArea() ?? { row: 0, column: 0, rows: 0, columns: 0 };
    const { head } = this.selection();
    const rows = Math.min(SHEET_ROWS, Math.max(used.row + used.rows, last.row, head.row === SHEET_ROWS - 1 ? 0 : head.row) + MARGIN.rows);
    const columns = Math.min(
      SHEET_COLUMNS,
      Math.max(used.column + used.columns, last.column, head.column === SHEET_COLUMNS - 1 ? 0 : head.column) + MARGIN.columns,
    );
    setStyle(this.#extent, {
      width: `${HEADS_WIDTH + this.columns.startOf(columns)}px`,
      height: `${HEADS_HEIGHT + this.rows.startOf(rows)}px`,
    });
    this.grid.setAttribute('aria-rowcount', String(SHEET_ROWS));
    this.grid.setAttribute('aria-colcount', String(SHEET_COLUMNS));
    this.grid.setAttribute('aria-label', sheet.name);
  }

  /** The frozen columns and those that are scrolled to, without hidden ones. */
  #columnsInView(first: number, last: number): readonly number[] {
    const { frozenColumns } = this.workbook.active.layout;
    const pinned = Math.min(frozenColumns, this.columns.placeAt(this.grid.clientWidth) + 1);
    const all = Array.from({ length: pinned }, (_, column) => column);
    for (let column = Math.max(first, frozenColumns); column <= last; column++) all.push(column);
    return all.filter((column) => this.columns.sizeOf(column) > 0);
  }

  /** A column’s left edge in the coordinates of the rows: frozen columns stay where they are. */
  #leftOf(column: number): number {
    const isFrozen = column < this.workbook.active.layout.frozenColumns;
    return HEADS_WIDTH + this.columns.startOf(column) + (isFrozen ? this.grid.scrollLeft : 0);
  }

  #drawHeads(columns: readonly number[]): void {
    const { area } = this.selection();
    const { frozenColumns } = this.workbook.active.layout;
    for (const [place, column] of columns.entries()) {
      const head = this.#columnHeads[place] ?? this.#heads.appendChild(element('div', { class: 'column-head', role: 'columnheader' }));
      this.#columnHeads[place] = head;
      setText(head, columnName(column));
      head.setAttribute('aria-colindex', String(column + 1));
      head.classList.toggle('selected', column >= area.column && column < area.column + area.columns);
      head.classList.toggle('pinned', column < frozenColumns);
      setStyle(head, { left: `${this.#leftOf(column)}px`, width: `${this.columns.sizeOf(column)}px` });
    }
    for (const head of this.#columnHeads.splice(columns.length)) head.remove();
  }

  /** @returns false if a row's height has to be measured again */
  #drawRows(layer: HTMLElement, pool: Row[], sheet: Sheet, rows: readonly number[], columns: readonly number[]): boolean {
    const { area } = this.selection();
    let isFitted = true;
    rows.forEach((row, place) => {
      const box = pool[place] ?? newRow(layer);
      pool[place] = box;
      box.element.setAttribute('aria-rowindex', String(row + 1));
      setStyle(box.element, { top: `${this.rows.startOf(row)}px`, height: `${this.rows.sizeOf(row)}px` });
      setText(box.head, String(row + 1));
      box.head.classList.toggle('filtered', sheet.layout.filteredRows.size > 0);
      box.head.classList.toggle('selected', row >= area.row && row < area.row + area.rows);
      isFitted = this.#drawCells(box, sheet, row, columns) && isFitted;
    });
    for (const box of pool.splice(rows.length)) box.element.remove();
    return isFitted;
  }

  #drawCells(box: Row, sheet: Sheet, row: number, columns: readonly number[]): boolean {
    const { active, area } = this.selection();
    const { frozenColumns } = sheet.layout;
    while (box.cells.length < columns.length) box.cells.push(box.element.appendChild(element('div', { role: 'gridcell' })));
    for (const cell of box.cells.splice(columns.length)) cell.remove();
    let lines = 1;
    // How far a text may run over empty cells to its right.
    let free = 0;
    for (let place = columns.length - 1; place >= 0; place--) {
      const [cell, column] = [box.cells[place], columns[place]];
      if (cell === undefined || column === undefined) continue;
      const value = sheet.value(row, column);
      const style = sheet.look(row, column);
      const merged = sheet.merged.at(row, column)?.area;
      const isCovered = merged !== undefined && (merged.row !== row || merged.column !== column);
      const width = merged === undefined ? this.columns.sizeOf(column) : this.#boxOf(merged).width;
      const text = value === '' ? '' : fitText(sheet.text(row, column), value, width, style);
      setText(cell, text);
      cell.id = `cell-${row}-${column}`;
      cell.setAttribute('aria-colindex', String(column + 1));
      const isActive = row === active.row && column === active.column;
      const marks = [
        ['wrap', style.wrap],
        ['active', isActive],
        ['pinned', column < frozenColumns],
        ['covered', isCovered],
        ['merged', merged !== undefined && !isCovered],
        ['commented', sheet.comments.at(row, column) !== undefined],
      ] as const;
      cell.className = ['cell', alignment(value, style), ...marks.filter(([, is]) => is).map(([name]) => name)].join(' ');
      const comment = sheet.comments.at(row, column);
      if (comment !== undefined) cell.title = [comment, ...comment.replies].map(({ content }) => content).join('\n');
      else if (cell.title !== '') cell.title = '';
      cell.ariaSelected = String(contains(area, row, column));
      const spills = typeof value === 'string' && value !== '' && !style.wrap && alignment(value, style) === 'left' ? free : 0;
      setStyle(cell, {
        left: `${this.#leftOf(column)}px`,
        width: `${width}px`,
        height: merged === undefined || isCovered ? '' : `${this.#boxOf(merged).height}px`,
        clipPath: spills > 0 ? `inset(0 -${spills}px 0 0)` : '',
        ...cssOf(style),
      });
      if (style.wrap && text !== '') lines = Math.max(lines, linesOf(text, width));
      free = value === '' ? free + width : 0;
    }
    return this.#fitRow(sheet, row, lines);
  }

  /** Makes a row as high as its wrapped text needs it. @returns whether it is */
  #fitRow(sheet: Sheet, row: number, lines: number): boolean {
    const fitted = this.#fitted.get(sheet) ?? new Map<number, number>();
    this.#fitted.set(sheet, fitted);
    const height = lines === 1 || sheet.layout.rowHeights.has(row) ? undefined : lines * LINE_HEIGHT + 4;
    // Cells out of view may need the height that a row has.
    if (fitted.get(row) === height || (height !== undefined && (fitted.get(row) ?? 0) > height)) return true;
    if (height === undefined) fitted.delete(row);
    else fitted.set(row, height);
    return false;
  }

  #drawSelection(): void {
    const { area, active } = this.selection();
    const box = this.#boxOf(area);
    for (const mark of this.#marks) {
      mark.classList.toggle('one', area.rows === 1 && area.columns === 1);
      setStyle(mark, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` });
    }
    this.grid.setAttribute('aria-activedescendant', `cell-${active.row}-${active.column}`);
  }

  /** A block's box in the coordinates of the rows. */
  #boxOf({ row, column, rows, columns }: Area): Box {
    const [left, top] = [this.columns.startOf(column), this.rows.startOf(row)];
    return {
      left: this.#leftOf(column),
      top,
      width: this.columns.startOf(column + columns) - left,
      height: this.rows.startOf(row + rows) - top,
    };
  }

  /** A block's box in the coordinates of the overlay. */
  boxOf(area: Area): Box {
    const box = this.#boxOf(area);
    const isFrozen = area.row < this.workbook.active.layout.frozenRows;
    return { ...box, left: box.left - this.grid.scrollLeft, top: box.top + HEADS_HEIGHT - (isFrozen ? 0 : this.grid.scrollTop) };
  }

  /** A block’s box in the coordinates of the overlay; undefined if its first cell is not in view. */
  visibleBoxOf(area: Area): Box | undefined {
    if (this.rows.sizeOf(area.row) === 0 || this.columns.sizeOf(area.column) === 0) return undefined;
    const { frozenRows, frozenColumns } = this.workbook.active.layout;
    const box = this.boxOf(area);
    const top = HEADS_HEIGHT + (area.row < frozenRows ? 0 : this.rows.startOf(frozenRows));
    const left = HEADS_WIDTH + (area.column < frozenColumns ? 0 : this.columns.startOf(frozenColumns));
    const isInView = box.top >= top && box.top < this.grid.clientHeight && box.left + box.width > left && box.left < this.grid.clientWidth;
    return isInView ? box : undefined;
  }

  /** Scrolls so that a cell is in view. */
  scrollTo({ row, column }: Cell): void {
    if (this.#isStale) this.#measure(this.workbook.active);
    this.#setExtent(this.workbook.active, { row, column });
    const frozenHeight = this.rows.startOf(this.workbook.active.layout.frozenRows);
    const [top, left] = [this.rows.startOf(row), this.columns.startOf(column)];
    const [height, width] = [this.grid.clientHeight - HEADS_HEIGHT, this.grid.clientWidth - HEADS_WIDTH];
    if (row >= this.workbook.active.layout.frozenRows) {
      if (top - frozenHeight < this.grid.scrollTop) this.grid.scrollTop = top - frozenHeight;
      else if (top + this.rows.sizeOf(row) > this.grid.scrollTop + height) this.grid.scrollTop = top + this.rows.sizeOf(row) - height;
    }
    const { frozenColumns } = this.workbook.active.layout;
    const pinned = this.columns.startOf(frozenColumns);
    if (column < frozenColumns) return;
    if (left - pinned < this.grid.scrollLeft) this.grid.scrollLeft = left - pinned;
    else if (left + this.columns.sizeOf(column) > this.grid.scrollLeft + width)
      this.grid.scrollLeft = Math.min(left, left + this.columns.sizeOf(column) - width);
  }

  /** The width that a column’s contents in view need, in pixels. */
  widthToFit(column: number): number {
    const sheet = this.workbook.active;
    const first = this.rows.placeAt(this.grid.scrollTop);
    const widths = Array.from({ length: this.pageRows + 1 }, (_, down) => widthOf(sheet.text(first + down, column), true));
    return Math.ceil(Math.max(20, ...widths)) + 10;
  }

  /** The number of rows in view. */
  get pageRows(): number {
    return Math.max(1, Math.floor((this.grid.clientHeight - HEADS_HEIGHT) / ROW_HEIGHT) - 1);
  }

  /** What is at a point of the window. */
  hit(clientX: number, clientY: number): Hit {
    const bounds = this.grid.getBoundingClientRect();
    const [x, y] = [clientX - bounds.left, clientY - bounds.top];
    const frozenHeight = this.rows.startOf(this.workbook.active.layout.frozenRows);
    const down = y - HEADS_HEIGHT;
    const row = this.rows.placeAt(down < frozenHeight ? Math.max(0, down) : down + this.grid.scrollTop);
    const right = Math.max(0, x - HEADS_WIDTH);
    const isPinned = right < this.columns.startOf(this.workbook.active.layout.frozenColumns);
    const across = right + (isPinned ? 0 : this.grid.scrollLeft);
    const column = this.columns.placeAt(across);
    if (x < HEADS_WIDTH) return { row, column, place: y < HEADS_HEIGHT ? 'corner' : 'row' };
    if (y >= HEADS_HEIGHT) return { row, column, place: 'cell' };
    const start = this.columns.startOf(column);
    if (across - start < 4 && column > 0) return { row, column: column - 1, place: 'column-edge' };
    return { row, column, place: start + this.columns.sizeOf(column) - across < 5 ? 'column-edge' : 'column' };
  }
}

function newRow(layer: HTMLElement): Row {
  const row = layer.appendChild(element('div', { class: 'row', role: 'row' }));
  return { element: row, head: row.appendChild(element('div', { class: 'row-head', role: 'rowheader' })), cells: [] };
}
