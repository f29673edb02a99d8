import { type Cell, type Cells, isFormulaError } from '../caseload/cells';
import type { Column } from '../caseload/columns';
import { EMPTY, type Lookups } from '../caseload/lookup';
import { hasHiddenCharacters } from '../caseload/text-keys';
import { isRequired, likelyDates } from '../rules/cell';

/** A cell that needs the full rules of `cell.ts`. */
export const DOUBT = -4;

/**
 * Reads one column of the rows from `from` up to `to` (places in `cells`) into `values`: what a cell means if that is plain
 * and nothing can be said against it, else `DOUBT`. It never differs from `cell.ts`. Every kind of column has a loop of its
 * own: that is what makes it quick (`docs/decisions/checking.md`).
 */
export type ReadPlain = (cells: Cells, from: number, to: number, values: Float64Array) => void;

const NINE_DIGITS = /^\d{9}$/;

function readIds(index: number): ReadPlain {
  return (cells, from, to, values) => {
    for (let row = from; row < to; row++) values[row - from] = plainId(cells[row]?.[index]);
  };
}

function plainId(cell: Cell | undefined): number {
  return typeof cell === 'number' && Number.isSafeInteger(cell) && cell > 0 ? cell : DOUBT;
}

function readPlaces(index: number, places: ReadonlyMap<Cell, number>, empty: number): ReadPlain {
  return (cells, from, to, values) => {
    for (let row = from; row < to; row++) values[row - from] = plainPlace(cells[row]?.[index], places, empty);
  };
}

function plainPlace(cell: Cell | undefined, places: ReadonlyMap<Cell, number>, empty: number): number {
  if (cell === '' || cell === undefined) return empty;
  return places.get(cell) ?? DOUBT;
}

function readTexts(index: number, empty: number): ReadPlain {
  return (cells, from, to, values) => {
    for (let row = from; row < to; row++) values[row - from] = plainText(cells[row]?.[index], empty);
  };
}

/** Text is plain if it starts with a letter or digit; otherwise it may be a formula, an error or hidden characters. */
function plainText(cell: Cell | undefined, empty: number): number {
  if (typeof cell === 'number') return 0;
  if (typeof cell !== 'string') return DOUBT;
  if (cell === '') return empty;
  const first = cell.charCodeAt(0) | 32;
  const plain = (first >= 97 && first <= 122) || (first >= 48 && first <= 57);
  return plain && !hasHiddenCharacters(cell) ? 0 : DOUBT;
}

function readDates(index: number, today: number, empty: number): ReadPlain {
  const { first, last } = likelyDates(today);
  return (cells, from, to, values) => {
    for (let row = from; row < to; row++) values[row - from] = plainDate(cells[row]?.[index], first, last, empty);
  };
}

function plainDate(cell: Cell | undefined, first: number, last: number, empty: number): number {
  if (typeof cell === 'number') return cell >= first && cell <= last ? Math.floor(cell) : DOUBT;
  return cell === '' || cell === undefined ? empty : DOUBT;
}

function readSsns(index: number): ReadPlain {
  return (cells, from, to, values) => {
    for (let row = from; row < to; row++) values[row - from] = plainSsn(cells[row]?.[index]);
  };
}

function plainSsn(cell: Cell | undefined): number {
  return typeof cell === 'string' && NINE_DIGITS.test(cell) ? 0 : DOUBT;
}

/** How the plain cells of the column at `index` are read. `today` is a serial date. */
export function plainReader(index: number, column: Column, lookups: Lookups, today: number): ReadPlain {
  const { kind } = column;
  const empty = isRequired(column, lookups.reference) ? DOUBT : EMPTY;
  switch (kind.type) {
    case 'id':
      if (kind.of === 'participant') return readIds(index);
      return readPlaces(index, kind.of === 'program' ? lookups.programById : lookups.staffById, empty);
    case 'list': {
      const places = new Map<Cell, number>(lookups.lists[kind.list].exact);
      for (const value of places.keys()) if (isFormulaError(value)) places.delete(value);
      return readPlaces(index, places, empty);
    }
    case 'date':
      return readDates(index, today, empty);
    case 'text':
    case 'name-part':
      return readTexts(index, empty);
    case 'ssn':
      return readSsns(index);
  }
}
