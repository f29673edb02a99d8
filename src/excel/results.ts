import { columnLetters } from '../core/caseload/cells';
import { RESULTS_HEADER } from '../core/caseload/columns';
import { isResultsHeader } from '../core/caseload/layout';
import { TEMPLATE_COLORS } from '../core/caseload/template';
import { setNumberFormat, TEXT_FORMAT } from './formats/number-format';
import { runExcel } from './run';

const LAST_ROW = 1_048_576;
/** The column width, in points: a short sentence. */
const WIDTH = 220;

/** Where the results of a caseload are. */
export interface ResultsColumn {
  readonly sheetId: string;
  /** Zero-based. */
  readonly column: number;
  /** A sheet row number. */
  readonly headerRow: number;
}

/**
 * Writes the rows' results with a header, unless there is something else in the column by now. Replaces earlier results. Two requests.
 * @param results by sheet row number
 * @returns whether they were written
 * @throws ExcelProblem
 */
export function writeResults(place: ResultsColumn, results: ReadonlyMap<number, string>): Promise<boolean> {
  const { column, headerRow } = place;
  const letters = columnLetters(column);
  const last = Math.max(headerRow, ...results.keys());
  const texts = Array.from({ length: last - headerRow }, (_, down) => results.get(headerRow + 1 + down) ?? '');
  return inColumn(place, true, (sheet) => {
    sheet.getRange(`${letters}${headerRow + 1}:${letters}${LAST_ROW}`).clear('Contents');
    const range = sheet.getRange(`${letters}${headerRow}:${letters}${last}`);
    setNumberFormat(range, TEXT_FORMAT);
    range.values = [RESULTS_HEADER, ...texts].map((text) => [text]);
    range.format.columnWidth = WIDTH;
    const header = sheet.getRange(`${letters}${headerRow}`);
    header.format.fill.color = TEMPLATE_COLORS.optional;
    header.format.font.color = TEMPLATE_COLORS.header;
    header.format.font.bold = true;
  });
}

/**
 * Clears the results' column, unless its header is no longer there: columns may have been moved meanwhile. Two requests.
 * @returns whether it was cleared
 * @throws ExcelProblem
 */
export function removeResults(place: ResultsColumn): Promise<boolean> {
  const letters = columnLetters(place.column);
  return inColumn(place, false, (sheet) => sheet.getRange(`${letters}:${letters}`).clear());
}

/** Does something with the results' column, or with an empty one if that will do; false if it is neither. */
function inColumn(
  { sheetId, column, headerRow }: ResultsColumn,
  mayBeEmpty: boolean,
  work: (sheet: Excel.Worksheet) => void,
): Promise<boolean> {
  const letters = columnLetters(column);
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetId);
    const header = sheet.getRange(`${letters}${headerRow}`).load('values');
    const used = sheet.getRange(`${letters}:${letters}`).getUsedRangeOrNullObject(true).load('address');
    await context.sync();
    if (!isResultsHeader(header.values[0]?.[0]) && !(mayBeEmpty && used.isNullObject)) return false;
    work(sheet);
    await context.sync();
    return true;
  });
}
