import { type Cell, type Cells, cellAddress, cellText, isBlank, isBlankRow } from '../caseload/cells';
import type { Column } from '../caseload/columns';
import { isoOf, readDateNumber, readDateText } from '../caseload/dates';
import { createRowKind, findLayout, type Layout } from '../caseload/layout';
import type { Lookups } from '../caseload/lookup';
import { withoutCommas, withoutHiddenCharacters } from '../caseload/text-keys';
import { placesOf } from '../check/row-reader';

/** A cell whose value had to be changed. */
export interface CsvChange {
  /** Its address, such as `C5`. */
  readonly address: string;
  readonly before: string;
  readonly after: string;
}

export interface CsvExport {
  /** UTF-8 without a byte order mark, lines ending with CRLF. */
  readonly text: string;
  /** The number of data rows. */
  readonly rows: number;
  readonly changes: readonly CsvChange[];
}

const ENDING = '.csv';
/** The most characters of a file name, with its extension. */
const LONGEST_FILE_NAME = 27;

/** "Valid file types are .csv and .xlsx"; names as the original system takes them: letters, digits, space, `_`, `-`, 27 at most with the ending. */
export function csvFileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 _-]+/g, '')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, LONGEST_FILE_NAME - ENDING.length)
    .trim();
  return `${plain === '' ? 'caseload' : plain}${ENDING}`;
}

/**
 * The sheet as a file for the original system: "commas cannot be included in the file". `1,200` becomes `1200`, `Smith, Ann`
 * becomes `Smith Ann`; line breaks and leading formula characters are removed, too. Dates are MM/DD/YYYY. The template's
 * instructions and sample, empty rows, open assignments to leave as they are, and the add-in's own columns are left out. The sheet is not changed.
 * @param demographics the site's duplicate check
 * @param lookups the site's lists: list values are written in the list's spelling. Without lookups, values are kept.
 */
export function exportCsv(cells: Cells, demographics: readonly string[], lookups?: Lookups): CsvExport {
  const layout = findLayout(cells, { duplicateCheck: demographics });
  const listed = lookups === undefined || layout === null ? () => undefined : createListed(layout, lookups);
  const columns = layout?.columns ?? widest(cells).map((index) => ({ index, text: '', column: undefined }));
  const changes: CsvChange[] = [];
  const lines: string[] = [];
  if (layout !== null) lines.push(columns.map(({ text, column }) => quoted(plainText(column?.header ?? text))).join(','));
  const kindOf = layout === null ? undefined : createRowKind(layout);
  let rows = 0;
  cells.forEach((row, place) => {
    if (!isExported(row, place, layout, kindOf)) return;
    rows++;
    const fields = columns.map(({ index, column }) => {
      const before = written(row[index], column);
      const value = listed(row, index, column);
      const after = value === undefined ? plainText(before) : withoutCommas(value);
      if (after !== before) changes.push({ address: cellAddress(index, place + 1), before, after });
      return quoted(after);
    });
    lines.push(fields.join(','));
  });
  return { text: lines.map((line) => `${line}\r\n`).join(''), rows, changes };
}

/** The list value that a cell means, in the list's spelling; undefined if there is none. */
type Listed = (row: readonly Cell[], index: number, column: Column | undefined) => string | undefined;

function createListed(layout: Layout, lookups: Lookups): Listed {
  const place = placesOf(layout);
  const [first, last] = [place('caseworkerFirstName'), place('caseworkerLastName')];
  return (row, index, column) => {
    const cell = row[index];
    if (isBlank(cell)) return undefined;
    if (column?.kind.type === 'list') {
      const { values, find } = lookups.lists[column.kind.list];
      return values[find(cell ?? '')];
    }
    if (column?.kind.type !== 'name-part' || first < 0 || last < 0) return undefined;
    const member = lookups.reference.staff[lookups.findStaff(cellText(row[first]), cellText(row[last]))];
    return index === first ? member?.firstName : member?.lastName;
  };
}

function isExported(
  row: Cells[number],
  place: number,
  layout: Layout | null,
  kindOf: ReturnType<typeof createRowKind> | undefined,
): boolean {
  if (layout === null || kindOf === undefined) return !isBlankRow(row);
  return place >= layout.headerRow && kindOf(row) === 'data';
}

function widest(cells: Cells): readonly number[] {
  let width = 0;
  for (const row of cells) width = Math.max(width, row.length);
  return Array.from({ length: width }, (_, index) => index);
}

/** The cell's text, dates as MM/DD/YYYY. */
function written(cell: Cell | undefined, column: Column | undefined): string {
  if (isBlank(cell)) return '';
  if (column?.kind.type !== 'date') return cellText(cell);
  const reading = typeof cell === 'number' ? readDateNumber(cell) : readDateText(cellText(cell));
  if (!('serial' in reading)) return cellText(cell);
  const [year, month, day] = isoOf(reading.serial).split('-');
  return `${month}/${day}/${year}`;
}

/** The text without commas, line breaks and leading formula characters. */
function plainText(text: string): string {
  const bare = withoutHiddenCharacters(withoutCommas(text));
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(bare) ? bare : bare.replace(/^[=+\-@\s]+/, '');
}

function quoted(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
}
