import { SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';

interface Cell {
  readonly row: number;
  readonly column: number;
}

const STEPS = { Up: [-1, 0], Down: [1, 0], Left: [0, -1], Right: [0, 1] } as const;

/** The cell that Ctrl and an arrow key lead to: the end of the filled cells, or the next filled one. */
export function edgeFrom(sheet: Sheet, from: Cell, direction: keyof typeof STEPS): Cell {
  const [down, right] = STEPS[direction];
  const used = sheet.usedArea();
  const isInside = ({ row, column }: Cell) => row >= 0 && column >= 0 && row < SHEET_ROWS && column < SHEET_COLUMNS;
  const isFilled = ({ row, column }: Cell) => sheet.value(row, column) !== '';
  const next = ({ row, column }: Cell) => ({ row: row + down, column: column + right });
  // Beyond the used cells nothing is filled.
  const last = {
    row: down === 0 ? from.row : down < 0 ? 0 : SHEET_ROWS - 1,
    column: right === 0 ? from.column : right < 0 ? 0 : SHEET_COLUMNS - 1,
  };
  const isBeyond = ({ row, column }: Cell) =>
    used === null || (down > 0 && row >= used.row + used.rows) || (right > 0 && column >= used.column + used.columns);
  let cell = next(from);
  if (!isInside(cell)) return from;
  if (isFilled(from) && isFilled(cell)) {
    while (isInside(next(cell)) && isFilled(next(cell))) cell = next(cell);
    return cell;
  }
  while (!isFilled(cell)) {
    if (isBeyond(cell)) return last;
    if (!isInside(next(cell))) return cell;
    cell = next(cell);
  }
  return cell;
}
