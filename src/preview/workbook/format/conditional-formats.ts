import { type Area, contains, intersect } from '../address';
import { asError } from '../formula/result';
import type { Value } from '../values';
import type { Style } from './styles';

/** The kinds of conditional formats, in the words of Office.js (`Excel.ConditionalFormatType`). */
export const FORMAT_TYPES = [
  'Custom',
  'DataBar',
  'ColorScale',
  'IconSet',
  'TopBottom',
  'PresetCriteria',
  'ContainsText',
  'CellValue',
] as const;
export type FormatType = (typeof FORMAT_TYPES)[number];

export interface ConditionalFormat {
  readonly id: string;
  readonly type: FormatType;
  areas: readonly Area[];
  /** The formula of a Custom format, with its `=`. */
  formula: string;
  /** The rule of another format, in the words of Office.js: `{ operator, formula1 }`, `{ rank, type }` and so on. */
  rule: Readonly<Record<string, unknown>>;
  style: Style;
  stopIfTrue: boolean;
}

/** A sheet, as far as its conditional formats read it. */
export interface FormattedSheet {
  value(row: number, column: number): Value;
  text(row: number, column: number): string;
  usedArea(): Area | null;
  values(area: Area): Value[][];
  /** A formula's value for a cell, written for another. */
  evaluate(formula: string, place: { row: number; column: number; down: number; right: number }): Value;
}

interface ScalePoint {
  readonly type: string;
  readonly formula?: string | null;
  readonly color: string;
}

/** What a format adds to a cell; undefined if its rule does not hold there. Data bars and icons are not drawn. */
export function formatStyle(sheet: FormattedSheet, format: ConditionalFormat, row: number, column: number): Style | undefined {
  const [first] = format.areas;
  if (first === undefined || !format.areas.some((area) => contains(area, row, column))) return undefined;
  const evaluate = (formula: unknown): Value => {
    const text = String(formula ?? '');
    const place = { row, column, down: row - first.row, right: column - first.column };
    return sheet.evaluate(text.startsWith('=') ? text : `=${text}`, place);
  };
  if (format.type === 'ColorScale') return scaleStyle(sheet, format, row, column, evaluate);
  return holds(sheet, format, row, column, evaluate) ? format.style : undefined;
}

function holds(
  sheet: FormattedSheet,
  { type, formula, rule, areas }: ConditionalFormat,
  row: number,
  column: number,
  evaluate: (formula: unknown) => Value,
): boolean {
  const value = sheet.value(row, column);
  switch (type) {
    case 'Custom': {
      const result = evaluate(formula);
      return result === true || (typeof result === 'number' && result !== 0);
    }
    case 'CellValue':
      return value !== '' && compares(value, String(rule.operator), evaluate(rule.formula1), evaluate(rule.formula2 ?? '0'));
    case 'ContainsText': {
      const [text, part] = [sheet.text(row, column).toLowerCase(), String(rule.text ?? '').toLowerCase()];
      if (rule.operator === 'BeginsWith') return text.startsWith(part);
      if (rule.operator === 'EndsWith') return text.endsWith(part);
      return text.includes(part) !== (rule.operator === 'NotContains');
    }
    case 'TopBottom': {
      const numbers = numbersOf(sheet, areas).sort((one, other) => one - other);
      const [kind, rank] = [String(rule.type), Number(rule.rank)];
      const count = kind.endsWith('Percent') ? Math.max(1, Math.floor((numbers.length * rank) / 100)) : rank;
      if (numbers.length === 0 || count < 1) return false;
      const limit = kind.startsWith('Top') ? numbers.at(-Math.min(count, numbers.length)) : numbers[Math.min(count, numbers.length) - 1];
      if (typeof value !== 'number' || limit === undefined) return false;
      return kind.startsWith('Top') ? value >= limit : value <= limit;
    }
    case 'PresetCriteria':
      return preset(sheet, String(rule.criterion), areas, value);
    default:
      return false;
  }
}

function compares(value: Value, operator: string, one: Value, other: Value): boolean {
  const isTyped = typeof value === typeof one;
  const order = (to: Value) =>
    typeof value === 'string' ? value.localeCompare(String(to), 'en', { sensitivity: 'accent' }) : Number(value) - Number(to);
  switch (operator) {
    case 'EqualTo':
      return isTyped && order(one) === 0;
    case 'NotEqualTo':
      return !isTyped || order(one) !== 0;
    case 'GreaterThan':
      return isTyped && order(one) > 0;
    case 'LessThan':
      return isTyped && order(one) < 0;
    case 'GreaterThanOrEqual':
      return isTyped && order(one) >= 0;
    case 'LessThanOrEqual':
      return isTyped && order(one) <= 0;
    case 'Between':
      return isTyped && order(one) >= 0 && order(other) <= 0;
    case 'NotBetween':
      return isTyped && (order(one) < 0 || order(other) > 0);
    default:
      return false;
  }
}

function preset(sheet: FormattedSheet, criterion: string, areas: readonly Area[], value: Value): boolean {
  const isError = asError(value) !== undefined;
  switch (criterion) {
    case 'Blanks':
      return String(value).trim() === '';
    case 'NonBlanks':
      return String(value).trim() !== '';
    case 'Errors':
      return isError;
    case 'NonErrors':
      return !isError;
    case 'UniqueValues':
    case 'DuplicateValues': {
      const same = valuesOf(sheet, areas).filter((one) => String(one).toLowerCase() === String(value).toLowerCase()).length;
      return value !== '' && same > 1 === (criterion === 'DuplicateValues');
    }
    default:
      return typeof value === 'number' && numberPreset(criterion, value, numbersOf(sheet, areas));
  }
}

/** Criteria on numbers: against the average, or standard deviations from it. */
function numberPreset(criterion: string, value: number, numbers: readonly number[]): boolean {
  const average = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const deviation = Math.sqrt(numbers.reduce((sum, number) => sum + (number - average) ** 2, 0) / Math.max(1, numbers.length - 1));
  if (criterion === 'EqualOrAboveAverage') return value >= average;
  if (criterion === 'EqualOrBelowAverage') return value <= average;
  const deviations = Number(
    /^(One|Two|Three)StdDev/.exec(criterion)?.[1]?.replace('One', '1').replace('Two', '2').replace('Three', '3') ?? 0,
  );
  if (criterion.endsWith('AboveAverage')) return value > average + deviations * deviation;
  return criterion.endsWith('BelowAverage') && value < average - deviations * deviation;
}

function scaleStyle(
  sheet: FormattedSheet,
  { rule, areas }: ConditionalFormat,
  row: number,
  column: number,
  evaluate: (formula: unknown) => Value,
): Style | undefined {
  const value = sheet.value(row, column);
  const { minimum, midpoint, maximum } = rule as Partial<Record<'minimum' | 'midpoint' | 'maximum', ScalePoint | null>>;
  if (typeof value !== 'number' || !minimum || !maximum) return undefined;
  const numbers = numbersOf(sheet, areas).sort((one, other) => one - other);
  const at = ({ type, formula }: ScalePoint): number => {
    const [lowest = 0, highest = 0] = [numbers[0], numbers.at(-1)];
    if (type === 'LowestValue') return lowest;
    if (type === 'HighestValue') return highest;
    const given = Number(evaluate(formula));
    if (type === 'Percent') return lowest + ((highest - lowest) * given) / 100;
    return type === 'Percentile' ? (numbers[Math.round(((numbers.length - 1) * given) / 100)] ?? 0) : given;
  };
  const points = [minimum, ...(midpoint ? [midpoint] : []), maximum].map((point) => ({ at: at(point), color: point.color }));
  const next = points.findIndex((point) => point.at >= value);
  const [to, from] = [points[next === -1 ? points.length - 1 : next], points[Math.max(0, next === -1 ? points.length - 1 : next - 1)]];
  if (to === undefined || from === undefined) return undefined;
  const share = to.at === from.at ? 1 : (value - from.at) / (to.at - from.at);
  return { fill: mix(from.color, to.color, Math.max(0, Math.min(1, share))) };
}

function mix(from: string, to: string, share: number): string {
  const part = (color: string, place: number) => Number.parseInt(color.slice(1 + 2 * place, 3 + 2 * place), 16);
  const parts = [0, 1, 2].map((place) => Math.round(part(from, place) + (part(to, place) - part(from, place)) * share));
  return `#${parts.map((one) => one.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}

function valuesOf(sheet: FormattedSheet, areas: readonly Area[]): Value[] {
  const used = sheet.usedArea();
  if (used === null) return [];
  return areas.flatMap((area) => {
    const part = intersect(area, used);
    return part === null ? [] : sheet.values(part).flat();
  });
}

function numbersOf(sheet: FormattedSheet, areas: readonly Area[]): number[] {
  return valuesOf(sheet, areas).filter((value) => typeof value === 'number');
}
