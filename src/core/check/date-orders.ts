import type { Cell } from '../caseload/cells';
import { dayAndMonth } from '../caseload/dates';
import type { Fault } from '../rules/codes';

/** What a cell says of the order of day and month. */
const SILENT = 0;
/** A date that would be another one, if day and month were swapped. */
const SWAPPABLE = 1;
/** A date with a day after the 12th. */
const FIXED = 2;
/** A text with a day after the 12th in an order that the spreadsheet did not expect: otherwise it would be a date. */
const UNEXPECTED = 3;

/** Bits for each column in a row’s number. */
const BITS = 2;
/** In a row’s number of 16 bits. */
const MAX_COLUMNS = 8;

const TEXT_DATE = /^\s*(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)/;

function orderOf(cell: Cell | undefined): number {
  if (typeof cell === 'number') {
    const { day, month } = dayAndMonth(cell);
    return day > 12 ? FIXED : day === month ? SILENT : SWAPPABLE;
  }
  const parts = typeof cell === 'string' && cell.length <= 20 ? TEXT_DATE.exec(cell) : null;
  if (parts === null) return SILENT;
  const [one, other] = [Number(parts[1]), Number(parts[3])];
  return Math.max(one, other) > 12 && Math.min(one, other) <= 12 ? UNEXPECTED : SILENT;
}

/**
 * `column.date-order`: Excel reads `3/4/2026` by the order of its language, and leaves `14/3/2026` a text if that is none. A column with such texts, and
 * with dates of which none has a day after the 12th, was most likely typed or opened in the other order: then day and month of all its dates are swapped.
 */
export class DateOrders {
  #rows: Uint16Array;
  readonly #columns: readonly number[];
  /** By column: the number of its cells that say each. */
  readonly #counts: readonly number[][];
  #faults: readonly Fault[] | undefined;

  /** @param columns the zero-based columns with dates @param rows the number of rows that are expected */
  constructor(columns: readonly number[], rows: number) {
    this.#columns = columns.slice(0, MAX_COLUMNS);
    this.#counts = this.#columns.map(() => [0, 0, 0, 0]);
    this.#rows = new Uint16Array(rows + 1);
  }

  /** Reads a row again. @param row the sheet row number, from 1 @param cells undefined if it is not data */
  read(row: number, cells: readonly Cell[] | undefined): void {
    let now = 0;
    for (const [place, column] of this.#columns.entries()) now |= orderOf(cells?.[column]) << (place * BITS);
    const before = this.#rows[row] ?? 0;
    if (now === before) return;
    if (row >= this.#rows.length) {
      const grown = new Uint16Array(row * 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    this.#rows[row] = now;
    this.#faults = undefined;
    this.#counts.forEach((counts, place) => {
      const [was, is] = [saidBy(before, place), saidBy(now, place)];
      counts[was] = (counts[was] ?? 0) - 1;
      counts[is] = (counts[is] ?? 0) + 1;
    });
  }

  /** One for each column in doubt, on its first text. The same array until something changes. */
  get faults(): readonly Fault[] {
    this.#faults ??= this.#counts.flatMap((counts, place): Fault[] => {
      const isInDoubt = (counts[UNEXPECTED] ?? 0) > 0 && (counts[SWAPPABLE] ?? 0) > 0 && (counts[FIXED] ?? 0) === 0;
      if (!isInDoubt) return [];
      const first = (said: number) => this.#rows.findIndex((row) => saidBy(row, place) === said);
      return [
        {
          code: 'column.date-order',
          row: first(UNEXPECTED),
          columns: [this.#columns[place] ?? 0],
          detail: { otherRow: first(SWAPPABLE), count: counts[SWAPPABLE] ?? 0 },
        },
      ];
    });
    return this.#faults;
  }
}

function saidBy(row: number, place: number): number {
  return (row >> (place * BITS)) & 3;
}
