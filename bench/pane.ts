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

/** The number of groups of *Fix errors* in the largest list. */
const GROUPS = 5000;

/** Opening *Fix errors* with 5,000 groups, and scrolling through them: the longest task of the browser while it scrolls. */
async function benchFixes(page: Page, url: string): Promise<void> {
  const pane = page.frameLocator('iframe');
  await page.goto(`${url}/preview`);
  await pane.getByRole('button', { name: 'Insert template', exact: true }).click();
  await pane.getByRole('button', { name: 'Remove sample and start' }).click();
  await pane.getByText('Paste or type').waitFor();
  await page.evaluate((count) => {
    const caseworker = window.preview.sheet.getDropdown('F2')?.[0] ?? '';
    const rows = Array.from({ length: count }, (_, row) => [
      1001,
      'CN-050001',
      '',
      '',
      '',
      caseworker,
      'Mentor',
      `status ${row}`,
      '3/14/2026',
      '',
      '',
      'Insert',
    ]);
    window.preview.sheet.setValues(`A2:L${count + 1}`, rows);
  }, GROUPS);
  await pane.getByRole('button', { name: /^Fix [\d,]+ problems$/ }).waitFor();
  const frame = page.frames().find((one) => one.url().includes('taskpane'));
  const opened = await frame?.evaluate(async () => {
    const start = performance.now();
    [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(({ innerText }) => innerText === 'Fix errors')?.click();
    while (document.querySelector('main li') === null) await new Promise((resume) => setTimeout(resume));
    return performance.now() - start;
  });
  report(`opening Fix errors with ${GROUPS} groups (ms; aim: below 200)`, Math.round(opened ?? 0));
  const inView = await frame?.evaluate(async () => {
    await new Promise((resume) => setTimeout(resume, 300));
    return [...document.querySelectorAll('main li')].filter(
      (one) => one.querySelector('input') && one.getBoundingClientRect().bottom <= innerHeight,
    ).length;
  });
  report('groups in view, in a window of 800 px (aim: at least 10)', inView ?? 0);
  const longest = await frame?.evaluate(async () => {
    let most = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) most = Math.max(most, duration);
    }).observe({ type: 'longtask' });
    for (let step = 0; step < 60; step++) {
      window.scrollBy(0, 250);
      await new Promise((resume) => requestAnimationFrame(resume));
    }
    await new Promise((resume) => setTimeout(resume, 300));
    return most;
  });
  report('longest task while scrolling through them (ms; 0: none over 50)', Math.round(longest ?? 0));
}

/** The time until the pane is usable, compared with the time until the preview's grid is drawn. */
export async function benchPane(): Promise<void> {
  const [service, browser] = await Promise.all([startService(), openBrowser()]);
  const fresh = async () => (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await benchWeight(await fresh(), service.url);
  await benchFixes(await fresh(), service.url);
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
