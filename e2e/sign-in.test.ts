import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { readConfig } from '../src/server/config';
import { openDatabase } from '../src/server/database/open';
import { makeSampleSite } from '../src/server/sites/sample';
import { importSite } from '../src/server/sites/site-store';
import { CLIENT_ID, startIdentityProvider } from '../src/server/testing/identity';
import { freePort } from '../src/server/testing/postgres/free-port';
import { openBrowser } from './browser';
import { WAIT } from './preview';
import { startService, type TestService } from './service';

const folder = mkdtempSync(join(tmpdir(), 'caseload-tls-'));
const [ca = '', cert = '', key = ''] = ['ca.crt', 'localhost.crt', 'localhost.key'].map((name) => join(folder, name));
const TLS = { TLS_CERT_FILE: cert, TLS_KEY_FILE: key };
let browser: Browser;

beforeAll(async () => {
  for (const kind of ['log', 'info', 'warn'] as const) jest.spyOn(console, kind).mockImplementation();
  const { generateCertificates } = await import('office-addin-dev-certs');
  await generateCertificates(ca, cert, key);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** @param prepare runs in each frame before its own scripts */
async function openPane(service: TestService, prepare: () => void = () => undefined): Promise<{ page: Page; pane: FrameLocator }> {
  const page = await (await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } })).newPage();
  await page.addInitScript(prepare);
  await page.goto(`${service.url}/preview`);
  const pane = page.frameLocator('iframe');
  await pane.getByRole('tab', { name: 'Settings' }).click(WAIT);
  return { page, pane };
}

/** Clicks *Sign in*; returns the dialog that Office opens. */
async function openDialog(page: Page, pane: FrameLocator): Promise<Page> {
  // A message may also offer to sign in.
  await pane.getByRole('region', { name: 'Account' }).getByRole('button', { name: 'Sign in', exact: true }).click(WAIT);
  const opened = page.waitForEvent('popup', WAIT);
  await pane.getByRole('button', { name: 'Allow' }).click(WAIT);
  return opened;
}

describe('signing in to the sample site in an Office dialog, over https', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService(TLS);
  });
  afterAll(() => service.remove());

  test.each([
    ['', () => undefined],
    [
      ', where the browser keeps nothing for a page in a frame',
      () => {
        const refuse = () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        };
        if (!location.pathname.includes('taskpane')) return;
        for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse });
      },
    ],
  ])('signs in%s', async (_, prepare) => {
    const { page, pane } = await openPane(service, prepare);
    await pane.getByRole('button', { name: 'Sign out', exact: true }).click(WAIT);
    const dialog = await openDialog(page, pane);
    const closed = dialog.waitForEvent('close', WAIT);
    await dialog.getByRole('button', { name: 'Sam Okafor' }).click(WAIT);
    await closed;
    await pane.getByText('Sam Okafor (sam@harbor.example)').waitFor(WAIT);
  });
});

test('signing in with the organization’s identity provider in an Office dialog, and managing users', async () => {
  const port = await freePort();
  const provider = await startIdentityProvider(`https://localhost:${port}/api/sign-in/callback`);
  const data = mkdtempSync(join(tmpdir(), 'caseload-oidc-'));
  const database = await openDatabase(readConfig({ DATA_DIR: data }));
  await importSite(database, await makeSampleSite({ participants: 20, seed: 7 }));
  await database.close();
  const settings = {
    ...TLS,
    DATA_DIR: data,
    DEMO_SIGN_IN: 'off',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT_ID,
    PORT: String(port),
  };
  const service = await startService(settings);
  try {
    const { page, pane } = await openPane(service);
    const dialog = await openDialog(page, pane);
    const closed = dialog.waitForEvent('close', WAIT);
    await dialog.getByRole('button', { name: 'Sign in with your organization’s account' }).click(WAIT);
    await dialog.locator('input[name=login]').fill('dana@harbor.example', WAIT);
    await dialog.locator('input[name=password]').fill('any');
    await dialog.getByRole('button', { name: 'Sign-in' }).click();
    await dialog.getByRole('button', { name: 'Continue' }).click(WAIT);
    await closed;
    await pane.getByText('Dana Rivera (dana@harbor.example)').waitFor(WAIT);

    const users = pane.getByRole('region', { name: 'Users' });
    await users.getByRole('button', { name: 'Add user' }).click(WAIT);
    await users.getByLabel('E-mail').fill('kim@harbor.example');
    await users.getByLabel('Name').fill('Kim Ito');
    await users.getByRole('combobox', { name: 'End assignments' }).click();
    await pane.getByRole('option', { name: 'None', exact: true }).click(WAIT);
    await users.getByRole('combobox', { name: 'Programs' }).click();
    await pane.getByRole('menuitemcheckbox').first().click(WAIT);
    await page.keyboard.press('Escape');
    await users.getByRole('button', { name: 'Save' }).click();
    const kim = users.getByRole('group', { name: 'Kim Ito' });
    await kim.getByText(/^Begin assignments, in .*; See uploads and logs$/).waitFor(WAIT);

    // The last administrator can't be removed.
    await users.getByRole('group', { name: 'Dana Rivera' }).getByRole('button', { name: 'Remove' }).click();
    await pane.getByRole('button', { name: 'Remove user' }).click(WAIT);
    await pane.getByText('The site would have no administrator').waitFor(WAIT);
    await kim.getByRole('button', { name: 'Remove' }).click();
    await pane.getByRole('button', { name: 'Remove user' }).click(WAIT);
    await kim.waitFor({ ...WAIT, state: 'detached' });
  } finally {
    await service.remove();
    await provider.stop();
  }
});
