import type { Border, Style } from '../workbook/format/styles';
import type { Value } from '../workbook/values';

/** The space between a column's lines and its text, in pixels. */
const PADDING = 6;

/** The widths of characters in Excel's usual font, in pixels. Whether a number fits must not depend on the fonts of the machine. */
const DIGIT = 7;
const SIGN = 5;
const LETTER = 8;

const ruler = document.createElement('canvas').getContext('2d');

/** A text's width in the grid's font, in pixels. */
export function widthOf(text: string, bold: boolean): number {
  if (ruler === null) return text.length * 7;
  ruler.font = `${bold ? 'bold ' : ''}14.67px Calibri, Carlito, Arial, sans-serif`;
  return ruler.measureText(text).width;
}

/** A cell's text as it is shown in a column: a number that does not fit is shown as number signs. */
export function fitText(text: string, value: Value, width: number, { bold }: Style): string {
  if (typeof value !== 'number') return text;
  const room = width - SIGN;
  const needed = [...text].reduce((sum, one) => sum + (/\d/.test(one) ? DIGIT : /\p{L}/u.test(one) ? LETTER : SIGN), 0);
  return needed * (bold === true ? 1.05 : 1) > room ? '#'.repeat(Math.max(1, Math.floor(room / 8))) : text;
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

/** How Excel’s borders are drawn: by style, the line; by weight, its width in pixels. */
const LINES: Readonly<Record<string, string>> = { Continuous: 'solid', Double: 'double', Dot: 'dotted' };
const WIDTHS: Readonly<Record<string, number>> = { Hairline: 1, Thin: 1, Medium: 2, Thick: 3 };

function borderOf(border: Border | undefined): string {
  if (border === undefined || border.style === 'None') return '';
  const width = border.style === 'Double' ? 3 : (WIDTHS[border.weight] ?? 1);
  return `${width}px ${LINES[border.style] ?? 'dashed'} ${border.color}`;
}

function lineOf({ underline, strikethrough }: Style): string {
  const under = underline !== undefined && underline !== 'None';
  return [under ? 'underline' : '', strikethrough ? 'line-through' : ''].join(' ').trim();
}

export function cssOf(style: Style): Partial<CSSStyleDeclaration> {
  const { fill, color, bold, italic, fontName, fontSize, indent } = style;
  return {
    backgroundColor: fill ?? '',
    // Excel draws no lines between filled cells.
    borderColor: fill ?? '',
    borderTop: borderOf(style.borderTop),
    borderLeft: borderOf(style.borderLeft),
    borderBottom: borderOf(style.borderBottom),
    borderRight: borderOf(style.borderRight),
    color: color || (fill ? '#000' : ''),
    fontWeight: bold ? 'bold' : '',
    fontStyle: italic ? 'italic' : '',
    fontFamily: fontName === undefined ? '' : `"${fontName.replaceAll('"', '')}"`,
    fontSize: fontSize === undefined ? '' : `${(fontSize * 4) / 3}px`,
    textDecoration: lineOf(style),
    textIndent: indent ? `${indent * 9}px` : '',
  };
}
