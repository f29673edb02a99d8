const results: Record<string, string | number> = {};

/** Notes a figure under what it measures, and prints it. */
export function report(what: string, value: string | number): void {
  results[what] = value;
  console.log(`${what.padEnd(88)} ${value}`);
}

export function allResults(): Readonly<Record<string, string | number>> {
  return results;
}

const middle = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

function clock(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** How long something takes, in milliseconds: the median of several times, after one that does not count. */
export function median(run: () => void, rounds = 15): number {
  run();
  return middle(Array.from({ length: rounds }, () => clock(run)));
}

/**
 * Two things beside each other, turn by turn, so that a busy machine slows both: the median of each, in milliseconds, and the
 * median of the ratios of the turns.
 */
export function compared(one: () => void, other: () => void, rounds = 25): readonly [number, number, number] {
  one();
  other();
  const turns = Array.from({ length: rounds }, () => [clock(one), clock(other)] as const);
  return [middle(turns.map(([first]) => first)), middle(turns.map(([, second]) => second)), middle(turns.map(([a, b]) => a / b))];
}

/** How long one run takes, in milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
