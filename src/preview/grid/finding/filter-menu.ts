import type { FilterCriteria } from '../../workbook/tables/parts';
import { element } from '../window/elements';
import { WORDS } from '../window/words';

export interface FilterMenu {
  /** The column’s header. */
  readonly name: string;
  /** The column’s displayed texts. */
  readonly texts: readonly string[];
  readonly criteria: FilterCriteria | undefined;
  /** Where it opens, in the window. */
  readonly x: number;
  readonly y: number;
  apply(criteria: FilterCriteria | null): void;
  sort(ascending: boolean): void;
  closed(): void;
}

/** Excel lists as many values. */
const MOST_VALUES = 10_000;

/** Opens the menu of a filtered column: sorting, and the values to show. */
export function openFilterMenu({ name, texts, criteria, x, y, apply, sort, closed }: FilterMenu): void {
  const shown = new Set(criteria?.values?.map((value) => String(value).toLowerCase()));
  const values = [...new Set(texts)].sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).slice(0, MOST_VALUES);
  const panel = element('div', { class: 'menu filter-menu', role: 'dialog', 'aria-label': WORDS.filterOf(name) });
  let isOpen = true;
  const close = () => {
    // Removing the menu takes the focus from it, which closes it again.
    if (!isOpen) return;
    isOpen = false;
    panel.remove();
    closed();
  };
  const command = (label: string, run: () => void, isDisabled = false) => {
    const button = element('button', { type: 'button' }, label);
    button.disabled = isDisabled;
    button.addEventListener('click', () => {
      close();
      run();
    });
    return button;
  };

  const lines = values.map((value) => {
    const box = element('input', { type: 'checkbox' });
    box.checked = criteria?.filterOn !== 'Values' || shown.has(value.toLowerCase());
    const label = element('label');
    label.append(box, value === '' ? WORDS.blanks : value);
    return { value, box, label };
  });
  const all = element('input', { type: 'checkbox' });
  const allLabel = element('label');
  allLabel.append(all, WORDS.selectAllValues);
  const list = element('div', { class: 'values', role: 'group', 'aria-label': WORDS.values });
  list.append(allLabel, ...lines.map(({ label }) => label));
  const search = element('input', { type: 'search', 'aria-label': WORDS.search, placeholder: WORDS.search });

  const visible = () => lines.filter(({ label }) => !label.hidden);
  const ok = command(WORDS.ok, () => {
    const chosen = visible().filter(({ box }) => box.checked);
    const isAll = chosen.length === lines.length;
    apply(isAll ? null : { filterOn: 'Values', values: chosen.map(({ value }) => value) });
  });
  const update = () => {
    const chosen = visible().filter(({ box }) => box.checked).length;
    all.checked = chosen === visible().length && chosen > 0;
    all.indeterminate = chosen > 0 && !all.checked;
    // Nothing would be left to see.
    ok.disabled = chosen === 0;
  };
  all.addEventListener('change', () => {
    for (const { box } of visible()) box.checked = all.checked;
    update();
  });
  list.addEventListener('change', update);
  search.addEventListener('input', () => {
    const sought = search.value.toLowerCase();
    for (const { value, box, label } of lines) {
      label.hidden = !value.toLowerCase().includes(sought);
      box.checked = !label.hidden;
    }
    update();
  });
  update();

  const answers = element('div', { class: 'answers' });
  answers.append(
    ok,
    command(WORDS.cancel, () => undefined),
  );
  panel.append(
    command(WORDS.sortAscending, () => sort(true)),
    command(WORDS.sortDescending, () => sort(false)),
    command(WORDS.clearFilter(name), () => apply(null), criteria === undefined),
    search,
    list,
    answers,
  );
  panel.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && !ok.disabled && !(event.target instanceof HTMLButtonElement)) ok.click();
  });
  panel.addEventListener('focusout', ({ relatedTarget }) => {
    if (!panel.contains(relatedTarget as Node | null)) close();
  });
  // A press on text within would take the focus away.
  panel.tabIndex = -1;
  document.body.append(panel);
  panel.style.left = `${Math.max(4, Math.min(x, innerWidth - panel.offsetWidth - 4))}px`;
  panel.style.top = `${Math.max(4, Math.min(y, innerHeight - panel.offsetHeight - 4))}px`;
  search.focus();
}
