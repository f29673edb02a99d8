import { type Area, parseArea, quoteSheet, splitSheet } from './address';
import { Calculation } from './formula/calculation';
import { History } from './history';
import { Sheet, type SheetState, type Visibility } from './sheet';
import type { SheetEvent, SheetOwner } from './sheet-owner';

/** The workbook's events. */
export type WorkbookEvent = SheetEvent<Sheet>;

/** A workbook as it can be stored. */
export interface SavedWorkbook {
  readonly sheets: readonly {
    readonly id: string;
    readonly name: string;
    readonly visibility: Visibility;
    readonly tabColor: string;
    readonly isProtected: boolean;
    readonly state: SheetState;
  }[];
  /** The active sheet's ID. */
  readonly active: string;
  readonly settings: readonly (readonly [string, unknown])[];
}

const FIRST_CELL: Area = { row: 0, column: 0, rows: 1, columns: 1 };

/** The preview's workbook: sheets in order, with the active one and the selection. */
export class Workbook implements SheetOwner<Sheet> {
  /** Whether a cell is being edited, during which Excel refuses requests. */
  isEditing = false;
  /** Settings of add-ins, by key. */
  readonly settings = new Map<string, unknown>();
  readonly sheets: Sheet[] = [];
  readonly calculation = new Calculation(this.sheets);
  #active: Sheet;
  #selection: Area = FIRST_CELL;
  #made = 0;
  readonly #listeners = new Set<(event: WorkbookEvent) => void>();
  readonly history = new History(this.sheets, this.calculation, (event) => this.emit(event));

  constructor(names: readonly string[] = ['Sheet1']) {
    for (const name of names) this.#create(name);
    this.#active = this.sheets[0] ?? this.#create('Sheet1');
  }

  listen(listener: (event: WorkbookEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: WorkbookEvent): void {
    this.history.note(event);
    for (const listener of this.#listeners) listener(event);
  }

  get active(): Sheet {
    return this.#active;
  }

  get selection(): Area {
    return this.#selection;
  }

  sheetById(id: string): Sheet | undefined {
    return this.sheets.find((sheet) => sheet.id === id);
  }

  sheetByName(name: string): Sheet | undefined {
    return this.sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  }

  add(name?: string): Sheet {
    let number = 1;
    while (name === undefined && this.sheetByName(`Sheet${number}`)) number++;
    const sheet = this.#create(name ?? `Sheet${number}`);
    this.emit({ type: 'added', sheet });
    return sheet;
  }

  #create(name: string): Sheet {
    let id: string;
    do id = `{00000000-0000-4000-8000-${String(++this.#made).padStart(12, '0')}}`;
    while (this.sheetById(id) !== undefined);
    return this.#put(new Sheet(this, id, name));
  }

  #put(sheet: Sheet): Sheet {
    this.sheets.push(sheet);
    return sheet;
  }

  /** Becomes the saved workbook. Only before anything listens. */
  open({ sheets, active, settings }: SavedWorkbook): void {
    this.sheets.length = 0;
    for (const { id, name, state, ...properties } of sheets) {
      const sheet = this.#put(new Sheet(this, id, name));
      Object.assign(sheet, properties);
      sheet.restore(state);
    }
    for (const [key, value] of settings) this.settings.set(key, value);
    this.#active = this.sheetById(active) ?? this.sheets[0] ?? this.#create('Sheet1');
  }

  saved(): SavedWorkbook {
    return {
      sheets: this.sheets.map((sheet) => {
        const { id, name, visibility, tabColor, isProtected } = sheet;
        return { id, name, visibility, tabColor, isProtected, state: sheet.state() };
      }),
      active: this.#active.id,
      settings: [...this.settings],
    };
  }

  delete(sheet: Sheet): void {
    const place = this.sheets.indexOf(sheet);
    this.sheets.splice(place, 1);
    this.calculation.changed();
    const next = this.sheets.find((one) => one.visibility === 'Visible');
    if (this.#active === sheet && next !== undefined) this.activate(next);
    this.emit({ type: 'deleted', sheet });
  }

  move(sheet: Sheet, position: number): void {
    this.sheets.splice(this.sheets.indexOf(sheet), 1);
    this.sheets.splice(position, 0, sheet);
    this.emit({ type: 'moved', sheet });
  }

  activate(sheet: Sheet): void {
    if (this.#active === sheet) return;
    this.#active = sheet;
    this.#selection = FIRST_CELL;
    this.emit({ type: 'activated', sheet });
  }

  select(sheet: Sheet, area: Area): void {
    this.activate(sheet);
    this.#selection = area;
    this.emit({ type: 'selected', sheet, area });
  }

  column(address: string): readonly string[] {
    const { sheet, rest } = splitSheet(address);
    const area = parseArea(rest);
    const from = sheet === null ? this.active : this.sheetByName(sheet);
    if (area === null || from === undefined) return [];
    return from
      .values(area)
      .flat()
      .filter((value) => value !== '')
      .map(String);
  }

  fullAddress(sheet: Sheet, rest: string): string {
    return `${quoteSheet(sheet.name)}!${rest}`;
  }
}
