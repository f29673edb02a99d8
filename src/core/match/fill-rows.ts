import { type Cell, type Cells, cellText, isBlank } from '../caseload/cells';
import { COLUMNS, type ColumnKey } from '../caseload/columns';
import { readDateText } from '../caseload/dates';
import type { Reference } from '../caseload/reference';
import { allowedPicks, makeTemplate, type TemplatePicks } from '../caseload/template';
import { listKey } from '../caseload/text-keys';
import { ACTION_WORDS } from './synonyms';

/** What a sheet without Update OR Insert says by its dates, or does for all rows. */
export type ActionForAll = 'by End Date' | 'Insert' | 'Update';

/** Which column of somebody's sheet (from 0) fills which of the template's. */
export type Chosen = ReadonlyMap<ColumnKey, number>;

/** The picks whose template has room for the chosen columns. */
export function picksFor(chosen: Chosen, reference: Pick<Reference, 'programRequired'>): TemplatePicks {
  const pair = chosen.has('caseworkerFirstName') && chosen.has('caseworkerLastName');
  return allowedPicks(
    {
      program: chosen.has('programName') ? 'name' : chosen.has('programId') ? 'id' : 'none',
      caseworker: chosen.has('staffId') ? 'id' : pair && !chosen.has('caseworkerName') ? 'first-last' : 'name',
      programDates: chosen.has('programStart') || chosen.has('programEnd'),
    },
    reference,
  );
}

/** The rows of somebody's sheet below its header as rows of the template that `picksFor` makes; empty ones are left out. */
export function fillRows(
  cells: Cells,
  headerRow: number,
  chosen: Chosen,
  action: ActionForAll,
  reference: Reference,
): readonly (readonly Cell[])[] {
  const { columns } = makeTemplate(picksFor(chosen, reference), reference);
  const rows: Cell[][] = [];
  for (let place = headerRow; place < cells.length; place++) {
    const from = cells[place] ?? [];
    const row = columns.map(({ key, kind }) => asHeld(from[chosen.get(key) ?? -1] ?? '', kind.type === 'date'));
    if (row.every(isBlank)) continue;
    rows.push(
      columns.map(({ key }, column) =>
        key === COLUMNS.action.key ? actionOf(row[column] ?? '', from, chosen, action) : (row[column] ?? ''),
      ),
    );
  }
  return rows;
}

/** A text date that has one meaning becomes a date. */
function asHeld(cell: Cell, isDate: boolean): Cell {
  if (!isDate || typeof cell !== 'string') return cell;
  const reading = readDateText(cell);
  return 'serial' in reading ? reading.serial : cell;
}

function actionOf(given: Cell, row: Cells[number], chosen: Chosen, action: ActionForAll): Cell {
  if (!isBlank(given)) return ACTION_WORDS[listKey(cellText(given))] ?? given;
  if (action !== 'by End Date') return action;
  return isBlank(row[chosen.get('end') ?? -1]) ? 'Insert' : 'Update';
}
