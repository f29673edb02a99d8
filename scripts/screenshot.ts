// Takes the pictures of the preview, light and dark, for the README and the first page: `npm run screenshot`.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { readConfig } from '../src/server/config';
import { serve } from '../src/server/serve';

async function main(): Promise<void> {
  const config = readConfig({ PORT: '0', DATA_DIR: mkdtempSync(join(tmpdir(), 'caseload-')), LOG_LEVEL: 'silent' });
  const service = await serve(config);
  const browser = await openBrowser();
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 640 }, colorScheme });
    await draw(page, service.url);
    await page.screenshot({ path: colorScheme === 'light' ? 'docs/preview.png' : 'docs/preview-dark.png' });
    await page.close();
  }
  await browser.close();
  await service.stop();
}

/** Shows a sheet with wrong cells, and *Fix errors* beside it. */
async function draw(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/preview`);
  const pane = page.frameLocator('iframe');
  await pane.getByRole('button', { name: 'Insert template' }).click();
  await pane.getByRole('button', { name: 'Remove sample and start' }).click();
  await pane.getByText('There are no rows').waitFor();
  await page.evaluate(() => {
    const caseworkers = window.preview.sheet.getDropdown('F2') ?? [];
    const row = (n: number, more: Record<number, string>) =>
      [1001 + n, `CN-0${50_001 + n}`, '', '', '', caseworkers[n] ?? '', 'Mentor', 'Active', '3/14/2026', '', '', 'Insert'].map(
        (cell, column) => more[column] ?? cell,
      );
    const rows = [row(0, {}), row(1, { 7: 'Actve' }), row(2, { 8: '3/4/26' }), row(3, { 6: 'Mentr' }), row(4, { 1: '' }), row(5, {})];
    window.preview.sheet.setValues('A2:L7', rows);
  });
  await pane.getByRole('tab', { name: 'Fix errors' }).click();
  await pane.getByRole('button', { name: 'Fix', exact: true }).first().waitFor();
  // From the columns with the wrong cells on.
  await page.evaluate(() => window.preview.sheet.select('F2'));
  await page.evaluate(() => window.preview.sheet.select('J2'));
  await page.evaluate(() => window.preview.sheet.select('H3'));
  await page.waitForTimeout(1500);
}

void main();
