import { errorOf, FormulaError, type Grid, type Scalar, toNumber, toText } from './result';

type Operation = (left: Scalar, right: Scalar) => Scalar;

function arithmetic(work: (left: number, right: number) => number): Operation {
  return (left, right) => {
    const [one, other] = [toNumber(left), toNumber(right)];
    if (one instanceof FormulaError) return one;
    if (other instanceof FormulaError) return other;
    const result = work(one, other);
    return Number.isFinite(result) ? result : errorOf(Number.isNaN(result) || work !== divide ? '#NUM!' : '#DIV/0!');
  };
}
const divide = (one: number, other: number) => (other === 0 ? Number.POSITIVE_INFINITY : one / other);

const RANKS = ['number', 'string', 'boolean'];

/** What an empty cell counts as beside another value. */
function beside(value: Scalar, other: Scalar): Scalar {
  if (value !== undefined) return value;
  return typeof other === 'string' ? '' : typeof other === 'boolean' ? false : 0;
}

/** Numbers before text before logical values; texts without regard to case. Negative if the first comes first. */
function compare(left: Scalar, right: Scalar): number {
  const [one, other] = [beside(left, right), beside(right, left)];
  const order = RANKS.indexOf(typeof one) - RANKS.indexOf(typeof other);
  if (order !== 0) return order;
  if (typeof one !== 'string') return Number(one) - Number(other);
  const [first, second] = [one.toLowerCase(), String(other).toLowerCase()];
  return first < second ? -1 : Number(first > second);
}
const comparison =
  (holds: (order: number) => boolean): Operation =>
  (left, right) => {
    if (left instanceof FormulaError) return left;
    return right instanceof FormulaError ? right : holds(compare(left, right));
  };

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '+': arithmetic((one, other) => one + other),
  '-': arithmetic((one, other) => one - other),
  '*': arithmetic((one, other) => one * other),
  '/': arithmetic(divide),
  '^': arithmetic((one, other) => one ** other),
  '&'(left, right) {
    const [one, other] = [toText(left), toText(right)];
    if (one instanceof FormulaError) return one;
    return other instanceof FormulaError ? other : one + other;
  },
  '=': comparison((order) => order === 0),
  '<>': comparison((order) => order !== 0),
  '<': comparison((order) => order < 0),
  '>': comparison((order) => order > 0),
  '<=': comparison((order) => order <= 0),
  '>=': comparison((order) => order >= 0),
};

export function operationOf(operator: string): Operation | undefined {
  return OPERATIONS[operator];
}

/** An operation on two blocks, cell by cell; a single row, column or cell is repeated. */
export function cellByCell(left: Grid, right: Grid, operation: Operation): Grid {
  const rows = Math.max(left.length, right.length);
  const columns = Math.max(left[0]?.length ?? 0, right[0]?.length ?? 0);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => operation(at(left, row, column), at(right, row, column))),
  );
}

function at(grid: Grid, row: number, column: number): Scalar {
  const cells = grid[grid.length === 1 ? 0 : row];
  if (cells === undefined || (cells.length > 1 && column >= cells.length)) return errorOf('#N/A');
  return cells[cells.length === 1 ? 0 : column];
}
