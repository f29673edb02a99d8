import type { Area } from '../address';
import type { FormulaTable } from '../formula/tables';
import type { Value } from '../values';

/** A sheet, as far as formulas read and fill it. */
export interface CalculatedSheet {
  readonly name: string;
  /** Counts the changes of its formulas. */
  readonly formulaChanges: number;
  isFormula(row: number, column: number): boolean;
  forEachFormula(each: (formula: string, row: number, column: number) => void): void;
  cell(row: number, column: number): Value | undefined;
  usedArea(): Area | null;
  /** Stores what a formula's cell shows. */
  show(row: number, column: number, value: Value): void;
}

/** The names and tables that formulas refer to. */
export interface NamedCells {
  /** The formula of a name, as a sheet sees it. */
  nameFormula(sheet: string, name: string): string | undefined;
  table(name: string): FormulaTable | undefined;
  tableAt(sheet: string, row: number, column: number): FormulaTable | undefined;
}
