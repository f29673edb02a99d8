import { type Area, cellsOf, contains, intersect } from '../../workbook/address';
import { rectangles } from '../../workbook/cells/rectangles';
import { asError } from '../../workbook/formula/result';
import type { Sheet } from '../../workbook/sheet/sheet';
import { invalidArgument } from '../host-object';

/** The most cells that are looked at one by one. */
const MOST_CELLS = 5_000_000;

/** Whether a value is of the kinds that a name such as `LogicalNumbersText` lists. */
function isOfType(value: unknown, types: string): boolean {
  if (types === 'All') return true;
  if (asError(value) !== undefined) return types.includes('Errors');
  if (typeof value === 'boolean') return types.includes('Logical');
  return types.includes(typeof value === 'number' ? 'Numbers' : 'Text');
}

/** The blocks of a range's used cells of a kind (`Excel.SpecialCellType`). */
export function specialCells(sheet: Sheet, area: Area, kind: string, valueType: string | null): readonly Area[] {
  const types = valueType ?? 'All';
  const used = sheet.usedArea(true);
  const part = used === null ? null : intersect(area, used);
  if (part === null) return [];
  const found: { row: number; column: number }[] = [];
  if (kind === 'Constants' || kind === 'Formulas') {
    sheet.forEachValue(part, (value, row, column) => {
      if (sheet.isFormula(row, column) === (kind === 'Formulas') && isOfType(value, types)) found.push({ row, column });
    });
    return rectangles(found);
  }
  const tests: Readonly<Record<string, (row: number, column: number) => boolean>> = {
    Blanks: (row, column) => sheet.value(row, column) === '',
    Visible: (row, column) => !sheet.layout.isRowHidden(row) && !sheet.layout.hiddenColumns.has(column),
    ConditionalFormats: (row, column) => sheet.rules.formats.some(({ areas }) => areas.some((one) => contains(one, row, column))),
    DataValidations: (row, column) => sheet.rules.validationAt(row, column) !== undefined,
  };
  const test = tests[kind];
  if (test === undefined || part.rows * part.columns > MOST_CELLS) throw invalidArgument();
  return rectangles(cellsOf(part).filter(({ row, column }) => test(row, column)));
}
