/** A real browser for tests of pages: the system's Chromium where there is one, else the one that comes as a package. */
import { existsSync } from 'node:fs';
import packaged from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';
import { patienceMs } from './patience.ts';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Starts a browser without a window. What is waited for on its pages may take as long as anything in a story: the
 * library's own thirty seconds are too few for a machine that is busy.
 */
export async function openBrowser(): Promise<Browser> {
  const system = SYSTEM_BROWSERS.find((path) => existsSync(path));
  // Without the graphics of a machine it does not have: computing them takes more than all the rest of it.
  packaged.setGraphicsMode = false;
  // As a single process the packaged browser ends with its first page.
  const args = system ? ['--no-sandbox'] : packaged.args.filter((arg) => arg !== '--single-process');
  const browser = await chromium.launch({
    executablePath: system ?? (await packaged.executablePath()),
    args: [...args, '--disable-gpu'],
    headless: true,
  });
  browser.on('context', (context) => context.setDefaultTimeout(patienceMs));
  return browser;
}
