import { type Area, cellArea, cellsOf, SHEET_COLUMNS } from '../../workbook/address';
import { continueSeries } from '../../workbook/cells/series';
import type { Style } from '../../workbook/format/styles';
import { movedFormula } from '../../workbook/formula/rewrite';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { Value } from '../../workbook/values';
import { invalidArgument } from '../host-object';

interface CopiedCell {
  readonly row: number;
  readonly column: number;
  readonly value: Value;
  readonly formula: Value;
  readonly style: Style;
}

/** The most cells that are copied or filled at once. */
const MOST_CELLS = 2_000_000;

function read(sheet: Sheet, area: Area): CopiedCell[] {
  return cellsOf(area).map(({ row, column }) => ({
    row: row - area.row,
    column: column - area.column,
    value: sheet.value(row, column),
    formula: sheet.formula(row, column),
    style: sheet.style(row, column),
  }));
}

/** How a copy is pasted, in the words of `Range.copyFrom`. */
export interface CopyOptions {
  readonly type: string;
  readonly skipBlanks: boolean;
  readonly transpose: boolean;
}

/** Whole rows as far as either sheet is used or formatted: beyond that, there is nothing to copy and nothing to clear. */
function inUse(from: Sheet, source: Area, to: Sheet, target: Area): readonly [Area, Area] {
  if (source.columns < SHEET_COLUMNS || target.columns < SHEET_COLUMNS) return [source, target];
  const widths = [from, to].map((sheet) => sheet.usedArea(true)).map((used) => (used === null ? 1 : used.column + used.columns));
  const columns = Math.max(...widths);
  return [
    { ...source, columns },
    { ...target, columns },
  ];
}

/** Copies cells as *Paste special* does: a larger target is filled with repetitions, a smaller one grows. */
export function copyCells(
  from: Sheet,
  allOfSource: Area,
  to: Sheet,
  allOfTarget: Area,
  { type, skipBlanks, transpose }: CopyOptions,
): void {
  const [source, target] = transpose ? [allOfSource, allOfTarget] : inUse(from, allOfSource, to, allOfTarget);
  const [rows, columns] = transpose ? [source.columns, source.rows] : [source.rows, source.columns];
  if (Math.max(source.rows * source.columns, target.rows * target.columns) > MOST_CELLS) throw invalidArgument();
  const repeat = (room: number, size: number) => (room % size === 0 ? room / size : 1);
  const [down, right] = [repeat(target.rows, rows), repeat(target.columns, columns)];
  const cells = read(from, source);
  const withContents = type !== 'Formats';
  const withFormats = type === 'All' || type === 'Formats';
  for (let tileRow = 0; tileRow < down; tileRow++)
    for (let tileColumn = 0; tileColumn < right; tileColumn++)
      for (const cell of cells) {
        if (skipBlanks && cell.value === '') continue;
        const place = transpose ? { row: cell.column, column: cell.row } : cell;
        const row = target.row + tileRow * rows + place.row;
        const column = target.column + tileColumn * columns + place.column;
        if (withFormats) to.setStyle(row, column, cell.style);
        if (withContents) to.setValues(cellArea(row, column), [[contents(cell, type, row - source.row, column - source.column)]], 'add-in');
      }
  // Rules go with the formats of whole blocks.
  if (withFormats && !transpose) to.copyRules(from, source, { ...target, rows: rows * down, columns: columns * right });
}

function contents({ row, column, value, formula }: CopiedCell, type: string, down: number, right: number): unknown {
  if (type === 'Values' || typeof formula !== 'string' || !formula.startsWith('=')) return asTyped(value);
  return movedFormula(formula, down - row, right - column);
}

/** A text that would be read as something else when it is set. */
function asTyped(value: Value): Value {
  return typeof value === 'string' && value !== '' ? `'${value}` : value;
}

/** Fills a block on into a larger one that holds it, in the ways of `Range.autoFill`. */
export function autoFill(sheet: Sheet, from: Area, to: Area, type: string): void {
  if (to.rows * to.columns > MOST_CELLS) throw invalidArgument();
  const isDown = to.rows > from.rows;
  const added = isDown ? to.rows - from.rows : to.columns - from.columns;
  const [withContents, withFormats] = [type !== 'FillFormats', type !== 'FillValues'];
  for (let line = 0; line < (isDown ? from.columns : from.rows); line++) {
    const place = (distance: number) =>
      isDown ? { row: from.row + distance, column: from.column + line } : { row: from.row + line, column: from.column + distance };
    const size = isDown ? from.rows : from.columns;
    const known = Array.from({ length: size }, (_, distance) => {
      const { row, column } = place(distance);
      return { value: sheet.formula(row, column), style: sheet.style(row, column) };
    });
    const next =
      type === 'FillCopy'
        ? Array.from({ length: added }, (_, at) => known[at % size] ?? { value: '', style: {} })
        : continueSeries(known, added);
    next.forEach(({ value, style }, at) => {
      const { row, column } = place(size + at);
      const distance = size + at - (at % size);
      const isFormula = typeof value === 'string' && value.startsWith('=');
      const moved = isFormula ? movedFormula(value, isDown ? distance : 0, isDown ? 0 : distance) : asTyped(value);
      if (withFormats) sheet.setStyle(row, column, style);
      if (withContents) sheet.setValues(cellArea(row, column), [[moved]], 'add-in');
    });
  }
}
