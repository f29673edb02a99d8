import { useEffect } from 'react';

/** Where the user types: the next one is where they go on. */
const ENTRIES = 'input, select, textarea, [role=combobox]';

/** The most controls after the focused one that are remembered. */
const MOST = 50;

function canTakeFocus(element: Element): element is HTMLElement {
  return (
    element instanceof HTMLElement && element.isConnected && !element.matches(':disabled, [tabindex="-1"]') && element.checkVisibility()
  );
}

/** What Tab reaches, before what can't take the focus is left out. */
const REACHED = 'a[href], button, input, select, textarea, [tabindex]';

/**
 * Goes on from a title with the Tab key. office.js moves the focus by itself, and knows only what Tab reaches: from anything else it leaves the pane, or
 * does nothing.
 */
function goOnFromTitle(event: KeyboardEvent): void {
  const { key, target, shiftKey } = event;
  if (key !== 'Tab' || !(target instanceof HTMLElement) || target.tabIndex >= 0 || target.closest('main') === null) return;
  const side = shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const reached = [...document.querySelectorAll(REACHED)].filter(canTakeFocus).filter((one) => target.compareDocumentPosition(one) & side);
  const next = shiftKey ? reached.at(-1) : reached[0];
  if (next === undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  next.focus();
}

/**
 * Keeps the focus in the screen when the control that has it goes, or is disabled for a while. It returns to the control, or moves to the next
 * field if a field is gone, or else to the screen's title: never to another button, which a key that is held down would press.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: HTMLElement | undefined;
    let following: readonly Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof HTMLElement && target.closest('main') !== null ? target : undefined;
      const entries = last?.matches(ENTRIES) === true ? [...document.querySelectorAll(`main :is(${ENTRIES})`)] : [];
      following = last === undefined ? [] : entries.slice(entries.indexOf(last) + 1).slice(0, MOST);
    };
    const leave = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) return;
      // Only after the change of the document that may have taken it: a control that is still there was left by the user.
      queueMicrotask(() => {
        if (target === last && last !== undefined && canTakeFocus(last)) last = undefined;
      });
    };
    const keep = () => {
      if (last === undefined || document.activeElement !== document.body || !document.hasFocus()) return;
      const next = last.isConnected ? last : (following.find(canTakeFocus) ?? document.querySelector<HTMLElement>('main h1'));
      if (next instanceof HTMLElement && !next.matches(':disabled')) next.focus({ preventScroll: true });
    };
    window.addEventListener('keydown', goOnFromTitle, true);
    document.addEventListener('focusin', remember);
    document.addEventListener('focusout', leave);
    const observer = new MutationObserver(keep);
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    return () => {
      window.removeEventListener('keydown', goOnFromTitle, true);
      document.removeEventListener('focusin', remember);
      document.removeEventListener('focusout', leave);
      observer.disconnect();
    };
  }, []);
}
