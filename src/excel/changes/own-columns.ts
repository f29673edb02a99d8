import { columnLetters } from '../../core/caseload/cells';
import { OWN_HEADERS, type OwnColumn } from '../../core/caseload/columns';
import { isOwnHeader } from '../../core/caseload/layout';
import { TEMPLATE_COLORS } from '../../core/caseload/template';
import { setNumberFormat, TEXT_FORMAT } from '../formats/number-format';
import { runExcel } from '../run';

const LAST_ROW = 1_048_576;
/** The column width, in points: a short sentence. */
const WIDTH = 220;

/** Where an own column of a caseload is. */
export interface OwnPlace {
  readonly sheetId: string;
  /** Zero-based. */
  readonly column: number;
  /** A sheet row number. */
  readonly headerRow: number;
}

/**
 * Writes an own column with its header, unless there is something else in the column by now. Replaces what it held. Two requests.
 * @param texts by sheet row number
 * @returns whether they were written
 * @throws ExcelProblem
 */
export function writeOwnColumn(own: OwnColumn, place: OwnPlace, texts: ReadonlyMap<number, string>): Promise<boolean> {
  const { column, headerRow } = place;
  const letters = columnLetters(column);
  let last = headerRow;
  for (const row of texts.keys()) last = Math.max(last, row);
  const lines = Array.from({ length: last - headerRow }, (_, down) => texts.get(headerRow + 1 + down) ?? '');
  return inColumn(own, place, true, (sheet) => {
    sheet.getRange(`${letters}${headerRow + 1}:${letters}${LAST_ROW}`).clear('Contents');
    const range = sheet.getRange(`${letters}${headerRow}:${letters}${last}`);
    setNumberFormat(range, TEXT_FORMAT);
    range.values = [OWN_HEADERS[own], ...lines].map((text) => [text]);
    range.format.columnWidth = WIDTH;
    styleHeader(sheet.getRange(`${letters}${headerRow}`));
  });
}

/**
 * Clears an own column, unless its header is no longer there: columns may have been moved meanwhile. Two requests.
 * @returns whether it was cleared
 * @throws ExcelProblem
 */
export function removeOwnColumn(own: OwnColumn, place: OwnPlace): Promise<boolean> {
  const letters = columnLetters(place.column);
  return inColumn(own, place, false, (sheet) => sheet.getRange(`${letters}:${letters}`).clear());
}

/** Makes a header cell look like the template's. */
export function styleHeader({ format }: Excel.Range): void {
  format.fill.color = TEMPLATE_COLORS.optional;
  format.font.color = TEMPLATE_COLORS.header;
  format.font.bold = true;
}

/** Does something with an own column, or with an empty one if that will do; false if it is neither. */
function inColumn(
  own: OwnColumn,
  { sheetId, column, headerRow }: OwnPlace,
  mayBeEmpty: boolean,
  work: (sheet: Excel.Worksheet) => void,
): Promise<boolean> {
  const letters = columnLetters(column);
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetId);
    const header = sheet.getRange(`${letters}${headerRow}`).load('values');
    const used = sheet.getRange(`${letters}:${letters}`).getUsedRangeOrNullObject(true).load('address');
    await context.sync();
    if (!isOwnHeader(header.values[0]?.[0], own) && !(mayBeEmpty && used.isNullObject)) return false;
    work(sheet);
    await context.sync();
    return true;
  });
}
