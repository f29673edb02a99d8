import { type Area, contains, intersect, SHEET_COLUMNS } from '../address';
import type { Value } from '../values';
import type { AddInFunctions } from './add-in-functions';
import { evaluateFormula, type Formula, formulaOf } from './compile';
import type { FormulaContext } from './context';
import { asError, errorOf, type Grid, type Reference, type Scalar } from './result';
import { type FormulaTable, tableReference } from './tables';

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

/** Names may refer to names. */
const MAX_DEPTH = 20;

/** A cell with a formula. */
interface Node {
  readonly sheet: CalculatedSheet;
  readonly row: number;
  readonly column: number;
  readonly formula: Formula;
  isDirty: boolean;
}

/** References to more rows are compared one by one; the others are found by their rows. */
const FEW_ROWS = 16;

/** Thrown where a formula reads cells that must be calculated first. */
class NotReady {
  constructor(readonly nodes: readonly Node[]) {}
}

const keyOf = (row: number, column: number) => row * SHEET_COLUMNS + column;

/** The formulas that refer to a sheet. */
class References {
  readonly #byRow = new Map<number, { readonly area: Area; readonly node: Node }[]>();
  readonly #tall: { readonly area: Area; readonly node: Node }[] = [];

  add(area: Area, node: Node): void {
    if (area.rows > FEW_ROWS) this.#tall.push({ area, node });
    else
      for (let row = area.row; row < area.row + area.rows; row++) {
        const there = this.#byRow.get(row);
        if (there === undefined) this.#byRow.set(row, [{ area, node }]);
        else there.push({ area, node });
      }
  }

  /** Calls back for each formula that refers to a block; for some repeatedly. */
  forEach(block: Area, each: (node: Node) => void): void {
    const check = (one: { readonly area: Area; readonly node: Node }) => {
      if (!one.node.isDirty && intersect(one.area, block) !== null) each(one.node);
    };
    this.#tall.forEach(check);
    if (block.rows > this.#byRow.size) for (const [, there] of this.#byRow) there.forEach(check);
    else for (let row = block.row; row < block.row + block.rows; row++) this.#byRow.get(row)?.forEach(check);
  }
}

/** The formulas of all sheets, as they stood at a time. */
class Index {
  readonly nodes: Node[] = [];
  readonly volatile: readonly Node[];
  readonly #bySheet = new Map<CalculatedSheet, Map<number, Node>>();
  readonly #references = new Map<CalculatedSheet, References>();

  constructor(sheets: readonly CalculatedSheet[]) {
    for (const sheet of sheets) {
      const own = new Map<number, Node>();
      sheet.forEachFormula((text, row, column) => {
        const node = { sheet, row, column, formula: formulaOf(text), isDirty: false };
        own.set(keyOf(row, column), node);
        this.nodes.push(node);
      });
      this.#bySheet.set(sheet, own);
      this.#references.set(sheet, new References());
    }
    const byName = new Map(sheets.map((sheet) => [sheet.name.toLowerCase(), sheet]));
    for (const node of this.nodes)
      for (const { sheet, area } of node.formula.references) {
        const to = sheet === null ? node.sheet : byName.get(sheet.toLowerCase());
        if (to !== undefined) this.#references.get(to)?.add(area, node);
      }
    this.volatile = this.nodes.filter(({ formula }) => formula.isVolatile);
  }

  at(sheet: CalculatedSheet, row: number, column: number): Node | undefined {
    return this.#bySheet.get(sheet)?.get(keyOf(row, column));
  }

  referringTo(sheet: CalculatedSheet, area: Area, each: (node: Node) => void): void {
    this.#references.get(sheet)?.forEach(area, each);
  }

  /** The formulas in a block. */
  inside(sheet: CalculatedSheet, area: Area): readonly Node[] {
    const own = this.#bySheet.get(sheet);
    if (own === undefined || own.size === 0) return [];
    if (area.rows * area.columns > own.size) return [...own.values()].filter(({ row, column }) => contains(area, row, column));
    const found: Node[] = [];
    for (let row = area.row; row < area.row + area.rows; row++)
      for (let column = area.column; column < area.column + area.columns; column++) {
        const node = own.get(keyOf(row, column));
        if (node !== undefined) found.push(node);
      }
    return found;
  }
}

/** Keeps the values of formulas: after a change, those that depend on it are calculated, each after what it refers to. */
export class Calculation {
  #index: Index | undefined;
  #changes = -1;
  #sheets: readonly CalculatedSheet[] = [];

  /** Whether changes are calculated at once; otherwise `changed()` without a block does it. */
  isAutomatic = true;

  constructor(
    private readonly sheets: readonly CalculatedSheet[],
    private readonly namedCells: NamedCells,
    private readonly addIns: AddInFunctions,
  ) {}

  /** Calculates what depends on a block; without one, all. */
  changed(sheet?: CalculatedSheet, area?: Area): void {
    const index = this.#current();
    if (index.nodes.length === 0) return;
    const dirty: Node[] = [];
    const mark = (node: Node) => {
      if (node.isDirty) return;
      node.isDirty = true;
      dirty.push(node);
    };
    if (sheet === undefined || area === undefined) index.nodes.forEach(mark);
    else {
      index.inside(sheet, area).forEach(mark);
      if (this.isAutomatic) {
        index.referringTo(sheet, area, mark);
        index.volatile.forEach(mark);
      }
    }
    // The list grows while it is gone through.
    if (this.isAutomatic || sheet === undefined)
      for (const { sheet: from, row, column } of dirty) index.referringTo(from, { row, column, rows: 1, columns: 1 }, mark);
    for (const node of dirty) this.#calculate(index, node);
    this.addIns.send();
  }

  /** Reads a cell or block for a formula of a sheet. */
  contextOf(
    sheet: CalculatedSheet,
    place: Pick<FormulaContext, 'row' | 'column' | 'down' | 'right'>,
    index?: Index,
    depth = 0,
  ): FormulaContext {
    const named = (name: string | null) =>
      name === null ? sheet : this.sheets.find((one) => one.name.toLowerCase() === name.toLowerCase());
    const { namedCells } = this;
    return {
      ...place,
      named: (name) => {
        const formula = depth > MAX_DEPTH ? undefined : namedCells.nameFormula(sheet.name, name);
        if (formula !== undefined)
          return formulaOf(formula).evaluate(this.contextOf(sheet, { ...place, down: 0, right: 0 }, index, depth + 1));
        const table = namedCells.table(name);
        return table === undefined ? errorOf('#NAME?') : tableReference(table, {}, place.row);
      },
      // A conditional format can't call add-ins.
      addIn: (name, values) => (index === undefined ? errorOf('#NAME?') : this.addIns.call(sheet, place.row, place.column, name, values)),
      table: (name) => (name === '' ? namedCells.tableAt(sheet.name, place.row, place.column) : namedCells.table(name)),
      cell(name, row, column) {
        const from = named(name);
        if (from === undefined) return errorOf('#REF!');
        const node = index?.at(from, row, column);
        if (node?.isDirty) throw new NotReady([node]);
        return scalarOf(from.cell(row, column));
      },
      cells({ sheet: name, area }: Reference): Grid {
        const from = named(name);
        if (from === undefined) return [[errorOf('#REF!')]];
        const waiting = index?.inside(from, area).filter(({ isDirty }) => isDirty) ?? [];
        if (waiting.length > 0) throw new NotReady(waiting);
        const used = from.usedArea();
        const bottom = Math.min(area.row + area.rows, used === null ? 0 : used.row + used.rows);
        const right = Math.min(area.column + area.columns, used === null ? 0 : used.column + used.columns);
        const columns = Math.max(1, right - area.column);
        return Array.from({ length: Math.max(1, bottom - area.row) }, (_, down) =>
          Array.from({ length: columns }, (_, across) => scalarOf(from.cell(area.row + down, area.column + across))),
        );
      },
    };
  }

  #current(): Index {
    const changes = this.sheets.reduce((sum, sheet) => sum + sheet.formulaChanges, 0);
    const isSame = this.#sheets.length === this.sheets.length && this.sheets.every((sheet, place) => sheet === this.#sheets[place]);
    if (this.#index === undefined || changes !== this.#changes || !isSame) {
      this.#index = new Index(this.sheets);
      this.#changes = changes;
      this.#sheets = [...this.sheets];
    }
    return this.#index;
  }

  /** Calculates a formula after those that it refers to, without recursion: chains may be as long as a sheet. */
  #calculate(index: Index, first: Node): void {
    const waiting = [first];
    const begun = new Set<Node>();
    for (;;) {
      const node = waiting.at(-1);
      if (node === undefined) return;
      if (!node.isDirty) {
        waiting.pop();
        continue;
      }
      begun.add(node);
      try {
        const place = { row: node.row, column: node.column, down: 0, right: 0 };
        this.#show(node, evaluateFormula(node.formula, this.contextOf(node.sheet, place, index)));
        waiting.pop();
      } catch (error) {
        if (!(error instanceof NotReady)) throw error;
        // What refers to itself is 0, as in Excel.
        const circular = error.nodes.filter((one) => begun.has(one));
        for (const one of circular) this.#show(one, 0);
        if (circular.length === 0) for (const one of error.nodes) waiting.push(one);
      }
    }
  }

  #show(node: Node, value: Value): void {
    node.isDirty = false;
    node.sheet.show(node.row, node.column, value);
  }
}

function scalarOf(value: Value | undefined): Scalar {
  return asError(value) ?? value;
}
