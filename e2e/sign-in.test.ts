import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './browser';
import { WAIT } from './preview';
import { startService } from './service';

test('signing in by the dialog of Office, on https', async () => {
  const { generateCertificates } = await import('office-addin-dev-certs');
  const folder = mkdtempSync(join(tmpdir(), 'caseload-tls-'));
  const [ca = '', cert = '', key = ''] = ['ca.crt', 'localhost.crt', 'localhost.key'].map((name) => join(folder, name));
  await generateCertificates(ca, cert, key);
  const [service, browser] = await Promise.all([startService({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key }), openBrowser()]);
  try {
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } })).newPage();
    await page.goto(`${service.url}/preview`);
    const pane = page.frameLocator('iframe');
    await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
    await pane.getByRole('button', { name: 'Sign out' }).click(WAIT);
    await pane.getByRole('button', { name: 'Sign in' }).click(WAIT);
    const opened = page.waitForEvent('popup', WAIT);
    await pane.getByRole('button', { name: 'Allow' }).click(WAIT);
    const dialog = await opened;
    const closed = dialog.waitForEvent('close', WAIT);
    await dialog.getByRole('button').nth(1).click(WAIT);
    await closed;
    await pane.getByRole('button', { name: 'Sign out' }).waitFor(WAIT);
  } finally {
    await browser.close();
    await service.remove();
    rmSync(folder, { recursive: true });
  }
}, 120_000);
