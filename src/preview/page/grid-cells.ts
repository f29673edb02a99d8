import { BooleanNumber, HorizontalAlign, type ICellData, type IStyleData, type IWorksheetData, WrapStrategy } from '@univerjs/presets';
import type { Sheet, Style } from '../workbook/sheet';

const ALIGN: Readonly<Record<string, HorizontalAlign>> = {
  Left: HorizontalAlign.LEFT,
  Center: HorizontalAlign.CENTER,
  Right: HorizontalAlign.RIGHT,
};

function styleData({ fill, color, bold, italic, wrap, align, numberFormat }: Style): IStyleData {
  return {
    bg: fill ? { rgb: fill } : null,
    cl: color ? { rgb: color } : null,
    bl: bold ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    it: italic ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    tb: wrap ? WrapStrategy.WRAP : WrapStrategy.OVERFLOW,
    ht: ALIGN[align ?? ''] ?? HorizontalAlign.UNSPECIFIED,
    n: numberFormat === undefined || numberFormat === 'General' ? null : { pattern: numberFormat },
  };
}

/** A cell as Univer draws it: its value, and its style with what conditional formats add. */
export function cellData(sheet: Sheet, row: number, column: number): ICellData {
  const value = sheet.value(row, column);
  const formula = sheet.formula(row, column);
  const style = styleData({ ...sheet.style(row, column), ...sheet.conditionalStyle(row, column) });
  return {
    v: value === '' ? null : typeof value === 'boolean' ? Number(value) : value,
    f: formula === value ? null : String(formula),
    s: style,
    p: null,
  };
}

/** A sheet as Univer first gets it. */
export function sheetData(sheet: Sheet): Partial<IWorksheetData> {
  return {
    id: sheet.id,
    name: sheet.name,
    rowCount: 1000,
    columnCount: 40,
    defaultColumnWidth: 84,
    hidden: sheet.visibility === 'Visible' ? BooleanNumber.FALSE : BooleanNumber.TRUE,
  };
}
