import { type Area, contains, intersect, SHEET_COLUMNS } from '../address';
import { evaluateFormula, type Formula, formulaOf } from '../formula/compile';
import type { FormulaContext } from '../formula/context';
import type { Value } from '../values';
import type { AddInFunctions } from './add-in-functions';
import { type Place, type ReadyCheck, SheetContext } from './sheet-context';
import type { CalculatedSheet, NamedCells } from './sheets';

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

  /** What a formula of a sheet can read. `ready` is told of cells before they are read, if formulas are being calculated. */
  contextOf(sheet: CalculatedSheet, place: Place, ready?: ReadyCheck): FormulaContext {
    const { sheets, namedCells, addIns } = this;
    return new SheetContext({ sheets, namedCells, addIns }, sheet, place, ready);
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
    const ready: ReadyCheck = (sheet, area) => {
      const dirty = index.inside(sheet, area).filter(({ isDirty }) => isDirty);
      if (dirty.length > 0) throw new NotReady(dirty);
    };
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
        this.#show(node, evaluateFormula(node.formula, this.contextOf(node.sheet, place, ready)));
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
