import type { Cells } from '../caseload/cells';
import type { Layout } from '../caseload/layout';
import type { Difference } from '../check/finding';
import { shownText } from '../check/findings';

/** The most values of a column to name. */
const MAX_VALUES = 3;

/** The columns of the caseload in which rows differ. What the add-in writes beside them does not count. */
export function differencesOf(rows: readonly number[], layout: Layout, cells: Cells): readonly Difference[] {
  return layout.columns.flatMap(({ index, column, text }): Difference[] => {
    const values = new Set(rows.map((row) => shownText(column, cells[row - 1]?.[index]).trim()));
    return values.size < 2 ? [] : [{ column: column?.header ?? text, values: [...values].slice(0, MAX_VALUES) }];
  });
}
