import type { Cell, Cells } from '../caseload/cells';
import { cellText } from '../caseload/cells';
import type { Column } from '../caseload/columns';
import { readDateNumber, readDateText } from '../caseload/dates';
import type { Layout } from '../caseload/layout';
import { listKey } from '../caseload/text-keys';
import type { Difference } from '../check/finding';
import { shownText } from '../check/findings';
import { IDENTITY } from '../check/sheet-check';

/** The most values of a column to name. */
const MAX_VALUES = 3;

/**
 * The columns in which rows for the same assignment mean something else, however it is written. What identifies the assignment is the same, and what the
 * add-in writes beside the rows does not count. Takes linear time.
 */
export function differencesOf(rows: readonly number[], layout: Layout, cells: Cells): readonly Difference[] {
  return layout.columns.flatMap(({ index, column, text }): Difference[] => {
    if (column !== undefined && IDENTITY.includes(column.key)) return [];
    const first = cells[(rows[0] ?? 0) - 1]?.[index];
    const byMeaning = new Map<string | number, string>();
    for (const row of rows) {
      const cell = cells[row - 1]?.[index];
      if (byMeaning.size > 0 && cell === first) continue;
      const meaning = meaningOf(column, cell);
      if (!byMeaning.has(meaning) && byMeaning.size <= MAX_VALUES) byMeaning.set(meaning, shownText(column, cell).trim());
    }
    return byMeaning.size < 2 ? [] : [{ column: column?.header ?? text, values: [...byMeaning.values()].slice(0, MAX_VALUES) }];
  });
}

function meaningOf(column: Column | undefined, cell: Cell | undefined): string | number {
  if (column?.kind.type === 'date') {
    const reading = typeof cell === 'number' ? readDateNumber(cell) : readDateText(cellText(cell));
    if ('serial' in reading) return reading.serial;
  }
  return listKey(cellText(cell));
}
