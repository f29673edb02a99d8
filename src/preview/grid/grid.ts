import './grid.css';
import './finding/finding.css';
import { type Area, areaAddress, SHEET_COLUMNS, SHEET_ROWS } from '../workbook/address';
import { isReadable } from '../workbook/formula/compile';
import type { Sheet } from '../workbook/sheet/sheet';
import { GENERAL, readInput } from '../workbook/values';
import type { Workbook } from '../workbook/workbook';
import { fromTabSeparated, toTabSeparated } from './editing/clipboard';
import { Editor } from './editing/editor';
import { type CopiedCells, Edits } from './editing/edits';
import { OptionList } from './editing/option-list';
import { admit } from './editing/validation';
import { FilterButtons } from './finding/filter-buttons';
import { FindBar } from './finding/find-bar';
import { Pointer } from './pointer';
import { type Cell, type Direction, Selection } from './selection';
import { type Hit, View } from './view';
import { FormulaBar, StatusBar } from './window/bars';
import { ask } from './window/dialog';
import { element } from './window/elements';
import { type MenuItem, openMenu } from './window/menu';
import { SheetTabs } from './window/sheet-tabs';
import { WORDS } from './window/words';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: { down: -1, right: 0 },
  ArrowDown: { down: 1, right: 0 },
  ArrowLeft: { down: 0, right: -1 },
  ArrowRight: { down: 0, right: 1 },
};
const FONT_KEYS: Readonly<Record<string, 'bold' | 'italic' | 'underline'>> = { b: 'bold', i: 'italic', u: 'underline' };
const ONE = { rows: 1, columns: 1 };
/** The longest text that is pasted, in characters: about 100,000 rows of 15 long columns. */
const MAX_PASTED = 50_000_000;

/** A spreadsheet on a workbook: it draws the workbook’s cells and does to the workbook what the user does. */
export class Grid {
  readonly #view: View;
  readonly #selection: Selection;
  readonly #edits: Edits;
  readonly #editor: Editor;
  readonly #options: OptionList;
  readonly #filters: FilterButtons;
  readonly #findBar: FindBar;
  readonly #formulaBar: FormulaBar;
  readonly #statusBar: StatusBar;
  readonly #tabs: SheetTabs;
  readonly #prompt = element('div', { class: 'prompt', role: 'note' });
  #typed: string | undefined;
  /** What was copied or cut here, and the text by which the clipboard is recognized as still holding it. */
  #copied: { readonly cells: CopiedCells; readonly text: string; readonly isCut: boolean } | undefined;

  constructor(
    private readonly workbook: Workbook,
    container: HTMLElement,
    addInMenu?: { readonly label: string; readonly items: readonly MenuItem[] },
  ) {
    this.#selection = new Selection(workbook, (row, direction) => this.#view.rows.next(row, direction));
    this.#view = new View(workbook, () => this.#selection);
    this.#edits = new Edits(workbook, (reason) => this.#refuse(reason));
    this.#editor = new Editor({
      workbook,
      view: this.#view,
      enter: (sheet, cell, text, all) => this.#enter(sheet, cell, text, all),
      moved: (direction) => this.#selection.advance(direction),
      changed: (text) => {
        this.#typed = text;
        this.#drawBars();
      },
    });
    this.#options = new OptionList(workbook, this.#view, this.#selection, (option) => this.#edits.type(this.#activeArea, option));
    this.#formulaBar = new FormulaBar(workbook, this.#selection, {
      goTo: async (area) => {
        if (!(await this.#editor.commit())) return;
        this.#selection.selectArea(area);
        this.#view.grid.focus();
      },
      begin: () => this.#editor.isOpen || this.#editor.open(this.#selection.active, 'edit', this.#label, false),
      typed: (text) => {
        this.#editor.text = text;
      },
      commit: () => void this.#editor.commit({ down: 1, right: 0 }),
      cancel: () => this.#editor.cancel(),
    });
    this.#filters = new FilterButtons(workbook, this.#view, {
      filter: (target, place, criteria) => this.#edits.filter(target, place, criteria),
      sort: (target, place, ascending) => this.#edits.sortFiltered(target, place, ascending),
      closed: () => this.#view.grid.focus(),
    });
    this.#findBar = new FindBar(
      workbook,
      () => this.#selection.active,
      (cell) => this.#selection.selectArea({ ...cell, ...ONE }),
      () => this.#view.grid.focus(),
    );
    this.#view.root.append(this.#findBar.element);
    this.#statusBar = new StatusBar(workbook, this.#selection);
    this.#tabs = new SheetTabs(workbook, () => this.#view.grid.focus());
    new Pointer(this.#view, this.#selection, {
      leaveEditor: () => this.#editor.commit(),
      edit: (cell) => this.#edit(cell, 'edit'),
      fill: (from, to) => this.#edits.fill(from, to),
      setColumnWidth: (column, points) => this.#edits.setColumnWidth(column, points),
      widthToFit: (column) => this.#view.widthToFit(column),
      openMenu: (hit, x, y) => {
        const open = (label: string, items: readonly MenuItem[]) => openMenu(label, x, y, items, () => this.#view.grid.focus());
        const isCell = hit.place === 'cell' && addInMenu !== undefined;
        const own = isCell ? [{ label: `${addInMenu.label} ▸`, run: () => open(addInMenu.label, addInMenu.items) }] : [];
        open(WORDS.cellMenu, [...this.#items(hit), ...own]);
      },
    });
    container.append(this.#formulaBar.element, this.#view.root, this.#tabs.element, this.#statusBar.element);
    this.#view.overlay.append(this.#prompt);
    this.#view.onDrawn(() => this.#drawBars());
    this.#view.grid.addEventListener('keydown', (event) => this.#key(event));
    this.#view.grid.addEventListener('copy', (event) => this.#copy(event, false));
    this.#view.grid.addEventListener('cut', (event) => this.#copy(event, true));
    this.#view.grid.addEventListener('paste', (event) => this.#paste(event));
    workbook.listen((event) => {
      if (event.type === 'selected' || event.type === 'activated') this.#selection.adopt();
      if (event.type === 'selected') this.#view.scrollTo(this.#selection.target);
    });
    this.#view.draw();
    this.#view.grid.focus();
  }

  get #activeArea(): Area {
    return { ...this.#selection.active, ...ONE };
  }

  /** The active cell’s address, which names the editor. */
  get #label(): string {
    return areaAddress(this.#activeArea);
  }

  #refuse(reason: 'protected' | 'no-room' | 'too-large' | 'too-many'): void {
    const [title, message] = {
      protected: [WORDS.protectedTitle, WORDS.protectedMessage],
      'no-room': [WORDS.noRoomTitle, WORDS.noRoomMessage],
      'too-large': [WORDS.noRoomTitle, WORDS.tooLargeMessage],
      'too-many': [WORDS.tooManyTitle, WORDS.tooManyMessage],
    }[reason] as [string, string];
    void ask(title, message, [WORDS.ok]);
  }

  #drawBars(): void {
    this.#formulaBar.draw(this.#typed);
    this.#statusBar.draw(this.#typed === undefined ? WORDS.ready : this.#typed === '' ? WORDS.enter : WORDS.edit);
    const { active } = this.#selection;
    const prompt = this.#typed === undefined ? this.workbook.active.rules.promptAt(active.row, active.column) : undefined;
    this.#prompt.hidden = prompt === undefined;
    if (prompt === undefined) return;
    this.#prompt.replaceChildren(element('strong', {}, prompt.title), element('span', {}, prompt.message));
    const { left, top, height } = this.#view.boxOf(this.#activeArea);
    this.#prompt.style.left = `${left + 20}px`;
    this.#prompt.style.top = `${top + height + 4}px`;
  }

  #edit(cell: Cell, mode: 'enter' | 'edit'): void {
    if (this.workbook.active.isProtected) {
      this.#refuse('protected');
      return;
    }
    this.#view.scrollTo(cell);
    this.#editor.open(cell, mode, areaAddress({ ...cell, ...ONE }));
  }

  async #enter(sheet: Sheet, cell: Cell, text: string, all: boolean): Promise<'enter' | 'retry' | 'cancel'> {
    const contents = sheet.formula(cell.row, cell.column);
    const before = typeof contents === 'string' ? contents : sheet.text(cell.row, cell.column);
    if (text === before) return 'enter';
    const { formula } = readInput(text, sheet.style(cell.row, cell.column).numberFormat ?? GENERAL);
    if (formula !== undefined && !isReadable(formula)) {
      return (await ask(WORDS.formulaTitle, WORDS.formulaMessage, [WORDS.ok, WORDS.cancel])) === WORDS.ok ? 'retry' : 'cancel';
    }
    const answer = await admit(sheet, cell, text);
    if (answer === 'enter') {
      // The entry is done: from here on Excel takes requests again.
      this.workbook.isEditing = false;
      this.#edits.type(all ? this.#selection.area : { ...cell, ...ONE }, text, sheet);
    }
    return answer;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    const isControl = event.ctrlKey || event.metaKey;
    if (this.#navigate(event, isControl) || (isControl ? this.#command(event) : this.#act(event))) event.preventDefault();
  }

  /** @returns whether the key moves the selection */
  #navigate({ key, shiftKey, altKey }: KeyboardEvent, isControl: boolean): boolean {
    const selection = this.#selection;
    const arrow = altKey ? undefined : ARROWS[key];
    if (arrow !== undefined) isControl ? selection.jump(arrow, shiftKey) : selection.move(arrow, shiftKey);
    else if (key === 'Tab') selection.advance({ down: 0, right: shiftKey ? -1 : 1 });
    else if (key === 'Enter') selection.advance({ down: shiftKey ? -1 : 1, right: 0 });
    else if (key === 'Home')
      selection.goTo({ row: isControl ? this.workbook.active.layout.frozenRows : selection.head.row, column: 0 }, shiftKey);
    else if (key === 'End' && isControl) this.#goToEnd(shiftKey);
    else if (key === 'PageDown' || key === 'PageUp') this.#page(key === 'PageDown' ? 1 : -1, isControl, shiftKey);
    else if (key === ' ' && isControl) selection.selectColumns(selection.active.column, selection.head.column);
    else if (key === ' ' && shiftKey) selection.selectRows(selection.active.row, selection.head.row);
    else return false;
    return true;
  }

  #goToEnd(extend: boolean): void {
    const used = this.workbook.active.usedArea();
    if (used !== null) this.#selection.goTo({ row: used.row + used.rows - 1, column: used.column + used.columns - 1 }, extend);
  }

  #page(direction: 1 | -1, isControl: boolean, extend: boolean): void {
    if (isControl) this.#tabs.step(direction);
    else this.#selection.moveBy(direction * this.#view.pageRows, 0, extend);
  }

  /** @returns whether the key with Ctrl does something here */
  #command({ key, shiftKey }: KeyboardEvent): boolean {
    const { history } = this.workbook;
    const { area } = this.#selection;
    const letter = key.toLowerCase();
    if (letter === 'z' && !shiftKey) this.#show(history.undo());
    else if (letter === 'y' || letter === 'z') this.#show(history.redo());
    else if (letter === 'd') this.#edits.fillDown(area);
    else if (letter === 'a') this.#selection.selectAll();
    else if (FONT_KEYS[letter] !== undefined) this.#edits.toggleFont(area, FONT_KEYS[letter]);
    else if (letter === 'f') this.#findBar.open();
    else if (letter === 'l' && shiftKey) this.#edits.toggleFilter(area);
    else if (key === '-' && area.columns === SHEET_COLUMNS) this.#edits.deleteRows(area);
    else if (key === '-' && area.rows === SHEET_ROWS) this.#edits.deleteColumns(area);
    else if (key === '+' && area.columns === SHEET_COLUMNS) this.#edits.insertRows(area);
    else if (key === '+' && area.rows === SHEET_ROWS) this.#edits.insertColumns(area);
    else return false;
    return true;
  }

  /** Shows what *Undo* or *Redo* changed. */
  #show(event: ReturnType<Workbook['history']['undo']>): void {
    if (event?.sheet.visibility !== 'Visible') return;
    this.workbook.activate(event.sheet);
    if (event.type === 'changed') this.#selection.selectArea(event.area);
  }

  /** @returns whether the key does something here */
  #act({ key, altKey }: KeyboardEvent): boolean {
    const { active, area } = this.#selection;
    if (key === 'F2') this.#edit(active, 'edit');
    else if (key === 'Delete') this.#edits.clear(area);
    else if (key === 'Backspace') this.#edit(active, 'enter');
    else if (key === 'ArrowDown' && altKey) this.#filters.openAt(active.row, active.column) || this.#options.open();
    else if (key === 'Escape') this.#copied = undefined;
    else {
      // The editor has the focus when the key's character arrives.
      if (key.length === 1 && !altKey) this.#edit(active, 'enter');
      return false;
    }
    return true;
  }

  #copy(event: ClipboardEvent, isCut: boolean): void {
    event.preventDefault();
    const cells = this.#edits.copy(this.#selection.area);
    if (cells === undefined) return;
    const text = toTabSeparated(this.workbook.active, cells.area);
    this.#copied = { cells, text, isCut };
    event.clipboardData?.setData('text/plain', text);
  }

  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    event.preventDefault();
    if (text === '') return;
    if (text.length > MAX_PASTED) {
      this.#refuse('too-large');
      return;
    }
    const { area } = this.#selection;
    const copied = this.#copied?.text === text ? this.#copied : undefined;
    const written =
      copied === undefined
        ? this.#edits.pasteTexts(area, fromTabSeparated(text))
        : this.#edits.pasteCells(area, copied.cells, copied.isCut);
    if (copied?.isCut) this.#copied = undefined;
    if (written === undefined) return;
    this.#selection.selectArea(written);
  }

  #items({ place, column }: Hit): readonly MenuItem[] {
    const { area } = this.#selection;
    const rows = { ...area, column: 0, columns: SHEET_COLUMNS };
    const columns = { ...area, row: 0, rows: SHEET_ROWS };
    const clipboard = [
      { label: WORDS.cut, run: () => void this.#byBrowser('cut') },
      { label: WORDS.copy, run: () => void this.#byBrowser('copy') },
    ];
    const ofRows = [
      { label: WORDS.insertRows, run: () => this.#edits.insertRows(rows) },
      { label: WORDS.deleteRows, run: () => this.#edits.deleteRows(rows) },
      { label: WORDS.hideRows, run: () => this.#edits.hideRows(rows, true) },
      { label: WORDS.unhideRows, run: () => this.#edits.hideRows(rows, false) },
    ];
    const ofColumns = [
      { label: WORDS.insertColumns, run: () => this.#edits.insertColumns(columns) },
      { label: WORDS.deleteColumns, run: () => this.#edits.deleteColumns(columns) },
      { label: WORDS.hideColumns, run: () => this.#edits.hideColumns(columns, true) },
      { label: WORDS.unhideColumns, run: () => this.#edits.hideColumns(columns, false) },
    ];
    const sorting = [
      { label: WORDS.sortAscending, run: () => this.#edits.sort(area, column, true) },
      { label: WORDS.sortDescending, run: () => this.#edits.sort(area, column, false) },
      { label: WORDS.filter, run: () => this.#edits.toggleFilter(area) },
    ];
    const { frozenRows, frozenColumns } = this.workbook.active.layout;
    const freezing = {
      label: frozenRows + frozenColumns > 0 ? WORDS.unfreezePanes : WORDS.freezePanes,
      run: () => this.#edits.toggleFreeze(this.#selection.active),
    };
    const clear = { label: WORDS.clearContents, run: () => this.#edits.clear(area) };
    if (place === 'row') return [...clipboard, ...ofRows, clear];
    if (place === 'column' || place === 'column-edge') return [...clipboard, ...ofColumns, clear, ...sorting];
    return [...clipboard, ...ofRows.slice(0, 2), ...ofColumns.slice(0, 2), clear, ...sorting, freezing];
  }

  /** Copies or cuts as by keyboard, for the menu. */
  #byBrowser(command: 'copy' | 'cut'): void {
    this.#view.grid.focus();
    document.execCommand(command);
  }
}
