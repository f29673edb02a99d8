import { type Cell, type Cells, cellText, isBlank, isBlankRow } from './cells';
import { type Column, headerIndex, OWN_HEADERS, type OwnColumn, siteColumns } from './columns';
import type { Reference } from './reference';
import { INSTRUCTIONS_MARKS, SAMPLE_MARK } from './template';
import { headerKey } from './text-keys';

/** The most rows in a submission. */
export const MAX_ROWS = 100_000;
/** The most columns that are read. Excel has 16,384, the template fewer than 20. */
export const MAX_COLUMNS = 300;

/** The number of rows searched for the header. */
export const HEADER_SEARCH_ROWS = 20;
/** The fewest known headers in a header row. */
const FEWEST_HEADERS = 3;
const OWN_KEYS = Object.fromEntries(Object.entries(OWN_HEADERS).map(([own, header]) => [headerKey(header), own])) as Readonly<
  Record<string, OwnColumn | undefined>
>;

export interface SheetColumn {
  /** Zero-based. */
  readonly index: number;
  /** The header's text on the sheet. */
  readonly text: string;
  /** The template's column; undefined if the header is unknown. */
  readonly column: Column | undefined;
}

/** The layout of a caseload sheet. Rows are sheet row numbers, from 1. */
export interface Layout {
  /** The last row of the header. */
  readonly headerRow: number;
  /** 1, or 2 if the header spans two rows. */
  readonly headerRows: 1 | 2;
  readonly columns: readonly SheetColumn[];
  /** The zero-based columns of the add-in's own, which are not part of the caseload. */
  readonly own: Readonly<Partial<Record<OwnColumn, number>>>;
}

/** What a row is: data to upload, an open assignment to leave as it is, the template's sample, left-over instructions, or empty. */
export type RowKind = 'data' | 'left' | 'sample' | 'instructions' | 'blank';

interface Candidate {
  readonly layout: Layout;
  readonly known: number;
}

/** Whether a header is that of an own column, however it is spelled. */
export function isOwnHeader(text: Cell, own: OwnColumn): boolean {
  return headerKey(cellText(text)) === headerKey(OWN_HEADERS[own]);
}

/** The header's text by column, from one row of `cells` or two. */
export function headerTexts(cells: Cells, row: number, rows: 1 | 2): string[] {
  const lower = cells[row] ?? [];
  if (rows === 1) return lower.map((cell) => cellText(cell).trim());
  const upper = cells[row - 1] ?? [];
  const texts: string[] = [];
  let carried = '';
  for (let column = 0; column < Math.max(lower.length, upper.length); column++) {
    const above = cellText(upper[column]).trim();
    const below = cellText(lower[column]).trim();
    // A merged cell has its text in its first column only.
    if (above !== '') carried = above;
    texts.push(above !== '' || below !== '' ? `${below === '' ? above : carried} ${below}`.trim() : '');
  }
  return texts;
}

function candidate(cells: Cells, row: number, rows: 1 | 2, index: ReadonlyMap<string, Column>): Candidate {
  const texts = headerTexts(cells, row, rows);
  const columns: SheetColumn[] = [];
  const known = new Set<Column>();
  const places: Partial<Record<OwnColumn, number>> = {};
  const nameOf = (text: string, position: number): Column | undefined => {
    const alone = rows === 2 ? cellText(cells[row]?.[position]).trim() : '';
    return index.get(headerKey(text)) ?? (alone === '' ? undefined : index.get(headerKey(alone)));
  };
  const dismissals = texts.filter((text, position) => nameOf(text, position)?.key === 'reason').length;
  texts.forEach((text, position) => {
    if (text === '') return;
    const own = OWN_KEYS[headerKey(text)];
    // A single column called Reason is the reason for dismissal.
    if (own !== undefined && places[own] === undefined && (own !== 'problem' || dismissals > 1)) {
      places[own] = position;
      return;
    }
    const column = nameOf(text, position);
    if (column !== undefined) known.add(column);
    columns.push({ index: position, text, column });
  });
  return { layout: { headerRow: row + 1, headerRows: rows, columns, own: places }, known: known.size };
}

/** Finds the header: the row, or pair of rows, with the most template columns. Null if there is none. */
export function findLayout(cells: Cells, reference: Pick<Reference, 'duplicateCheck'>): Layout | null {
  const index = headerIndex(siteColumns(reference));
  let best: Candidate | null = null;
  for (let row = 0; row < Math.min(cells.length, HEADER_SEARCH_ROWS); row++) {
    if (isBlankRow(cells[row])) continue;
    const found = [candidate(cells, row, 1, index)];
    if (row > 0 && !isBlankRow(cells[row - 1])) found.push(candidate(cells, row, 2, index));
    for (const one of found) if (one.known >= FEWEST_HEADERS && (best === null || one.known > best.known)) best = one;
  }
  if (best === null) return null;
  const { layout } = best;
  return { ...layout, columns: withHeaderlessData(cells, layout) };
}

/** Whether a row alone qualifies as a header. */
export function namesColumns(row: readonly Cell[], reference: Pick<Reference, 'duplicateCheck'>): boolean {
  return candidate([row], 0, 1, headerIndex(siteColumns(reference))).known >= FEWEST_HEADERS;
}

/** Adds columns with data but no header, to report them. */
function withHeaderlessData(cells: Cells, layout: Layout): readonly SheetColumn[] {
  let width = 0;
  for (let row = layout.headerRow; row < cells.length; row++) width = Math.max(width, cells[row]?.length ?? 0);
  const named = new Set([...layout.columns.map((column) => column.index), ...Object.values(layout.own)]);
  const nameless: number[] = [];
  for (let column = 0; column < width; column++) {
    if (!named.has(column) && cells.some((row, index) => index >= layout.headerRow && !isBlank(row[column]))) nameless.push(column);
  }
  const extra = nameless.map((index) => ({ index, text: '', column: undefined }));
  return [...layout.columns, ...extra].sort((one, other) => one.index - other.index);
}

/** An Update, in the spellings that the check understands. */
const UPDATE_TEXT = /^u(pdate)?$/i;

/** Tells the kinds of rows below a layout's header. */
export function createRowKind(layout: Layout): (row: readonly Cell[] | undefined) => RowKind {
  const place = (key: Column['key']) => layout.columns.find(({ column }) => column?.key === key)?.index ?? -1;
  const [participant, action, end, reason] = [place('participantId'), place('action'), place('end'), place('reason')];
  const { onRecord } = layout.own;
  const isLeft = (row: readonly Cell[]) =>
    onRecord !== undefined &&
    !isBlank(row[onRecord]) &&
    isBlank(row[end]) &&
    isBlank(row[reason]) &&
    UPDATE_TEXT.test(cellText(row[action]).trim());
  return (row) => {
    if (row === undefined) return 'blank';
    let first: unknown;
    for (let column = 0; column < row.length && first === undefined; column++) if (!isBlank(row[column])) first = row[column];
    if (first === undefined) return 'blank';
    if (typeof first === 'string' && INSTRUCTIONS_MARKS.some((mark) => startsWithMark(first, mark))) return 'instructions';
    const id = row[participant];
    if (typeof id === 'string' && startsWithMark(id, SAMPLE_MARK)) return 'sample';
    return isLeft(row) ? 'left' : 'data';
  };
}

function startsWithMark(text: string, mark: string): boolean {
  return text.trimStart().slice(0, mark.length).toUpperCase() === mark;
}
