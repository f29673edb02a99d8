import type { Area } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { Workbook } from '../../workbook/workbook';
import type { Cell, Direction } from '../selection';
import type { View } from '../view';
import { element, setStyle } from '../window/elements';

/** How editing began: typing replaces and arrow keys leave the cell; F2 and a click edit, and arrow keys move the caret. */
type Mode = 'enter' | 'edit';

interface EditorOptions {
  readonly workbook: Workbook;
  readonly view: View;
  /** Writes what was entered, unless the user takes it back or goes on editing. */
  readonly enter: (sheet: Sheet, cell: Cell, text: string, all: boolean) => Promise<'enter' | 'retry' | 'cancel'>;
  /** Called after an entry, to move on. */
  readonly moved: (direction: Direction) => void;
  /** Called whenever editing begins, ends or changes. */
  readonly changed: (text: string | undefined) => void;
}

const STAY: Direction = { down: 0, right: 0 };
const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: { down: -1, right: 0 },
  ArrowDown: { down: 1, right: 0 },
  ArrowLeft: { down: 0, right: -1 },
  ArrowRight: { down: 0, right: 1 },
};

/** The text box over the cell that is edited. Meanwhile, Excel refuses requests of add-ins. */
export class Editor {
  readonly #input = element('textarea', { class: 'editor', spellcheck: 'false', rows: '1' });
  #place: { readonly sheet: Sheet; readonly cell: Cell } | undefined;
  #mode: Mode = 'enter';
  #isEntering = false;

  constructor(private readonly options: EditorOptions) {
    options.view.overlay.append(this.#input);
    this.#input.hidden = true;
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#input.addEventListener('input', () => {
      this.#layOut();
      options.changed(this.#input.value);
    });
    this.#input.addEventListener('pointerdown', () => {
      this.#mode = 'edit';
    });
    options.view.onDrawn(() => this.#layOut());
    // The entry belongs to the sheet on which it began.
    options.workbook.listen((event) => event.type === 'activated' && event.sheet !== this.#place?.sheet && void this.commit());
  }

  get isOpen(): boolean {
    return this.#place !== undefined;
  }

  /** Begins to edit a cell, with its contents or, if the user typed, without. */
  open(cell: Cell, mode: Mode, label: string, focus = true): void {
    const sheet = this.options.workbook.active;
    this.#place = { sheet, cell };
    this.#mode = mode;
    this.options.workbook.isEditing = true;
    const contents = sheet.formula(cell.row, cell.column);
    this.#input.value = mode === 'enter' ? '' : typeof contents === 'number' ? sheet.text(cell.row, cell.column) : String(contents);
    this.#input.setAttribute('aria-label', label);
    this.#input.hidden = false;
    this.#layOut();
    this.options.changed(this.#input.value);
    if (focus) this.#input.focus({ preventScroll: true });
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
  }

  /** The entry as it is, for the formula bar. */
  set text(text: string) {
    this.#input.value = text;
    this.#layOut();
  }

  /** Ends editing without an entry. */
  cancel(): void {
    this.#place = undefined;
    this.#input.hidden = true;
    this.options.workbook.isEditing = false;
    this.options.changed(undefined);
    this.options.view.grid.focus();
  }

  /** Enters what was typed. @returns whether editing ended */
  async commit(direction: Direction = STAY, all = false): Promise<boolean> {
    const place = this.#place;
    if (place === undefined) return true;
    if (this.#isEntering) return false;
    this.#isEntering = true;
    const answer = await this.options.enter(place.sheet, place.cell, this.#input.value, all);
    this.#isEntering = false;
    if (answer === 'retry') {
      this.options.workbook.activate(place.sheet);
      this.#input.focus();
      this.#input.select();
      return false;
    }
    this.cancel();
    if (answer === 'enter' && place.sheet === this.options.workbook.active) this.options.moved(direction);
    return true;
  }

  #key(event: KeyboardEvent): void {
    // The grid’s own keys are not meant.
    event.stopPropagation();
    if (event.isComposing) return;
    const arrow = ARROWS[event.key];
    if (event.key === 'Escape') this.cancel();
    else if (event.key === 'F2') this.#mode = this.#mode === 'edit' ? 'enter' : 'edit';
    else if (event.key === 'Enter' && event.altKey)
      this.#input.setRangeText('\n', this.#input.selectionStart, this.#input.selectionEnd, 'end');
    else if (event.key === 'Enter') void this.commit({ down: event.shiftKey ? -1 : 1, right: 0 }, event.ctrlKey || event.metaKey);
    else if (event.key === 'Tab') void this.commit({ down: 0, right: event.shiftKey ? -1 : 1 });
    else if (arrow !== undefined && this.#mode === 'enter') void this.commit(arrow);
    else return;
    event.preventDefault();
  }

  #layOut(): void {
    if (this.#place === undefined) return;
    const area: Area = { ...this.#place.cell, rows: 1, columns: 1 };
    const box = this.options.view.boxOf(area);
    const lines = this.#input.value.split('\n').length;
    setStyle(this.#input, {
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${Math.max(box.width, this.#input.value.length * 8 + 20)}px`,
      height: `${Math.max(box.height, lines * 18)}px`,
    });
  }
}
