import { readInput } from '../values';
import { operationOf } from './operators';
import { FormulaError, type Scalar } from './result';

/** The pattern of a text with `?`, `*` and `~`. */
export function wildcards(text: string): string {
  return text.replace(/~([*?~])|[*?\\^$.|+()[\]{}]/g, (all, literal?: string) => {
    if (literal !== undefined) return `\\${literal}`;
    return all === '*' ? '[^]*' : all === '?' ? '[^]' : `\\${all}`;
  });
}

const CONDITION = /^(<>|<=|>=|=|<|>)?(.*)$/s;

/** A condition of COUNTIF and its like: a value, or a text such as `">=5"`, `"<>x"` or `"app*"`. */
export function criterion(condition: Scalar): (value: Scalar) => boolean {
  if (typeof condition !== 'string') {
    const sought = condition ?? 0;
    return (value) => value !== undefined && typeof value === typeof sought && operationOf('=')?.(value, sought) === true;
  }
  const [, operator = '=', text = ''] = CONDITION.exec(condition) ?? [];
  const { value: sought } = readInput(text, 'General');
  const isEquality = operator === '=' || operator === '<>';
  if (isEquality && typeof sought === 'string') {
    const pattern = new RegExp(`^${wildcards(sought)}$`, 'iu');
    const matches = (value: Scalar) => (sought === '' ? value === undefined : typeof value === 'string' && pattern.test(value));
    return operator === '=' ? matches : (value) => !matches(value);
  }
  const operation = operationOf(operator);
  return (value) => {
    if (value instanceof FormulaError) return false;
    if (typeof value !== typeof sought) return operator === '<>';
    return operation?.(value, sought) === true;
  };
}
