import { type Area, areaAddress, intersect, parseArea } from '../../workbook/address';
import { bodyOf } from '../../workbook/tables/table-edits';
import { formatValue } from '../../workbook/values';
import type { Workbook } from '../../workbook/workbook';
import type { Selection } from '../selection';
import { element, setText } from './elements';
import { WORDS } from './words';

/** The name box and the formula bar. */
export class FormulaBar {
  readonly element = element('div', { class: 'formula-bar' });
  readonly #name = element('input', { class: 'name-box', 'aria-label': WORDS.nameBox, spellcheck: 'false' });
  readonly #formula = element('input', { class: 'formula', 'aria-label': WORDS.formula, spellcheck: 'false' });

  constructor(
    private readonly workbook: Workbook,
    private readonly selection: Selection,
    actions: {
      goTo(area: Area): Promise<void>;
      begin(): void;
      typed(text: string): void;
      commit(): void;
      cancel(): void;
    },
  ) {
    const fx = element('span', { class: 'fx', 'aria-hidden': 'true' }, 'fx');
    this.element.append(this.#name, fx, this.#formula);
    this.#name.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      const area = parseArea(this.#name.value.trim());
      if (area !== null) void actions.goTo(area);
    });
    this.#name.addEventListener('blur', () => this.draw(undefined));
    this.#formula.addEventListener('focus', () => actions.begin());
    this.#formula.addEventListener('input', () => actions.typed(this.#formula.value));
    this.#formula.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') actions.commit();
      else if (event.key === 'Escape') actions.cancel();
      else return;
      event.preventDefault();
    });
  }

  /** @param typed the entry while a cell is edited */
  draw(typed: string | undefined): void {
    const { active, area } = this.selection;
    const isOne = area.rows === 1 && area.columns === 1;
    if (document.activeElement !== this.#name) this.#name.value = areaAddress(isOne ? area : { ...active, rows: 1, columns: 1 });
    const sheet = this.workbook.active;
    const contents = sheet.formula(active.row, active.column);
    const shown = typed ?? (typeof contents === 'string' ? contents : sheet.text(active.row, active.column));
    if (this.#formula.value !== shown) this.#formula.value = shown;
  }
}

/** What Excel says of the selected cells. */
export class StatusBar {
  readonly element = element('footer', { class: 'status-bar' });
  readonly #mode = this.element.appendChild(element('span', {}, WORDS.ready));
  readonly #facts = this.element.appendChild(element('span', { class: 'facts' }));

  #isStale = true;

  constructor(
    private readonly workbook: Workbook,
    private readonly selection: Selection,
  ) {
    workbook.listen(() => {
      this.#isStale = true;
    });
  }

  draw(mode: string): void {
    setText(this.#mode, mode === WORDS.ready ? (this.#filtered() ?? mode) : mode);
    // A drawing after scrolling must not count a million cells again.
    if (this.#isStale) setText(this.#facts, this.#describe());
    this.#isStale = false;
  }

  /** How many rows the filters show; undefined if they hide none. */
  #filtered(): string | undefined {
    const { layout, filter, tables } = this.workbook.active;
    const { size } = layout.filteredRows;
    if (size === 0) return undefined;
    const rows = [
      ...(filter === null ? [] : [filter.area.rows - 1]),
      ...tables.items.filter(({ criteria }) => criteria.size > 0).map((table) => bodyOf(table).rows),
    ];
    const all = rows.reduce((sum, count) => sum + count, 0);
    return WORDS.recordsFound(all - size, all);
  }

  #describe(): string {
    const { area } = this.selection;
    const sheet = this.workbook.active;
    const used = sheet.usedArea();
    const part = used === null || (area.rows === 1 && area.columns === 1) ? null : intersect(area, used);
    if (part === null) return '';
    let [count, numbers, sum] = [0, 0, 0];
    sheet.forEachValue(part, (value) => {
      count++;
      if (typeof value === 'number') [numbers, sum] = [numbers + 1, sum + value];
    });
    if (count < 2) return '';
    const format = sheet.style(part.row, part.column).numberFormat ?? 'General';
    const shown = (value: number) => formatValue(value, /[dy]/i.test(format) ? 'General' : format);
    if (numbers === 0) return `${WORDS.count}: ${count}`;
    return `${WORDS.average}: ${shown(sum / numbers)}   ${WORDS.count}: ${count}   ${WORDS.sum}: ${shown(sum)}`;
  }
}
