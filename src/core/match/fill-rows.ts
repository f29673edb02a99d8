import { type Cell, type Cells, cellText, isBlank } from '../caseload/cells';
import { COLUMNS, type ColumnKey } from '../caseload/columns';
import { readDateText } from '../caseload/dates';
import type { Reference } from '../caseload/reference';
import { allowedPicks, makeTemplate, type TemplatePicks } from '../caseload/template';
import { listKey } from '../caseload/text-keys';
import { DateOrders } from '../check/date-orders';
import { ACTION_WORDS } from './synonyms';

/** The action of rows on a sheet without a column for it: by End Date, or one for all. Where there is one, an empty cell stays empty: nobody has said what the row does. */
export type ActionForAll = 'by End Date' | 'Insert' | 'Update';

/** The template's columns, each with its zero-based source column. */
export type Chosen = ReadonlyMap<ColumnKey, number>;

/** The picks of a template with the chosen columns. */
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

/** Converts a foreign sheet's rows to rows of the template of `picksFor`. Skips empty rows. */
export function fillRows(
  cells: Cells,
  headerRow: number,
  chosen: Chosen,
  action: ActionForAll,
  reference: Reference,
): readonly (readonly Cell[])[] {
  const { columns } = makeTemplate(picksFor(chosen, reference), reference);
  const inDoubt = columnsInDoubt(
    cells,
    headerRow,
    columns.flatMap(({ key, kind }) => (kind.type === 'date' ? (chosen.get(key) ?? []) : [])),
  );
  const rows: Cell[][] = [];
  for (let place = headerRow; place < cells.length; place++) {
    const from = cells[place] ?? [];
    const row = columns.map(({ key, kind }) => {
      const column = chosen.get(key) ?? -1;
      return asHeld(from[column] ?? '', kind.type === 'date' && !inDoubt.has(column));
    });
    if (row.every(isBlank)) continue;
    rows.push(
      columns.map(({ key }, column) =>
        key === COLUMNS.action.key ? actionOf(row[column] ?? '', from, chosen, action) : (row[column] ?? ''),
      ),
    );
  }
  return rows;
}

/** The columns in which day and month may be swapped: their texts stay, since nothing else shows it. */
function columnsInDoubt(cells: Cells, headerRow: number, dates: readonly number[]): ReadonlySet<number> {
  const orders = new DateOrders(dates, cells.length);
  for (let place = headerRow; place < cells.length; place++) orders.read(place + 1, cells[place]);
  return new Set(orders.faults.flatMap(({ columns }) => columns));
}

/** Converts unambiguous text dates to dates. */
function asHeld(cell: Cell, isDate: boolean): Cell {
  if (!isDate || typeof cell !== 'string') return cell;
  const reading = readDateText(cell);
  return 'serial' in reading ? reading.serial : cell;
}

function actionOf(given: Cell, row: Cells[number], chosen: Chosen, action: ActionForAll): Cell {
  if (chosen.has('action')) return ACTION_WORDS[listKey(cellText(given))] ?? given;
  if (action !== 'by End Date') return action;
  return isBlank(row[chosen.get('end') ?? -1]) ? 'Insert' : 'Update';
}
