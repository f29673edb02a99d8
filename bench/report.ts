const results: Record<string, string | number> = {};

/** Notes a figure under what it measures, and prints it. */
export function report(what: string, value: string | number): void {
  results[what] = value;
  console.log(`${what.padEnd(88)} ${value}`);
}

export function allResults(): Readonly<Record<string, string | number>> {
  return results;
}

/** How long something takes, in milliseconds: the median of several times, after one that does not count. */
export function median(run: () => void, rounds = 15): number {
  run();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
}

/** How long one run takes, in milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
