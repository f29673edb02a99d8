import { type Cells, cellText } from './cells';
import type { SheetCheck } from './check';
import type { ErrorGroup } from './contract';
import { createExplain } from './findings';
import type { Lookups } from './lookup';
import { type Fault, severityOf } from './rules/codes';

/** How many rows a group names; `count` tells how many there are. */
const NAMED_ROWS = 50;

/** Puts the errors of a sheet together by rule, column and value, the most frequent first. */
export function groupErrors(check: SheetCheck, lookups: Lookups, cells: Cells, faults: readonly Fault[]): readonly ErrorGroup[] {
  const explain = createExplain(check, lookups);
  const groups = new Map<string, { fault: Fault; rows: number[]; count: number }>();
  for (const fault of faults) {
    if (severityOf(fault) !== 'error') continue;
    const key = JSON.stringify([fault.code, fault.columns[0], wrongValue(fault, cells), fault.detail?.name]);
    const group = groups.get(key) ?? { fault, rows: [], count: 0 };
    group.count++;
    if (group.rows.length < NAMED_ROWS && fault.row > 0) group.rows.push(fault.row);
    groups.set(key, group);
  }
  return [...groups.values()]
    .sort((one, other) => other.count - one.count)
    .map(({ fault, rows, count }, place) => {
      const finding = explain(fault, cells[fault.row - 1] ?? []);
      const { code, message, suggestions, column = '', value = '' } = finding;
      return { id: `${code}-${place + 1}`, code, column, value, message, count, rows, suggestions };
    });
}

/** Problems of a row as a whole (duplicates, say) are each a group of their own. */
function wrongValue(fault: Fault, cells: Cells): string {
  if (fault.code === 'row.duplicate') return String(fault.row);
  return fault.columns.map((column) => cellText(cells[fault.row - 1]?.[column])).join('\u0000');
}
