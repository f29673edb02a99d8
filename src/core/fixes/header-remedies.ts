import { columnNames } from '../caseload/columns';
import type { Layout } from '../caseload/layout';
import { headerKey } from '../caseload/text-keys';
import type { Fault } from '../rules/codes';
import { likeness } from '../suggest/typing-distance';

/** What puts a header, or the place of the sheet, right by one click. */
export type HeaderRemedy =
  | { readonly name: 'remove-columns'; readonly columns: readonly HeaderCell[] }
  | { readonly name: 'rename-column'; readonly column: HeaderCell; readonly header: string }
  /** Inserts a column. */
  | { readonly name: 'add-column'; readonly header: string; readonly after: HeaderCell }
  /** Moves a worksheet to the far left. */
  | { readonly name: 'move-first'; readonly sheet: string };

/** A header's cell, with the text by which it is recognized. */
export interface HeaderCell {
  /** The sheet row number. */
  readonly row: number;
  /** Zero-based. */
  readonly column: number;
  readonly text: string;
}

/** How alike a header and a missing column must be, from 0 to 1, to offer the one for the other. */
const ALIKE = 0.5;

/** The remedies of a fault of the header, best first. @param missing the headers that the sheet lacks */
export function headerRemedies(
  { code, columns, detail }: Fault,
  layout: Layout | null,
  missing: readonly string[],
): readonly HeaderRemedy[] {
  if (code === 'sheet.not-first') return detail?.name === undefined ? [] : [{ name: 'move-first', sheet: detail.name }];
  if (layout === null) return [];
  const cellOf = (index: number): HeaderCell => ({
    row: layout.headerRow,
    column: index,
    text: layout.columns.find((one) => one.index === index)?.text ?? '',
  });
  const remove = (...some: readonly number[]): HeaderRemedy => ({ name: 'remove-columns', columns: some.map(cellOf) });
  switch (code) {
    case 'column.missing': {
      const last = layout.columns.findLast(({ column }) => column !== undefined)?.index;
      const header = detail?.name;
      if (last === undefined || header === undefined) return [];
      // A column that may be the missing one is renamed: another beside it would be empty.
      const isMistyped = layout.columns.some(({ column, text }) => column === undefined && alikeness(text, header) >= ALIKE);
      return isMistyped ? [] : [{ name: 'add-column', header, after: cellOf(last) }];
    }
    case 'column.unknown': {
      const [index] = columns;
      if (index === undefined) return [];
      const column = cellOf(index);
      const like = missing
        .map((header) => ({ header, score: alikeness(column.text, header) }))
        .filter(({ score }) => score >= ALIKE)
        .sort((one, other) => other.score - one.score)
        .slice(0, 2);
      return [...like.map(({ header }): HeaderRemedy => ({ name: 'rename-column', column, header })), remove(index)];
    }
    case 'column.repeated':
    case 'column.both-programs':
      return columns.map((index) => remove(index));
    case 'column.mixed-caseworker':
      return waysOf(layout, columns).map((way) => remove(...way));
    default:
      return [];
  }
}

/** How alike a text and a column's header, or one of its aliases, are: from 0 to 1. */
function alikeness(text: string, header: string): number {
  if (text === '') return 0;
  return Math.max(...columnNames(header).map((name) => likeness(headerKey(text), headerKey(name), ALIKE)));
}

/** The columns of each way to name the caseworker: first and last name are one. */
function waysOf(layout: Layout, columns: readonly number[]): readonly (readonly number[])[] {
  const isPart = (index: number) => layout.columns.find((one) => one.index === index)?.column?.kind.type === 'name-part';
  const parts = columns.filter(isPart);
  return [...columns.filter((index) => !isPart(index)).map((index) => [index]), ...(parts.length === 0 ? [] : [parts])];
}
