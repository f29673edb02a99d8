import type { Workbook } from '../../workbook/workbook';
import { HostObject, invalidArgument } from '../host-object';
import { camelCase, keepProperties, keptBag } from '../properties';

/** A fixed object of an American Excel: the values of its properties by name. */
class FixedObject extends HostObject {
  override readonly scalars: readonly string[];
  constructor(private readonly values: Readonly<Record<string, string>>) {
    super();
    this.scalars = camelCase(Object.keys(values)).filter((name) => !name.endsWith('Format'));
  }
  get Name(): string | undefined {
    return this.values.Name;
  }
  get DateSeparator(): string | undefined {
    return this.values.DateSeparator;
  }
  get TimeSeparator(): string | undefined {
    return this.values.TimeSeparator;
  }
  get LongDatePattern(): string | undefined {
    return this.values.LongDatePattern;
  }
  get ShortDatePattern(): string | undefined {
    return this.values.ShortDatePattern;
  }
  get LongTimePattern(): string | undefined {
    return this.values.LongTimePattern;
  }
  get NumberDecimalSeparator(): string | undefined {
    return this.values.NumberDecimalSeparator;
  }
  get NumberGroupSeparator(): string | undefined {
    return this.values.NumberGroupSeparator;
  }
}

class CultureInfo extends HostObject {
  override readonly scalars = ['name'];
  get Name(): string {
    return 'en-US';
  }
  get DatetimeFormat(): HostObject {
    return new FixedObject({
      DateSeparator: '/',
      TimeSeparator: ':',
      LongDatePattern: 'dddd, MMMM d, yyyy',
      ShortDatePattern: 'M/d/yyyy',
      LongTimePattern: 'h:mm:ss tt',
    });
  }
  get NumberFormat(): HostObject {
    return new FixedObject({ NumberDecimalSeparator: '.', NumberGroupSeparator: ',' });
  }
}

const ITERATION = { Enabled: false, MaxIteration: 100, MaxChange: 0.001 };

class IterativeCalculation extends HostObject {
  override readonly scalars = camelCase(Object.keys(ITERATION));
  constructor(readonly workbook: Workbook) {
    super();
  }
}
keepProperties(IterativeCalculation, ({ workbook }) => keptBag(workbook, 'iterativeCalculation'), ITERATION);

const MODES = ['Automatic', 'AutomaticExceptTables', 'Manual'];

export class Application extends HostObject {
  override readonly scalars = [
    'calculationMode',
    'calculationState',
    'calculationEngineVersion',
    'decimalSeparator',
    'thousandsSeparator',
    'useSystemSeparators',
  ];
  constructor(private readonly workbook: Workbook) {
    super();
  }
  get CalculationMode(): string {
    return String(keptBag(this.workbook, 'application').get('calculationMode') ?? 'Automatic');
  }
  set CalculationMode(mode: string) {
    if (!MODES.includes(mode)) throw invalidArgument();
    keptBag(this.workbook, 'application').set('calculationMode', mode);
    this.workbook.calculation.isAutomatic = mode !== 'Manual';
    if (mode !== 'Manual') this.workbook.calculation.changed();
  }
  get CalculationState(): string {
    return 'Done';
  }
  get CalculationEngineVersion(): number {
    return 191029;
  }
  get DecimalSeparator(): string {
    return '.';
  }
  get ThousandsSeparator(): string {
    return ',';
  }
  get UseSystemSeparators(): boolean {
    return true;
  }
  get CultureInfo(): HostObject {
    return new CultureInfo();
  }
  get IterativeCalculation(): HostObject {
    return new IterativeCalculation(this.workbook);
  }
  Calculate(_type: string): null {
    this.workbook.calculation.changed();
    return null;
  }
  /** The host answers a batch as a whole: nothing is drawn or calculated for others meanwhile. */
  SuspendScreenUpdatingUntilNextSync(): null {
    return null;
  }
  SuspendApiCalculationUntilNextSync(): null {
    return null;
  }
}
