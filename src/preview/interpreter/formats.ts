import type { Area } from '../workbook/address';
import type { ConditionalFormat, Validation } from '../workbook/rules';
import type { Sheet } from '../workbook/sheet';
import type { Style } from '../workbook/styles';
import { HostError, HostObject } from './host-object';

/** An object with a style: a range or a conditional format. */
export interface Styled {
  get(): Style;
  set(style: Style): void;
}

class Fill extends HostObject {
  override readonly scalars = ['color'];
  constructor(private readonly styled: Styled) {
    super();
  }
  get Color(): string {
    return this.styled.get().fill || '#FFFFFF';
  }
  set Color(color: string) {
    this.styled.set({ fill: color });
  }
  Clear(): null {
    this.styled.set({ fill: '' });
    return null;
  }
}

class Font extends HostObject {
  override readonly scalars = ['color', 'bold', 'italic'];
  constructor(private readonly styled: Styled) {
    super();
  }
  get Color(): string {
    return this.styled.get().color || '#000000';
  }
  set Color(color: string) {
    this.styled.set({ color });
  }
  get Bold(): boolean {
    return this.styled.get().bold ?? false;
  }
  set Bold(bold: boolean) {
    this.styled.set({ bold });
  }
  get Italic(): boolean {
    return this.styled.get().italic ?? false;
  }
  set Italic(italic: boolean) {
    this.styled.set({ italic });
  }
}

/** The usual width of a column, in points. */
const USUAL_WIDTH = 48;

export class RangeFormat extends HostObject {
  constructor(
    private readonly sheet: Sheet,
    private readonly area: Area,
    private readonly styled: Styled,
  ) {
    super();
  }
  get Fill(): HostObject {
    return new Fill(this.styled);
  }
  get Font(): HostObject {
    return new Font(this.styled);
  }
  get WrapText(): boolean {
    return this.styled.get().wrap ?? false;
  }
  set WrapText(wrap: boolean) {
    this.styled.set({ wrap });
  }
  get HorizontalAlignment(): string {
    return this.styled.get().align ?? 'General';
  }
  set HorizontalAlignment(align: string) {
    this.styled.set({ align });
  }
  get ColumnWidth(): number {
    return this.sheet.columnWidths.get(this.area.column) ?? USUAL_WIDTH;
  }
  set ColumnWidth(width: number) {
    for (let column = this.area.column; column < this.area.column + this.area.columns; column++) this.sheet.setColumnWidth(column, width);
  }
}

class CustomRule extends HostObject {
  override readonly scalars = ['formula'];
  constructor(private readonly format: ConditionalFormat) {
    super();
  }
  get Formula(): string {
    return this.format.formula;
  }
  set Formula(formula: string) {
    this.format.formula = formula;
  }
}

class ConditionalStyle extends HostObject {
  constructor(private readonly styled: Styled) {
    super();
  }
  get Fill(): HostObject {
    return new Fill(this.styled);
  }
  get Font(): HostObject {
    return new Font(this.styled);
  }
}

class CustomFormat extends HostObject {
  constructor(
    private readonly sheet: Sheet,
    private readonly format: ConditionalFormat,
  ) {
    super();
  }
  get Rule(): HostObject {
    return new CustomRule(this.format);
  }
  get Format(): HostObject {
    return new ConditionalStyle({
      get: () => this.format.style,
      set: (style) => {
        this.format.style = { ...this.format.style, ...style };
        this.sheet.workbook.emit({ type: 'rules', sheet: this.sheet });
      },
    });
  }
}

class ConditionalFormatObject extends HostObject {
  override readonly scalars = ['id', 'type'];
  constructor(
    private readonly sheet: Sheet,
    private readonly format: ConditionalFormat,
  ) {
    super();
  }
  override identity() {
    return { Id: this.format.id };
  }
  get Id(): string {
    return this.format.id;
  }
  get Type(): string {
    return 'Custom';
  }
  get Custom(): HostObject {
    return new CustomFormat(this.sheet, this.format);
  }
  get CustomOrNullObject(): HostObject {
    return this.Custom;
  }
  Delete(): null {
    this.sheet.rules.formats = this.sheet.rules.formats.filter((one) => one !== this.format);
    this.sheet.workbook.emit({ type: 'rules', sheet: this.sheet });
    return null;
  }
}

let made = 0;

export class ConditionalFormatCollection extends HostObject {
  constructor(
    private readonly sheet: Sheet,
    private readonly areas: readonly Area[],
  ) {
    super();
  }
  override items(): readonly HostObject[] {
    return this.sheet.rules.formats.map((format) => new ConditionalFormatObject(this.sheet, format));
  }
  GetItem(id: string): HostObject {
    const format = this.sheet.rules.formats.find((one) => one.id === id);
    if (format === undefined) throw new HostError('ItemNotFound', 'There is no such conditional format.');
    return new ConditionalFormatObject(this.sheet, format);
  }
  Add(type: string): HostObject {
    if (type !== 'Custom') throw new HostError('ApiNotFound', `Conditional formats of type ${type} are not known here.`);
    made++;
    const format: ConditionalFormat = { id: `{CF-${made}}`, areas: this.areas, formula: '', style: {} };
    this.sheet.rules.formats = [format, ...this.sheet.rules.formats];
    return new ConditionalFormatObject(this.sheet, format);
  }
}

/** The longest list in a validation rule; longer ones need a range as their source. */
const LONGEST_INLINE_LIST = 255;

export class DataValidation extends HostObject {
  override readonly scalars = ['rule', 'prompt', 'errorAlert', 'ignoreBlanks'];
  constructor(
    private readonly sheet: Sheet,
    private readonly area: Area,
  ) {
    super();
  }
  #edit(change: Partial<Validation>): void {
    Object.assign(this.sheet.rules.validation(this.area), change);
    this.sheet.workbook.emit({ type: 'rules', sheet: this.sheet });
  }
  get Rule() {
    return this.sheet.rules.validationAt(this.area.row, this.area.column)?.rule ?? {};
  }
  set Rule(rule: Readonly<Record<string, unknown>>) {
    const source = (rule.list as { source?: unknown } | undefined)?.source;
    if (typeof source === 'string' && !source.startsWith('=') && source.length > LONGEST_INLINE_LIST) {
      throw new HostError('InvalidArgument', `A list typed into a rule has at most ${LONGEST_INLINE_LIST} characters.`);
    }
    this.#edit({ rule });
  }
  get Prompt() {
    return this.sheet.rules.validation(this.area).prompt ?? {};
  }
  set Prompt(prompt: Readonly<Record<string, unknown>>) {
    this.#edit({ prompt });
  }
  get ErrorAlert() {
    return this.sheet.rules.validation(this.area).errorAlert ?? {};
  }
  set ErrorAlert(errorAlert: Readonly<Record<string, unknown>>) {
    this.#edit({ errorAlert });
  }
  get IgnoreBlanks(): boolean {
    return this.sheet.rules.validation(this.area).ignoreBlanks;
  }
  set IgnoreBlanks(ignoreBlanks: boolean) {
    this.#edit({ ignoreBlanks });
  }
  Clear(): null {
    this.sheet.rules.clearValidations(this.area);
    this.sheet.workbook.emit({ type: 'rules', sheet: this.sheet });
    return null;
  }
}
