import { element } from './elements';

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
  readonly isDisabled?: boolean;
}

/** Opens a menu at a point of the window, until an item is chosen or the focus leaves it. */
export function openMenu(label: string, x: number, y: number, items: readonly MenuItem[], closed: () => void): void {
  const menu = element('div', { class: 'menu', role: 'menu', 'aria-label': label });
  const buttons = items.map(({ label: text, run, isDisabled }) => {
    const button = element('button', { type: 'button', role: 'menuitem', tabindex: '-1' }, text);
    button.disabled = isDisabled === true;
    button.addEventListener('click', () => {
      close();
      run();
    });
    return button;
  });
  let isOpen = true;
  const close = () => {
    // Removing the menu takes the focus from it, which closes it again.
    if (!isOpen) return;
    isOpen = false;
    menu.remove();
    closed();
  };
  menu.append(...buttons);
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!menu.contains(relatedTarget as Node | null)) close();
  });
  menu.addEventListener('keydown', (event) => {
    event.stopPropagation();
    const enabled = buttons.filter((button) => !button.disabled);
    const place = enabled.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') enabled[(place + 1) % enabled.length]?.focus();
    else if (event.key === 'ArrowUp') enabled.at(place - 1)?.focus();
    else return;
    event.preventDefault();
  });
  document.body.append(menu);
  menu.style.left = `${Math.min(x, innerWidth - menu.offsetWidth - 4)}px`;
  menu.style.top = `${Math.min(y, innerHeight - menu.offsetHeight - 4)}px`;
  buttons.find((button) => !button.disabled)?.focus();
}
