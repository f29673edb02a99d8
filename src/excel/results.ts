import { columnLetters } from '../core/caseload/cells';
import { RESULTS_HEADER } from '../core/caseload/columns';
import { setNumberFormat, TEXT_FORMAT } from './number-format';
import { requestOnce } from './run';

/** As wide as a short sentence, in points. */
const WIDTH = 220;

/**
 * Writes what became of each row into a column of the sheet, header and all, in one request.
 * @param column counted from 0; what stands there is replaced
 * @param results by row, as the sheet numbers it
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

/** Takes the results off the sheet again, in one request. */
export function removeResults(sheetId: string, column: number): Promise<void> {
  const letters = columnLetters(column);
  return requestOnce(
    (context) => {
      context.workbook.worksheets.getItem(sheetId).getRange(`${letters}:${letters}`).clear();
    },
    () => undefined,
  );
}
