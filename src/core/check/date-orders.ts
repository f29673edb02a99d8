import type { Cell } from '../caseload/cells';
import { dayAndMonth, readDateText } from '../caseload/dates';
import { hasHiddenCharacters } from '../caseload/text-keys';
import type { Fault } from '../rules/codes';
import { dateOrder } from '../text/format';

/** What a cell says of the order of day and month. */
const SILENT = 0;
/** A date that would be another one, if day and month were swapped. */
const SWAPPABLE = 1;
/** Such a date on the 1st: in many caseloads, all are. */
const ON_FIRST = 2;
/** A date with a day after the 12th: it was read in the right order. */
const FIXED = 3;
/** A text in the other order than that of the workbook. */
const UNEXPECTED = 4;
const KINDS = 5;

/** Bits for each column in a row’s number. */
const BITS = 3;
/** In a row’s number of 16 bits. */
const MAX_COLUMNS = 5;

/** With or without a time of day. */
const TEXT_DATE = /^(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?:[T ].*)?$/;

/** Whether a text is a date that the workbook’s order can’t read. What has hidden characters is a text for these. */
function isUnexpected(text: string, order: ReturnType<typeof dateOrder>): boolean {
  const parts = TEXT_DATE.exec(text);
  if (parts === null || order === 'year first' || hasHiddenCharacters(text)) return false;
  const [first, second] = [Number(parts[1]), Number(parts[3])];
  const isDayFirst = first > 12 && second <= 12;
  const isMonthFirst = second > 12 && first <= 12;
  if (!(isDayFirst && order !== 'day first') && !(isMonthFirst && order !== 'month first')) return false;
  const reading = readDateText(text);
  return 'serial' in reading || reading.problem === 'two-digit-year';
}

/** What dates until 2173 say, one more than it is, by serial date: a sheet has a million, but few different ones. */
const known = new Uint8Array(100_000);

function saidByDate(serial: number): number {
  const before = known[serial] ?? 0;
  if (before > 0) return before - 1;
  const { day, month } = dayAndMonth(serial);
  const said = day > 12 ? FIXED : day === month ? SILENT : day === 1 ? ON_FIRST : SWAPPABLE;
  if (serial in known) known[serial] = said + 1;
  return said;
}

/**
 * `column.date-order`: Excel reads `3/4/2026` in the workbook’s order, and leaves `14/3/2026` a text if that is the other one. A column with such a text,
 * and with dates of which none has a day after the 12th, was most likely typed in the other order: then day and month of all its dates are swapped.
 */
export class DateOrders {
  #rows: Uint16Array;
  readonly #columns: readonly number[];
  readonly #order = dateOrder();
  /** By column: the number of its cells that say each. */
  readonly #counts: readonly number[][];
  #faults: readonly Fault[] | undefined;

  /** @param columns the zero-based columns with dates @param rows the number of rows that are expected */
  constructor(columns: readonly number[], rows: number) {
    this.#columns = columns.slice(0, MAX_COLUMNS);
    this.#counts = this.#columns.map(() => new Array<number>(KINDS).fill(0));
    this.#rows = new Uint16Array(rows + 1);
  }

  /** Reads a row again. @param row the sheet row number, from 1 @param cells undefined if it is not data */
  read(row: number, cells: readonly Cell[] | undefined): void {
    let now = 0;
    if (cells !== undefined)
      for (let place = 0; place < this.#columns.length; place++) now |= this.#saidBy(cells[this.#columns[place] ?? 0]) << (place * BITS);
    const before = this.#rows[row] ?? 0;
    if (now === before) return;
    if (row >= this.#rows.length) {
      const grown = new Uint16Array(row * 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    this.#rows[row] = now;
    this.#faults = undefined;
    for (let place = 0; place < this.#columns.length; place++) {
      const counts = this.#counts[place];
      if (counts === undefined) continue;
      const [was, is] = [saidIn(before, place), saidIn(now, place)];
      counts[was] = (counts[was] ?? 0) - 1;
      counts[is] = (counts[is] ?? 0) + 1;
    }
  }

  #saidBy(cell: Cell | undefined): number {
    if (typeof cell === 'number') return saidByDate(cell);
    return typeof cell === 'string' && cell !== '' && isUnexpected(cell, this.#order) ? UNEXPECTED : SILENT;
  }

  /** One for each column in doubt, on its first text. The same array until something changes. */
  get faults(): readonly Fault[] {
    this.#faults ??= this.#counts.flatMap(([, swappable = 0, onFirst = 0, fixed = 0, unexpected = 0], place): Fault[] => {
      if (unexpected === 0 || swappable === 0 || fixed > 0) return [];
      const first = (said: number) => this.#rows.findIndex((row) => saidIn(row, place) === said);
      return [
        {
          code: 'column.date-order',
          row: first(UNEXPECTED),
          columns: [this.#columns[place] ?? 0],
          detail: { otherRow: first(SWAPPABLE), count: swappable + onFirst },
        },
      ];
    });
    return this.#faults;
  }
}

function saidIn(row: number, place: number): number {
  return (row >> (place * BITS)) & ((1 << BITS) - 1);
}
