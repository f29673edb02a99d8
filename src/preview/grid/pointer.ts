import { type Area, bounding, contains, SHEET_COLUMNS, SHEET_ROWS } from '../workbook/address';
import type { Cell, Selection } from './selection';
import { type Hit, PIXELS, type View } from './view';

interface PointerActions {
  /** Ends an entry before anything else is done. @returns false if the entry was refused */
  readonly leaveEditor: () => Promise<boolean>;
  readonly edit: (cell: Cell) => void;
  readonly fill: (from: Area, to: Area) => void;
  readonly setColumnWidth: (column: number, points: number) => void;
  readonly widthToFit: (column: number) => number;
  readonly openMenu: (hit: Hit, x: number, y: number) => void;
}

/** The size of the square at the selection’s corner, in pixels. */
const HANDLE = 8;
/** Narrower columns could not be found again. */
const MIN_WIDTH = 12;

/** The mouse on the grid: selecting, filling, column widths, and the menu of cells. */
export class Pointer {
  #drag: ((hit: Hit, x: number) => void) | undefined;
  #drop: (() => void) | undefined;
  #isDown = false;

  constructor(
    private readonly view: View,
    private readonly selection: Selection,
    private readonly actions: PointerActions,
  ) {
    const { grid } = view;
    grid.addEventListener('pointerdown', (event) => {
      this.#isDown = true;
      void this.#down(event);
    });
    grid.addEventListener('pointermove', (event) => this.#move(event));
    grid.addEventListener('pointerup', () => this.#up());
    grid.addEventListener('lostpointercapture', () => this.#up());
    grid.addEventListener('dblclick', ({ clientX, clientY }) => this.#double(view.hit(clientX, clientY)));
    grid.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      const hit = view.hit(event.clientX, event.clientY);
      actions.openMenu(hit, event.clientX, event.clientY);
    });
  }

  async #down(event: PointerEvent): Promise<void> {
    // A press on a scroll bar selects nothing.
    if (event.offsetX > this.view.grid.clientWidth && event.target === this.view.grid) return;
    const { clientX, clientY, shiftKey, button, pointerId } = event;
    const hit = this.view.hit(clientX, clientY);
    const isOnHandle = this.#isOnHandle(clientX, clientY);
    if (button === 0) this.view.grid.setPointerCapture(pointerId);
    if (!(await this.actions.leaveEditor())) return;
    this.view.grid.focus({ preventScroll: true });
    if (button === 2) {
      if (!this.#isSelected(hit)) this.#select(hit, false);
      return;
    }
    // The button may be up again if the entry had to be confirmed.
    if (button !== 0 || !this.#isDown) return;
    if (isOnHandle) this.#startFill();
    else if (hit.place === 'column-edge') this.#startResize(hit.column, clientX);
    else {
      this.#select(hit, shiftKey);
      this.#drag = (to) => this.#select({ ...to, place: hit.place }, true);
    }
  }

  #isSelected({ place, row, column }: Hit): boolean {
    const { area } = this.selection;
    if (place === 'row') return area.columns === SHEET_COLUMNS && contains(area, row, area.column);
    if (place !== 'cell') return area.rows === SHEET_ROWS && contains(area, area.row, column);
    return contains(area, row, column);
  }

  #select({ place, row, column }: Hit, extend: boolean): void {
    const { active } = this.selection;
    if (place === 'cell') this.selection.goTo({ row, column }, extend);
    else if (place === 'column' || place === 'column-edge') this.selection.selectColumns(extend ? active.column : column, column);
    else if (place === 'row') this.selection.selectRows(extend ? active.row : row, row);
    else if (place === 'corner') this.selection.selectAll();
  }

  #isOnHandle(clientX: number, clientY: number): boolean {
    const { left, top, width, height } = this.view.boxOf(this.selection.area);
    const bounds = this.view.grid.getBoundingClientRect();
    const [x, y] = [clientX - bounds.left - left - width, clientY - bounds.top - top - height];
    return Math.abs(x) <= HANDLE / 2 + 1 && Math.abs(y) <= HANDLE / 2 + 1;
  }

  #startFill(): void {
    const from = this.selection.area;
    let to = from;
    this.#drag = (hit) => {
      const beyond = {
        rows: Math.max(from.row - hit.row, hit.row - (from.row + from.rows - 1)),
        columns: Math.max(from.column - hit.column, hit.column - (from.column + from.columns - 1)),
      };
      const cell = { row: hit.row, column: hit.column, rows: 1, columns: 1 };
      // Along the direction in which the pointer is farther away.
      const line =
        beyond.rows >= beyond.columns
          ? { ...cell, column: from.column, columns: from.columns }
          : { ...cell, row: from.row, rows: from.rows };
      to = Math.max(beyond.rows, beyond.columns) <= 0 ? from : bounding(from, line);
      this.selection.select(to, { row: to.row + to.rows - 1, column: to.column + to.columns - 1 });
    };
    this.#drop = () => {
      if (to !== from) this.actions.fill(from, to);
    };
  }

  #startResize(column: number, from: number): void {
    const width = this.view.columns.sizeOf(column);
    let to = width;
    this.#drag = (_, x) => {
      to = Math.max(MIN_WIDTH, width + x - from);
    };
    this.#drop = () => {
      if (to !== width) this.actions.setColumnWidth(column, to / PIXELS);
    };
  }

  #move(event: PointerEvent): void {
    const { clientX, clientY } = event;
    const { grid } = this.view;
    const hit = this.view.hit(clientX, clientY);
    if (this.#drag === undefined) {
      grid.style.cursor = this.#isOnHandle(clientX, clientY) ? 'crosshair' : hit.place === 'column-edge' ? 'col-resize' : 'cell';
      return;
    }
    this.#drag(hit, clientX);
    const bounds = grid.getBoundingClientRect();
    if (clientY > bounds.bottom) grid.scrollTop += 20;
    if (clientX > bounds.right) grid.scrollLeft += 20;
  }

  #up(): void {
    this.#isDown = false;
    const drop = this.#drop;
    this.#drag = undefined;
    this.#drop = undefined;
    drop?.();
  }

  #double({ place, row, column }: Hit): void {
    if (place === 'cell') this.actions.edit({ row, column });
    else if (place === 'column-edge') this.actions.setColumnWidth(column, this.actions.widthToFit(column) / PIXELS);
  }
}
