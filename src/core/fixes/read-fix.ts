import type { Cell } from '../caseload/cells';
import { type Column, siteColumns } from '../caseload/columns';
import { readDateText } from '../caseload/dates';
import type { Lookups } from '../caseload/lookup';
import { withoutHiddenCharacters } from '../caseload/text-keys';
import { messageOf } from '../check/findings';
import { cellReader } from '../rules/cell';
import { severityOf } from '../rules/codes';
import { FIX_PROBLEMS } from '../text/findings';
import type { CellChange, FixGroup } from './fix-groups';

/** A parsed fix: the adjacent cells to write, or what is wrong with it. */
export type Fix = FixCells | { readonly problem: string };

interface FixCells {
  readonly cells: readonly Cell[];
  readonly isDate: boolean;
}

/** The part of a group that is needed to parse a fix. */
export type Fixable = Pick<FixGroup, 'column' | 'list' | 'fixable'>;

/** Parses a fix for a group by the same rules as the check. `today` is a serial date. */
export function readFix(group: Fixable, text: string, lookups: Lookups, today: number): Fix {
  const column = siteColumns(lookups.reference).find(({ header }) => header === group.column);
  if (column === undefined || !group.fixable) return { problem: FIX_PROBLEMS.notFixable };
  return readValue(column, column.kind.type === 'name-part' && group.list === 'staff', text, lookups, today);
}

/** @param pair whether the value is a caseworker's name in two cells */
function readValue(column: Column, pair: boolean, text: string, lookups: Lookups, today: number): Fix {
  const typed = withoutHiddenCharacters(text);
  if (typed === '') return { problem: FIX_PROBLEMS.empty };
  if (pair) {
    const member = lookups.reference.staff[lookups.lists.staff.find(typed)];
    const problem = messageOf('cell.not-listed', column.header, typed, { name: 'staff' });
    return member === undefined ? { problem } : { cells: [member.firstName, member.lastName], isDate: false };
  }
  const cell = asCell(column, typed, lookups);
  let problem: string | undefined;
  cellReader(
    column,
    lookups,
    today,
  )(cell, (code, detail = {}) => {
    if (severityOf({ code, detail }) === 'error') problem ??= messageOf(code, column.header, typed, detail);
  });
  return problem === undefined ? { cells: [cell], isDate: column.kind.type === 'date' } : { problem };
}

/** The text as a cell value of the column: dates as serial numbers, IDs as numbers, list values in the list's spelling. */
function asCell({ kind }: Column, text: string, lookups: Lookups): Cell {
  if (kind.type === 'list') {
    const { values, find } = lookups.lists[kind.list];
    return values[find(text)] ?? text;
  }
  if (kind.type === 'date') {
    const reading = readDateText(text);
    return 'serial' in reading ? reading.serial : text;
  }
  return kind.type === 'id' && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

/** The cell changes of a fix. */
export function changesOf(group: Pick<FixGroup, 'rows' | 'columns'>, { cells, isDate }: FixCells): readonly CellChange[] {
  return group.rows.flatMap((row) =>
    group.columns.map((column, place) => ({ row, column, value: cells[place] ?? cells[0] ?? '', isDate })),
  );
}
