import type { Area } from '../../workbook/address';
import { rectangles } from '../../workbook/cells/rectangles';
import type { Validation } from '../../workbook/format/rules';
import { isValidValue } from '../../workbook/format/validation';
import type { Sheet } from '../../workbook/sheet/sheet';
import { HostObject, invalidArgument, itemNotFound } from '../host-object';
import { type CellsObject, type ObjectModel, refuseIfProtected } from '../object-model';

/** The longest list in a validation rule; longer ones need a range as their source. */
const LONGEST_INLINE_LIST = 255;
/** The most characters of the texts of a prompt or an error alert. */
const LONGEST = { prompt: { title: 32, message: 255 }, errorAlert: { title: 32, message: 225 } } as const;
/** The kinds of rules by their property, with the type that `type` tells. */
const KINDS: Readonly<Record<string, string>> = {
  list: 'List',
  wholeNumber: 'WholeNumber',
  decimal: 'Decimal',
  date: 'Date',
  time: 'Time',
  textLength: 'TextLength',
  custom: 'Custom',
};

function checkTexts(texts: Readonly<Record<string, unknown>>, limits: { readonly title: number; readonly message: number }): void {
  if (String(texts.title ?? '').length > limits.title || String(texts.message ?? '').length > limits.message) throw invalidArgument();
}

export class DataValidation extends HostObject {
  override readonly scalars = ['type', 'rule', 'prompt', 'errorAlert', 'ignoreBlanks'];
  constructor(
    private readonly model: ObjectModel,
    private readonly sheet: Sheet,
    private readonly area: Area,
  ) {
    super();
  }
  #edit(change: Partial<Validation>): void {
    refuseIfProtected(this.sheet);
    Object.assign(this.sheet.rules.validation(this.area), change);
    this.sheet.workbook.emit({ type: 'rules', sheet: this.sheet });
  }
  /** The rule of the first cell. */
  #rule(): Readonly<Record<string, unknown>> {
    return this.sheet.rules.validationAt(this.area.row, this.area.column)?.rule ?? {};
  }
  get Type(): string {
    return KINDS[Object.keys(this.#rule())[0] ?? ''] ?? 'None';
  }
  get Rule() {
    return this.#rule();
  }
  set Rule(rule: Readonly<Record<string, unknown>>) {
    const given = Object.entries(rule ?? {}).filter(([, value]) => value !== null && value !== undefined);
    const [[kind = '', value] = []] = given;
    if (given.length !== 1 || KINDS[kind] === undefined) throw invalidArgument();
    const source = (value as { source?: unknown }).source;
    if (kind === 'list' && typeof source === 'string' && !source.startsWith('=') && source.length > LONGEST_INLINE_LIST) {
      throw invalidArgument(`A list typed into a rule has at most ${LONGEST_INLINE_LIST} characters.`);
    }
    // A range given as an object becomes its address.
    const isRange = typeof source === 'object' && source !== null;
    const address = isRange ? `=${(source as CellsObject & { Address: string }).Address}` : source;
    this.#edit({ rule: kind === 'list' ? { list: { ...(value as object), source: address } } : { [kind]: value } });
  }
  get Prompt() {
    return this.sheet.rules.validation(this.area).prompt ?? {};
  }
  set Prompt(prompt: Readonly<Record<string, unknown>>) {
    checkTexts(prompt, LONGEST.prompt);
    this.#edit({ prompt });
  }
  get ErrorAlert() {
    return this.sheet.rules.validation(this.area).errorAlert ?? {};
  }
  set ErrorAlert(errorAlert: Readonly<Record<string, unknown>>) {
    checkTexts(errorAlert, LONGEST.errorAlert);
    this.#edit({ errorAlert });
  }
  get IgnoreBlanks(): boolean {
    return this.sheet.rules.validation(this.area).ignoreBlanks;
  }
  set IgnoreBlanks(ignoreBlanks: boolean) {
    this.#edit({ ignoreBlanks });
  }
  /** Whether all values are valid; null if only some are. */
  get Valid(): boolean | null {
    const invalid = this.#invalid().reduce((sum, area) => sum + area.rows * area.columns, 0);
    return invalid === 0 ? true : invalid === this.area.rows * this.area.columns ? false : null;
  }
  #invalid(): readonly Area[] {
    const invalid: { row: number; column: number }[] = [];
    this.sheet.forEachValue(this.area, (value, row, column) => {
      if (!isValidValue(this.sheet, row, column, value)) invalid.push({ row, column });
    });
    return rectangles(invalid);
  }
  GetInvalidCellsOrNullObject(): HostObject | null {
    const areas = this.#invalid();
    return areas.length === 0 ? null : this.model.ranges(this.sheet, areas);
  }
  GetInvalidCells(): HostObject {
    const found = this.GetInvalidCellsOrNullObject();
    if (found === null) throw itemNotFound();
    return found;
  }
  Clear(): null {
    refuseIfProtected(this.sheet);
    this.sheet.rules.clearValidations(this.area);
    this.sheet.workbook.emit({ type: 'rules', sheet: this.sheet });
    return null;
  }
}
