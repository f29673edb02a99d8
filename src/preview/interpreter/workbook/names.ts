import type { NamedItem } from '../../workbook/names';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { Value } from '../../workbook/values';
import { Collection, HostObject, invalidArgument, itemNotFound } from '../host-object';
import { CellsObject, type ObjectModel } from '../object-model';
import { reference, referenceFormula } from '../range/addresses';

/** A formula from what `names.add` takes: a range, a formula or a constant. */
function formulaFrom(given: unknown): string {
  if (given instanceof CellsObject) {
    const [area] = given.areas;
    if (area === undefined) throw invalidArgument();
    return referenceFormula(given.sheet, area);
  }
  const text = String(given ?? '');
  if (text.startsWith('=')) return text;
  return typeof given === 'number' || typeof given === 'boolean' ? `=${text}` : `="${text.replaceAll('"', '""')}"`;
}

class ArrayValues extends HostObject {
  override readonly scalars = ['values', 'types'];
  constructor(private readonly cells: readonly (readonly Value[])[]) {
    super();
  }
  get Values(): unknown {
    return this.cells;
  }
  get Types(): unknown {
    return this.cells.map((row) =>
      row.map((value) => (typeof value === 'number' ? 'Double' : typeof value === 'boolean' ? 'Boolean' : 'String')),
    );
  }
}

class NamedItemObject extends HostObject {
  override readonly scalars = ['name', 'type', 'value', 'visible', 'comment', 'scope', 'formula'];
  constructor(
    private readonly model: ObjectModel,
    private readonly name: string,
    private readonly scope: string | null,
  ) {
    super();
  }
  get #item(): NamedItem {
    const found = this.model.workbook.names.find(this.name, this.scope);
    if (found === undefined) throw itemNotFound();
    return found;
  }
  get #sheet(): Sheet {
    return this.model.workbook.sheetById(this.scope ?? '') ?? this.model.workbook.active;
  }
  #reference() {
    return reference(this.#item.formula, this.#sheet, this.model.workbook);
  }
  override identity() {
    return { Name: this.name };
  }
  get Name(): string {
    return this.#item.name;
  }
  get Scope(): string {
    return this.scope === null ? 'Workbook' : 'Worksheet';
  }
  get Formula(): string {
    return this.#item.formula;
  }
  set Formula(formula: string) {
    this.#change({ formula: formulaFrom(formula) });
  }
  get Comment(): string {
    return this.#item.comment;
  }
  set Comment(comment: string) {
    this.#change({ comment });
  }
  get Visible(): boolean {
    return this.#item.visible;
  }
  set Visible(visible: boolean) {
    this.#change({ visible });
  }
  #change(change: Partial<NamedItem>): void {
    this.model.workbook.names.change(this.#item, change);
    this.model.workbook.calculation.changed();
  }
  get Value(): unknown {
    const found = this.#reference();
    if (found !== undefined) return this.#item.formula.slice(1);
    return this.#sheet.evaluate(this.#item.formula, { row: 0, column: 0, down: 0, right: 0 });
  }
  get Type(): string {
    if (this.#reference() !== undefined) return 'Range';
    const { Value } = this;
    if (typeof Value === 'number') return Number.isInteger(Value) ? 'Integer' : 'Double';
    if (typeof Value === 'boolean') return 'Boolean';
    return String(Value).startsWith('#') ? 'Error' : 'String';
  }
  get ArrayValues(): HostObject {
    const found = this.#reference();
    return new ArrayValues(found === undefined ? [[this.Value as Value]] : found.sheet.values(found.area));
  }
  GetRangeOrNullObject(): HostObject | null {
    const found = this.#reference();
    return found === undefined ? null : this.model.range(found.sheet, found.area);
  }
  GetRange(): HostObject {
    const found = this.GetRangeOrNullObject();
    if (found === null) throw itemNotFound();
    return found;
  }
  get WorksheetOrNullObject(): HostObject | null {
    return this.scope === null ? null : this.model.worksheet(this.#sheet);
  }
  get Worksheet(): HostObject {
    const { WorksheetOrNullObject } = this;
    if (WorksheetOrNullObject === null) throw itemNotFound();
    return WorksheetOrNullObject;
  }
  Delete(): null {
    this.model.workbook.names.remove(this.#item);
    this.model.workbook.calculation.changed();
    return null;
  }
}

/** The names of a sheet or of the workbook. */
export class NamedItemCollection extends Collection<NamedItemObject> {
  constructor(
    private readonly model: ObjectModel,
    private readonly sheet: Sheet | null,
  ) {
    super();
  }
  get #scope(): string | null {
    return this.sheet?.id ?? null;
  }
  override items(): readonly NamedItemObject[] {
    const own = this.model.workbook.names.items.filter(({ scope }) => scope === this.#scope);
    return own.map(({ name, scope }) => new NamedItemObject(this.model, name, scope));
  }
  Add(name: string, given: unknown, comment: string | null): NamedItemObject {
    const item = { name, formula: formulaFrom(given), comment: comment ?? '', visible: true, scope: this.#scope };
    if (!this.model.workbook.names.add(item)) throw invalidArgument();
    this.model.workbook.calculation.changed();
    return new NamedItemObject(this.model, name, this.#scope);
  }
  AddFormulaLocal(name: string, formula: string, comment: string | null): NamedItemObject {
    return this.Add(name, formula, comment);
  }
  GetItemOrNullObject(name: string): NamedItemObject | null {
    const found = this.model.workbook.names.find(name, this.#scope);
    return found === undefined ? null : new NamedItemObject(this.model, found.name, this.#scope);
  }
  GetItem(name: string): NamedItemObject {
    const found = this.GetItemOrNullObject(name);
    if (found === null) throw itemNotFound();
    return found;
  }
}
