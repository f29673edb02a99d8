import type { Area } from '../address';
import { formulaOf } from '../formula/compile';
import type { FormulaContext } from '../formula/context';
import { asError, errorOf, type Grid, type Reference, type Result, type Scalar } from '../formula/result';
import { type FormulaTable, tableReference } from '../formula/tables';
import type { Value } from '../values';
import type { AddInFunctions } from './add-in-functions';
import type { CalculatedSheet, NamedCells } from './sheets';

/** Names may refer to names. */
const MAX_DEPTH = 20;

export type Place = Pick<FormulaContext, 'row' | 'column' | 'down' | 'right'>;

/** What formulas can refer to, besides the cells of their sheet. */
interface Surroundings {
  readonly sheets: readonly CalculatedSheet[];
  readonly namedCells: NamedCells;
  readonly addIns: AddInFunctions;
}

/** Called before cells are read; throws if they must be calculated first. */
export type ReadyCheck = (sheet: CalculatedSheet, area: Area) => void;

/** Reads cells, names and tables for a formula of a sheet. A class, because one is made for each cell that is drawn. */
export class SheetContext implements FormulaContext {
  readonly row: number;
  readonly column: number;
  readonly down: number;
  readonly right: number;

  constructor(
    private readonly around: Surroundings,
    private readonly sheet: CalculatedSheet,
    place: Place,
    private readonly ready?: ReadyCheck,
    private readonly depth = 0,
  ) {
    ({ row: this.row, column: this.column, down: this.down, right: this.right } = place);
  }

  named(name: string): Result {
    const { around, sheet } = this;
    const formula = this.depth > MAX_DEPTH ? undefined : around.namedCells.nameFormula(sheet.name, name);
    if (formula !== undefined) {
      const place = { row: this.row, column: this.column, down: 0, right: 0 };
      return formulaOf(formula).evaluate(new SheetContext(around, sheet, place, this.ready, this.depth + 1));
    }
    const table = around.namedCells.table(name);
    return table === undefined ? errorOf('#NAME?') : tableReference(table, {}, this.row);
  }

  table(name: string): FormulaTable | undefined {
    const { namedCells } = this.around;
    return name === '' ? namedCells.tableAt(this.sheet.name, this.row, this.column) : namedCells.table(name);
  }

  addIn(name: string, values: readonly Scalar[]): Scalar {
    // A conditional format can't call add-ins.
    if (this.ready === undefined) return errorOf('#NAME?');
    return this.around.addIns.call(this.sheet, this.row, this.column, name, values);
  }

  cell(name: string | null, row: number, column: number): Scalar {
    const from = this.#named(name);
    if (from === undefined) return errorOf('#REF!');
    this.ready?.(from, { row, column, rows: 1, columns: 1 });
    return scalarOf(from.cell(row, column));
  }

  cells({ sheet: name, area }: Reference): Grid {
    const from = this.#named(name);
    if (from === undefined) return [[errorOf('#REF!')]];
    this.ready?.(from, area);
    const used = from.usedArea();
    const bottom = Math.min(area.row + area.rows, used === null ? 0 : used.row + used.rows);
    const right = Math.min(area.column + area.columns, used === null ? 0 : used.column + used.columns);
    const columns = Math.max(1, right - area.column);
    return Array.from({ length: Math.max(1, bottom - area.row) }, (_, down) =>
      Array.from({ length: columns }, (_, across) => scalarOf(from.cell(area.row + down, area.column + across))),
    );
  }

  #named(name: string | null): CalculatedSheet | undefined {
    if (name === null) return this.sheet;
    const wanted = name.toLowerCase();
    return this.around.sheets.find((one) => one.name.toLowerCase() === wanted);
  }
}

function scalarOf(value: Value | undefined): Scalar {
  return asError(value) ?? value;
}
