import { DAYS_TO_1904, type Value } from '../../workbook/values';
import type { Workbook } from '../../workbook/workbook';
import { HostObject, invalidArgument } from '../host-object';
import { CellsObject } from '../object-model';
import { referenceFormula } from '../range/addresses';

const ERROR = /^#[A-Z/0!?]+$/;

class FunctionResult extends HostObject {
  override readonly scalars = ['error', 'value'];
  constructor(private readonly result: Value) {
    super();
  }
  get Error(): string | null {
    return typeof this.result === 'string' && ERROR.test(this.result) ? this.result : null;
  }
  get Value(): unknown {
    return this.Error === null ? this.result : null;
  }
}

/** An argument as it is written in a formula. */
function written(value: unknown): string {
  if (value instanceof FunctionResult) return written(value.Value);
  if (value instanceof CellsObject) {
    const [area] = value.areas;
    if (area === undefined) throw invalidArgument();
    return referenceFormula(value.sheet, area).slice(1);
  }
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`;
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}

/** `workbook.functions`: each function of Excel is a method. */
export class Functions extends HostObject {
  constructor(private readonly workbook: Workbook) {
    super();
  }
  override method(name: string) {
    return (...values: readonly unknown[]): HostObject => {
      // Arguments that vary in number come as one list.
      const given = values.flat().filter((value) => value !== null && value !== undefined);
      const formula = `=${name.replaceAll('_', '.').toUpperCase()}(${given.map(written).join(',')})`;
      const result = this.workbook.active.evaluate(formula, { row: 0, column: 0, down: 0, right: 0 });
      const isShifted = name.toLowerCase() === 'date' && this.workbook.is1904 && typeof result === 'number';
      return new FunctionResult(isShifted ? result - DAYS_TO_1904 : result);
    };
  }
}
