import { type Area, intersect, sameArea } from '../../workbook/address';
import { rectangles } from '../../workbook/cells/rectangles';
import type { Sheet } from '../../workbook/sheet/sheet';
import { invalidArgument } from '../host-object';

const isError = (value: unknown) => typeof value === 'string' && /^#[A-Z/0!?]+$/.test(value);

/** Whether a value is of the kinds that a name such as `LogicalNumbersText` lists. */
function isOfType(value: unknown, types: string): boolean {
  if (types === 'All') return true;
  if (isError(value)) return types.includes('Errors');
  if (typeof value === 'boolean') return types.includes('Logical');
  return types.includes(typeof value === 'number' ? 'Numbers' : 'Text');
}

/** The blocks of a range's cells of a kind (`Excel.SpecialCellType`). */
export function specialCells(sheet: Sheet, area: Area, kind: string, valueType: string | null): readonly Area[] {
  const isFormula = (row: number, column: number) => sheet.isFormula(row, column);
  const types = valueType ?? 'All';
  const tests: Readonly<Record<string, (row: number, column: number) => boolean>> = {
    Constants: (row, column) => {
      const value = sheet.value(row, column);
      return value !== '' && !isFormula(row, column) && isOfType(value, types);
    },
    Formulas: (row, column) => isFormula(row, column) && isOfType(sheet.value(row, column), types),
    Blanks: (row, column) => sheet.value(row, column) === '',
    Visible: (row, column) => !sheet.layout.isRowHidden(row) && !sheet.layout.hiddenColumns.has(column),
    ConditionalFormats: (row, column) => sheet.rules.formats.some(({ areas }) => areas.some((one) => isAt(one, row, column))),
    DataValidations: (row, column) => sheet.rules.validationAt(row, column) !== undefined,
  };
  const test = tests[kind];
  if (test === undefined) throw invalidArgument();
  return rectangles(sheet, area, test);
}

function isAt(area: Area, row: number, column: number): boolean {
  const cell = { row, column, rows: 1, columns: 1 };
  const common = intersect(area, cell);
  return common !== null && sameArea(common, cell);
}
