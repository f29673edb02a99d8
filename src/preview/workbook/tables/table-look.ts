import type { Style } from '../format/styles';
import type { Table } from './parts';

/** Excel's colors of a theme: no color, then the six accents, in the order of the table styles. */
const ACCENTS = ['#000000', '#4472C4', '#ED7D31', '#A5A5A5', '#FFC000', '#5B9BD5', '#70AD47'];
/** How much white a band has. */
const BAND = 0.8;

/** What a table’s style adds to a cell of it: to its header, every second row, totals, and first and last columns. */
export function tableStyle(table: Table, row: number, column: number): Style {
  const found = /^TableStyle(Light|Medium|Dark)(\d+)$/.exec(table.style);
  if (found === null) return {};
  const [, kind, number] = found;
  const accent = ACCENTS[(Number(number) - 1) % ACCENTS.length] ?? '#000000';
  const { area } = table;
  if (table.showHeaders && row === area.row) {
    return kind === 'Light' ? { bold: true, borderBottom: line(accent) } : { bold: true, fill: accent, color: '#FFFFFF' };
  }
  if (table.showTotals && row === area.row + area.rows - 1) return { bold: true, borderTop: line(accent) };
  const isEdge =
    (table.highlightFirstColumn && column === area.column) || (table.highlightLastColumn && column === area.column + area.columns - 1);
  const place = table.showBandedRows
    ? row - area.row - (table.showHeaders ? 1 : 0)
    : table.showBandedColumns
      ? column - area.column
      : undefined;
  const isBand = place !== undefined && place % 2 === 0;
  return { ...(isEdge ? { bold: true } : {}), ...(isBand ? { fill: lighter(accent) } : {}) };
}

function line(color: string) {
  return { style: 'Continuous', color, weight: 'Medium' };
}

function lighter(color: string): string {
  const parts = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16);
    return Math.round(part + (255 - part) * BAND);
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}
