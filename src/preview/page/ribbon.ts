import { element } from '../grid/window/elements';
import { openMenu } from '../grid/window/menu';
import { WORDS } from '../grid/window/words';
import type { RibbonButton, RibbonGroup } from './manifest';

/** The ribbon tab of the add-in's `manifest.xml`. Groups without room are in a *More* menu. */
export class Ribbon {
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #groups: HTMLElement[] = [];
  readonly #more = element('button', { class: 'more', type: 'button', 'aria-haspopup': 'menu', title: WORDS.more }, '…');

  constructor(
    private readonly element: HTMLElement,
    private readonly actions: { run(id: string, action: string): void; showPane(): void },
  ) {}

  draw(groups: readonly RibbonGroup[]): void {
    for (const group of groups) {
      const box = element('div', { class: 'ribbon-group', role: 'group', 'aria-label': group.label });
      const buttons = element('div', { class: 'buttons', role: 'presentation' });
      for (const button of group.buttons) buttons.append(this.#button(button));
      box.append(buttons, element('div', { class: 'group-label', 'aria-hidden': 'true' }, group.label));
      this.#groups.push(box);
      this.element.append(box);
    }
    this.#more.setAttribute('aria-label', WORDS.more);
    this.element.append(this.#more);
    this.#more.addEventListener('click', () => this.#openMore());
    new ResizeObserver(() => this.#fit()).observe(this.element);
  }

  /** Hides the last groups until the rest has room. */
  #fit(): void {
    for (const group of this.#groups) group.hidden = false;
    this.#more.hidden = true;
    const hasRoom = () => this.element.scrollWidth <= this.element.clientWidth;
    for (const group of [...this.#groups].reverse()) {
      if (hasRoom()) return;
      this.#more.hidden = false;
      group.hidden = true;
    }
  }

  #openMore(): void {
    const hidden = this.#groups.filter((group) => group.hidden).flatMap((group) => [...group.querySelectorAll('button')]);
    const items = hidden.map((button) => ({
      label: button.textContent ?? '',
      isDisabled: button.disabled,
      run: () => button.click(),
    }));
    const { left, bottom } = this.#more.getBoundingClientRect();
    openMenu(WORDS.more, left, bottom, items, () => this.#more.focus());
  }

  #button({ id, label, tip, action, icon, enabled }: RibbonButton): HTMLButtonElement {
    const button = element('button', { type: 'button', title: tip });
    button.append(element('img', { src: icon, alt: '' }), element('span', {}, label));
    button.disabled = this.#waiting.get(id) === undefined ? !enabled : !this.#waiting.get(id);
    button.addEventListener('click', () => (action === undefined ? this.actions.showPane() : this.actions.run(id, action)));
    this.#buttons.set(id, button);
    return button;
  }

  /** The button states that the add-in set before they were drawn. */
  readonly #waiting = new Map<string, boolean>();

  setEnabled(id: string, enabled: boolean): void {
    const button = this.#buttons.get(id);
    if (button === undefined) this.#waiting.set(id, enabled);
    else button.disabled = !enabled;
  }
}
