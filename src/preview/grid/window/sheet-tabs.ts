import type { Sheet } from '../../workbook/sheet/sheet';
import type { Workbook } from '../../workbook/workbook';
import { ask } from './dialog';
import { element } from './elements';
import { type MenuItem, openMenu } from './menu';
import { WORDS } from './words';

const MAX_NAME = 31;

/** The tabs of the visible sheets, in the workbook’s order. */
export class SheetTabs {
  readonly element = element('div', { class: 'sheet-tabs' });
  readonly #tabs = this.element.appendChild(element('div', { class: 'tabs', role: 'tablist', 'aria-label': WORDS.sheets }));

  constructor(
    private readonly workbook: Workbook,
    private readonly returnFocus: () => void,
  ) {
    const add = this.element.appendChild(element('button', { type: 'button', class: 'add', 'aria-label': WORDS.addSheet }, '+'));
    add.addEventListener('click', () => {
      const sheet = workbook.add();
      workbook.move(sheet, workbook.sheets.indexOf(workbook.active) + 1);
      workbook.activate(sheet);
    });
    workbook.listen((event) => {
      if (['added', 'deleted', 'nameChanged', 'moved', 'visibilityChanged', 'activated'].includes(event.type)) this.draw();
    });
    this.draw();
  }

  get #visible(): readonly Sheet[] {
    return this.workbook.sheets.filter(({ visibility }) => visibility === 'Visible');
  }

  /** Activates the next or previous visible sheet. */
  step(by: 1 | -1): void {
    const next = this.#visible[this.#visible.indexOf(this.workbook.active) + by];
    if (next !== undefined) this.workbook.activate(next);
  }

  draw(): void {
    const hadFocus = this.#tabs.contains(document.activeElement);
    this.#tabs.replaceChildren(...this.#visible.map((sheet) => this.#tab(sheet)));
    if (hadFocus) this.#tabs.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }

  #tab(sheet: Sheet): HTMLElement {
    const isActive = sheet === this.workbook.active;
    const tab = element(
      'button',
      { type: 'button', role: 'tab', 'aria-selected': String(isActive), tabindex: isActive ? '0' : '-1' },
      sheet.name,
    );
    if (sheet.tabColor !== '') tab.style.borderBottomColor = sheet.tabColor;
    tab.addEventListener('click', () => this.workbook.activate(sheet));
    tab.addEventListener('dblclick', () => this.#rename(sheet));
    tab.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      this.workbook.activate(sheet);
      openMenu(WORDS.sheetMenu, event.clientX, event.clientY, this.#items(sheet), this.returnFocus);
    });
    tab.addEventListener('keydown', ({ key }) => {
      if (key === 'ArrowRight') this.step(1);
      if (key === 'ArrowLeft') this.step(-1);
      if (key === 'F2') this.#rename(sheet);
    });
    return tab;
  }

  #items(sheet: Sheet): readonly MenuItem[] {
    const place = this.workbook.sheets.indexOf(sheet);
    const isLast = this.#visible.length === 1;
    const hidden = this.workbook.sheets.filter(({ visibility }) => visibility === 'Hidden');
    return [
      { label: WORDS.rename, run: () => this.#rename(sheet) },
      { label: WORDS.remove, run: () => void this.#delete(sheet), isDisabled: isLast },
      { label: WORDS.moveLeft, run: () => this.workbook.move(sheet, place - 1), isDisabled: place === 0 },
      { label: WORDS.moveRight, run: () => this.workbook.move(sheet, place + 1), isDisabled: place === this.workbook.sheets.length - 1 },
      { label: WORDS.hide, run: () => this.#hide(sheet), isDisabled: isLast },
      ...hidden.map((one) => ({ label: `${WORDS.unhide} “${one.name}”`, run: () => one.setVisibility('Visible') })),
    ];
  }

  #hide(sheet: Sheet): void {
    const next = this.#visible.find((one) => one !== sheet);
    if (next !== undefined) this.workbook.activate(next);
    sheet.setVisibility('Hidden');
  }

  async #delete(sheet: Sheet): Promise<void> {
    const isEmpty = sheet.usedArea() === null;
    if (!isEmpty && (await ask(sheet.name, WORDS.deleteSheetMessage, [WORDS.remove, WORDS.cancel])) === WORDS.cancel) return;
    this.workbook.delete(sheet);
  }

  #rename(sheet: Sheet): void {
    const tab = [...this.#tabs.children][this.#visible.indexOf(sheet)];
    const input = element('input', { class: 'rename', 'aria-label': WORDS.rename, maxlength: String(MAX_NAME) });
    input.value = sheet.name;
    let isDone = false;
    const done = async (isTaken: boolean) => {
      if (isDone) return;
      isDone = true;
      const name = input.value.trim();
      this.draw();
      this.returnFocus();
      if (!isTaken || name === sheet.name) return;
      const other = this.workbook.sheetByName(name);
      if (name === '' || /[\\/?*[\]:]|^'|'$/.test(name) || (other !== undefined && other !== sheet)) {
        await ask(WORDS.sheetNameTitle, WORDS.sheetNameMessage, [WORDS.ok]);
      } else sheet.rename(name);
    };
    input.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter') void done(true);
      if (event.key === 'Escape') void done(false);
    });
    input.addEventListener('blur', () => void done(true));
    tab?.replaceWith(input);
    input.focus();
    input.select();
  }
}
