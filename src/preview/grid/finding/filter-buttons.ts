import type { FilterCriteria } from '../../workbook/tables/parts';
import { bodyOf } from '../../workbook/tables/table-edits';
import type { Workbook } from '../../workbook/workbook';
import type { View } from '../view';
import { element, setStyle } from '../window/elements';
import { WORDS } from '../window/words';
import { openFilterMenu } from './filter-menu';

/** What a person does with a filter. */
export interface FilterActions {
  /** Sets the criteria of a column of the sheet’s filter or a table’s; null removes them. */
  filter(target: FilterTarget, place: number, criteria: FilterCriteria | null): void;
  sort(target: FilterTarget, place: number, ascending: boolean): void;
  closed(): void;
}

/** A filter of the sheet or, with an ID, of a table. */
export interface FilterTarget {
  readonly table: string | null;
  /** The header row, the rows below it that are filtered, and the columns. */
  readonly header: number;
  readonly column: number;
  readonly columns: number;
  readonly rows: number;
  readonly criteria: ReadonlyMap<number, FilterCriteria>;
}

/** The buttons in the headers of filtered columns. */
export class FilterButtons {
  readonly #pool: HTMLButtonElement[] = [];

  constructor(
    private readonly workbook: Workbook,
    private readonly view: View,
    private readonly actions: FilterActions,
  ) {
    view.onDrawn(() => this.#place());
  }

  #targets(): FilterTarget[] {
    const { filter, tables } = this.workbook.active;
    const ofTables = tables.items
      .filter(({ showFilterButton, showHeaders }) => showFilterButton && showHeaders)
      .map((table) => ({
        table: table.id,
        header: table.area.row,
        column: table.area.column,
        columns: table.area.columns,
        rows: bodyOf(table).rows,
        criteria: table.criteria,
      }));
    if (filter === null) return ofTables;
    const { row, column, columns, rows } = filter.area;
    return [...ofTables, { table: null, header: row, column, columns, rows: rows - 1, criteria: filter.criteria }];
  }

  #place(): void {
    let used = 0;
    for (const target of this.#targets())
      for (const column of this.view.columnsShown) {
        const place = column - target.column;
        if (place < 0 || place >= target.columns) continue;
        const box = this.view.visibleBoxOf({ row: target.header, column, rows: 1, columns: 1 });
        if (box === undefined) continue;
        const button = this.#button(used++);
        const name = this.workbook.active.text(target.header, column);
        button.setAttribute('aria-label', WORDS.filterOf(name));
        button.classList.toggle('filtered', target.criteria.has(place));
        button.onclick = () => this.open(target, place);
        setStyle(button, { left: `${box.left + box.width - 19}px`, top: `${box.top + box.height - 19}px` });
      }
    for (const button of this.#pool.splice(used)) button.remove();
  }

  #button(place: number): HTMLButtonElement {
    const there = this.#pool[place];
    if (there !== undefined) return there;
    const button = element('button', { class: 'filter-button', type: 'button', tabindex: '-1', 'aria-haspopup': 'dialog' });
    button.addEventListener('pointerdown', (event) => event.preventDefault());
    this.view.overlay.append(button);
    this.#pool[place] = button;
    return button;
  }

  /** Opens the filter of a header cell. @returns false if it has none */
  openAt(row: number, column: number): boolean {
    const target = this.#targets().find((one) => one.header === row && column >= one.column && column < one.column + one.columns);
    if (target === undefined) return false;
    this.open(target, column - target.column);
    return true;
  }

  private open(target: FilterTarget, place: number): void {
    const sheet = this.workbook.active;
    const column = target.column + place;
    const { left, top, height } = this.view.boxOf({ row: target.header, column, rows: 1, columns: 1 });
    const bounds = this.view.root.getBoundingClientRect();
    const texts = Array.from({ length: target.rows }, (_, down) => sheet.text(target.header + 1 + down, column));
    openFilterMenu({
      name: sheet.text(target.header, column),
      texts,
      criteria: target.criteria.get(place),
      x: bounds.left + left,
      y: bounds.top + top + height,
      apply: (criteria) => this.actions.filter(target, place, criteria),
      sort: (ascending) => this.actions.sort(target, place, ascending),
      closed: () => this.actions.closed(),
    });
  }
}
