/** A name of the workbook or of a sheet: for a range, a formula or a constant. */
export interface NamedItem {
  readonly name: string;
  /** With its `=`. */
  readonly formula: string;
  readonly comment: string;
  readonly visible: boolean;
  /** The sheet's ID; null for a name of the workbook. */
  readonly scope: string | null;
}

/** Names as Excel allows them: not like a cell, without spaces. */
const NAME = /^[\p{L}_\\][\p{L}\p{N}_.\\?]{0,254}$/u;
const LIKE_A_CELL = /^([a-z]{1,3}\d{1,7}|r\d*c?\d*|c\d*)$/i;

export class Names {
  #items: readonly NamedItem[] = [];

  get items(): readonly NamedItem[] {
    return this.#items;
  }

  /** A name as a formula of a sheet sees it: the sheet's own before the workbook's. */
  visibleFrom(sheet: string, name: string): NamedItem | undefined {
    return this.find(name, sheet) ?? this.find(name, null);
  }

  find(name: string, scope: string | null): NamedItem | undefined {
    return this.#items.find((item) => item.scope === scope && item.name.toLowerCase() === name.toLowerCase());
  }

  /** False if the name is taken or not a name. */
  add(item: NamedItem): boolean {
    if (!NAME.test(item.name) || LIKE_A_CELL.test(item.name) || this.find(item.name, item.scope) !== undefined) return false;
    this.#items = [...this.#items, item];
    return true;
  }

  change(item: NamedItem, change: Partial<NamedItem>): void {
    this.#items = this.#items.map((one) => (one.name === item.name && one.scope === item.scope ? { ...one, ...change } : one));
  }

  remove(item: NamedItem): void {
    this.#items = this.#items.filter((one) => one.name !== item.name || one.scope !== item.scope);
  }

  /** Changes all formulas. */
  rewrite(change: (formula: string) => string): void {
    this.#items = this.#items.map((item) => ({ ...item, formula: change(item.formula) }));
  }

  restore(items: readonly NamedItem[]): void {
    this.#items = items;
  }
}
