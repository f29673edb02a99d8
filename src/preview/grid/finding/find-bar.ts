import { SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/address';
import { findCells } from '../../workbook/cells/find';
import type { Workbook } from '../../workbook/workbook';
import { element, setText } from '../window/elements';
import { WORDS } from '../window/words';

const WHOLE = { row: 0, column: 0, rows: SHEET_ROWS, columns: SHEET_COLUMNS };

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** *Find* in the active sheet: Enter goes to the next cell that contains the text, Shift+Enter to the one before. */
export class FindBar {
  readonly element = element('div', { class: 'find-bar', role: 'search', 'aria-label': WORDS.find });
  readonly #text = element('input', { type: 'search', 'aria-label': WORDS.find, placeholder: WORDS.find });
  readonly #count = element('span', { role: 'status' });

  constructor(
    private readonly workbook: Workbook,
    private readonly active: () => Cell,
    private readonly goTo: (cell: Cell) => void,
    private readonly closed: () => void,
  ) {
    const button = (label: string, sign: string, run: () => void) => {
      const made = element('button', { type: 'button', 'aria-label': label, title: label }, sign);
      made.addEventListener('click', run);
      return made;
    };
    this.element.hidden = true;
    this.element.append(
      this.#text,
      this.#count,
      button(WORDS.previous, '↑', () => this.#step(-1)),
      button(WORDS.next, '↓', () => this.#step(1)),
      button(WORDS.close, '✕', () => this.close()),
    );
    this.element.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') this.close();
      else if (event.key === 'Enter') this.#step(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
    });
    this.#text.addEventListener('input', () => setText(this.#count, ''));
  }

  open(): void {
    this.element.hidden = false;
    this.#text.focus();
    this.#text.select();
  }

  close(): void {
    this.element.hidden = true;
    this.closed();
  }

  /** The cells that contain the text, row by row. */
  #found(): Cell[] {
    const text = this.#text.value;
    if (text === '') return [];
    const blocks = findCells(this.workbook.active, WHOLE, text, {});
    const cells = blocks.flatMap(({ row, column, rows, columns }) =>
      Array.from({ length: rows * columns }, (_, place) => ({
        row: row + Math.floor(place / columns),
        column: column + (place % columns),
      })),
    );
    return cells.sort((one, other) => one.row - other.row || one.column - other.column);
  }

  #step(direction: 1 | -1): void {
    const found = this.#found();
    const { row, column } = this.active();
    const isBehind = (cell: Cell) => cell.row > row || (cell.row === row && cell.column > column);
    const isBefore = (cell: Cell) => cell.row < row || (cell.row === row && cell.column < column);
    const place = direction === 1 ? found.findIndex(isBehind) : found.findLastIndex(isBefore);
    const next = place >= 0 ? place : direction === 1 ? 0 : found.length - 1;
    const cell = found[next];
    setText(this.#count, cell === undefined ? WORDS.notFound : WORDS.foundOf(next + 1, found.length));
    if (cell !== undefined) this.goTo(cell);
  }
}
