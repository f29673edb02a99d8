import { type Grid, isGrid, Reference, type Result, type Scalar } from './result';
import type { FormulaTable } from './tables';

/** Where a formula is evaluated, and what it can read. */
export interface FormulaContext {
  /** The cell that the formula is in or, for a conditional format, applies to. */
  readonly row: number;
  readonly column: number;
  /** The distance from the cell that the formula was written for: relative references are shifted by it. */
  readonly down: number;
  readonly right: number;
  /** The value of a name; #NAME? if there is none. */
  named(name: string): Result;
  /** The table of a name; without one, the table that holds the formula's cell. */
  table(name: string): FormulaTable | undefined;
  /** The result so far of an add-in's function; #NAME? if there is none. */
  addIn(name: string, values: readonly Scalar[]): Scalar;
  cell(sheet: string | null, row: number, column: number): Scalar;
  /** The cells of a block; those behind the last one in use may be missing. */
  cells(reference: Reference): Grid;
}

/** A part of a formula, ready to be evaluated. */
export type Evaluate = (context: FormulaContext) => Result;

/** The first value of a result. */
export function single(result: Result, context: FormulaContext): Scalar {
  if (result instanceof Reference) return context.cell(result.sheet, result.area.row, result.area.column);
  return isGrid(result) ? result[0]?.[0] : result;
}

/** A result as a block of values. */
export function gridOf(result: Result, context: FormulaContext): Grid {
  if (result instanceof Reference) return context.cells(result);
  return isGrid(result) ? result : [[result]];
}

/** Whether a result has several values. */
export function isMany(result: Result): boolean {
  return isGrid(result) || (result instanceof Reference && !result.isSingle);
}
