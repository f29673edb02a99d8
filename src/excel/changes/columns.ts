import type { HeaderCell, HeaderRemedy } from '../../core/fixes/header-remedies';
import { runExcel } from '../run';

/**
 * Mends the header, if its cells still are what the user has seen, or moves a worksheet to the far left. One request to look, one to change.
 * @returns whether something was changed
 * @throws ExcelProblem
 */
export function mendHeader(sheetId: string, remedy: HeaderRemedy): Promise<boolean> {
  return runExcel(async (context) => {
    if (remedy.name === 'move-first') {
      const sheet = context.workbook.worksheets.getItem(remedy.sheet);
      sheet.position = 0;
      sheet.activate();
      await context.sync();
      return true;
    }
    const sheet = context.workbook.worksheets.getItem(sheetId);
    const cellOf = ({ row, column }: HeaderCell) => sheet.getRangeByIndexes(row - 1, column, 1, 1);
    const seen = cellsOf(remedy).map((cell) => ({ cell, range: cellOf(cell).load('values') }));
    await context.sync();
    if (!seen.every(({ cell, range }) => String(range.values[0]?.[0]).trim() === cell.text)) return false;
    switch (remedy.name) {
      case 'rename-column':
        cellOf(remedy.column).values = [[remedy.header]];
        break;
      case 'add-column': {
        const added = { ...remedy.after, column: remedy.after.column + 1 };
        cellOf(added).getEntireColumn().insert('Right');
        const cell = cellOf(added);
        cell.copyFrom(cellOf(remedy.after), 'Formats');
        cell.values = [[remedy.header]];
        break;
      }
      case 'remove-columns':
        for (const cell of [...remedy.columns].sort((one, other) => other.column - one.column))
          cellOf(cell).getEntireColumn().delete('Left');
    }
    await context.sync();
    return true;
  });
}

function cellsOf(remedy: Exclude<HeaderRemedy, { readonly name: 'move-first' }>): readonly HeaderCell[] {
  if (remedy.name === 'remove-columns') return remedy.columns;
  return remedy.name === 'rename-column' ? [remedy.column] : [remedy.after];
}
