import { type Cell, type Cells, isBlank } from '../caseload/cells';
import { KNOWN_DEMOGRAPHICS } from '../caseload/columns';
import { DAYS_TO_1904, shiftDates } from '../caseload/date-system';
import { findLayout, MAX_ROWS } from '../caseload/layout';
import { FILES } from '../text/files';
import { FileProblem } from './decode-text';

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
/** The most rows to read: a full submission, with room for a header and gaps. */
const MAX_READ = MAX_ROWS + 1000;

/** The worksheet to upload. */
export interface XlsxSheet {
  readonly cells: Cells;
  /** The worksheet's name, if it is hidden. */
  readonly hidden: string | null;
  /** The names of the sheets to its left that are not worksheets, such as charts. */
  readonly skipped: readonly string[];
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) {
    const days = Math.floor((value.getTime() - EPOCH) / DAY);
    return days <= 60 ? days - 1 : days;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return '';
}

/** The row without trailing empty cells: formatting may extend to column XFD. */
function rowOf(values: readonly unknown[]): readonly Cell[] {
  let width = values.length;
  while (width > 0 && isBlank(values[width - 1] as Cell)) width--;
  return values.slice(0, width).map(cellOf);
}

const NO_CELLS: readonly Cell[] = [];

/** Reads the filled rows, each at its index. @throws FileProblem if a row is beyond the limit */
async function readRows(bytes: Uint8Array, sheet: string, dateSystem: '1900' | 'auto'): Promise<Cells> {
  const rows: (readonly Cell[])[] = [];
  const { streamXlsxRows } = await import('hucre/xlsx');
  for await (const { index, values } of streamXlsxRows(bytes, { sheet, dateSystem })) {
    const row = rowOf(values);
    if (row.length === 0) continue;
    if (index >= MAX_READ) {
      throw new FileProblem(FILES.tooFarDown(index + 1, MAX_READ));
    }
    while (rows.length < index) rows.push(NO_CELLS);
    rows[index] = row;
  }
  return rows;
}

/** Reads a sheet of a 1904 workbook. */
async function readRowsFrom1904(bytes: Uint8Array, sheet: string): Promise<Cells> {
  const cells = await readRows(bytes, sheet, '1900');
  const layout = findLayout(cells, { duplicateCheck: KNOWN_DEMOGRAPHICS });
  // The date columns are unknown: only number formats tell.
  if (layout === null) return readRows(bytes, sheet, 'auto');
  return shiftDates(cells, layout, DAYS_TO_1904);
}

/** Whether the reader found that a sheet is not a worksheet: a chart, dialog or macro sheet. */
function isNoWorksheet(error: unknown): boolean {
  return error instanceof Error && /missing worksheet file|no worksheet/i.test(error.message);
}

/**
 * Reads the leftmost worksheet of a workbook.
 * @throws FileProblem if the workbook is refused
 */
export async function readXlsxSheet(bytes: Uint8Array): Promise<XlsxSheet> {
  const sheets: { readonly name: string; readonly isHidden: boolean }[] = [];
  const skipped: string[] = [];
  try {
    const { readXlsx } = await import('hucre/xlsx');
    const { dateSystem } = await readXlsx(bytes, {
      sheets: ({ name, hidden, veryHidden }) => {
        sheets.push({ name, isHidden: hidden === true || veryHidden === true });
        return false;
      },
    });
    for (const { name, isHidden } of sheets) {
      try {
        const cells = await (dateSystem === '1904' ? readRowsFrom1904(bytes, name) : readRows(bytes, name, 'auto'));
        return { cells, hidden: isHidden ? name : null, skipped };
      } catch (error) {
        if (!isNoWorksheet(error)) throw error;
        skipped.push(name);
      }
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem(FILES.damagedOrEncrypted);
  }
  throw new FileProblem(skipped.length > 0 ? FILES.onlyCharts : FILES.damagedOrEncrypted);
}
