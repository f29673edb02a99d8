import type { Area } from '../../workbook/address';
import type { Border, Style } from '../../workbook/format/styles';
import type { Sheet } from '../../workbook/sheet/sheet';
import { refuseIfProtected } from '../object-model';
import type { Styled } from '../properties';

const NONE: Border = { style: 'None', color: '#000000', weight: 'Thin' };

/** The cells of a block whose border a side means, and which of their borders it is; null if there are none. */
function sideOf(side: string, area: Area): { part: Area; border: keyof Style } | null {
  const { row, column, rows, columns } = area;
  switch (side) {
    case 'EdgeTop':
      return { part: { ...area, rows: 1 }, border: 'borderTop' };
    case 'EdgeBottom':
      return { part: { ...area, row: row + rows - 1, rows: 1 }, border: 'borderBottom' };
    case 'EdgeLeft':
      return { part: { ...area, columns: 1 }, border: 'borderLeft' };
    case 'EdgeRight':
      return { part: { ...area, column: column + columns - 1, columns: 1 }, border: 'borderRight' };
    case 'InsideHorizontal':
      return rows === 1 ? null : { part: { ...area, rows: rows - 1 }, border: 'borderBottom' };
    case 'InsideVertical':
      return columns === 1 ? null : { part: { ...area, columns: columns - 1 }, border: 'borderRight' };
    case 'DiagonalDown':
      return { part: area, border: 'diagonalDown' };
    default:
      return { part: area, border: 'diagonalUp' };
  }
}

/** The style of a sheet's cells. */
export function styledCells(sheet: Sheet, areas: readonly Area[]): Styled {
  return {
    get: (name) => {
      const values = areas.map((area) => sheet.commonStyle(area, name));
      return values.every((value) => JSON.stringify(value) === JSON.stringify(values[0])) ? values[0] : null;
    },
    set: (style) => {
      refuseIfProtected(sheet, 'allowFormatCells');
      for (const area of areas) sheet.paint(area, style);
    },
    border: (side) => {
      const [first] = areas;
      const found = first === undefined ? null : sideOf(side, first);
      return found === null ? NONE : (sheet.commonStyle(found.part, found.border) as Border | null | undefined);
    },
    setBorder: (side, change) => {
      refuseIfProtected(sheet, 'allowFormatCells');
      for (const area of areas) {
        const found = sideOf(side, area);
        if (found === null) continue;
        const before = sheet.style(found.part.row, found.part.column)[found.border] as Border | undefined;
        sheet.paint(found.part, { [found.border]: { ...(before ?? { ...NONE, style: 'Continuous' }), ...change } });
      }
    },
  };
}

/** A style that is kept as a whole: that of a conditional format, or a named one. */
export function styledBy(get: () => Style, set: (style: Style) => void): Styled {
  const name = (side: string) => `border${side.replace('Edge', '').replace('Conditional', '')}` as 'borderTop';
  return {
    get: (property) => get()[property],
    set: (style) => set({ ...get(), ...style }),
    border: (side) => get()[name(side)],
    setBorder: (side, change) => set({ ...get(), [name(side)]: { ...(get()[name(side)] ?? { ...NONE, style: 'Continuous' }), ...change } }),
  };
}
