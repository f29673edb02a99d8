import { columnLetters } from '../core/caseload/cells';
import { RESULTS_HEADER } from '../core/caseload/columns';
import { setNumberFormat, TEXT_FORMAT } from './formats/number-format';
import { requestOnce, runExcel } from './run';

/** The column width, in points: a short sentence. */
const WIDTH = 220;

/**
 * Writes the rows' results with a header into a column, in one request.
 * @param column zero-based; its contents are replaced
 * @param results by sheet row number
 * @throws ExcelProblem
 */
export function writeResults(sheetId: string, column: number, headerRow: number, results: ReadonlyMap<number, string>): Promise<void> {
  const letters = columnLetters(column);
  const last = Math.max(headerRow, ...results.keys());
  const texts = Array.from({ length: last - headerRow }, (_, down) => results.get(headerRow + 1 + down) ?? '');
  return requestOnce(
    (context) => {
      const range = context.workbook.worksheets.getItem(sheetId).getRange(`${letters}${headerRow}:${letters}${last}`);
      setNumberFormat(range, TEXT_FORMAT);
      range.values = [RESULTS_HEADER, ...texts].map((text) => [text]);
      range.format.columnWidth = WIDTH;
    },
    () => undefined,
  );
}

/**
 * Deletes the results' column, unless its header is no longer there: columns may have been moved meanwhile.
 * @returns whether it was deleted
 * @throws ExcelProblem
 */
export function removeResults(sheetId: string, column: number, headerRow: number): Promise<boolean> {
  const letters = columnLetters(column);
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetId);
    const header = sheet.getRange(`${letters}${headerRow}`).load('values');
    await context.sync();
    if (header.values[0]?.[0] !== RESULTS_HEADER) return false;
    sheet.getRange(`${letters}:${letters}`).clear();
    await context.sync();
    return true;
  });
}
