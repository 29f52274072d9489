/** Planning a month in a real browser: by keyboard alone, by two at once, undone after a reload, published and taken back (R1–R4). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
let complaints: string[][];

const always = [
  { days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const, start: '00:00', end: '00:00', wish: 'fine' as const },
].map((window) => ({ ...window, days: [...window.days] }));
const weekdaysOnly = [{ ...always[0]!, days: ['MO' as const, 'WE' as const], wish: 'preferred' as const }];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const organisation = smallOrganisation(
    {
      ana: { name: 'Ana', as: null, availability: weekdaysOnly },
      ben: { name: 'Ben', as: null, availability: always },
      cleo: { name: 'Cleo', as: null },
      dev: { name: 'Dev', as: null, roles: ['coordinator'] },
      elena: { name: 'Elena', as: null, roles: ['coordinator'] },
      grace: { name: 'Grace', as: null, roles: ['shift-leader'] },
    },
    { automaticAvailability: false, closures: [{ from: '2026-11-26', to: '2026-11-26', reason: 'Thanksgiving' }] },
    { limits: { hoursPerWeek: 24, daysInRow: 5, shiftHours: 8, restHours: 11, nightsInRow: 3 } },
  );
  stage = await setStage({ organisation, at: '2026-11-10T11:00:00-06:00' });
  complaints = [];
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await stage.close();
  expect(complaints.flat().filter((one) => !/net::ERR|Failed to load resource/.test(one))).toEqual([]);
});

/** The roster page, as somebody who came in with their second proof. */
async function pageOf(personId: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  complaints.push(complaintsOf(page));
  const { cookie = '' } = await sessionHeaders(stage, personId, { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, domain: new URL(stage.service.url!).hostname, path: '/' }]);
  await page.goto(`${stage.service.url}/roster`);
  return page;
}

const cell = (page: Page, day: RegExp) => page.getByRole('row', { name: day }).getByRole('button');
const said = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached' });
const atDraft = async (page: Page) => {
  await page.getByRole('button', { name: /Plan these days|Go on with the draft/ }).click();
  await page.getByText('Draft', { exact: true }).waitFor();
};

test('a month by keyboard alone: chosen by typing, locked, several at once, cleared, undone, and still so after a reload', async () => {
  const page = await pageOf('dev');
  await page.getByText('0 of 28 places filled').waitFor();
  await page.getByText('Closed: Thanksgiving').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  const plan = page.getByRole('button', { name: 'Plan these days' });
  await plan.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Draft', { exact: true }).waitFor();
  await cell(page, /Nov 16/).focus();
  const keys = async (...pressed: string[]) => {
    for (const key of pressed) await page.keyboard.press(key);
  };
  // Enter takes the best, who would like it; typing takes whom one means.
  await keys('Enter');
  await page.getByRole('combobox', { name: 'Who comes?' }).waitFor();
  expect(await page.getByRole('option').allTextContents()).toEqual([
    expect.stringContaining('Ana'),
    expect.stringContaining('Ben'),
  ]);
  await page.getByText('2 people who may not, and why').waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await keys('Enter');
  await said(page, 'put Ana on Mon, Nov 16');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await cell(page, /Nov 16/)
    .and(page.locator(':focus'))
    .waitFor();
  await keys('ArrowDown', 'Enter');
  await page.keyboard.type('be');
  await keys('Enter');
  await said(page, 'put Ben on Tue, Nov 17');
  await keys('l');
  await page
    .getByRole('row', { name: /Nov 17/ })
    .getByText('locked')
    .waitFor();
  // Eleven days at once, which is too much in a row: it is done, and said.
  await keys('ArrowDown', 'Shift+PageDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Enter');
  await page.getByRole('heading', { name: '11 places at once' }).waitFor();
  await page.keyboard.type('ben');
  await keys('Enter');
  await page.getByText('13 of 28 places filled').waitFor();
  await page.getByText(/Ben works \d+ days in a row/).waitFor();
  await keys('Escape', 'Control+End');
  await keys('+');
  await said(page, 'set the need on Sun, Dec 13');
  await keys('Control+z', 'n');
  await page.getByText('13 of 28 places filled').waitFor();
  await page.getByText('Everything is kept').waitFor();
  await page.reload();
  await page.getByText('13 of 28 places filled').waitFor();
  await cell(page, /Nov 16/).focus();
  await keys('Control+z');
  await page.getByText('2 of 28 places filled').waitFor();
  await keys('Control+Shift+z');
  await page.getByText('13 of 28 places filled').waitFor();
  await keys('Delete');
  await page.getByText('12 of 28 places filled').waitFor();
  await keys('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await keys('Escape');
  await page.getByRole('row').filter({ hasText: 'Nov 16' }).locator(':focus').waitFor();
});

test('two at one draft see each other’s changes with the name, and what collides is said', async () => {
  const [dev, elena] = [await pageOf('dev'), await pageOf('elena')];
  await atDraft(dev);
  await atDraft(elena);
  await dev.getByText(/· Live/).waitFor();
  await elena.getByText(/· Live/).waitFor();
  const put = async (page: Page, day: RegExp, person: string) => {
    await cell(page, day).click();
    await page.getByRole('option', { name: person }).click();
  };
  await put(dev, /Nov 17/, 'Ben');
  await elena
    .getByRole('row', { name: /Nov 17/ })
    .getByText('Ben')
    .waitFor();
  await elena.getByText('Dev: put Ben on Tue, Nov 17').waitFor();
  await put(elena, /Nov 18/, 'Ana');
  await dev.getByText('Elena: put Ana on Wed, Nov 18').waitFor();
  // Each takes back their own.
  await elena.getByRole('button', { name: 'Undo' }).click();
  await dev
    .getByRole('row', { name: /Nov 18/ })
    .getByText('1 missing')
    .waitFor();
  expect(
    await dev
      .getByRole('row', { name: /Nov 17/ })
      .getByText('Ben')
      .count(),
  ).toBe(1);
  // A change that cannot get out is kept, and goes out later.
  await elena.context().setOffline(true);
  await put(elena, /Nov 19/, 'Ben');
  await elena.getByText('We cannot reach the service right now').waitFor();
  await elena
    .getByRole('row', { name: /Nov 19/ })
    .getByText('Ben')
    .waitFor();
  await elena.context().setOffline(false);
  await elena.getByText('Everything is kept').waitFor();
  await dev
    .getByRole('row', { name: /Nov 19/ })
    .getByText('Ben')
    .waitFor();
});

test('several by dragging, and by picking a person first: the same as by keyboard', async () => {
  const page = await pageOf('dev');
  await atDraft(page);
  const to = async (from: { x: number; y: number; width: number; height: number } | null, day: RegExp) => {
    const target = await cell(page, day).boundingBox();
    await page.mouse.move(from!.x + 10, from!.y + from!.height / 2);
    await page.mouse.down();
    await page.mouse.move(target!.x + 40, target!.y + target!.height / 2, { steps: 4 });
    await page.mouse.up();
  };
  // What stands above the days has come to rest.
  await page.getByText(/· Live/).waitFor();
  await page.locator('[class*="losses"]').waitFor({ state: 'detached' });
  await to(await page.getByRole('button', { name: /^Ben/ }).boundingBox(), /Nov 17/);
  await page
    .getByRole('row', { name: /Nov 17/ })
    .getByText('Ben')
    .waitFor();
  await to(
    await page
      .getByRole('row', { name: /Nov 17/ })
      .getByText('Ben')
      .boundingBox(),
    /Nov 20/,
  );
  await page
    .getByRole('row', { name: /Nov 20/ })
    .getByText('Ben')
    .waitFor();
  await page
    .getByRole('row', { name: /Nov 17/ })
    .getByText('1 missing')
    .waitFor();
  await page.getByRole('button', { name: /^Ana/ }).click();
  await page
    .getByRole('row', { name: /Nov 18/ })
    .getByText('fits')
    .waitFor();
  await page
    .getByRole('row', { name: /Nov 19/ })
    .getByText('not available then')
    .waitFor();
  await cell(page, /Nov 18/).click();
  await page
    .getByRole('row', { name: /Nov 18/ })
    .getByText('is here')
    .waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('2 of 28 places filled').waitFor();
});

test('auto-fill is looked at before it is in the draft, and taken back in one step; a series says what changing it does', async () => {
  const page = await pageOf('dev');
  await atDraft(page);
  await page.getByRole('button', { name: 'Fill what is open…' }).click();
  const fill = page.getByRole('dialog', { name: 'Fill what is open' });
  await fill.getByRole('button', { name: 'Look for people' }).click();
  await fill.getByText('What it would change').waitFor();
  // Four evenings of Ben and two of Ana fill six days of each week.
  await fill.getByText('28 places were open; with it, 4 are.').waitFor();
  await fill
    .getByText(/1: too many hours that week/)
    .first()
    .waitFor();
  await fill
    .getByText(/Ask .*whether they can at that time/)
    .first()
    .waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await fill.getByRole('button', { name: 'Put it into the draft' }).click();
  await fill.waitFor({ state: 'detached' });
  await page.getByText('24 of 28 places filled').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('0 of 28 places filled').waitFor();
  await cell(page, /Nov 20/).click();
  await page.getByText('who may not, and why').click();
  await page.getByRole('button', { name: 'Why not Ana?' }).click();
  await page.getByText('Ask Ana whether they can at that time.').waitFor();
  await page.getByRole('button', { name: 'Change or cancel…' }).click();
  await page.getByLabel('This and all later ones').click();
  await page.getByLabel('Until').fill('22:00');
  await page.getByText('From Fri, Nov 20, 5:00 PM on it is a series of its own').waitFor();
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByRole('columnheader', { name: '5:00 – 10:00 PM' }).waitFor();
});

test('publishing shows what changes for whom, is done, and taken back; whoever leads shifts reads along', async () => {
  const page = await pageOf('dev');
  await atDraft(page);
  await cell(page, /Nov 16/).click();
  await page.getByRole('option', { name: 'Ana' }).click();
  await page.getByText('Everything is kept').waitFor();
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish this draft' });
  await dialog.getByText('It changes something for 1 person').waitFor();
  await dialog.getByText('new: Mon, Nov 16, 5:00 – 11:00 PM').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await dialog.getByLabel(/Publish silently/).check();
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('Published. Volunteers').waitFor();
  await page.getByText('1 of 28 places filled').waitFor();
  const reader = await pageOf('grace');
  await reader.getByText('You can look at the roster').waitFor();
  await reader
    .getByRole('row', { name: /Nov 16/ })
    .getByText('Ana')
    .waitFor();
  expect(await reader.getByRole('button', { name: 'Plan these days' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('Draft', { exact: true }).waitFor();
  await page
    .getByRole('row', { name: /Nov 16/ })
    .getByText('Ana')
    .waitFor();
  // A month is one page of paper.
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  // The same on a phone, and by person.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('heading', { name: /Nov 17/ }).waitFor();
  await page.getByRole('listitem').filter({ hasText: '1 missing' }).first().getByRole('button').click();
  await page.getByRole('option', { name: 'Ben' }).click();
  await page.getByText('2 of 28 places filled').waitFor();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByLabel('By person').click();
  await page.getByRole('row', { name: /Ana/ }).getByText('6/24').waitFor();
  expect(await pageProblems(page)).toEqual([]);
});
