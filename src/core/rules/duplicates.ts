import { EMPTY, WRONG } from '../lookup';
import type { Row } from '../row';

/** How many of each there are, to pack a row's identity into one number. */
export interface ListSizes {
  readonly programs: number;
  readonly staff: number;
  readonly relationships: number;
}

/** Stands for the identity of a row that does not say enough to have one. */
export const NO_KEY = -1;

/** Gives rows their identities. */
export class DuplicateKeys {
  readonly #span: number;
  /** Identities too large to be exact as one number get negative ones of their own, from -2 down. */
  readonly #large = new Map<string, number>();

  constructor(private readonly sizes: ListSizes) {
    this.#span = (sizes.programs + 1) * sizes.staff * (sizes.relationships + 1) * 2;
  }

  /**
   * What makes two rows the same: participant, program, caseworker, relationship and action (an empty program or relationship
   * is a value of its own). `NO_KEY` while the row does not say enough.
   */
  of(row: Row): number {
    if (row.participantId < 0 || row.staff < 0 || row.action < 0 || row.program === WRONG || row.relationship === WRONG) return NO_KEY;
    const { staff, relationships } = this.sizes;
    const rest = (((row.program - EMPTY) * staff + row.staff) * (relationships + 1) + (row.relationship - EMPTY)) * 2 + row.action;
    const key = row.participantId * this.#span + rest;
    return Number.isSafeInteger(key) ? key : this.#largeKey(`${row.participantId}:${rest}`);
  }

  #largeKey(text: string): number {
    const key = this.#large.get(text) ?? -2 - this.#large.size;
    this.#large.set(text, key);
    return key;
  }
}

/** Rows that are all the same assignment. */
class Twins {
  readonly members = new Set<number>();
  #first = Number.POSITIVE_INFINITY;
  #second = Number.POSITIVE_INFINITY;

  add(number: number): this {
    this.members.add(number);
    this.#rank(number);
    return this;
  }

  delete(number: number): void {
    this.members.delete(number);
    if (number !== this.#first && number !== this.#second) return;
    this.#first = Number.POSITIVE_INFINITY;
    this.#second = Number.POSITIVE_INFINITY;
    for (const member of this.members) this.#rank(member);
  }

  /** The first of the others. */
  otherThan(number: number): number {
    return number === this.#first ? this.#second : this.#first;
  }

  #rank(number: number): void {
    if (number < this.#first) {
      this.#second = this.#first;
      this.#first = number;
    } else if (number < this.#second) this.#second = number;
  }
}

/**
 * Which row holds a key: an open-addressing table in two typed arrays. Four times as quick as a Map of as many numbers,
 * and it leaves nothing for the garbage collector (`docs/decisions/checking.md`).
 */
class RowTable {
  #keys: Float64Array;
  #rows: Int32Array;
  #used = 0;

  constructor(expected: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.#keys = new Float64Array(size);
    this.#rows = new Int32Array(size);
  }

  /** The slot of a key, or the free one where it belongs. A slot is free as long as its row is 0; one that was emptied is -1. */
  #slot(key: number): number {
    const mask = this.#rows.length - 1;
    let slot = (Math.imul(key % 0x7fffffff, 0x9e3779b1) >>> 7) & mask;
    while (this.#rows[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  /** The row under the key; 0 if there is none. */
  get(key: number): number {
    return Math.max(0, this.#rows[this.#slot(key)] ?? 0);
  }

  set(key: number, row: number): void {
    if (this.#used * 2 > this.#rows.length) this.#grow();
    const slot = this.#slot(key);
    if (this.#rows[slot] === 0) this.#used++;
    this.#keys[slot] = key;
    this.#rows[slot] = row;
  }

  delete(key: number): void {
    const slot = this.#slot(key);
    if (this.#rows[slot] !== 0) this.#rows[slot] = -1;
  }

  #grow(): void {
    const [keys, rows] = [this.#keys, this.#rows];
    this.#keys = new Float64Array(keys.length * 2);
    this.#rows = new Int32Array(rows.length * 2);
    this.#used = 0;
    rows.forEach((row, slot) => {
      if (row > 0) this.set(keys[slot] ?? 0, row);
    });
  }
}

const NONE: ReadonlySet<number> = new Set();

/** Knows at any time which rows of the sheet are the same assignment (`row.duplicate`). */
export class DuplicateIndex {
  /** Rows that are alone under their key. */
  readonly #lone: RowTable;
  readonly #twins = new Map<number, Twins>();

  /** @param expected about how many rows there will be */
  constructor(expected: number) {
    this.#lone = new RowTable(expected);
  }

  /** Adds a row. Returns all rows that are now the same (itself too), none if it is alone. */
  add(key: number, row: number): ReadonlySet<number> {
    const known = this.#twins.size === 0 ? undefined : this.#twins.get(key);
    if (known !== undefined) return known.add(row).members;
    const lone = this.#lone.get(key);
    if (lone === 0) {
      this.#lone.set(key, row);
      return NONE;
    }
    const twins = new Twins().add(lone).add(row);
    this.#lone.delete(key);
    this.#twins.set(key, twins);
    return twins.members;
  }

  /** Takes a row out. Returns the rows that were the same and stay. */
  remove(key: number, row: number): ReadonlySet<number> {
    const twins = this.#twins.get(key);
    if (twins === undefined) {
      this.#lone.delete(key);
      return NONE;
    }
    twins.delete(row);
    const [only] = twins.members;
    if (twins.members.size === 1 && only !== undefined) {
      this.#twins.delete(key);
      this.#lone.set(key, only);
    }
    return twins.members;
  }

  /** The first other row that is the same assignment, or 0. */
  twin(key: number, row: number): number {
    return this.#twins.get(key)?.otherThan(row) ?? 0;
  }
}
