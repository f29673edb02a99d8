import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { openBrowser } from '../e2e/browser';
import { startService } from '../e2e/service';
import { report } from './report';

/** What the pane weighs. */
export function benchBundle(): void {
  const kilobytes = (names: RegExp) => {
    const files = readdirSync('dist/web').filter((name) => names.test(name));
    return Math.round(files.reduce((sum, name) => sum + gzipSync(readFileSync(`dist/web/${name}`)).length, 0) / 1024);
  };
  report('pane, gzipped (KB; aim: below 250)', kilobytes(/^(taskpane|commands|runtime)\..*js$/));
  report('Fix errors, loaded when first opened, gzipped (KB)', kilobytes(/^fixes\..*js$/));
}

/** From the address to a pane that can be used, beside the same page without it: the grid is what takes the time. */
export async function benchPane(): Promise<void> {
  const [service, browser] = await Promise.all([startService(), openBrowser()]);
  const times: number[] = [];
  const grids: number[] = [];
  for (let round = 0; round < 5; round++) {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    const start = performance.now();
    await page.goto(`${service.url}/preview`, { waitUntil: 'commit' });
    const grid = page.locator('canvas').first().waitFor();
    const pane = page
      .frameLocator('iframe')
      .getByRole('button', { name: 'Insert template', exact: true })
      .and(page.frameLocator('iframe').locator(':enabled'))
      .waitFor();
    await Promise.all([grid.then(() => grids.push(performance.now() - start)), pane.then(() => times.push(performance.now() - start))]);
    await page.context().close();
  }
  const middle = (all: number[]) => Math.round(all.sort((one, other) => one - other)[2] ?? 0);
  report('preview opened: the grid drawn, the pane usable (ms)', `${middle(grids)}, ${middle(times)}`);
  await browser.close();
  await service.remove();
}
