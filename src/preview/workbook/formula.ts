import { type Area, parseArea, splitSheet } from './address';
import type { Value } from './values';

/** The workbook, as used by formulas. */
export interface FormulaContext {
  /** The cell that the formula is in or, for a conditional format, applies to. */
  readonly row: number;
  readonly column: number;
  /** The distance from the cell that the formula was written for: relative references are shifted by it. */
  readonly down: number;
  readonly right: number;
  read(sheet: string | null, row: number, column: number): Value;
}

/** A formula's error, such as `#VALUE!`. Not an `Error`, because a stack trace for each of a million cells takes a minute. */
class FormulaError {
  constructor(readonly message: string) {}
}

/** Errors are returned where possible: throwing costs more than evaluating. */
type Result = Value | FormulaError | { readonly sheet: string | null; readonly area: Area };
type Token = { readonly type: 'number' | 'text' | 'name' | 'operator'; readonly text: string };

const TOKEN =
  /\s*(?:(\d+\.?\d*|\.\d+)(?![A-Za-z\d$]*!)|"((?:[^"]|"")*)"|((?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?|[$A-Za-z_][\w.$]*(?::[$A-Za-z][\w$]*)?)|(<>|<=|>=|[-+*/&=<>(),]))/y;

/** Tokens by formula: a conditional format's is evaluated for every cell. */
const known = new Map<string, readonly Token[]>();
const MAX_KNOWN = 1000;

function tokensOf(formula: string): readonly Token[] {
  const all = known.get(formula) ?? tokens(formula);
  if (known.size < MAX_KNOWN) known.set(formula, all);
  return all;
}

function tokens(formula: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const text = formula.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) throw new FormulaError('#NAME?');
    if (match[1] !== undefined) found.push({ type: 'number', text: match[1] });
    else if (match[2] !== undefined) found.push({ type: 'text', text: match[2].replaceAll('""', '"') });
    else if (match[3] !== undefined) found.push({ type: 'name', text: match[3] });
    else found.push({ type: 'operator', text: match[4] ?? '' });
  }
  return found;
}

const PRECEDENCE: Readonly<Record<string, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '>': 1,
  '<=': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
};

class Evaluation {
  #at = 0;

  constructor(
    private readonly all: readonly Token[],
    private readonly context: FormulaContext,
  ) {}

  whole(): Value {
    const result = this.#single(this.#expression(0));
    if (this.#at < this.all.length) throw new FormulaError('#NAME?');
    return result;
  }

  #take(text: string): boolean {
    const token = this.all[this.#at];
    if (token?.type !== 'operator' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expression(least: number): Result {
    let left = this.#operand();
    for (;;) {
      const token = this.all[this.#at];
      const precedence = token?.type === 'operator' ? PRECEDENCE[token.text] : undefined;
      if (token === undefined || precedence === undefined || precedence <= least) return left;
      this.#at++;
      left = operate(token.text, this.#single(left), this.#single(this.#expression(precedence)));
    }
  }

  #operand(): Result {
    if (this.#take('-')) return -number(this.#single(this.#operand()));
    if (this.#take('(')) {
      const inside = this.#expression(0);
      if (!this.#take(')')) throw new FormulaError('#NAME?');
      return inside;
    }
    const token = this.all[this.#at++];
    if (token === undefined || token.type === 'operator') throw new FormulaError('#NAME?');
    if (token.type === 'number') return Number(token.text);
    if (token.type === 'text') return token.text;
    if (this.#take('(')) return this.#call(token.text.toUpperCase());
    if (/^(true|false)$/i.test(token.text)) return token.text.toLowerCase() === 'true';
    return this.#reference(token.text);
  }

  #reference(text: string): Result {
    const { sheet, rest } = splitSheet(text);
    const area = parseArea(rest);
    if (area === null) throw new FormulaError('#NAME?');
    const [corner = ''] = rest.split(':');
    const right = corner.startsWith('$') ? 0 : this.context.right;
    const down = /\$\d/.test(corner) ? 0 : this.context.down;
    return { sheet, area: { ...area, row: area.row + down, column: area.column + right } };
  }

  #single(result: Result): Value {
    if (result instanceof FormulaError) throw result;
    return typeof result === 'object' ? this.context.read(result.sheet, result.area.row, result.area.column) : result;
  }

  #call(name: string): Result {
    const given: (Result | FormulaError)[] = [];
    if (!this.#take(')')) {
      do {
        try {
          given.push(this.#expression(0));
        } catch (error) {
          if (!(error instanceof FormulaError) || error.message === '#NAME?') throw error;
          given.push(error);
        }
      } while (this.#take(','));
      if (!this.#take(')')) throw new FormulaError('#NAME?');
    }
    const argument = (place: number): Value => {
      const one = given[place];
      if (one instanceof FormulaError) throw one;
      return one === undefined ? '' : this.#single(one);
    };
    switch (name) {
      case 'ISNUMBER':
        return !(given[0] instanceof FormulaError) && typeof argument(0) === 'number';
      case 'ISERROR':
        return given[0] instanceof FormulaError || /^#.+[!?A]$/.test(String(argument(0)));
      case 'FIND': {
        const place = String(argument(1)).indexOf(String(argument(0)));
        return place < 0 ? new FormulaError('#VALUE!') : place + 1;
      }
      case 'COLUMN':
        return (typeof given[0] === 'object' && 'area' in given[0] ? given[0].area.column : this.context.column) + 1;
      case 'ROW':
        return (typeof given[0] === 'object' && 'area' in given[0] ? given[0].area.row : this.context.row) + 1;
      case 'NA':
        throw new FormulaError('#N/A');
      case 'LEN':
        return String(argument(0)).length;
      case 'AND':
        return given.every((_, place) => truth(argument(place)));
      case 'OR':
        return given.some((_, place) => truth(argument(place)));
      case 'NOT':
        return !truth(argument(0));
      case 'IF':
        return truth(argument(0)) ? argument(1) : argument(2);
      case 'SUM':
        return given.reduce<number>((sum, _, place) => sum + number(argument(place)), 0);
      default:
        throw new FormulaError('#NAME?');
    }
  }
}

function truth(value: Value): boolean {
  return typeof value === 'string' ? value !== '' : Boolean(value);
}

function number(value: Value): number {
  if (value === '') return 0;
  const result = Number(value);
  if (Number.isNaN(result)) throw new FormulaError('#VALUE!');
  return result;
}

function operate(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case '&':
      return `${left}${right}`;
    case '+':
      return number(left) + number(right);
    case '-':
      return number(left) - number(right);
    case '*':
      return number(left) * number(right);
    case '/':
      if (number(right) === 0) throw new FormulaError('#DIV/0!');
      return number(left) / number(right);
    case '=':
      return String(left).toLowerCase() === String(right).toLowerCase();
    case '<>':
      return String(left).toLowerCase() !== String(right).toLowerCase();
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    default:
      return left >= right;
  }
}

/** Evaluates a formula (with its `=`). Unknown functions and syntax give `#NAME?`, as in Excel. */
export function evaluate(formula: string, context: FormulaContext): Value {
  try {
    return new Evaluation(tokensOf(formula.replace(/^=/, '')), context).whole();
  } catch (error) {
    if (error instanceof FormulaError) return error.message;
    throw error;
  }
}
