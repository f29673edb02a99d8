import { type Area, intersect } from '../../workbook/address';
import { type ConditionalFormat, FORMAT_TYPES, type FormatType } from '../../workbook/format/conditional-formats';
import type { Sheet } from '../../workbook/sheet/sheet';
import { freshId } from '../fresh-id';
import { Collection, HostObject, invalidArgument, itemNotFound } from '../host-object';
import { type CellsObject, type ObjectModel, refuseIfProtected } from '../object-model';
import { keepProperties, type Styled, styleProperties } from '../properties';
import { areaOf } from '../range/addresses';
import { ConditionalBorderCollection } from './borders';
import { Fill, Font } from './format';
import { styledBy } from './styled-cells';

/** A conditional format on its sheet. */
interface Place {
  readonly model: ObjectModel;
  readonly sheet: Sheet;
  readonly format: ConditionalFormat;
}

function changed({ sheet }: Place): void {
  sheet.workbook.emit({ type: 'rules', sheet });
}

function setRule(place: Place, rule: Readonly<Record<string, unknown>>): void {
  refuseIfProtected(place.sheet);
  place.format.rule = rule;
  changed(place);
}

class ConditionalStyle extends HostObject {
  constructor(readonly styled: Styled) {
    super();
  }
  get Fill(): HostObject {
    return new Fill(this.styled);
  }
  get Font(): HostObject {
    return new Font(this.styled);
  }
  get Borders(): HostObject {
    return new ConditionalBorderCollection(this.styled);
  }
}
styleProperties(ConditionalStyle, ({ styled }) => styled, { NumberFormat: ['numberFormat', 'General'] });

class CustomRule extends HostObject {
  override readonly scalars = ['formula'];
  constructor(private readonly place: Place) {
    super();
  }
  get Formula(): string {
    return this.place.format.formula;
  }
  set Formula(formula: string) {
    refuseIfProtected(this.place.sheet);
    this.place.format.formula = formula;
    changed(this.place);
  }
}

/** A format that has a style and, besides custom ones, a rule as an object. */
class RuledFormat extends HostObject {
  override readonly scalars = ['rule'];
  constructor(protected readonly place: Place) {
    super();
  }
  get Rule(): unknown {
    return this.place.format.rule;
  }
  set Rule(rule: Readonly<Record<string, unknown>>) {
    setRule(this.place, rule);
  }
  get Format(): HostObject {
    const { place } = this;
    return new ConditionalStyle(
      styledBy(
        () => place.format.style,
        (style) => {
          refuseIfProtected(place.sheet);
          place.format.style = style;
          changed(place);
        },
      ),
    );
  }
}

class CustomFormat extends RuledFormat {
  override readonly scalars = [];
  override get Rule(): HostObject {
    return new CustomRule(this.place);
  }
}

/** A color scale or an icon set: their criteria are all that there is to them. */
class CriteriaFormat extends HostObject {
  override readonly scalars = ['criteria'];
  constructor(protected readonly place: Place) {
    super();
  }
  get Criteria(): unknown {
    return this.place.format.rule.criteria ?? this.place.format.rule;
  }
}

class ColorScale extends CriteriaFormat {
  override get Criteria(): unknown {
    return this.place.format.rule;
  }
  override set Criteria(criteria: Readonly<Record<string, unknown>>) {
    setRule(this.place, criteria);
  }
  get ThreeColorScale(): boolean {
    return this.place.format.rule.midpoint !== undefined && this.place.format.rule.midpoint !== null;
  }
}

/** A format whose properties are kept in its rule. */
class KeptFormat extends HostObject {
  constructor(
    readonly place: Place,
    private readonly part = '',
  ) {
    super();
  }
  bag() {
    const { place, part } = this;
    return {
      get: (name: string) => place.format.rule[`${part}${name}`],
      set: (name: string, value: unknown) => setRule(place, { ...place.format.rule, [`${part}${name}`]: value }),
    };
  }
}

class IconSet extends KeptFormat {
  get Criteria(): unknown {
    return this.bag().get('criteria') ?? [];
  }
  set Criteria(criteria: readonly unknown[]) {
    this.bag().set('criteria', criteria);
  }
}
keepProperties(IconSet, (format) => format.bag(), { Style: 'ThreeTrafficLights1', ReverseIconOrder: false, ShowIconOnly: false });

class DataBarSide extends KeptFormat {}
keepProperties(DataBarSide, (format) => format.bag(), {
  FillColor: '#638EC6',
  BorderColor: '',
  GradientFill: true,
  MatchPositiveFillColor: true,
  MatchPositiveBorderColor: true,
});

class DataBar extends KeptFormat {
  get PositiveFormat(): HostObject {
    return new DataBarSide(this.place, 'positive.');
  }
  get NegativeFormat(): HostObject {
    return new DataBarSide(this.place, 'negative.');
  }
  get LowerBoundRule(): unknown {
    return this.bag().get('lowerBoundRule') ?? { type: 'Automatic' };
  }
  set LowerBoundRule(rule: unknown) {
    this.bag().set('lowerBoundRule', rule);
  }
  get UpperBoundRule(): unknown {
    return this.bag().get('upperBoundRule') ?? { type: 'Automatic' };
  }
  set UpperBoundRule(rule: unknown) {
    this.bag().set('upperBoundRule', rule);
  }
}
keepProperties(DataBar, (format) => format.bag(), {
  BarDirection: ['Context', 'LeftToRight', 'RightToLeft'],
  AxisFormat: ['Automatic', 'None', 'CellMidPoint'],
  AxisColor: '#000000',
  ShowDataBarOnly: false,
});

const KINDS: Readonly<Record<FormatType, new (place: Place) => HostObject>> = {
  Custom: CustomFormat,
  DataBar,
  ColorScale,
  IconSet,
  TopBottom: RuledFormat,
  PresetCriteria: RuledFormat,
  ContainsText: RuledFormat,
  CellValue: RuledFormat,
};

/** The property of each kind. */
const PROPERTIES: Readonly<Record<string, FormatType>> = {
  Custom: 'Custom',
  DataBar: 'DataBar',
  ColorScale: 'ColorScale',
  IconSet: 'IconSet',
  TopBottom: 'TopBottom',
  Preset: 'PresetCriteria',
  TextComparison: 'ContainsText',
  CellValue: 'CellValue',
};

class ConditionalFormatObject extends HostObject {
  override readonly scalars = ['id', 'type', 'priority', 'stopIfTrue'];
  constructor(readonly place: Place) {
    super();
  }
  override identity() {
    return { Id: this.place.format.id };
  }
  get Id(): string {
    return this.place.format.id;
  }
  get Type(): string {
    return this.place.format.type;
  }
  get Priority(): number {
    return this.place.sheet.rules.formats.indexOf(this.place.format);
  }
  set Priority(priority: number) {
    refuseIfProtected(this.place.sheet);
    const { rules } = this.place.sheet;
    const others = rules.formats.filter((one) => one !== this.place.format);
    rules.formats = [...others.slice(0, priority), this.place.format, ...others.slice(priority)];
    changed(this.place);
  }
  get StopIfTrue(): boolean {
    return this.place.format.stopIfTrue;
  }
  set StopIfTrue(stop: boolean) {
    refuseIfProtected(this.place.sheet);
    this.place.format.stopIfTrue = stop;
    changed(this.place);
  }
  GetRanges(): HostObject {
    return this.place.model.ranges(this.place.sheet, this.place.format.areas);
  }
  GetRangeOrNullObject(): HostObject | null {
    const [area, ...more] = this.place.format.areas;
    return area === undefined || more.length > 0 ? null : this.place.model.range(this.place.sheet, area);
  }
  GetRange(): HostObject {
    const found = this.GetRangeOrNullObject();
    if (found === null) throw itemNotFound();
    return found;
  }
  SetRanges(ranges: CellsObject | string): null {
    const { place } = this;
    refuseIfProtected(place.sheet);
    place.format.areas = typeof ranges === 'string' ? [areaOf(ranges, place.sheet, place.model.workbook)] : ranges.areas;
    changed(place);
    return null;
  }
  Delete(): null {
    refuseIfProtected(this.place.sheet);
    const { rules } = this.place.sheet;
    rules.formats = rules.formats.filter((one) => one !== this.place.format);
    changed(this.place);
    return null;
  }
}
for (const [name, type] of Object.entries(PROPERTIES)) {
  const read = ({ place }: ConditionalFormatObject): HostObject | null => (place.format.type === type ? new KINDS[type](place) : null);
  Object.defineProperty(ConditionalFormatObject.prototype, `${name}OrNullObject`, {
    get(this: ConditionalFormatObject) {
      return read(this);
    },
  });
  Object.defineProperty(ConditionalFormatObject.prototype, name, {
    get(this: ConditionalFormatObject) {
      const found = read(this);
      if (found === null) throw itemNotFound();
      return found;
    },
  });
}

/** The conditional formats that touch a range. */
export class ConditionalFormatCollection extends Collection<ConditionalFormatObject> {
  constructor(
    private readonly model: ObjectModel,
    private readonly sheet: Sheet,
    private readonly areas: readonly Area[],
  ) {
    super();
  }
  override items(): readonly ConditionalFormatObject[] {
    const touches = (format: ConditionalFormat) => format.areas.some((one) => this.areas.some((area) => intersect(one, area) !== null));
    return this.sheet.rules.formats.filter(touches).map((format) => this.#object(format));
  }
  #object(format: ConditionalFormat): ConditionalFormatObject {
    return new ConditionalFormatObject({ model: this.model, sheet: this.sheet, format });
  }
  GetItemOrNullObject(id: string): ConditionalFormatObject | null {
    return this.items().find(({ place }) => place.format.id === id) ?? null;
  }
  GetItem(id: string): ConditionalFormatObject {
    const found = this.GetItemOrNullObject(id);
    if (found === null) throw itemNotFound();
    return found;
  }
  Add(type: FormatType): ConditionalFormatObject {
    refuseIfProtected(this.sheet);
    if (!FORMAT_TYPES.includes(type)) throw invalidArgument();
    const id = freshId('CF');
    const format: ConditionalFormat = { id, type, areas: this.areas, formula: '', rule: {}, style: {}, stopIfTrue: false };
    this.sheet.rules.formats = [format, ...this.sheet.rules.formats];
    return this.#object(format);
  }
  /** Removes the formats from the range; those of larger ranges stay outside of it. */
  ClearAll(): null {
    refuseIfProtected(this.sheet);
    this.sheet.rules.clearFormats(this.areas);
    this.sheet.workbook.emit({ type: 'rules', sheet: this.sheet });
    return null;
  }
}
