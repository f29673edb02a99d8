import type { Workbook } from '../../workbook/workbook';
import type { Selection } from '../selection';
import type { View } from '../view';
import { element, setStyle } from '../window/elements';
import { WORDS } from '../window/words';

/** The arrow beside a selected cell with a list, and the list that it opens. */
export class OptionList {
  readonly #arrow = element('button', { class: 'arrow', type: 'button', tabindex: '-1', 'aria-label': WORDS.openList });
  #list: HTMLElement | undefined;

  constructor(
    private readonly workbook: Workbook,
    private readonly view: View,
    private readonly selection: Selection,
    private readonly choose: (option: string) => void,
  ) {
    view.overlay.append(this.#arrow);
    this.#arrow.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#arrow.addEventListener('click', () => (this.#list === undefined ? this.open() : this.close()));
    view.onDrawn(() => this.#place());
  }

  #place(): void {
    const { active } = this.selection;
    const options = this.workbook.active.dropdown(active.row, active.column);
    this.#arrow.hidden = options === null || this.workbook.isEditing;
    if (options === null) {
      this.close();
      return;
    }
    const { left, top, width, height } = this.view.boxOf({ ...active, rows: 1, columns: 1 });
    const { clientWidth, clientHeight } = this.view.overlay;
    setStyle(this.#arrow, { left: `${Math.min(left + width + 1, clientWidth - 18)}px`, top: `${top + height - 20}px` });
    const list = this.#list;
    if (list === undefined) return;
    setStyle(list, { minWidth: `${width + 18}px` });
    const isAbove = top + height + list.offsetHeight > clientHeight && top > list.offsetHeight;
    setStyle(list, {
      left: `${Math.max(0, Math.min(left, clientWidth - list.offsetWidth))}px`,
      top: `${isAbove ? top - list.offsetHeight : top + height}px`,
    });
  }

  /** Opens the active cell’s list, with its value selected. */
  open(): void {
    const { active } = this.selection;
    const options = this.workbook.active.dropdown(active.row, active.column);
    if (options === null) return;
    this.close();
    const list = element('div', { class: 'options', role: 'listbox', tabindex: '0', 'aria-label': WORDS.list });
    const items = options.map((option, place) => {
      const item = list.appendChild(element('div', { role: 'option', id: `option-${place}` }, option));
      item.addEventListener('click', () => this.#take(option));
      return item;
    });
    let place = options.indexOf(this.workbook.active.text(active.row, active.column));
    const mark = (next: number) => {
      place = Math.max(0, Math.min(options.length - 1, next));
      for (const [index, item] of items.entries()) item.ariaSelected = String(index === place);
      const item = items[place];
      if (item !== undefined)
        list.scrollTop = Math.min(item.offsetTop, Math.max(list.scrollTop, item.offsetTop + item.offsetHeight - list.clientHeight));
      list.setAttribute('aria-activedescendant', `option-${place}`);
    };
    list.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'ArrowDown') mark(place + 1);
      else if (event.key === 'ArrowUp') mark(place - 1);
      else if (event.key === 'Home') mark(0);
      else if (event.key === 'End') mark(options.length - 1);
      else if (event.key === 'Enter' || event.key === 'Tab') this.#take(options[place]);
      else if (event.key === 'Escape') this.close();
      else if (event.key.length === 1) {
        const begins = (option: string) => option.toLowerCase().startsWith(event.key.toLowerCase());
        const next = options.findIndex((option, index) => index > place && begins(option));
        mark(next < 0 ? Math.max(place, options.findIndex(begins)) : next);
      }
      event.preventDefault();
    });
    list.addEventListener('focusout', () => this.close());
    this.#list = list;
    this.view.overlay.append(list);
    this.#place();
    mark(place);
    list.focus({ preventScroll: true });
  }

  #take(option: string | undefined): void {
    this.close();
    if (option !== undefined) this.choose(option);
  }

  close(): void {
    const list = this.#list;
    this.#list = undefined;
    if (list?.contains(document.activeElement)) this.view.grid.focus();
    list?.remove();
  }
}
