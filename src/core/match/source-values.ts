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
function idsIn(cells: Cells, headerRow: number, column: number | undefined): readonly string[] {
  if (column === undefined) return [];
  const ids = new Set<string>();
  for (let place = headerRow; place < cells.length; place++) {
    const text = cellText(cells[place]?.[column]).trim();
    if (text !== '') ids.add(text);
  }
  return [...ids];
}

/** A source as far as it is needed to ask for its values. */
export interface KnownSource {
  readonly name: string;
  /** How many of its own IDs are known. */
  readonly participants: number;
  readonly staff: number;
}

/** What may be asked for at once: IDs of a kind, and the characters of one. */
export interface IdLimits {
  readonly ids: number;
  readonly length: number;
}

/**
 * Reads what is known of the values in a sheet of a source.
 * @param resolve asks for IDs, and for the source's corrections
 */
export async function readSourceValues(
  source: KnownSource,
  cells: Cells,
  headerRow: number,
  chosen: Chosen,
  limits: IdLimits,
  resolve: (wanted: {
    participants: string[];
    staff: string[];
    corrections: boolean;
  }) => Promise<Pick<SourceValues, 'participants' | 'staff' | 'corrections'>>,
): Promise<SourceValues> {
  const hasOwn = { participants: source.participants > 0, staff: source.staff > 0 };
  const ids = (key: 'participantId' | 'staffId') => idsIn(cells, headerRow, chosen.get(key)).filter((id) => id.length <= limits.length);
  const wanted = {
    participants: hasOwn.participants ? ids('participantId') : [],
    staff: hasOwn.staff ? ids('staffId') : [],
  };
  const parts = Math.max(1, Math.ceil(Math.max(wanted.participants.length, wanted.staff.length) / limits.ids));
  const found: { participants: Record<string, number>; staff: Record<string, number> } = { participants: {}, staff: {} };
  let corrections: readonly Correction[] = [];
  for (let part = 0; part < parts; part++) {
    const partOf = (all: readonly string[]) => all.slice(part * limits.ids, (part + 1) * limits.ids);
    const answer = await resolve({ participants: partOf(wanted.participants), staff: partOf(wanted.staff), corrections: part === 0 });
    Object.assign(found.participants, answer.participants);
    Object.assign(found.staff, answer.staff);
    if (part === 0) corrections = answer.corrections;
  }
  return { name: source.name, hasOwn, ...found, corrections };
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
