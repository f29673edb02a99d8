import Papa from 'papaparse';
import { type Cell, type Cells, isBlankRow } from '../caseload/cells';
import { KNOWN_DEMOGRAPHICS } from '../caseload/columns';
import { serialOf } from '../caseload/dates';
import { findLayout } from '../caseload/layout';
import { FILES } from '../text/files';
import { decodeText, FileProblem } from './decode-text';
import { readXlsxSheet } from './read-xlsx';

/** The sheet of a file that is uploaded. */
export interface FileSheet {
  readonly cells: Cells;
  /** The worksheet's name if it is hidden, to tell the user. */
  readonly hidden: string | null;
  /** The names of sheets to its left that are not worksheets, such as charts. */
  readonly skipped: readonly string[];
}

const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** Reads a date as Excel writes it into a `.csv` (month first), or as text. */
function dateOf(text: string): Cell {
  const parts = AMERICAN.exec(text.trim());
  return (parts === null ? null : serialOf(Number(parts[3]), Number(parts[1]), Number(parts[2]))) ?? text;
}

/** Whether a text is a date only when read day first. */
function isDayFirst(text: string): boolean {
  const parts = AMERICAN.exec(text.trim());
  return parts !== null && Number(parts[1]) > 12 && Number(parts[2]) <= 12;
}

/** Reads a number as Excel does on opening a `.csv`, except that leading zeros, as in an SSN, keep it text. */
function numberOf(text: string): Cell {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : text;
}

/**
 * Reads dates in date columns only, if the columns are known: a Case Number may look like 3/14/2026. A column with a day-first date
 * is not read month first: its ambiguous dates stay text, and the check reports them.
 */
function fieldsOf(rows: readonly (readonly string[])[]): Cells {
  const layout = findLayout(rows, { duplicateCheck: KNOWN_DEMOGRAPHICS });
  const kinds = new Map(layout?.columns.map(({ index, column }) => [index, column?.kind.type]));
  const isText = (column: number) => kinds.has(column) && kinds.get(column) !== undefined && kinds.get(column) !== 'date';
  const dayFirst = new Set<number>();
  for (const row of rows) for (let column = 0; column < row.length; column++) if (isDayFirst(row[column] ?? '')) dayFirst.add(column);
  return rows.map((row) =>
    row.map((text, column) => {
      const number = numberOf(text);
      return number !== text || isText(column) || dayFirst.has(column) ? number : dateOf(text);
    }),
  );
}

/** Rows may differ in length: a title above the header, notes beside the rows. */
function readCsvCells(bytes: Uint8Array): Cells {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) throw new FileProblem(FILES.workbookNamedCsv);
  const { delimiter, text } = withoutSeparatorLine(decodeText(bytes).replace(/\r\n?/g, '\n'));
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiter ?? delimiterOf(text), newline: '\n' });
  // The last line break starts a row that does not exist.
  if (isBlankRow(data.at(-1))) data.pop();
  return fieldsOf(data);
}

/** Removes a first line such as `sep=;`, which declares the delimiter for Excel. */
function withoutSeparatorLine(text: string): { readonly delimiter: string | undefined; readonly text: string } {
  const [line = '', delimiter] = /^\ufeff?sep=(.)\n/i.exec(text) ?? [];
  return { delimiter, text: text.slice(line.length) };
}

/** Detects the delimiter: the one of the three that yields the most fields at the top of the file. */
function delimiterOf(text: string): string {
  const fields = (delimiter: string) =>
    Papa.parse<string[]>(text, { delimiter, preview: 30 }).data.reduce((sum, row) => sum + row.length, 0);
  const found = [',', ';', '\t'].map((delimiter) => ({ delimiter, fields: fields(delimiter) }));
  return found.reduce((best, one) => (one.fields > best.fields ? one : best)).delimiter;
}

/**
 * Reads a `.csv`, or the leftmost worksheet of an `.xlsx`.
 * @param name with its extension
 * @throws FileProblem
 */
export async function readFileSheet(name: string, bytes: Uint8Array): Promise<FileSheet> {
  if (/\.xlsx$/i.test(name)) return readXlsxSheet(bytes);
  if (/\.csv$/i.test(name)) return { cells: readCsvCells(bytes), hidden: null, skipped: [] };
  throw new FileProblem(FILES.unknownType(name));
}

/** The cells of a file's sheet. */
export async function readFileCells(name: string, bytes: Uint8Array): Promise<Cells> {
  return (await readFileSheet(name, bytes)).cells;
}
