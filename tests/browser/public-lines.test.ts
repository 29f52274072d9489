/** The snippet on somebody else's page, under their strict rules: in English and Spanish, light and dark, and with words of its own without script. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
let elsewhere: Server;
let address: string;

beforeAll(async () => {
  browser = await openBrowser();
  const openingHours: NonNullable<OrganisationFile['lines']>[number]['openingHours'] = [
    { days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], start: '17:00', end: '23:00' },
  ];
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, { openingHours, languages: ['en', 'es'] }),
    at: '2026-11-11T16:00:00-06:00',
    role: 'web',
  });
  const { url } = stage.service;
  const body = `<!doctype html><html lang="en"><head><title>Our town</title><meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark"></head><body><main><h1>Talk with somebody</h1>
    <div data-warmline="main" id="en">Call 555 0100, every evening.</div>
    <div data-warmline lang="es" id="es" data-keep>Llame al 555 0100.</div>
    <div data-warmline="gone" id="gone">Another number.</div>
    </main><script src="${url}/public/lines.js" async></script></body></html>`;
  elsewhere = createServer((_request, response) =>
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .setHeader('content-security-policy', `default-src 'none'; script-src ${url}; connect-src ${url}`)
      .end(body),
  ).listen(0);
  await once(elsewhere, 'listening');
  address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await browser.close();
  elsewhere.close();
  await stage.close();
});

test('each place says the line’s state in its language; what is not ours stays as it was', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme, bypassCSP: false });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(address);
    await page.locator('#en li').waitFor();
    expect(await page.locator('#en ul').innerText()).toBe(
      'Northside Warmline\nClosed. Opens Wednesday, November 11 at 5:00 PM CST\nWe speak English and Spanish.',
    );
    expect(await page.locator('#es ul').getAttribute('lang')).toBe('es');
    expect((await page.locator('#es ul').innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /^Northside Warmline Cerrada\. Abre el miércoles, 11 de noviembre,? (a las )?17:00 (CST|GMT-6) Hablamos inglés y español\.$/,
    );
    expect(await page.getByText('Llame al 555 0100.').isVisible()).toBe(true);
    expect(await page.locator('#en').innerText()).not.toContain('Call 555 0100');
    expect(await page.getByText('Another number.').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test('without script, and while the service does not answer, the page’s own words stand', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address);
  expect(await page.getByText('Call 555 0100, every evening.').isVisible()).toBe(true);
  await context.close();
  const other = await (await browser.newContext()).newPage();
  await other.route('**/public/lines', (route) => route.fulfill({ status: 503, body: '' }));
  const answered = other.waitForResponse('**/public/lines');
  await other.goto(address);
  await answered;
  expect(await other.getByText('Call 555 0100, every evening.').isVisible()).toBe(true);
  await other.context().close();
});

test('axe finds nothing', async () => {
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  await page.goto(address);
  await page.locator('#en li').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.context().close();
});
