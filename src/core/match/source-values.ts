import { type Cell, type Cells, cellText, isBlank } from '../caseload/cells';
import type { Column } from '../caseload/columns';
import type { Correction } from '../caseload/reference';
import { listKey } from '../caseload/text-keys';
import type { Chosen } from './fill-rows';

/** What is known of the values of a source: our IDs by its own, and the list values chosen for its wrong ones. */
export interface SourceValues {
  /** The source's name. */
  readonly name: string;
  /** The kinds of IDs of which the source has its own: a number that is none of them is not ours either. */
  readonly hasOwn: { readonly participants: boolean; readonly staff: boolean };
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

/**
 * Translates a source's values in the rows of a template. What is not known stays, and the check reports it. Only an unknown ID that could pass
 * for one of ours gets the source's name before it: another participant may have that number here.
 */
export function translateRows(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  { name, hasOwn, participants, staff, corrections }: SourceValues,
): readonly (readonly Cell[])[] {
  const chosen = new Map(corrections.map(({ list, wrong, value }) => [`${list} ${wrong}`, value]));
  const ownId = (ids: Readonly<Record<string, number>>, hasOwnIds: boolean, cell: Cell, text: string): Cell =>
    own(ids, text) ?? (hasOwnIds && isNumeric(text) ? `${name} #${text}` : cell);
  const translate = ({ key, kind }: Column, cell: Cell): Cell => {
    if (isBlank(cell)) return cell;
    const text = cellText(cell).trim();
    if (key === 'participantId') return ownId(participants, hasOwn.participants, cell, text);
    if (key === 'staffId') return ownId(staff, hasOwn.staff, cell, text);
    return kind.type === 'list' ? (chosen.get(`${kind.list} ${listKey(text)}`) ?? cell) : cell;
  };
  return rows.map((row) => columns.map((column, place) => translate(column, row[place] ?? '')));
}

function isNumeric(text: string): boolean {
  return /\p{N}/u.test(text) && !/\p{L}/u.test(text);
}

function own(ids: Readonly<Record<string, number>>, text: string): number | undefined {
  return Object.hasOwn(ids, text) ? ids[text] : undefined;
}

/** The columns of a sheet with IDs of its source. */
export function idColumns(chosen: Chosen): { readonly participants: number | undefined; readonly staff: number | undefined } {
  return { participants: chosen.get('participantId'), staff: chosen.get('staffId') };
}
