/** Rows with the same identity. */
class Twins {
  readonly members = new Set<number>();
  #first = Number.POSITIVE_INFINITY;
  #second = Number.POSITIVE_INFINITY;
  /** Whether the two above are stale. Updated lazily, so that deleting all rows one by one takes linear time. */
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

  /** The first of the other rows. */
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

/** Rows by identity: an open-addressing hash table of row numbers (`docs/decisions/checking.md`). */
class RowTable {
  /** Identities by row number. */
  #keys: Float64Array;
  /** Row numbers by hash slot; 0 is free, -1 is a tombstone. */
  #slots: Int32Array;
  #used = 0;
  /** How many low bits of a hash to drop: the high bits are the slot. */
  #shift: number;

  constructor(expected: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.#keys = new Float64Array(expected + 1);
    this.#slots = new Int32Array(size);
    this.#shift = 32 - Math.log2(size);
  }

  /** The slot of a key, or the free slot for it. */
  #slot(key: number): number {
    const mask = this.#slots.length - 1;
    // Both halves of the key, which may have 53 bits.
    let slot = (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 2 ** 32) | 0, 0x85ebca6b)) >>> this.#shift;
    for (let row = this.#slots[slot] ?? 0; row !== 0 && (row < 0 || this.#keys[row] !== key); row = this.#slots[slot] ?? 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Adds a row under its key and returns 0, or returns the row that is already there. */
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

/** An incremental index of duplicate rows (`row.duplicate`). */
export class DuplicateIndex {
  /** Rows with a unique key. */
  readonly #lone: RowTable;
  readonly #twins = new Map<number, Twins>();

  /** @param expected the approximate number of rows */
  constructor(expected: number) {
    this.#lone = new RowTable(expected);
  }

  /** Adds a row. Returns all rows with its identity, itself included; none if it is unique. */
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

  /** Removes a row. Returns the remaining rows with its identity. */
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

  /** The first other row with the same identity, or 0. */
  twin(key: number, row: number): number {
    return this.#twins.get(key)?.otherThan(row) ?? 0;
  }
}
