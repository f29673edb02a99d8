import { type Cell, type Cells, isBlank } from '../../core/caseload/cells';
import { OWN_HEADERS } from '../../core/caseload/columns';
import { dateColumns, shiftRow } from '../../core/caseload/date-system';
import type { Layout } from '../../core/caseload/layout';
import type { Finding } from '../../core/check/finding';
import type { PlacedRow } from '../../core/fixes/remedies';
import { withoutOwn } from '../../core/sending/batches';
import { type Block, type EnteredRow, insertRows, takeRows } from '../../excel/changes/rows';
import { asTyped } from '../../excel/changes/write';
import type { SheetSnapshot } from '../../excel/read';

/** A row that is kept back: what it holds, to find it again, and why. */
export interface KeptRow {
  readonly contents: string;
  readonly reason: string;
}

/** A sheet as last read. */
interface LastRead {
  readonly snapshot: SheetSnapshot;
  /** With dates as everywhere else. */
  readonly cells: Cells;
  /** Null if it is no caseload. */
  readonly layout: Layout | null;
  /** The number of columns. */
  readonly width: number;
}

/** The sheet whose rows are changed. */
interface ChangedSheet {
  /** Runs work after all that was queued before it. */
  queue<T>(work: () => Promise<T>): Promise<T>;
  /** Undefined before the first reading. */
  read(): LastRead | undefined;
  findingsAt(row: number): readonly Finding[];
  /** Drops what the record says of a row by a rule. */
  settled(code: Finding['code'], row: number): void;
  reread(): Promise<unknown>;
}

/** Removes, moves and adds whole rows of a sheet. Each change is queued, and the sheet is read again after it. */
export class RowChanges {
  constructor(private readonly sheet: ChangedSheet) {}

  /**
   * Deletes rows, unless one of them no longer holds what it held when this was called.
   * @param aside the name of a new worksheet to move them to, with the header
   * @returns what was in them; undefined if they were left
   */
  remove(rows: readonly number[], aside?: string): Promise<readonly EnteredRow[] | undefined> {
    const before = this.sheet.read()?.cells ?? [];
    const chosen = new Map(rows.map((row) => [row, before[row - 1] ?? []]));
    return this.sheet.queue(async () => {
      const now = this.sheet.read();
      if (now === undefined) return undefined;
      const to = aside === undefined || now.layout === null ? undefined : { name: aside, header: headerBlock(now.layout) };
      const agrees = holdStill(now, (row) => chosen.get(row));
      const taken = await takeRows({ sheetId: now.snapshot.id, rows, columns: now.width, agrees }, to);
      if (taken !== undefined) await this.sheet.reread();
      return taken;
    });
  }

  /** Rows that are kept back, each with why: what is wrong with it on the sheet and by the record, and `more`. */
  kept(rows: readonly number[], more: ReadonlyMap<number, readonly string[]>): readonly KeptRow[] {
    const contents = contentsOf(this.sheet.read());
    return rows.map((row) => {
      const errors = this.sheet.findingsAt(row).filter(({ severity }) => severity === 'error');
      const reasons = new Set([...errors.map(({ message }) => message), ...(more.get(row) ?? [])]);
      return { contents: contents[row - 1] ?? '', reason: [...reasons].join(' ') };
    });
  }

  /**
   * Moves rows that were kept back, with their reasons, to a new leftmost worksheet. Rows that have changed since stay.
   * @param name that of the worksheet
   * @returns the number of rows that were moved
   */
  moveKept(kept: readonly KeptRow[], name: string): Promise<number> {
    return this.sheet.queue(async () => {
      const now = this.sheet.read();
      const texts = new Map<number, string>();
      const reasons = new Map(kept.map(({ contents, reason }) => [contents, reason]));
      for (const [place, contents] of contentsOf(now).entries()) {
        const reason = reasons.get(contents);
        if (reason !== undefined) texts.set(place + 1, reason);
      }
      if (now === undefined || now.layout === null || texts.size === 0) return 0;
      const { snapshot, cells, layout, width } = now;
      const agrees = holdStill(now, (row) => cells[row - 1]);
      const remarks = { column: layout.own.problem ?? width, header: OWN_HEADERS.problem, texts };
      const taken = await takeRows(
        { sheetId: snapshot.id, rows: [...texts.keys()], columns: width, agrees },
        { name, header: headerBlock(layout), remarks },
      );
      await this.sheet.reread();
      return taken?.length ?? 0;
    });
  }

  /** Inserts rows that were deleted, from top to bottom, each with the number that it will have. */
  restore(rows: readonly EnteredRow[]): Promise<void> {
    return this.sheet.queue(async () => {
      const now = this.sheet.read();
      if (now !== undefined) await insertRows(now.snapshot.id, rows);
      await this.sheet.reread();
    });
  }

  /**
   * Inserts new rows, from top to bottom, each with the number that it will have.
   * @param settles what each puts right of the row above it
   */
  add(rows: readonly PlacedRow[], settles: Finding['code']): Promise<void> {
    const before = this.sheet.read();
    const dates = datesOf(before?.layout ?? null);
    const days = before?.snapshot.dateShift ?? 0;
    const entered = rows.map(({ row, cells }) => ({
      row,
      inputs: shiftRow(cells, dates, -days).map(asTyped),
      dates: [...dates].filter((column) => typeof cells[column] === 'number'),
    }));
    return this.sheet.queue(async () => {
      const now = this.sheet.read();
      if (now !== undefined) await insertRows(now.snapshot.id, entered);
      // Before the sheet is read again: each finding is still in its place.
      for (const [added, { row }] of rows.entries()) this.sheet.settled(settles, row - 1 - added);
      await this.sheet.reread();
    });
  }
}

/** Rows as Excel gives them, with dates as everywhere else. */
export function likeElsewhere(
  { snapshot, layout }: Pick<LastRead, 'snapshot' | 'layout'>,
  rows: readonly PlacedRow[],
): readonly PlacedRow[] {
  const dates = datesOf(layout);
  return rows.map(({ row, cells }) => ({ row, cells: shiftRow(cells, dates, snapshot.dateShift) }));
}

/** What each row holds, as a text to compare, without columns of the add-in: results may be written meanwhile. */
function contentsOf(read: LastRead | undefined): readonly string[] {
  if (read === undefined) return [];
  const cells = read.layout === null ? read.cells : withoutOwn(read.cells, read.layout);
  return cells.map((row) => JSON.stringify(row.slice(0, row.findLastIndex((cell) => !isBlank(cell)) + 1)));
}

/** Whether rows, as Excel gives them, still hold what is expected. */
function holdStill(read: LastRead, expected: (row: number) => readonly Cell[] | undefined): (rows: readonly PlacedRow[]) => boolean {
  return (rows) =>
    likeElsewhere(read, rows).every(({ row, cells }) => cells.every((cell, column) => cell === (expected(row)?.[column] ?? '')));
}

function datesOf(layout: Layout | null): ReadonlySet<number> {
  return layout === null ? new Set() : dateColumns(layout);
}

function headerBlock({ headerRow, headerRows }: Layout): Block {
  return { row: headerRow - headerRows + 1, rows: headerRows };
}
