import { type Area, parseArea, quoteSheet, splitSheet } from './address';
import { AddInFunctions } from './calculation/add-in-functions';
import { Calculation } from './calculation/calculation';
import type { NamedCells } from './calculation/sheets';
import { BUILT_IN_STYLES } from './format/built-in-styles';
import type { Style } from './format/styles';
import type { FormulaTable } from './formula/tables';
import { History } from './history';
import { type NamedItem, Names } from './names';
import { PLATFORMS, type Platform } from './platform';
import { Sheet, type SheetState, type Visibility } from './sheet/sheet';
import type { SheetEvent, SheetOwner } from './sheet/sheet-owner';
import type { Protection, Table } from './tables/parts';

/** The workbook's events. */
export type WorkbookEvent = SheetEvent<Sheet>;

/** A workbook as it can be stored. */
export interface SavedWorkbook {
  readonly sheets: readonly {
    readonly id: string;
    readonly name: string;
    readonly visibility: Visibility;
    readonly tabColor: string;
    readonly protection: Protection | null;
    readonly state: SheetState;
  }[];
  readonly names: readonly NamedItem[];
  readonly kept: ReadonlyMap<string, unknown>;
  /** The active sheet's ID. */
  readonly active: string;
  readonly settings: readonly (readonly [string, unknown])[];
}

const FIRST_CELL: Area = { row: 0, column: 0, rows: 1, columns: 1 };

/** The preview's workbook: sheets in order, with the active one and the selection. */
export class Workbook implements SheetOwner<Sheet>, NamedCells {
  /** Whether a cell is being edited, during which Excel refuses requests. */
  isEditing = false;
  /** Whether dates are counted from 1904, as in old workbooks of Excel for Mac. */
  is1904 = false;
  /** Whether the workbook is open for viewing only. */
  isReadOnly = false;
  /** Settings of add-ins, by key. */
  readonly settings = new Map<string, unknown>();
  readonly sheets: Sheet[] = [];
  readonly names = new Names();
  /** The functions of add-ins that formulas can call. */
  readonly addIns = new AddInFunctions();
  readonly calculation = new Calculation(this.sheets, this, this.addIns);
  /** Styles that were added or changed, by name. */
  readonly namedStyles = new Map<string, Style>();
  readonly created = new Date().toISOString();
  /** Properties that Office.js can set and read, and that nothing here depends on, such as the author. */
  kept: ReadonlyMap<string, unknown> = new Map();
  /** The password of the protected structure; undefined if sheets can be added and moved. */
  structurePassword: string | null | undefined;
  #active: Sheet;
  #selection: Area = FIRST_CELL;
  #made = 0;
  readonly #listeners = new Set<(event: WorkbookEvent) => void>();
  /** The Excel that is played. */
  platform: Platform = PLATFORMS.web;
  readonly history = new History(
    this.sheets,
    this.calculation,
    (event) => this.emit(event),
    () => this.platform,
  );

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
  open({ sheets, active, settings, names, kept }: SavedWorkbook): void {
    this.sheets.length = 0;
    for (const { id, name, state, ...properties } of sheets) {
      const sheet = this.#put(new Sheet(this, id, name));
      Object.assign(sheet, properties);
      sheet.restore(state);
      this.addIns.rest(sheet);
    }
    this.names.restore(names);
    this.kept = kept;
    for (const [key, value] of settings) this.settings.set(key, value);
    this.#active = this.sheetById(active) ?? this.sheets[0] ?? this.#create('Sheet1');
  }

  saved(): SavedWorkbook {
    return {
      sheets: this.sheets.map((sheet) => {
        const { id, name, visibility, tabColor, protection } = sheet;
        return { id, name, visibility, tabColor, protection, state: sheet.state() };
      }),
      names: this.names.items,
      kept: this.kept,
      active: this.#active.id,
      settings: [...this.settings],
    };
  }

  /** A copy of a sheet, without its names. */
  copy(source: Sheet, position: number, name: string): Sheet {
    const sheet = this.#create(name);
    const { blocks, rules, ...state } = source.state();
    const tables = (blocks.tables as readonly Table[]).map((table) => {
      let number = 1;
      while (this.table(`${table.name}${number}`) !== undefined) number++;
      return { ...table, id: `${table.id}-${sheet.id}`, name: `${table.name}${number}` };
    });
    const formats = rules.formats.map(({ now }) => ({ format: { ...now, id: `${now.id}-${sheet.id}` }, now }));
    sheet.restore({ ...state, rules: { ...rules, formats }, blocks: { ...blocks, tables } });
    sheet.visibility = source.visibility;
    sheet.tabColor = source.tabColor;
    this.sheets.splice(this.sheets.indexOf(sheet), 1);
    this.sheets.splice(position, 0, sheet);
    this.calculation.changed();
    this.emit({ type: 'added', sheet });
    return sheet;
  }

  /** The properties of a named style; undefined if there is none. */
  styleNamed(name: string): Style | undefined {
    return this.namedStyles.get(name) ?? (Object.hasOwn(BUILT_IN_STYLES, name) ? BUILT_IN_STYLES[name] : undefined);
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
    const from = this.sheets.indexOf(sheet);
    this.sheets.splice(from, 1);
    this.sheets.splice(position, 0, sheet);
    this.emit({ type: 'moved', sheet, from, to: this.sheets.indexOf(sheet) });
  }

  activate(sheet: Sheet): void {
    if (this.#active === sheet) return;
    this.emit({ type: 'deactivated', sheet: this.#active });
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

  nameFormula(sheet: string, name: string): string | undefined {
    return this.names.visibleFrom(this.sheetByName(sheet)?.id ?? '', name)?.formula;
  }

  table(name: string): FormulaTable | undefined {
    for (const sheet of this.sheets) {
      const table = sheet.tables.items.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (table !== undefined) return formulaTable(sheet, table);
    }
    return undefined;
  }

  tableAt(sheet: string, row: number, column: number): FormulaTable | undefined {
    const owner = this.sheetByName(sheet);
    const table = owner?.tables.at(row, column);
    return owner === undefined || table === undefined ? undefined : formulaTable(owner, table);
  }

  fullAddress(sheet: Sheet, rest: string): string {
    return `${quoteSheet(sheet.name)}!${rest}`;
  }
}

function formulaTable(sheet: Sheet, { area, showHeaders, showTotals }: Table): FormulaTable {
  const heads = sheet.values({ ...area, rows: 1 })[0] ?? [];
  return {
    sheet: sheet.name,
    area,
    showHeaders,
    showTotals,
    columns: showHeaders ? heads.map(String) : heads.map((_, place) => `Column${place + 1}`),
  };
}
