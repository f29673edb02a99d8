import { type Area, intersect } from '../address';
import type { Sheet } from '../sheet/sheet';

/** The cells of a block that pass a test, as few blocks as their rows allow. Looks at the used cells only. */
export function rectangles(sheet: Sheet, area: Area, test: (row: number, column: number) => boolean): readonly Area[] {
  const used = sheet.usedArea(true);
  const part = used === null ? null : intersect(area, used);
  if (part === null) return [];
  const found: Area[] = [];
  /** The blocks that end in the row before. */
  let open: Area[] = [];
  for (let row = part.row; row < part.row + part.rows; row++) {
    const next: Area[] = [];
    for (let column = part.column; column < part.column + part.columns; column++) {
      if (!test(row, column)) continue;
      const first = column;
      while (column + 1 < part.column + part.columns && test(row, column + 1)) column++;
      const columns = column - first + 1;
      const above = open.find((one) => one.column === first && one.columns === columns);
      next.push(above === undefined ? { row, column: first, rows: 1, columns } : { ...above, rows: above.rows + 1 });
      open = open.filter((one) => one !== above);
    }
    found.push(...open);
    open = next;
  }
  return [...found, ...open].sort((one, other) => one.row - other.row || one.column - other.column);
}
