import { type Cell, columnLetters } from '../../core/caseload/cells';
import { TEMPLATE_COLORS } from '../../core/caseload/template';
import { setNumberFormat, TEXT_FORMAT } from '../formats/number-format';
import { freeName } from '../names';
import { runExcel } from '../run';
import { asTyped } from './write';

/** A table to be put on a worksheet of its own. */
export interface SheetTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The widths of the first column and of those with numbers, in points. */
const WIDTHS = { first: 180, number: 110 } as const;

/**
 * Writes tables below each other on a new worksheet at the far right, since the leftmost is the one that is uploaded. Two requests.
 * @throws ExcelProblem
 */
export function writeNewSheet(name: string, tables: readonly SheetTable[]): Promise<void> {
  return runExcel(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load('items/name');
    await context.sync();
    const sheet = worksheets.add(freeName(name, worksheets.items));
    let row = 1;
    for (const { header, rows } of tables) {
      const last = columnLetters(header.length - 1);
      setNumberFormat(sheet.getRange(`A${row}:A${row + rows.length}`), TEXT_FORMAT);
      const titles = sheet.getRange(`A${row}:${last}${row}`);
      titles.values = [[...header]];
      titles.format.font.bold = true;
      titles.format.font.color = TEMPLATE_COLORS.header;
      titles.format.fill.color = TEMPLATE_COLORS.required;
      if (rows.length > 0) sheet.getRange(`A${row + 1}:${last}${row + rows.length}`).values = rows.map((cells) => cells.map(asTyped));
      row += rows.length + 2;
    }
    const widest = Math.max(...tables.map(({ header }) => header.length));
    if (widest > 1) sheet.getRange(`B:${columnLetters(widest - 1)}`).format.columnWidth = WIDTHS.number;
    sheet.getRange('A:A').format.columnWidth = WIDTHS.first;
    sheet.activate();
    await context.sync();
  });
}
