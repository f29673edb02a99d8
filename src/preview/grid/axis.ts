/** The sizes of a sheet's rows or columns, in pixels: a usual size, and exceptions. Hidden ones have size 0. */
export class Axis {
  /** The places with another size, in order. */
  readonly #places: readonly number[];
  /** The sum of the differences from the usual size, up to and including each of the places. */
  readonly #differences: readonly number[];

  constructor(
    readonly usual: number,
    readonly count: number,
    exceptions: ReadonlyMap<number, number>,
  ) {
    const sorted = [...exceptions].sort(([one], [other]) => one - other);
    this.#places = sorted.map(([place]) => place);
    let sum = 0;
    this.#differences = sorted.map(([, size]) => {
      sum += size - usual;
      return sum;
    });
  }

  /** The distance from the first place's start to a place's start. */
  startOf(place: number): number {
    const before = countBelow(this.#places, place);
    return place * this.usual + (this.#differences[before - 1] ?? 0);
  }

  sizeOf(place: number): number {
    return this.startOf(place + 1) - this.startOf(place);
  }

  /** The visible place at a distance from the first place's start; the first or the last beyond the ends. */
  placeAt(distance: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.startOf(middle + 1) > distance) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The next visible place from one, in a direction; the place itself at the end. */
  next(place: number, direction: 1 | -1): number {
    for (let next = place + direction; next >= 0 && next < this.count; next += direction) if (this.sizeOf(next) > 0) return next;
    return place;
  }
}

/** The number of values below a limit, of values in order. */
function countBelow(values: readonly number[], limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
