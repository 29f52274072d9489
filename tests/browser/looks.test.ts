/** What a coordinator sees at a glance: what waits before what is settled, names inside their frames, words that are not cut off, in Spanish too. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
  const coordinates = { as: null, roles: ['coordinator' as const] };
  const organisation = smallOrganisation({ ana: {}, dev: coordinates, elena: { ...coordinates, languages: ['es'] } });
  stage = await setStage({ organisation, at: '2026-11-09T18:00:00-06:00' });
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function openFor(who: string, width = 1280): Promise<void> {
  context = await browser.newContext({ viewport: { width, height: 800 }, timezoneId: 'America/Chicago' });
  const { cookie } = await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie!.split('=');
  await context.addCookies([{ name, value, url: stage.service.url! }]);
  page = await context.newPage();
  complaints = complaintsOf(page);
}
const open = (address: string) => page.goto(`${stage.service.url}${address}`);

/** Where things stand, by their selector. */
async function boxes(selector: string): Promise<{ top: number; bottom: number; width: number }[]> {
  const found = await page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => { const { top, bottom, width } = one.getBoundingClientRect(); return { top, bottom, width }; })`,
  );
  return found as { top: number; bottom: number; width: number }[];
}

const promise = (id: string, state: string, hour: number) => ({
  id,
  line: 'Northside Warmline',
  state,
  promisedAt: '2026-11-09T20:00:00Z',
  dueAt: `2026-11-10T${hour}:00:00Z`,
  untilAt: '2026-11-11T20:00:00Z',
  keptAt: state === 'kept' ? '2026-11-10T16:00:00Z' : null,
  timed: false,
  attempts: [],
});

test('calls that are owed stand there; those that were settled wait under a fold', async () => {
  await openFor('dev', 390);
  let promises = [promise('soon', 'open', 18), promise('late', 'open', 23), promise('kept', 'kept', 15)];
  await page.route('**/api/v1/promises*', (route) =>
    route.fulfill({ json: { next: null, keptOnTime: { due: 1, share: 1 }, promises } }),
  );
  await open('/attention');
  const owed = page.getByRole('table', { name: 'Promised calls' }).getByRole('row');
  await owed.getByText('Nov 10, 2026, 12:00').waitFor();
  expect(await owed.count()).toBe(3);
  expect(await owed.nth(1).innerText()).toContain('12:00');
  expect(await owed.nth(2).innerText()).toContain('5:00');
  expect(await page.getByText('kept on time', { exact: true }).isVisible()).toBe(false);
  await page.getByText('What became of the others').press('Enter');
  await page.getByText('kept on time', { exact: true }).waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  promises = [promise('kept', 'kept', 15)];
  await page.reload();
  await page.getByText('No call is owed at the moment.').waitFor();
});

test('no part of a load is said to be more than the whole', async () => {
  await openFor('ana', 390);
  await page.route('**/api/v1/me/load', async (route) => {
    const response = await route.fetch();
    const load = (await response.json()) as { score: number; parts: { part: string; points: number; value: number }[] };
    const parts = load.parts.map((one) => (one.part === 'nights' ? { ...one, points: 8.6, value: 0.86 } : one));
    await route.fulfill({ response, json: { ...load, score: 8.6, parts } });
  });
  await open('/load');
  await page.getByText('8 of your load').waitFor();
});

test('the name of a line stands inside the frame of what has to be asked for there', async () => {
  await openFor('dev');
  await open('/moves');
  await page.getByRole('group', { name: 'Northside Warmline' }).waitFor();
  const [frame] = await boxes('fieldset:has(> legend + label)');
  const [name] = await boxes('fieldset:has(> legend + label) > legend');
  expect(name!.top).toBeGreaterThan(frame!.top);
  expect(await pageProblems(page)).toEqual([]);
});

test('in Spanish the steps of a ladder are read to the end, and Find stands on the line of its fields', async () => {
  await openFor('elena');
  await open('/settings');
  await page.getByText('Si no ha respondido nadie').waitFor();
  // As wide as what is chosen, the arrow and the distances included.
  const cutOff = await page.evaluate(
    `[...document.querySelectorAll('select')].filter((one) => { const free = one.cloneNode(true); free.replaceChildren(one.selectedOptions[0].cloneNode(true)); free.style.cssText = 'position: absolute; width: auto; max-width: none'; one.after(free); const needed = free.getBoundingClientRect().width; free.remove(); return needed > one.getBoundingClientRect().width + 1; }).map((one) => one.selectedOptions[0].textContent)`,
  );
  expect(cutOff).toEqual([]);
  await open('/audit');
  await page.getByRole('button', { name: 'Buscar' }).waitFor();
  const [button] = await boxes('form[role="search"] button');
  const fields = await boxes('form[role="search"] :is(input, select)');
  expect(fields.some(({ bottom }) => Math.abs(bottom - button!.bottom) < 1)).toBe(true);
  expect(await pageProblems(page)).toEqual([]);
});
