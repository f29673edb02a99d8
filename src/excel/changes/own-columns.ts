import { columnLetters } from '../../core/caseload/cells';
import { OWN_HEADERS, type OwnColumn } from '../../core/caseload/columns';
import { isOwnHeader } from '../../core/caseload/layout';
import { TEMPLATE_COLORS } from '../../core/caseload/template';
import { runExcel } from '../run';
import { writeTexts } from './write';

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
 * Writes an own column with its header, unless there is something else in the column by now. Replaces what it held. One request to look, and one for each 4 MB.
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
  return inColumn(own, place, true, async (sheet) => {
    sheet.getRange(`${letters}${headerRow + 1}:${letters}${LAST_ROW}`).clear('Contents');
    const header = sheet.getRange(`${letters}${headerRow}`);
    header.format.columnWidth = WIDTH;
    styleHeader(header);
    await writeTexts(sheet, headerRow, column, [OWN_HEADERS[own], ...lines]);
  });
}

/**
 * Clears an own column, unless its header is no longer there: columns may have been moved meanwhile. Two requests.
 * @returns whether it was cleared
 * @throws ExcelProblem
 */
export function removeOwnColumn(own: OwnColumn, place: OwnPlace): Promise<boolean> {
  const letters = columnLetters(place.column);
  return inColumn(own, place, false, async (sheet) => {
    sheet.getRange(`${letters}:${letters}`).clear();
    await sheet.context.sync();
  });
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
  work: (sheet: Excel.Worksheet) => Promise<void>,
): Promise<boolean> {
  const letters = columnLetters(column);
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetId);
    const header = sheet.getRange(`${letters}${headerRow}`).load('values');
    const used = sheet.getRange(`${letters}:${letters}`).getUsedRangeOrNullObject(true).load('address');
    await context.sync();
    if (!isOwnHeader(header.values[0]?.[0], own) && !(mayBeEmpty && used.isNullObject)) return false;
    await work(sheet);
    return true;
  });
}
