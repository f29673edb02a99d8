import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];
const ARGUMENTS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** Starts a browser: the installed one or, on Linux, the one from npm. */
export async function openBrowser(): Promise<Browser> {
  const installed = process.env.CHROMIUM ?? INSTALLED.find(existsSync);
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args: ARGUMENTS });
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packed.executablePath(), args: ARGUMENTS });
}
