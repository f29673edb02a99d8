import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { inferSchema, initParser } from 'udsv';
import type { Cell, Cells } from '../../core/cells';
import { serialOf } from '../../core/dates';

/** Why a file can't be read, in words. */
export class FileProblem extends Error {}

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

async function readXlsxCells(bytes: Buffer): Promise<Cells> {
  try {
    const workbook = await readXlsx(bytes);
    return (workbook.sheets[0]?.rows ?? []).map((row) => row.map(cellOf));
  } catch {
    throw new FileProblem('This is no .xlsx workbook, or it is damaged or encrypted. Save it again as .xlsx.');
  }
}

function readCsvCells(text: string): Cells {
  const body = text.replace(/^\ufeff/, '');
  if (body.trim() === '') return [];
  const schema = inferSchema(body);
  const rows = initParser({ ...schema, skip: 0, trim: false } as never).stringArrs(body);
  return rows.map((row) => row.map(fieldOf));
}

/**
 * Reads the cells of a `.csv`, or of the leftmost worksheet of an `.xlsx`.
 * @throws FileProblem
 */
export async function readSheetFile(file: string): Promise<Cells> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch {
    throw new FileProblem(`${file} is not there, or can’t be read.`);
  }
  const ending = extname(file).toLowerCase();
  if (ending === '.xlsx') return readXlsxCells(bytes);
  if (ending === '.csv') return readCsvCells(bytes.toString('utf8'));
  throw new FileProblem(`${file} is neither .csv nor .xlsx. Save it as one of the two.`);
}
