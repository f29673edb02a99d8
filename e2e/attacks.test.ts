// The service stays responsive while one user attacks it, on any machine. `npm run bench -- attacks` measures the latency.
import { ATTACKS, openTarget, type Target } from './attacks';
import { type Probe, startProbe } from './probe';

/** In milliseconds: a blocked event loop exceeds this by far, a busy machine does not. */
const GENEROUS = 2500;

let target: Target;
let probe: Probe;
beforeAll(async () => {
  target = await openTarget({ rows: 12_000, bodies: 4 });
  probe = startProbe(target.service.url);
});
afterAll(async () => {
  await probe.stop();
  await target.service.remove();
});

test.each(ATTACKS.map(({ name, run }) => [name, run] as const))('%s', async (_, run) => {
  await probe.take();
  const outcome = await run(target);
  const { asked, most } = await probe.take();
  expect(outcome).not.toMatch(/status (5|0)|failed/);
  expect(asked).toBeGreaterThan(0);
  expect(most).toBeLessThan(GENEROUS);
});
