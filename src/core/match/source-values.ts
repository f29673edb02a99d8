import { type Cell, type Cells, cellText, isBlank } from '../caseload/cells';
import type { Column } from '../caseload/columns';
import type { Correction } from '../caseload/reference';
import { listKey } from '../caseload/text-keys';
import type { Chosen } from './fill-rows';

/** What is known of the values of a source: our IDs by its own, and the list values chosen for its wrong ones. */
export interface SourceValues {
  readonly participants: Readonly<Record<string, number>>;
  readonly staff: Readonly<Record<string, number>>;
  readonly corrections: readonly Correction[];
}

/** The distinct IDs in a column of a sheet, as texts. */
export function idsIn(cells: Cells, headerRow: number, column: number | undefined): readonly string[] {
  if (column === undefined) return [];
  const ids = new Set<string>();
  for (let place = headerRow; place < cells.length; place++) {
    const text = cellText(cells[place]?.[column]).trim();
    if (text !== '') ids.add(text);
  }
  return [...ids];
}

/** Translates a source's values in the rows of a template. What is not known stays, and the check reports it. */
export function translateRows(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  { participants, staff, corrections }: SourceValues,
): readonly (readonly Cell[])[] {
  const chosen = new Map(corrections.map(({ list, wrong, value }) => [`${list} ${wrong}`, value]));
  const translate = ({ key, kind }: Column, cell: Cell): Cell => {
    if (isBlank(cell)) return cell;
    const text = cellText(cell).trim();
    if (key === 'participantId') return own(participants, text) ?? cell;
    if (key === 'staffId') return own(staff, text) ?? cell;
    return kind.type === 'list' ? (chosen.get(`${kind.list} ${listKey(text)}`) ?? cell) : cell;
  };
  return rows.map((row) => columns.map((column, place) => translate(column, row[place] ?? '')));
}

function own(ids: Readonly<Record<string, number>>, text: string): number | undefined {
  return Object.hasOwn(ids, text) ? ids[text] : undefined;
}

/** The columns of a sheet with IDs of its source. */
export function idColumns(chosen: Chosen): { readonly participants: number | undefined; readonly staff: number | undefined } {
  return { participants: chosen.get('participantId'), staff: chosen.get('staffId') };
}
