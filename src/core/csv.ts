import { type Cell, type Cells, cellAddress, cellText, isBlank, isBlankRow } from './cells';
import type { Column } from './columns';
import { isoOf, readDateNumber, readDateText } from './dates';
import { withoutHiddenCharacters } from './normalize';
import { findLayout, type Layout, rowKind } from './sheet';

/** A cell that could not be written as it is. */
export interface CsvChange {
  /** As the sheet numbers it, such as `C5`. */
  readonly address: string;
  readonly before: string;
  readonly after: string;
}

export interface CsvExport {
  /** UTF-8 without a mark, lines ended by CRLF. */
  readonly text: string;
  /** The rows of data in it. */
  readonly rows: number;
  readonly changes: readonly CsvChange[];
}

/** "Valid file types are .csv and .xlsx"; names as the original system takes them: letters, digits, space, `_`, `-`, 27 at most. */
export function csvFileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 _-]+/g, '')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, 27)
    .trim();
  return `${plain === '' ? 'caseload' : plain}.csv`;
}

/**
 * The sheet as a file for the original system: "commas cannot be included in the file". `1,200` becomes `1200`, `Smith, Ann`
 * becomes `Smith Ann`; line breaks and what would run as a formula go, too. Dates are MM/DD/YYYY. The template's
 * instructions and sample, empty rows and the results' column are left out; the sheet stays as it is.
 */
export function exportCsv(cells: Cells, reference: { readonly duplicateCheck: readonly string[] }): CsvExport {
  const layout = findLayout(cells, reference);
  const columns = layout?.columns ?? widest(cells).map((index) => ({ index, text: '', column: undefined }));
  const changes: CsvChange[] = [];
  const lines: string[] = [];
  if (layout !== null) lines.push(columns.map(({ text, column }) => quoted(plainText(column?.header ?? text))).join(','));
  const participant = layout?.columns.find(({ column }) => column?.key === 'participantId')?.index ?? -1;
  let rows = 0;
  cells.forEach((row, place) => {
    if (!isExported(row, place, layout, participant)) return;
    rows++;
    const fields = columns.map(({ index, column }) => {
      const before = written(row[index], column);
      const after = plainText(before);
      if (after !== before) changes.push({ address: cellAddress(index, place + 1), before, after });
      return quoted(after);
    });
    lines.push(fields.join(','));
  });
  return { text: lines.map((line) => `${line}\r\n`).join(''), rows, changes };
}

function isExported(row: Cells[number], place: number, layout: Layout | null, participant: number): boolean {
  if (layout === null) return !isBlankRow(row);
  return place >= layout.headerRow && rowKind(row, participant) === 'data';
}

function widest(cells: Cells): readonly number[] {
  let width = 0;
  for (const row of cells) width = Math.max(width, row.length);
  return Array.from({ length: width }, (_, index) => index);
}

/** What the cell says, dates as MM/DD/YYYY. */
function written(cell: Cell | undefined, column: Column | undefined): string {
  if (isBlank(cell)) return '';
  if (column?.kind.type !== 'date') return cellText(cell);
  const reading = typeof cell === 'number' ? readDateNumber(cell) : readDateText(cellText(cell));
  if (!('serial' in reading)) return cellText(cell);
  const [year, month, day] = isoOf(reading.serial).split('-');
  return `${month}/${day}/${year}`;
}

/** The text without commas, line breaks and what a spreadsheet would run. */
function plainText(text: string): string {
  const number = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  const bare = withoutHiddenCharacters(number.replaceAll(',', ' '));
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(bare) ? bare : bare.replace(/^[=+\-@\s]+/, '');
}

function quoted(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
}
