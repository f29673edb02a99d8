// Formulas whose references follow a change of the sheet.
import { isRange, parseA1Ref, type RangeA1, stringifyA1Ref, stringifyTokens, tokenize } from '@borgar/fx';
import { type Area, intersect, SHEET_COLUMNS, SHEET_ROWS, type Shift, sameArea, shiftArea } from '../address';
import { areaOf } from './compile';

const GONE = '#REF!';

/** Replaces each reference; undefined is one to nothing. */
function rewrite(
  formula: string,
  change: (range: RangeA1, sheet: string | null) => RangeA1 | undefined,
  rename = (name: string) => name,
): string {
  let isChanged = false;
  const tokens = tokenize(formula).map((token) => {
    if (!isRange(token)) return token;
    const found = parseA1Ref(token.value);
    if (found === undefined || !('range' in found)) return token;
    const { range, context = [] } = found;
    const after = change(range, context.at(-1) ?? null);
    const scope = context.map((name, place) => (place === context.length - 1 ? rename(name) : name));
    const value = after === undefined ? GONE : stringifyA1Ref({ context: scope, range: after });
    isChanged ||= value !== token.value;
    return { ...token, value };
  });
  return isChanged ? stringifyTokens(tokens) : formula;
}

/** The formula as copied to a cell at a distance: relative references move along. */
export function movedFormula(formula: string, down: number, right: number): string {
  if (down === 0 && right === 0) return formula;
  const move = (place: number | null | undefined, isFixed: boolean | null | undefined, by: number) =>
    place === null || place === undefined || isFixed === true ? place : place + by;
  return rewrite(formula, (range) => {
    if (areaOf(range, down, right) === undefined) return undefined;
    return {
      ...range,
      top: move(range.top, range.$top, down) ?? null,
      bottom: move(range.bottom, range.$bottom, down) ?? null,
      left: move(range.left, range.$left, right) ?? null,
      right: move(range.right, range.$right, right) ?? null,
    };
  });
}

/** The formula of a sheet after rows or columns of that sheet or another were inserted or deleted. */
export function shiftedFormula(formula: string, own: string, shifted: string, shift: Shift): string {
  return rewrite(formula, (range, sheet) => {
    if ((sheet ?? own).toLowerCase() !== shifted.toLowerCase()) return range;
    const area = areaOf(range, 0, 0);
    const after = area === undefined ? null : shiftArea(area, shift);
    if (after === null) return undefined;
    const isWhole = {
      rows: after.columns === SHEET_COLUMNS && range.left === null,
      columns: after.rows === SHEET_ROWS && range.top === null,
    };
    return {
      ...range,
      ...(isWhole.columns ? {} : { top: after.row, bottom: after.row + after.rows - 1 }),
      ...(isWhole.rows ? {} : { left: after.column, right: after.column + after.columns - 1 }),
    };
  });
}

/** The formula of a sheet after a block of that sheet or another was moved: references to cells of the block follow. */
export function relocatedFormula(formula: string, own: string, moved: string, from: Area, down: number, right: number): string {
  return rewrite(formula, (range, sheet) => {
    if ((sheet ?? own).toLowerCase() !== moved.toLowerCase()) return range;
    const area = areaOf(range, 0, 0);
    const common = area === undefined ? null : intersect(area, from);
    if (area === undefined || common === null || !sameArea(common, area)) return range;
    const shifted = (place: number | null | undefined, by: number) => (place === null || place === undefined ? null : place + by);
    return {
      ...range,
      top: shifted(range.top, down),
      bottom: shifted(range.bottom, down),
      left: shifted(range.left, right),
      right: shifted(range.right, right),
    };
  });
}

/** The formula after a sheet was renamed. */
export function renamedFormula(formula: string, before: string, after: string): string {
  return rewrite(
    formula,
    (range) => range,
    (name) => (name.toLowerCase() === before.toLowerCase() ? after : name),
  );
}
