import { type Cell, type Cells, cellAddress, isBlank, isBlankRow } from '../../../core/caseload/cells';
import { findLayout, MOST_COLUMNS, MOST_ROWS, rowKind } from '../../../core/caseload/layout';
import { INVALID, PARTS } from '../../../core/text/en/problems';
import { problems } from '../../http/problem';

/** A few rows more than data: the header, what stands above it, and what the template brought along. */
const MOST_ROWS_AND_HEADER = MOST_ROWS + 20;
/** What a cell of Excel holds at most, in characters. */
const LONGEST_CELL = 32_767;

function refuseLongCells(row: readonly Cell[], number: number): void {
  for (const [column, cell] of row.entries()) {
    if (typeof cell === 'string' && cell.length > LONGEST_CELL)
      throw problems.invalid(PARTS.cell(cellAddress(column, number)), INVALID.longCell(cell.length, LONGEST_CELL));
  }
}

/** The row without the empty cells at its end. */
function trimmed(row: readonly Cell[]): readonly Cell[] {
  let width = row.length;
  while (width > 0 && isBlank(row[width - 1])) width--;
  return width === row.length ? row : row.slice(0, width);
}

/**
 * Cuts off what is empty at the end of the sheet and of wide rows.
 * @throws ProblemError that names what is beyond the limits
 */
export function withinLimits(cells: Cells): Cells {
  let rows = cells.length;
  while (rows > 0 && isBlankRow(cells[rows - 1])) rows--;
  if (rows > MOST_ROWS_AND_HEADER) throw problems.tooLarge();
  return cells.slice(0, rows).map((given, place) => {
    const row = given.length > MOST_COLUMNS ? trimmed(given) : given;
    if (row.length > MOST_COLUMNS) throw problems.invalid(PARTS.row(place + 1), INVALID.wideRow(MOST_COLUMNS));
    refuseLongCells(row, place + 1);
    return row;
  });
}

/** How many rows of data there are, without reading them. */
export function countRows(cells: Cells, duplicateCheck: readonly string[]): number {
  const layout = findLayout(cells, { duplicateCheck });
  if (layout === null) return cells.filter((row) => !isBlankRow(row)).length;
  const participant = layout.columns.find(({ column }) => column?.key === 'participantId')?.index ?? -1;
  return cells.slice(layout.headerRow).filter((row) => rowKind(row, participant) === 'data').length;
}
