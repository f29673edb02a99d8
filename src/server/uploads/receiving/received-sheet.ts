import { type Cell, type Cells, cellAddress, isBlank, isBlankRow } from '../../../core/caseload/cells';
import { createRowKind, findLayout, MAX_COLUMNS, MAX_ROWS } from '../../../core/caseload/layout';
import { INVALID, PARTS } from '../../../core/text/problems';
import { problems } from '../../http/problem';

/** The most rows, including the header, rows above it, and the template's sample. */
const MAX_ROWS_AND_HEADER = MAX_ROWS + 20;
/** The most characters in an Excel cell. */
const LONGEST_CELL = 32_767;

function refuseLongCells(row: readonly Cell[], number: number): void {
  for (const [column, cell] of row.entries()) {
    if (typeof cell === 'string' && cell.length > LONGEST_CELL)
      throw problems.invalid(PARTS.cell(cellAddress(column, number)), INVALID.longCell(cell.length, LONGEST_CELL));
  }
}

/** The row without trailing empty cells. */
function trimmed(row: readonly Cell[]): readonly Cell[] {
  let width = row.length;
  while (width > 0 && isBlank(row[width - 1])) width--;
  return width === row.length ? row : row.slice(0, width);
}

/**
 * Removes trailing empty rows, and trailing empty cells of wide rows.
 * @throws ProblemError with the cell or row that exceeds the limits
 */
export function withinLimits(cells: Cells): Cells {
  let rows = cells.length;
  while (rows > 0 && isBlankRow(cells[rows - 1])) rows--;
  if (rows > MAX_ROWS_AND_HEADER) throw problems.tooLarge();
  return cells.slice(0, rows).map((given, place) => {
    const row = given.length > MAX_COLUMNS ? trimmed(given) : given;
    if (row.length > MAX_COLUMNS) throw problems.invalid(PARTS.row(place + 1), INVALID.wideRow(MAX_COLUMNS));
    refuseLongCells(row, place + 1);
    return row;
  });
}

/** Counts data rows without parsing them. */
export function countRows(cells: Cells, duplicateCheck: readonly string[]): number {
  const layout = findLayout(cells, { duplicateCheck });
  if (layout === null) return cells.filter((row) => !isBlankRow(row)).length;
  const kindOf = createRowKind(layout);
  return cells.slice(layout.headerRow).filter((row) => kindOf(row) === 'data').length;
}
