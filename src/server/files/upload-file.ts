import { type Cell, type Cells, isBlank } from '../../core/caseload/cells';
import { findLayout } from '../../core/caseload/layout';
import { FileProblem } from '../../core/files/decode-text';
import { type FileSheet, readFileSheet } from '../../core/files/read-file';
import { FILES } from '../../core/text/files';
import { refuseUnsafeXlsx } from './safe-xlsx';

/**
 * Reads a submitted file.
 * @param name with its extension
 * @throws FileProblem if the file is refused
 */
export async function readUploadFile(name: string, bytes: Uint8Array): Promise<FileSheet> {
  if (bytes.length === 0) throw new FileProblem(FILES.empty);
  if (/\.xlsx$/i.test(name)) refuseUnsafeXlsx(bytes);
  const sheet = await readFileSheet(name, bytes);
  const cells = sheet.cells.map((row) => row.map(withoutZeros));
  if (/\.csv$/i.test(name)) refuseStrayCommas(cells);
  return { ...sheet, cells };
}

/** Removes the null character, which a workbook can escape but no database can store. */
function withoutZeros(cell: Cell): Cell {
  return typeof cell === 'string' && cell.includes('\0') ? cell.replaceAll('\0', '') : cell;
}

/** Detects an unquoted comma inside a value: it shifts the following values, so that the row is longer than the header. */
function refuseStrayCommas(cells: Cells): void {
  const layout = findLayout(cells, { duplicateCheck: [] });
  if (layout === null) return;
  const width = 1 + (layout.columns.findLast(({ text }) => text !== '')?.index ?? 0);
  for (let row = layout.headerRow; row < cells.length; row++) {
    const values = cells[row] ?? [];
    let last = values.length;
    while (last > width && isBlank(values[last - 1])) last--;
    if (last > width) {
      throw new FileProblem(FILES.strayComma(row + 1, last, width));
    }
  }
}
