import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import { type Cell, type Cells, isBlankRow } from './cells';
import { serialOf } from './dates';
import { decodeText, FileProblem } from './decode';

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);

function cellOf(value: unknown): Cell {
  if (value instanceof Date) {
    const days = Math.floor((value.getTime() - EPOCH) / DAY);
    return days <= 60 ? days - 1 : days;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return '';
}

/** A field of a `.csv` as Excel takes it when it opens the file: numbers, and dates in the American order. */
function fieldOf(text: string): Cell {
  const date = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const serial = date === null ? null : serialOf(Number(date[3]), Number(date[1]), Number(date[2]));
  if (serial !== null) return serial;
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : text;
}

/** What of a file is uploaded. */
export interface FileSheet {
  readonly cells: Cells;
  /** The worksheet's name, where it is hidden and somebody may not know that it is the one. */
  readonly hidden: string | null;
}

async function readXlsxSheet(bytes: Uint8Array): Promise<FileSheet> {
  try {
    const [first] = (await readXlsx(bytes, { sheets: [0] })).sheets;
    const isHidden = first?.hidden === true || first?.veryHidden === true;
    return { cells: (first?.rows ?? []).map((row) => row.map(cellOf)), hidden: isHidden ? first.name : null };
  } catch {
    throw new FileProblem('This is no .xlsx workbook, or it is damaged or encrypted. Save it again as .xlsx.');
  }
}

/** Rows may be of different lengths: a title above the header, notes beside the rows. */
function readCsvCells(bytes: Uint8Array): Cells {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
    throw new FileProblem('This is a workbook with the ending .csv. Give it the ending .xlsx, or save it as .csv.');
  const text = decodeText(bytes);
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  // The line end of the last row begins another that is none.
  if (isBlankRow(data.at(-1))) data.pop();
  return data.map((row) => row.map(fieldOf));
}

/** What parts the fields: the one of the three that finds the most of them at the top of the file. */
function delimiterOf(text: string): string {
  const fields = (delimiter: string) =>
    Papa.parse<string[]>(text, { delimiter, preview: 30 }).data.reduce((sum, row) => sum + row.length, 0);
  const found = [',', ';', '\t'].map((delimiter) => ({ delimiter, fields: fields(delimiter) }));
  return found.reduce((best, one) => (one.fields > best.fields ? one : best)).delimiter;
}

/**
 * Reads a `.csv`, or the leftmost worksheet of an `.xlsx`.
 * @param name with its ending
 * @throws FileProblem
 */
export async function readFileSheet(name: string, bytes: Uint8Array): Promise<FileSheet> {
  if (/\.xlsx$/i.test(name)) return readXlsxSheet(bytes);
  if (/\.csv$/i.test(name)) return { cells: readCsvCells(bytes), hidden: null };
  throw new FileProblem(`${name} is neither .csv nor .xlsx. Save it as one of the two.`);
}

/** The cells alone. */
export async function readFileCells(name: string, bytes: Uint8Array): Promise<Cells> {
  return (await readFileSheet(name, bytes)).cells;
}
