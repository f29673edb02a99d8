import { readFileSync, rmSync } from 'node:fs';
import { ATTACKS, openTarget } from '../e2e/attacks';
import { startProbe } from '../e2e/probe';
import { report } from './report';

const ROWS = Number(process.env.ATTACK_ROWS ?? 100_000);

/** A process's peak memory, in MiB. */
function peakOf(pid: number): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

/** The latency of `/healthz` while one user attacks, on the embedded database (aim: median below 50 ms, 99th percentile below 100 ms). */
export async function benchAttacks(): Promise<void> {
  const target = await openTarget({ rows: ROWS, bodies: 12 });
  const probe = startProbe(target.service.url);
  const session = startProbe(target.service.url, target.token);
  const shown = async () => {
    const [health, signedIn] = [await probe.take(), await session.take()].map(({ median, p99, most }) =>
      [median, p99, most].map((time) => time.toFixed(0)).join('/'),
    );
    return `healthz ${health} ms, session ${signedIn} ms`;
  };
  await new Promise((resolve) => setTimeout(resolve, 3000));
  report('no attack: latency, median/p99/max', await shown());
  for (const { name, run } of ATTACKS) {
    const begun = performance.now();
    const outcome = await run(target);
    const time = ((performance.now() - begun) / 1000).toFixed(1);
    report(name, `${time} s; ${await shown()}; ${outcome}; peak ${peakOf(target.service.pid)} MiB`);
  }
  await Promise.all([probe.stop(), session.stop()]);
  await target.service.remove();
  rmSync(target.service.folder, { recursive: true, force: true });
}
