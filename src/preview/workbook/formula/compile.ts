import { type AstExpression, parse, parseA1Ref, parseStructRef, type RangeA1, tokenize } from '@borgar/fx';
import { type Area, SHEET_COLUMNS, SHEET_ROWS } from '../address';
import type { Value } from '../values';
import { type Evaluate, type FormulaContext, gridOf, isMany, single } from './context';
import { callOf } from './functions';
import { cellByCell, operationOf } from './operators';
import { asError, errorOf, FormulaError, Reference, type Scalar, toNumber } from './result';
import { tableReference } from './tables';

/** A formula, ready to be evaluated. */
export interface Formula {
  readonly evaluate: Evaluate;
  /** What it refers to where it stands. */
  readonly references: readonly Reference[];
  /** Whether its result may change although no cell that it refers to does. */
  readonly isVolatile: boolean;
}

/** Excel's limit. */
const MAX_LENGTH = 8192;
const VOLATILE = /\b(NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT)\(/i;
const UNREADABLE: Formula = { evaluate: () => errorOf('#NAME?'), references: [], isVolatile: false };

const known = new Map<string, Formula>();
const MAX_KNOWN = 200_000;

/** Reads a formula (with its `=`). One that can't be read evaluates to `#NAME?`. */
export function formulaOf(text: string): Formula {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const formula = read(text);
  known.set(text, formula);
  return formula;
}

/** Whether a formula can be read; Excel refuses others when they are entered. */
export function isReadable(text: string): boolean {
  return formulaOf(text) !== UNREADABLE;
}

function read(text: string): Formula {
  if (text.length > MAX_LENGTH) return UNREADABLE;
  try {
    const references: Reference[] = [];
    const compiler = new Compiler(references);
    const evaluate = compiler.part(parse(tokenize(text)));
    return { evaluate, references, isVolatile: compiler.hasNames || VOLATILE.test(text) };
  } catch {
    return UNREADABLE;
  }
}

/** The value that a cell with the formula shows. */
export function evaluateFormula({ evaluate }: Formula, context: FormulaContext): Value {
  const result = single(evaluate(context), context);
  if (result instanceof FormulaError) return result.text;
  return result ?? 0;
}

/** The block that a reference of a formula names; undefined if it lies beyond the sheet. */
export function areaOf(range: RangeA1, down: number, right: number): Area | undefined {
  const at = (place: number | null | undefined, isFixed: boolean | null | undefined, shift: number, otherwise: number) =>
    place === null || place === undefined ? otherwise : place + (isFixed === true ? 0 : shift);
  const rows = [at(range.top, range.$top, down, 0), at(range.bottom, range.$bottom, down, SHEET_ROWS - 1)];
  const columns = [at(range.left, range.$left, right, 0), at(range.right, range.$right, right, SHEET_COLUMNS - 1)];
  const [row, column] = [Math.min(...rows), Math.min(...columns)];
  const [lastRow, lastColumn] = [Math.max(...rows), Math.max(...columns)];
  if (row < 0 || column < 0 || lastRow >= SHEET_ROWS || lastColumn >= SHEET_COLUMNS) return undefined;
  return { row, column, rows: lastRow - row + 1, columns: lastColumn - column + 1 };
}

class Compiler {
  /** The names that LET has given, innermost last. */
  #names: { readonly name: string; readonly evaluate: Evaluate }[] = [];

  /** Whether there are names or tables, whose cells are not known before. */
  hasNames = false;

  constructor(private readonly references: Reference[]) {}

  part(node: AstExpression | null | undefined): Evaluate {
    if (node === null || node === undefined) return () => undefined;
    switch (node.type) {
      case 'Literal':
        return () => node.value;
      case 'ErrorLiteral':
        return () => asError(node.value) ?? errorOf('#NAME?');
      case 'ReferenceIdentifier':
        return this.#reference(node.value);
      case 'UnaryExpression':
        return this.#unary(node.operator, this.part(node.arguments[0] as AstExpression));
      case 'BinaryExpression':
        return this.#binary(node.operator, this.part(node.arguments[0] as AstExpression), this.part(node.arguments[1] as AstExpression));
      case 'ArrayExpression': {
        const elements = node.elements.map((row) => row.map((element) => this.part(element as AstExpression)));
        return (context) => elements.map((row) => row.map((element) => single(element(context), context)));
      }
      case 'CallExpression':
        return callOf(
          node.callee.name,
          node.arguments.map((argument) => this.part(argument as AstExpression)),
        );
      case 'LetExpression': {
        const before = this.#names;
        for (const { id, init } of node.declarations)
          this.#names = [...this.#names, { name: id.name.toLowerCase(), evaluate: this.part(init as AstExpression) }];
        const body = this.part(node.body as AstExpression);
        this.#names = before;
        return body;
      }
      default:
        return () => errorOf('#NAME?');
    }
  }

  #reference(text: string): Evaluate {
    const named = this.#names.findLast(({ name }) => name === text.toLowerCase());
    if (named !== undefined) return named.evaluate;
    const found = parseA1Ref(text);
    if (found === undefined || !('range' in found)) return this.#nameOrTable(text);
    const { range, context: scope = [] } = found;
    const sheet = scope.at(-1) ?? null;
    const here = areaOf(range, 0, 0);
    if (here !== undefined) this.references.push(new Reference(sheet, here));
    return ({ down, right }) => {
      const area = areaOf(range, down, right);
      return area === undefined ? errorOf('#REF!') : new Reference(sheet, area);
    };
  }

  #nameOrTable(text: string): Evaluate {
    this.hasNames = true;
    const structured = parseStructRef(text);
    if (structured === undefined) return (context) => context.named(text.slice(text.lastIndexOf('!') + 1));
    return (context) => {
      const table = context.table(structured.table ?? '');
      return table === undefined ? errorOf('#REF!') : tableReference(table, structured, context.row);
    };
  }

  #unary(operator: string, operand: Evaluate): Evaluate {
    if (operator === '+' || operator === '@') return operand;
    const divisor = operator === '%' ? 100 : -1;
    const change = (value: Scalar) => {
      const number = toNumber(value);
      return number instanceof FormulaError ? number : number / divisor;
    };
    return (context) => {
      const result = operand(context);
      return isMany(result) ? gridOf(result, context).map((row) => row.map(change)) : change(single(result, context));
    };
  }

  #binary(operator: string, left: Evaluate, right: Evaluate): Evaluate {
    const operation = operationOf(operator);
    if (operation === undefined) return () => errorOf(operator === ' ' ? '#NULL!' : '#VALUE!');
    return (context) => {
      const [one, other] = [left(context), right(context)];
      if (isMany(one) || isMany(other)) return cellByCell(gridOf(one, context), gridOf(other, context), operation);
      return operation(single(one, context), single(other, context));
    };
  }
}
