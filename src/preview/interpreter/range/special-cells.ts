import { type Area, intersect, sameArea } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import { invalidArgument } from '../host-object';

/** The cells of a block that pass a test, as few blocks as their rows allow. Looks at the used cells only. */
export function rectangles(sheet: Sheet, area: Area, test: (row: number, column: number) => boolean): readonly Area[] {
  const used = sheet.usedArea(true);
  const part = used === null ? null : intersect(area, used);
  if (part === null) return [];
  const found: Area[] = [];
  /** The blocks that end in the row before. */
  let open: Area[] = [];
  for (let row = part.row; row < part.row + part.rows; row++) {
    const next: Area[] = [];
    for (let column = part.column; column < part.column + part.columns; column++) {
      if (!test(row, column)) continue;
      const first = column;
      while (column + 1 < part.column + part.columns && test(row, column + 1)) column++;
      const columns = column - first + 1;
      const above = open.find((one) => one.column === first && one.columns === columns);
      next.push(above === undefined ? { row, column: first, rows: 1, columns } : { ...above, rows: above.rows + 1 });
      open = open.filter((one) => one !== above);
    }
    found.push(...open);
    open = next;
  }
  return [...found, ...open].sort((one, other) => one.row - other.row || one.column - other.column);
}

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
