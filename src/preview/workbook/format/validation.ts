import type { Sheet } from '../sheet/sheet';
import { readInput, type Value } from '../values';

interface Comparison {
  readonly formula1?: unknown;
  readonly formula2?: unknown;
  readonly operator?: string;
}

/** Whether a value satisfies a cell’s data validation. Formulas and blanks that may be ignored always do. */
export function isValidValue(sheet: Sheet, row: number, column: number, value: Value): boolean {
  const validation = sheet.rules.validationAt(row, column);
  if (validation?.rule == null) return true;
  if (value === '') return validation.ignoreBlanks;
  const [[kind = '', rule] = []] = Object.entries(validation.rule);
  const place = { row, column, down: row - validation.area.row, right: column - validation.area.column };
  const evaluate = (formula: unknown): Value => {
    if (typeof formula === 'number') return formula;
    const text = String(formula ?? '');
    return text.startsWith('=') ? sheet.evaluate(text, place) : readInput(text, 'General').value;
  };
  switch (kind) {
    case 'list': {
      const options = sheet.options(row, column);
      return options === null || options.some((option) => option.toLowerCase() === String(value).toLowerCase());
    }
    case 'custom': {
      const result = sheet.evaluate(String((rule as { formula?: unknown }).formula ?? ''), place);
      return result === true || (typeof result === 'number' && result !== 0);
    }
    case 'textLength':
      return compares(String(value).length, rule as Comparison, evaluate);
    case 'wholeNumber':
      return typeof value === 'number' && Number.isInteger(value) && compares(value, rule as Comparison, evaluate);
    case 'decimal':
    case 'date':
    case 'time':
      return typeof value === 'number' && compares(value, rule as Comparison, evaluate);
    default:
      return true;
  }
}

function compares(value: number, { operator = 'Between', formula1, formula2 }: Comparison, evaluate: (formula: unknown) => Value): boolean {
  const [one, other] = [Number(evaluate(formula1)), Number(evaluate(formula2))];
  switch (operator) {
    case 'Between':
      return value >= one && value <= other;
    case 'NotBetween':
      return value < one || value > other;
    case 'EqualTo':
      return value === one;
    case 'NotEqualTo':
      return value !== one;
    case 'GreaterThan':
      return value > one;
    case 'LessThan':
      return value < one;
    case 'GreaterThanOrEqualTo':
      return value >= one;
    case 'LessThanOrEqualTo':
      return value <= one;
    default:
      return true;
  }
}
