/** Longer texts are compared by their first characters. */
export const LONGEST_COMPARED = 200;

// Three rows of the distance matrix, allocated once: `typingDistance` runs thousands of times for a sheet.
let beforeLast = new Uint16Array(LONGEST_COMPARED + 1);
let last = new Uint16Array(LONGEST_COMPARED + 1);
let now = new Uint16Array(LONGEST_COMPARED + 1);

/** The optimal string alignment distance: insertions, deletions, substitutions and adjacent transpositions; at most `limit`. */
export function typingDistance(one: string, other: string, limit: number): number {
  const rows = Math.min(one.length, LONGEST_COMPARED);
  const columns = Math.min(other.length, LONGEST_COMPARED);
  if (Math.abs(rows - columns) >= limit) return limit;
  for (let j = 0; j <= Math.min(columns, limit); j++) last[j] = j;
  let codeBefore = -1;
  for (let i = 1; i <= rows; i++) {
    const code = one.charCodeAt(i - 1);
    // Cells further from the diagonal than the limit exceed it.
    const from = i > limit ? i - limit : 1;
    const to = i + limit < columns ? i + limit : columns;
    let left = from === 1 ? i : limit;
    let least = left;
    let otherBefore = from === 1 ? -1 : other.charCodeAt(from - 2);
    now[from - 1] = left;
    if (i + limit <= columns) last[to] = limit;
    for (let j = from; j <= to; j++) {
      const otherCode = other.charCodeAt(j - 1);
      const diagonal = last[j - 1] as number;
      let cost = diagonal;
      if (code !== otherCode) {
        const up = last[j] as number;
        if (left < cost) cost = left;
        if (up < cost) cost = up;
        cost++;
        if (code === otherBefore && codeBefore === otherCode) {
          const swapped = (beforeLast[j - 2] as number) + 1;
          if (swapped < cost) cost = swapped;
        }
      }
      now[j] = cost;
      left = cost;
      otherBefore = otherCode;
      if (cost < least) least = cost;
    }
    if (least >= limit) return limit;
    codeBefore = code;
    const free = beforeLast;
    beforeLast = last;
    last = now;
    now = free;
  }
  return Math.min(limit, last[columns] as number);
}

/** The similarity of two texts by letters, from 0 to 1; 0 if it is below `floor`. */
export function likeness(one: string, other: string, floor: number): number {
  const longest = Math.max(one.length, other.length);
  const limit = Math.floor(longest * (1 - floor)) + 1;
  const distance = typingDistance(one, other, limit);
  return distance >= limit ? 0 : 1 - distance / longest;
}
