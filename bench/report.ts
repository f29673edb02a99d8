const results: Record<string, string | number> = {};

/** Records and prints a result. */
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

/** The median time of several runs after a warm-up, in milliseconds. */
export function median(run: () => void, rounds = 15): number {
  run();
  return middle(Array.from({ length: rounds }, () => clock(run)));
}

/**
 * Times two alternatives alternately, so that load affects both: the median of each, in milliseconds, and the
 * median of the ratios per round.
 */
export function compared(one: () => void, other: () => void, rounds = 25): readonly [number, number, number] {
  one();
  other();
  const turns = Array.from({ length: rounds }, () => [clock(one), clock(other)] as const);
  return [middle(turns.map(([first]) => first)), middle(turns.map(([, second]) => second)), middle(turns.map(([a, b]) => a / b))];
}

/** The time of one run, in milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
