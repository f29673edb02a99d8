import type { Area } from '../address';

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** As few blocks as the rows of some cells allow. The cells come row by row, from left to right. */
export function rectangles(cells: Iterable<Cell>): readonly Area[] {
  const found: Area[] = [];
  /** The blocks that end in the row before, and those of the current row. */
  let [above, current]: [Area[], Area[]] = [[], []];
  let row = -1;
  let run: Area | undefined;
  const endRun = () => {
    if (run === undefined) return;
    const { column, columns } = run;
    const over = above.find((one) => one.column === column && one.columns === columns);
    current.push(over === undefined ? run : { ...over, rows: over.rows + 1 });
    above = above.filter((one) => one !== over);
    run = undefined;
  };
  const endRow = (next: number) => {
    endRun();
    found.push(...above);
    above = current;
    current = [];
    if (next !== row + 1) found.push(...above.splice(0));
    row = next;
  };
  for (const cell of cells) {
    if (cell.row !== row) endRow(cell.row);
    if (run !== undefined && cell.column === run.column + run.columns) run = { ...run, columns: run.columns + 1 };
    else {
      endRun();
      run = { ...cell, rows: 1, columns: 1 };
    }
  }
  endRow(-2);
  return [...found, ...above].sort((one, other) => one.row - other.row || one.column - other.column);
}
