import type { Cells } from '../caseload/cells';
import { type Layout, rowKind } from '../caseload/layout';
import { EMPTY, type Lookups } from '../caseload/lookup';
import { FIELDS, type Field, type Row } from '../caseload/row';
import { DOUBT, plainReader, type ReadPlain } from './plain-cells';
import type { PlaceOf } from './row-reader';

/** Rows read at a time: few enough to stay in the processor's nearest memory while one column after the other is read. */
export const BLOCK = 256;

interface Reading {
  readonly read: ReadPlain;
  readonly values: Float64Array;
}

/**
 * Reads the rows whose every cell is plain, which on a sheet of any size are nearly all: column by column, so that each
 * column's short reader runs hot (`docs/decisions/checking.md`). A row with a cell in doubt is left to `RowReader`.
 */
export class PlainRows {
  readonly #fields: Readonly<Record<Field, Float64Array>> = {
    participantId: none(),
    program: none(),
    programStart: none(),
    programEnd: none(),
    staff: none(),
    relationship: none(),
    status: none(),
    start: none(),
    end: none(),
    reason: none(),
    action: none(),
  };
  readonly #readings: Reading[] = [];
  readonly #doubts = new Uint8Array(BLOCK);
  readonly #participant: number;
  readonly #names: { readonly first: number; readonly last: number };
  readonly #sure: boolean;

  constructor(
    layout: Layout,
    place: PlaceOf,
    private readonly lookups: Lookups,
    today: number,
  ) {
    this.#names = { first: place('caseworkerFirstName'), last: place('caseworkerLastName') };
    const bothNames = this.#names.first !== EMPTY && this.#names.last !== EMPTY;
    const taken = new Set<Field>();
    let sure = true;
    for (const { index, column } of layout.columns) {
      if (column === undefined || place(column.key) !== index || (bothNames && column.kind.type === 'name-part')) continue;
      const field = FIELDS[column.key];
      if (field !== undefined && taken.has(field)) sure = false;
      if (field !== undefined) taken.add(field);
      this.#readings.push({ read: plainReader(index, column, lookups, today), values: field === undefined ? none() : this.#fields[field] });
    }
    this.#participant = place('participantId');
    const named = this.#names.first !== EMPTY || this.#names.last !== EMPTY;
    this.#sure = sure && this.#participant !== EMPTY && !(named && taken.has('staff'));
  }

  /** Reads the block of rows from `from` (a place in `cells`). */
  readBlock(cells: Cells, from: number): void {
    const to = Math.min(cells.length, from + BLOCK);
    this.#doubts.fill(this.#sure ? 0 : 1);
    if (!this.#sure) return;
    for (const { read, values } of this.#readings) {
      read(cells, from, to, values);
      for (let place = 0; place < to - from; place++) if (values[place] === DOUBT) this.#doubts[place] = 1;
    }
    if (this.#names.first !== EMPTY && this.#names.last !== EMPTY) this.#readNames(cells, from, to);
    if (this.#participant > 0) this.#doubtKinds(cells, from, to);
  }

  /** Puts the row at a place of the block into `row`; false if a cell of it is in doubt. */
  take(place: number, row: Row): boolean {
    if (this.#doubts[place] === 1) return false;
    const fields = this.#fields;
    row.participantId = fields.participantId[place] ?? EMPTY;
    row.program = fields.program[place] ?? EMPTY;
    row.programStart = fields.programStart[place] ?? EMPTY;
    row.programEnd = fields.programEnd[place] ?? EMPTY;
    row.staff = fields.staff[place] ?? EMPTY;
    row.relationship = fields.relationship[place] ?? EMPTY;
    row.status = fields.status[place] ?? EMPTY;
    row.start = fields.start[place] ?? EMPTY;
    row.end = fields.end[place] ?? EMPTY;
    row.reason = fields.reason[place] ?? EMPTY;
    row.action = fields.action[place] ?? EMPTY;
    return true;
  }

  #readNames(cells: Cells, from: number, to: number): void {
    const { first, last } = this.#names;
    const { staffByNames } = this.lookups;
    for (let place = from; place < to; place++) {
      if (this.#doubts[place - from] === 1) continue;
      const row = cells[place];
      const staff = staffByNames.get(row?.[first])?.get(row?.[last]) ?? DOUBT;
      this.#fields.staff[place - from] = staff;
      if (staff < 0) this.#doubts[place - from] = 1;
    }
  }

  /** Where the Participant ID is not the first column, what stands before it may say that the row is an instruction. */
  #doubtKinds(cells: Cells, from: number, to: number): void {
    for (let place = from; place < to; place++) {
      if (rowKind(cells[place], this.#participant) !== 'data') this.#doubts[place - from] = 1;
    }
  }
}

function none(): Float64Array {
  return new Float64Array(BLOCK).fill(EMPTY);
}
