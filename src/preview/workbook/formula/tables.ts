import type { ReferenceStruct } from '@borgar/fx';
import type { Area } from '../address';
import { errorOf, type FormulaError, Reference } from './result';

/** A table, as formulas see it. */
export interface FormulaTable {
  readonly sheet: string;
  readonly area: Area;
  readonly showHeaders: boolean;
  readonly showTotals: boolean;
  readonly columns: readonly string[];
}

/** The cells that a reference such as `Sales[[#Headers],[Amount]]` names. `row` is that of the formula, for `[@Amount]`. */
export function tableReference(table: FormulaTable, reference: ReferenceStruct, row: number): Reference | FormulaError {
  const { area, showHeaders, showTotals } = table;
  const { sections = [], columns = [] } = reference;
  const places = columns.map((name) => table.columns.findIndex((one) => one.toLowerCase() === name.toLowerCase()));
  if (places.includes(-1)) return errorOf('#REF!');
  const [first, last] = places.length === 0 ? [0, area.columns - 1] : [Math.min(...places), Math.max(...places)];
  const bottom = area.row + area.rows;
  const data = { from: area.row + (showHeaders ? 1 : 0), to: bottom - (showTotals ? 1 : 0) };
  const rows = { from: data.from, to: data.to };
  if (sections.includes('this row')) {
    if (row < data.from || row >= data.to) return errorOf('#VALUE!');
    rows.from = row;
    rows.to = row + 1;
  } else if (sections.includes('all')) {
    rows.from = area.row;
    rows.to = bottom;
  } else if (sections.includes('headers') || sections.includes('totals')) {
    const hasData = sections.includes('data');
    if (sections.includes('headers')) {
      if (!showHeaders) return errorOf('#REF!');
      rows.from = area.row;
      if (!hasData) rows.to = area.row + 1;
    }
    if (sections.includes('totals')) {
      if (!showTotals) return errorOf('#REF!');
      rows.to = bottom;
      if (!hasData) rows.from = bottom - 1;
    }
  }
  if (rows.to <= rows.from) return errorOf('#REF!');
  return new Reference(table.sheet, { row: rows.from, rows: rows.to - rows.from, column: area.column + first, columns: last - first + 1 });
}
