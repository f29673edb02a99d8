import type { Area } from '../address';
import { readInput, type Value } from '../values';

/** A formula's error, such as `#VALUE!`. Not an `Error`: a stack trace for each of a million cells takes a minute. */
export class FormulaError {
  constructor(readonly text: string) {}
}

const ERRORS = ['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A', '#CALC!', '#SPILL!', '#BUSY!'] as const;
const errors = new Map(ERRORS.map((text) => [text as string, new FormulaError(text)]));

export function errorOf(text: (typeof ERRORS)[number]): FormulaError {
  return errors.get(text) ?? new FormulaError(text);
}

/** The error that a cell shows, if its value is one. */
export function asError(value: unknown): FormulaError | undefined {
  return typeof value === 'string' && value.startsWith('#') ? errors.get(value) : undefined;
}

/** A single value; `undefined` is that of an empty cell. */
export type Scalar = Value | undefined | FormulaError;
export type Grid = readonly (readonly Scalar[])[];

/** Cells that a formula refers to; of the formula's own sheet if there is no name. */
export class Reference {
  constructor(
    readonly sheet: string | null,
    readonly area: Area,
  ) {}

  get isSingle(): boolean {
    return this.area.rows === 1 && this.area.columns === 1;
  }
}

export type Result = Scalar | Grid | Reference;

export function isGrid(result: Result): result is Grid {
  return Array.isArray(result);
}

/** A number, as operators and functions take it. */
export function toNumber(value: Scalar): number | FormulaError {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof FormulaError) return value;
  const read = readInput(value, 'General').value;
  return typeof read === 'number' ? read : errorOf('#VALUE!');
}

export function toText(value: Scalar): string | FormulaError {
  if (typeof value === 'string' || value instanceof FormulaError) return value;
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(Number(value.toPrecision(15)));
}

export function toTruth(value: Scalar): boolean | FormulaError {
  if (typeof value === 'boolean' || value instanceof FormulaError) return value;
  if (typeof value === 'string') {
    const text = value.toLowerCase();
    return text === 'true' || text === 'false' ? text === 'true' : errorOf('#VALUE!');
  }
  return value !== undefined && value !== 0;
}
