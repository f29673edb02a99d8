import type { Style } from '../workbook/sheet/styles';
import type { Value } from '../workbook/values';

/** The space between a column's lines and its text, in pixels. */
const PADDING = 6;

const ruler = document.createElement('canvas').getContext('2d');

/** A text's width in the grid's font, in pixels. */
export function widthOf(text: string, bold: boolean): number {
  if (ruler === null) return text.length * 7;
  ruler.font = `${bold ? 'bold ' : ''}14.67px Calibri, Carlito, Arial, sans-serif`;
  return ruler.measureText(text).width;
}

/** A cell's text as it is shown in a column: a number that does not fit is shown as number signs. */
export function fitText(text: string, value: Value, width: number, { bold }: Style): string {
  const room = width - PADDING;
  if (typeof value !== 'number' || text.length * 4 < room) return text;
  return widthOf(text, bold === true) > room ? '#'.repeat(Math.max(1, Math.floor(room / 8))) : text;
}

/** The number of lines that a wrapped text takes in a column, as bold text, which is wider. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(20, width - 2 * PADDING);
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line, true) / room)), 0);
}

/** Excel aligns numbers to the right and logical values and errors in the center, unless a cell says otherwise. */
export function alignment(value: Value, { align }: Style): 'left' | 'center' | 'right' {
  if (align === 'Left' || align === 'Center' || align === 'Right') return align.toLowerCase() as 'left';
  if (typeof value === 'number') return 'right';
  return typeof value === 'boolean' || /^#[A-Z/0!?]+$/.test(value) ? 'center' : 'left';
}

export function cssOf({ fill, color, bold, italic }: Style): Partial<CSSStyleDeclaration> {
  return {
    backgroundColor: fill ?? '',
    // Excel draws no lines between filled cells.
    borderColor: fill ?? '',
    color: color || (fill ? '#000' : ''),
    fontWeight: bold ? 'bold' : '',
    fontStyle: italic ? 'italic' : '',
  };
}
