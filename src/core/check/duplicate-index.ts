/** Rows that are all the same assignment. */
class Twins {
  readonly members = new Set<number>();
  #first = Number.POSITIVE_INFINITY;
  #second = Number.POSITIVE_INFINITY;
  /** Whether the two above must be found again: put off, or deleting all rows one by one would take quadratic time. */
  #isStale = false;

  add(number: number): this {
    this.members.add(number);
    if (!this.#isStale) this.#rank(number);
    return this;
  }

  delete(number: number): void {
    this.members.delete(number);
    if (number === this.#first || number === this.#second) this.#isStale = true;
  }

  /** The first of the others. */
  otherThan(number: number): number {
    if (this.#isStale) this.#rankAll();
    return number === this.#first ? this.#second : this.#first;
  }

  #rankAll(): void {
    this.#first = Number.POSITIVE_INFINITY;
    this.#second = Number.POSITIVE_INFINITY;
    for (const member of this.members) this.#rank(member);
    this.#isStale = false;
  }

  #rank(number: number): void {
    if (number < this.#first) {
      this.#second = this.#first;
      this.#first = number;
    } else if (number < this.#second) this.#second = number;
  }
}

/** Which rows have which identities: an open-addressing table of row numbers (`docs/decisions/checking.md`). */
class RowTable {
  /** The rows' identities by their numbers. */
  #keys: Float64Array;
  /** Row numbers by their keys' hashes; 0 is free, -1 was emptied. */
  #slots: Int32Array;
  #used = 0;
  /** The highest bits of a key's hash are its slot: how many to drop. */
  #shift: number;

  constructor(expected: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.#keys = new Float64Array(expected + 1);
    this.#slots = new Int32Array(size);
    this.#shift = 32 - Math.log2(size);
  }

  /** The slot of a key, or the free one where it belongs. */
  #slot(key: number): number {
    const mask = this.#slots.length - 1;
    // Both halves of the key: it may have 53 bits.
    let slot = (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 2 ** 32) | 0, 0x85ebca6b)) >>> this.#shift;
    for (let row = this.#slots[slot] ?? 0; row !== 0 && (row < 0 || this.#keys[row] !== key); row = this.#slots[slot] ?? 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Puts a row under its key, unless another is there: then that one is returned, else 0. */
  claim(key: number, row: number): number {
    if (this.#used * 2 > this.#slots.length) this.#grow();
    const slot = this.#slot(key);
    const holder = this.#slots[slot] ?? 0;
    if (holder !== 0) return holder;
    if (row >= this.#keys.length) {
      const keys = this.#keys;
      this.#keys = new Float64Array(row * 2);
      this.#keys.set(keys);
    }
    this.#keys[row] = key;
    this.#slots[slot] = row;
    this.#used++;
    return 0;
  }

  delete(key: number): void {
    const slot = this.#slot(key);
    if (this.#slots[slot] !== 0) this.#slots[slot] = -1;
  }

  #grow(): void {
    const slots = this.#slots;
    this.#slots = new Int32Array(slots.length * 2);
    this.#shift--;
    this.#used = 0;
    for (const row of slots) {
      if (row <= 0) continue;
      this.#slots[this.#slot(this.#keys[row] ?? 0)] = row;
      this.#used++;
    }
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
    const lone = this.#lone.claim(key, row);
    if (lone === 0) return NONE;
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
      this.#lone.claim(key, only);
    }
    return twins.members;
  }

  /** The first other row that is the same assignment, or 0. */
  twin(key: number, row: number): number {
    return this.#twins.get(key)?.otherThan(row) ?? 0;
  }
}
