import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { startService } from '../e2e/service';
import { report } from './report';

/** Sums the gzipped sizes of the pane's own scripts, without office.js, in KB. */
function weigh(page: Page): () => Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    const inPane = response.frame().url().includes('taskpane') && /\.js$/.test(response.url()) && !/office-js|trust/.test(response.url());
    if (inPane) sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  return async () => Math.round((await Promise.all(sizes.splice(0))).reduce((sum, size) => sum + size, 0) / 1024);
}

/** The pane's size as fetched by a browser: at first, and what *Fix errors* adds when it is first opened. */
async function benchWeight(page: Page, url: string): Promise<void> {
  const taken = weigh(page);
  const pane = page.frameLocator('iframe');
  await page.goto(`${url}/preview`);
  await pane.getByRole('button', { name: 'Insert template', exact: true }).and(pane.locator(':enabled')).waitFor();
  report('pane, gzipped (KB; aim: below 250)', await taken());
  await pane.getByRole('tab', { name: 'Fix errors' }).click();
  await pane.getByRole('heading', { name: 'Nothing to fix' }).waitFor();
  report('Fix errors, loaded when first opened, gzipped (KB)', await taken());
}

/** The time until the pane is usable, compared with the time until the preview's grid is drawn. */
export async function benchPane(): Promise<void> {
  const [service, browser] = await Promise.all([startService(), openBrowser()]);
  const fresh = async () => (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await benchWeight(await fresh(), service.url);
  const times: number[] = [];
  const grids: number[] = [];
  for (let round = 0; round < 5; round++) {
    const page = await fresh();
    const start = performance.now();
    await page.goto(`${service.url}/preview`, { waitUntil: 'commit' });
    const grid = page.getByRole('gridcell').first().waitFor();
    const pane = page
      .frameLocator('iframe')
      .getByRole('button', { name: 'Insert template', exact: true })
      .and(page.frameLocator('iframe').locator(':enabled'))
      .waitFor();
    await Promise.all([grid.then(() => grids.push(performance.now() - start)), pane.then(() => times.push(performance.now() - start))]);
    await page.context().close();
  }
  const middle = (all: number[]) => Math.round(all.sort((one, other) => one - other)[2] ?? 0);
  report('opening the preview: grid drawn, pane usable (ms)', `${middle(grids)}, ${middle(times)}`);
  await browser.close();
  await service.remove();
}
