import { type Area, areaAddress, cellArea, contains, SHEET_COLUMNS } from '../address';
import { asError, errorOf, type Scalar } from '../formula/result';
import type { Value } from '../values';
import type { CalculatedSheet } from './sheets';

/** A function that an add-in offers to formulas, as described by its metadata. */
export interface AddInFunction {
  readonly id: string;
  readonly name: string;
  readonly options?: { readonly stream?: boolean; readonly cancelable?: boolean };
}

/** A call of an add-in's function by a cell. It stays open while the function streams. */
export interface Invocation {
  readonly id: number;
  readonly function: AddInFunction;
  readonly values: readonly Scalar[];
  readonly address: string;
}

/** Tells the add-in of calls, and of calls that have ended. */
export interface AddInCaller {
  invoke(invocations: readonly Invocation[]): void;
  cancel(id: number): void;
}

interface OpenCall {
  readonly invocation: Invocation;
  readonly key: string;
  readonly sheet: CalculatedSheet;
  readonly row: number;
  readonly column: number;
  result: Scalar;
}

/**
 * Functions of add-ins in formulas (Excel's custom functions). A cell calls the add-in, which answers later and, if it streams, repeatedly:
 * each answer is a calculation, no change of the sheet, so that it is no step of *Undo*.
 */
export class AddInFunctions {
  readonly #functions = new Map<string, AddInFunction>();
  readonly #calls = new Map<number, OpenCall>();
  readonly #byCell = new Map<CalculatedSheet, Map<number, OpenCall>>();
  /** The cells of an opened workbook, whose streams Excel does not call by itself. */
  readonly #resting = new Map<CalculatedSheet, Set<number>>();
  #waiting: Invocation[] = [];
  #caller: AddInCaller | undefined;
  #made = 0;

  /** Offers functions by their namespace, such as `CASELOAD`. */
  register(namespace: string, functions: readonly AddInFunction[]): void {
    for (const one of functions) this.#functions.set(`${namespace}.${one.name}`.toUpperCase(), one);
  }

  /** Takes back the functions of a namespace, as when the add-in is removed. */
  unregister(namespace: string): void {
    for (const name of [...this.#functions.keys()]) if (name.startsWith(`${namespace}.`.toUpperCase())) this.#functions.delete(name);
  }

  /** Connects the add-in, which hears of the calls so far. */
  connect(caller: AddInCaller): void {
    this.#caller = caller;
    this.send();
  }

  /** The result so far of a function that a cell calls; `#BUSY!` until the add-in has answered. */
  call(sheet: CalculatedSheet, row: number, column: number, name: string, values: readonly Scalar[]): Scalar {
    const called = this.#functions.get(name.toUpperCase());
    if (called === undefined) return errorOf('#NAME?');
    const cell = row * SHEET_COLUMNS + column;
    const cells = this.#byCell.get(sheet) ?? new Map<number, OpenCall>();
    this.#byCell.set(sheet, cells);
    const key = JSON.stringify([called.id, values]);
    const before = cells.get(cell);
    if (called.options?.stream && this.#resting.get(sheet)?.has(cell)) return asScalar(sheet.cell(row, column));
    if (before?.key === key) return before.result;
    if (before !== undefined) this.#end(before);
    const invocation = { id: ++this.#made, function: called, values, address: `${sheet.name}!${areaAddress(cellArea(row, column))}` };
    const call: OpenCall = { invocation, key, sheet, row, column, result: errorOf('#BUSY!') };
    cells.set(cell, call);
    this.#calls.set(invocation.id, call);
    this.#waiting.push(invocation);
    return call.result;
  }

  /** Calls the functions of a sheet anew when its formulas are calculated next; those that stream go on (OfficeDev/office-js#6355, #6556). */
  forget(sheet: CalculatedSheet): void {
    for (const call of this.#byCell.get(sheet)?.values() ?? []) if (!call.invocation.function.options?.stream) this.#end(call);
  }

  /**
   * The formulas of an opened workbook show what they showed when it was saved. Streams are called only once their formula is written again
   * (OfficeDev/Excel-Custom-Functions#102).
   */
  rest(sheet: CalculatedSheet): void {
    const cells = new Set<number>();
    sheet.forEachFormula((_, row, column) => cells.add(row * SHEET_COLUMNS + column));
    this.#resting.set(sheet, cells);
  }

  /** Ends the calls of cells that were written, even with the formula that they had. */
  leave(sheet: CalculatedSheet, area: Area): void {
    const resting = this.#resting.get(sheet);
    for (const cell of resting ?? []) if (contains(area, Math.floor(cell / SHEET_COLUMNS), cell % SHEET_COLUMNS)) resting?.delete(cell);
    for (const call of this.#byCell.get(sheet)?.values() ?? []) if (contains(area, call.row, call.column)) this.#end(call);
  }

  /** Sends the calls that formulas have made since. */
  send(): void {
    if (this.#waiting.length === 0 || this.#caller === undefined) return;
    this.#caller.invoke(this.#waiting);
    this.#waiting = [];
  }

  /**
   * Takes the add-in's answer to a call; the function may answer again if it streams.
   * @returns the cell to calculate, unless it has stopped calling
   */
  answer(id: number, value: Value): { readonly sheet: CalculatedSheet; readonly row: number; readonly column: number } | undefined {
    const call = this.#calls.get(id);
    if (call === undefined) return undefined;
    if (!call.sheet.isFormula(call.row, call.column)) {
      this.#end(call);
      return undefined;
    }
    call.result = asScalar(value);
    return call;
  }

  #end({ invocation, sheet, row, column }: OpenCall): void {
    this.#calls.delete(invocation.id);
    this.#byCell.get(sheet)?.delete(row * SHEET_COLUMNS + column);
    if (invocation.function.options?.stream) this.#caller?.cancel(invocation.id);
  }
}

function asScalar(value: Value | undefined): Scalar {
  return value === undefined ? '' : (asError(value) ?? value);
}
