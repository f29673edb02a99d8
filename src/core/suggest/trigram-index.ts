/** Trigrams of a text, and the prefixes of its initials: "j ann" -> " j", " j ", "j a", " an", "ann", "nn ". */
function gramsOf(key: string, ofEveryWord: boolean): Set<number> {
  const grams = new Set<number>();
  let [first, second] = [0, 32];
  for (let index = 0; index <= key.length; index++) {
    const third = index < key.length ? key.charCodeAt(index) : 32;
    const isInitial = index + 1 >= key.length || key.charCodeAt(index + 1) === 32;
    if (second === 32 && third !== 32 && (ofEveryWord || isInitial)) grams.add(third);
    if (first !== 0) grams.add((first * 65536 + second) * 65536 + third);
    [first, second] = [second, third];
  }
  return grams;
}

const NOWHERE = new Int32Array(0);

/** Finds the entries that share the most trigrams with a text. The cost grows with the number of similar entries, not with the list. */
export class Index {
  readonly #places = new Map<number, Int32Array>();
  readonly #grams: Uint16Array;
  readonly #shared: Uint16Array;
  readonly #met: Int32Array;

  constructor(keys: readonly string[]) {
    const lists = new Map<number, number[]>();
    this.#grams = Uint16Array.from(keys, (key, place) => {
      const grams = gramsOf(key, true);
      for (const gram of grams) {
        const list = lists.get(gram);
        if (list === undefined) lists.set(gram, [place]);
        else list.push(place);
      }
      return grams.size;
    });
    for (const [gram, list] of lists) this.#places.set(gram, Int32Array.from(list));
    this.#shared = new Uint16Array(keys.length);
    this.#met = new Int32Array(keys.length);
  }

  /** Writes the indexes of the `most` similar entries, with their Dice coefficients (0 to 1), into `near`. */
  nearest(key: string, most: number, near: Map<number, number>): void {
    const grams = gramsOf(key, false);
    const count = this.#meet(grams);
    const places = new Int32Array(most);
    const likes = new Float64Array(most);
    let least = 0;
    for (let one = 0; one < count; one++) {
      const place = this.#met[one] as number;
      const dice = (2 * (this.#shared[place] as number)) / (grams.size + (this.#grams[place] as number));
      this.#shared[place] = 0;
      if (dice <= (likes[least] as number)) continue;
      likes[least] = dice;
      places[least] = place;
      for (let at = 0; at < most; at++) if ((likes[at] as number) < (likes[least] as number)) least = at;
    }
    for (let at = 0; at < most; at++) {
      const [place, dice] = [places[at] as number, likes[at] as number];
      if (dice > (near.get(place) ?? 0)) near.set(place, dice);
    }
  }

  /** Counts the trigrams shared with each entry; returns how many entries share any. */
  #meet(grams: ReadonlySet<number>): number {
    const shared = this.#shared;
    let count = 0;
    for (const gram of grams) {
      const places = this.#places.get(gram) ?? NOWHERE;
      for (let at = 0; at < places.length; at++) {
        const place = places[at] as number;
        const times = shared[place] as number;
        if (times === 0) this.#met[count++] = place;
        shared[place] = times + 1;
      }
    }
    return count;
  }
}
