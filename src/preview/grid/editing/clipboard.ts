import Papa from 'papaparse';
import type { Area } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';

/** A block as other programs take it: the displayed texts, tab-separated, quoted where Excel quotes. */
export function toTabSeparated(sheet: Sheet, { row, column, rows, columns }: Area): string {
  const lines = Array.from({ length: rows }, (_, down) =>
    Array.from({ length: columns }, (_, right) => quoted(sheet.text(row + down, column + right))).join('\t'),
  );
  return `${lines.join('\r\n')}\r\n`;
}

function quoted(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The cells of a text that another program copied. */
export function fromTabSeparated(text: string): string[][] {
  const { data } = Papa.parse<string[]>(text.replace(/\r?\n$/, ''), { delimiter: '\t', quoteChar: '"' });
  return data.length === 0 ? [['']] : data;
}
