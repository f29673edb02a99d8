// The functions that read references, choose what they evaluate, or differ in the library.
import * as library from '@formulajs/formulajs';
import { format } from 'numfmt';
import { intersect, parseArea, SHEET_COLUMNS, SHEET_ROWS, splitSheet } from '../address';
import { readInput } from '../values';
import { type Evaluate, type FormulaContext, gridOf, single } from './context';
import { criterion, wildcards } from './criteria';
import { errorOf, FormulaError, type Grid, isGrid, Reference, type Result, type Scalar, toNumber, toText, toTruth } from './result';

/** A call: its arguments, evaluated when they are asked for. */
class Call {
  constructor(
    private readonly parts: readonly Evaluate[],
    readonly context: FormulaContext,
  ) {}

  get count(): number {
    return this.parts.length;
  }

  result(place: number): Result {
    return this.parts[place]?.(this.context);
  }
  results(): Result[] {
    return this.parts.map((part) => part(this.context));
  }
  scalar(place: number): Scalar {
    return single(this.result(place), this.context);
  }
  grid(place: number): Grid {
    return gridOf(this.result(place), this.context);
  }
  /** An argument as a number, or the given one if it is missing. @throws FormulaError */
  number(place: number, otherwise?: number): number {
    if (otherwise !== undefined && place >= this.count) return otherwise;
    return sure(toNumber(this.scalar(place)));
  }
  /** @throws FormulaError */
  text(place: number): string {
    return sure(toText(this.scalar(place)));
  }
  /** @throws FormulaError */
  truth(place: number): boolean {
    return sure(toTruth(this.scalar(place)));
  }
}

function sure<T>(value: T | FormulaError): T {
  if (value instanceof FormulaError) throw value;
  return value;
}

const DAY = 86_400_000;
/** A local time as Excel counts it: days since the end of 1899. */
function serialOf(date: Date): number {
  const time = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds());
  return (time - Date.UTC(1899, 11, 30)) / DAY;
}

const isError = (value: Scalar) => value instanceof FormulaError;
const isNotAvailable = (value: Scalar) => value instanceof FormulaError && value.text === '#N/A';

/** All logical values of the arguments; texts in ranges do not count. */
function truths(call: Call): boolean[] {
  const found = call.results().flatMap((result) => {
    if (!isGrid(result) && !(result instanceof Reference)) return [sure(toTruth(result))];
    const cells = gridOf(result, call.context).flat();
    return cells.filter((value) => value !== undefined && typeof value !== 'string').map((value) => sure(toTruth(value)));
  });
  if (found.length === 0) throw errorOf('#VALUE!');
  return found;
}

/** The part of a text from a place (from 1), for FIND and SEARCH. */
function textFrom(call: Call, fold: (text: string) => string): { text: string; sought: string; from: number } {
  const [sought, text, from] = [fold(call.text(0)), fold(call.text(1)), call.number(2, 1)];
  if (from < 1 || from > text.length + 1) throw errorOf('#VALUE!');
  return { text, sought, from: Math.floor(from) - 1 };
}

function place(index: number): number {
  if (index < 0) throw errorOf('#VALUE!');
  return index + 1;
}

function referenced(call: Call, argument: number): Reference {
  const result = call.result(argument);
  if (result instanceof FormulaError) throw result;
  if (!(result instanceof Reference)) throw errorOf('#VALUE!');
  return result;
}

/** The places (by row and column) whose cells meet all criteria: pairs of a block and a condition. */
function meeting(call: Call, from: number, to = call.count): (row: number, column: number) => boolean {
  const conditions: { readonly grid: Grid; readonly meets: (value: Scalar) => boolean }[] = [];
  for (let argument = from; argument + 1 < to; argument += 2)
    conditions.push({ grid: call.grid(argument), meets: criterion(call.scalar(argument + 1)) });
  return (row, column) => conditions.every(({ grid, meets }) => meets(grid[row]?.[column]));
}

function chosen(call: Call, values: Grid, from: number, to?: number): Scalar[] {
  const meets = meeting(call, from, to);
  return values.flatMap((cells, row) => cells.filter((_, column) => meets(row, column)));
}

function total(values: readonly Scalar[]): number {
  return values.reduce<number>((sum, value) => sum + (typeof sure(value) === 'number' ? Number(value) : 0), 0);
}

function mean(values: readonly Scalar[]): Scalar {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? errorOf('#DIV/0!') : total(numbers) / numbers.length;
}

/** SUMIF and its like sum the third block or, without one, the first. */
const summed = (call: Call) => chosen(call, call.grid(call.count > 2 ? 2 : 0), 0, 2);

const FIRST_MATCH = (call: Call, holds: (place: number) => boolean, step: number, otherwise: () => Result): Result => {
  for (let argument = 0; argument + step - 1 < call.count; argument += step) if (holds(argument)) return call.result(argument + step - 1);
  return otherwise();
};
const NOT_AVAILABLE = () => errorOf('#N/A');

const OWN: Readonly<Record<string, (call: Call) => Result>> = {
  IF: (call) => (call.truth(0) ? call.result(1) : call.count > 2 ? call.result(2) : false),
  IFS: (call) => FIRST_MATCH(call, (argument) => call.truth(argument), 2, NOT_AVAILABLE),
  IFERROR: (call) => (isError(call.scalar(0)) ? call.result(1) : call.result(0)),
  IFNA: (call) => (isNotAvailable(call.scalar(0)) ? call.result(1) : call.result(0)),
  CHOOSE(call) {
    const chosen = Math.floor(call.number(0));
    return chosen >= 1 && chosen < call.count ? call.result(chosen) : errorOf('#VALUE!');
  },
  AND: (call) => truths(call).every(Boolean),
  OR: (call) => truths(call).some(Boolean),
  XOR: (call) => truths(call).filter(Boolean).length % 2 === 1,
  NOT: (call) => !call.truth(0),
  TRUE: () => true,
  FALSE: () => false,
  NA: () => errorOf('#N/A'),
  ISERROR: (call) => isError(call.scalar(0)),
  ISERR: (call) => isError(call.scalar(0)) && !isNotAvailable(call.scalar(0)),
  ISNA: (call) => isNotAvailable(call.scalar(0)),
  ISNUMBER: (call) => typeof call.scalar(0) === 'number',
  ISTEXT: (call) => typeof call.scalar(0) === 'string',
  ISNONTEXT: (call) => typeof call.scalar(0) !== 'string',
  ISLOGICAL: (call) => typeof call.scalar(0) === 'boolean',
  ISBLANK: (call) => call.scalar(0) === undefined,
  ISREF: (call) => call.result(0) instanceof Reference,
  ROW: (call) => (call.count === 0 ? call.context.row : referenced(call, 0).area.row) + 1,
  COLUMN: (call) => (call.count === 0 ? call.context.column : referenced(call, 0).area.column) + 1,
  ROWS: (call) => referenced(call, 0).area.rows,
  COLUMNS: (call) => referenced(call, 0).area.columns,
  INDEX(call) {
    const from = call.result(0);
    const isRow = from instanceof Reference ? from.area.rows === 1 : gridOf(from, call.context).length === 1;
    const only = call.count < 3;
    const [row, column] = only && isRow ? [1, call.number(1)] : [call.number(1, 1), call.number(2, 1)];
    if (!(from instanceof Reference))
      return gridOf(from, call.context)[Math.max(1, row) - 1]?.[Math.max(1, column) - 1] ?? errorOf('#REF!');
    const { area, sheet } = from;
    if (row < 0 || column < 0 || row > area.rows || column > area.columns) return errorOf('#REF!');
    return new Reference(sheet, {
      row: area.row + Math.max(0, row - 1),
      column: area.column + Math.max(0, column - 1),
      rows: row === 0 ? area.rows : 1,
      columns: column === 0 ? area.columns : 1,
    });
  },
  OFFSET(call) {
    const { sheet, area } = referenced(call, 0);
    const moved = {
      row: area.row + Math.trunc(call.number(1)),
      column: area.column + Math.trunc(call.number(2)),
      rows: Math.trunc(call.number(3, area.rows)),
      columns: Math.trunc(call.number(4, area.columns)),
    };
    const inside = intersect(moved, { row: 0, column: 0, rows: SHEET_ROWS, columns: SHEET_COLUMNS });
    return inside?.rows === moved.rows && inside.columns === moved.columns ? new Reference(sheet, moved) : errorOf('#REF!');
  },
  INDIRECT(call) {
    const { sheet, rest } = splitSheet(call.text(0));
    const area = parseArea(rest.replaceAll('$', ''));
    return area === null ? errorOf('#REF!') : new Reference(sheet, area);
  },
  FIND(call) {
    const { text, sought, from } = textFrom(call, (one) => one);
    return place(text.indexOf(sought, from));
  },
  SEARCH(call) {
    const { text, sought, from } = textFrom(call, (one) => one.toLowerCase());
    const found = text.slice(from).search(new RegExp(wildcards(sought).replaceAll('[^]*', '[^]*?')));
    return place(found < 0 ? -1 : found + from);
  },
  LEN: (call) => call.text(0).length,
  TEXT(call) {
    const value = call.scalar(0);
    const number = toNumber(value);
    return value instanceof FormulaError ? value : format(call.text(1), number instanceof FormulaError ? call.text(0) : number);
  },
  VALUE: (call) => toNumber(call.scalar(0)),
  DATEVALUE(call) {
    const { value } = readInput(call.text(0), 'General');
    return typeof value === 'number' ? Math.floor(value) : errorOf('#VALUE!');
  },
  TODAY: () => Math.floor(serialOf(new Date())),
  NOW: () => serialOf(new Date()),
  COUNTA: (call) =>
    call.results().reduce<number>(
      (sum, one) =>
        sum +
        gridOf(one, call.context)
          .flat()
          .filter((value) => value !== undefined).length,
      0,
    ),
  COUNTIF: (call) => chosen(call, call.grid(0), 0).length,
  COUNTIFS: (call) => chosen(call, call.grid(0), 0).length,
  SUMIF: (call) => total(summed(call)),
  SUMIFS: (call) => total(chosen(call, call.grid(0), 1)),
  AVERAGEIF: (call) => mean(summed(call)),
  AVERAGEIFS: (call) => mean(chosen(call, call.grid(0), 1)),
  XLOOKUP(call) {
    const sought = call.scalar(0);
    const [keys, values] = [call.grid(1), call.grid(2)];
    const meets = criterion(typeof sought === 'string' ? sought.replace(/[~?*]/g, '~$&').replace(/^(?=[<>=])/, '=') : sought);
    const at = keys.flat().findIndex(meets);
    if (at < 0) return call.count > 3 ? call.result(3) : errorOf('#N/A');
    return keys.length === 1 && values.length > 1
      ? values.map((row) => [row[at]])
      : values.length === 1
        ? values[0]?.[at]
        : [values[at] ?? []];
  },
  COUNTBLANK(call) {
    const { area } = referenced(call, 0);
    return (
      area.rows * area.columns -
      call
        .grid(0)
        .flat()
        .filter((value) => value !== undefined && value !== '').length
    );
  },
};

/** Functions that take only the numbers of a range; the library counts texts that look like numbers, too. */
const OF_NUMBERS = new Set(
  'SUM AVERAGE MIN MAX PRODUCT COUNT MEDIAN MODE STDEV STDEV.S STDEV.P STDEVP VAR VAR.S VAR.P VARP LARGE SMALL SUMSQ GEOMEAN'.split(' '),
);
/** Functions for which an error in a range is a value like others. */
const TAKES_ERRORS = new Set('COUNT COUNTIF COUNTIFS MATCH XMATCH VLOOKUP HLOOKUP LOOKUP XLOOKUP ERROR.TYPE AGGREGATE TYPE'.split(' '));

type LibraryFunction = (...values: unknown[]) => unknown;

/** The library's function; those with a dot in their name are nested. */
function libraryFunction(name: string): LibraryFunction | undefined {
  let found: unknown = library;
  for (const part of name.split('.')) {
    if (found === null || found === undefined || !Object.hasOwn(found, part)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[part];
  }
  return typeof found === 'function' ? (found as LibraryFunction) : undefined;
}

function forLibrary(name: string, result: Result, context: FormulaContext): unknown {
  const isRange = result instanceof Reference || isGrid(result);
  if (!isRange || (result instanceof Reference && result.isSingle && !OF_NUMBERS.has(name))) {
    const value = sure(single(result, context));
    if (OF_NUMBERS.has(name)) return value === undefined ? 0 : sure(toNumber(value));
    return value === undefined && result instanceof Reference ? null : value;
  }
  const grid = gridOf(result, context);
  if (!TAKES_ERRORS.has(name)) for (const row of grid) for (const value of row) sure(value);
  if (OF_NUMBERS.has(name)) return grid.flat().filter((value) => typeof value === 'number');
  return grid.map((row) => row.map((value) => (value instanceof FormulaError ? new Error(value.text) : (value ?? null))));
}

function fromLibrary(result: unknown): Result {
  if (Array.isArray(result)) {
    const rows = result.every(Array.isArray) ? (result as unknown[][]) : [result as unknown[]];
    return rows.map((row) => row.map((value) => fromLibrary(value) as Scalar));
  }
  if (result instanceof Error) return errorOf(result.message as '#VALUE!');
  if (result instanceof Date) return serialOf(result);
  if (typeof result === 'number') return Number.isFinite(result) ? result : errorOf('#NUM!');
  if (typeof result === 'string' || typeof result === 'boolean') return result;
  return result === null || result === undefined ? undefined : errorOf('#VALUE!');
}

/** A call of a function by its name, as written in a formula. */
export function callOf(written: string, parts: readonly Evaluate[]): Evaluate {
  const name = written.toUpperCase().replace(/^_XLFN\.(_XLWS\.)?/, '');
  const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined;
  const foreign = own === undefined ? libraryFunction(name) : undefined;
  if (own === undefined && foreign === undefined)
    return (context) =>
      context.addIn(
        name,
        parts.map((part) => single(part(context), context)),
      );
  return (context) => {
    const call = new Call(parts, context);
    try {
      if (own !== undefined) return own(call);
      return fromLibrary(foreign?.(...call.results().map((result) => forLibrary(name, result, context))));
    } catch (error) {
      if (error instanceof FormulaError) return error;
      if (error instanceof Error) return errorOf('#VALUE!');
      throw error;
    }
  };
}
