/** The roster of a line that was just founded and is open around the clock, on a phone: one day open, the others a row each, and the way there from the board (R1, O1). */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { raise } from '../../src/attention/need-attention.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { nobodyPlannedText } from '../../src/planning/gap-warnings.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowser } from '../support/browser.ts';
import { founded } from '../support/founded.ts';
import { complaintsOf, pageProblems, thumbProblems } from '../support/pages.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.context().close();
  await stage.close();
  expect(complaints).toEqual([]);
});

const mesaOfThree = founded({}, 'ana', 'ben');

/** The service with this organisation, and a phone's browser in which Rosa has proved who she is. */
async function asRosa(organisation: OrganisationFile): Promise<void> {
  stage = await setStage({ organisation, at: '2026-11-10T11:00:00-07:00' });
  page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  complaints = complaintsOf(page);
  const { cookie = '' } = await sessionHeaders(stage, 'rosa', { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, domain: new URL(stage.service.url!).hostname, path: '/' }]);
}

test('the first day is open, every other day is a row that says what is missing and opens by keyboard; whoever is on call is put in by hand', async () => {
  await asRosa(mesaOfThree);
  await page.goto(`${stage.service.url}/roster`);
  await page.getByText(/^0 of \d+ places filled$/).waitFor();
  await page.getByRole('button', { name: 'Plan these days' }).click();
  await page.getByText('Draft', { exact: true }).waitFor();
  const days = page.getByRole('group').filter({ has: page.getByRole('heading', { name: /Nov|Dec/ }) });
  expect(await days.count()).toBeGreaterThan(20);
  const open = days.filter({ has: page.getByRole('listitem') });
  expect(await open.getByRole('heading').allInnerTexts()).toEqual([expect.stringMatching(/Mon Nov 16\s+6 missing/)]);
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(5_000);
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  expect(await thumbProblems(page)).toEqual([]);

  const later = days.filter({ has: page.getByRole('heading', { name: /Nov 19/ }) });
  await later.locator('summary').press('Enter');
  await later.getByRole('listitem').first().getByRole('button').click();
  const panel = page.getByRole('dialog');
  await panel.getByRole('button', { name: 'Make Ana primary' }).click();
  await page.getByText(/^1 of \d+ places filled$/).waitFor();
  expect(await later.getByRole('listitem').first().innerText()).toMatch(/Ana(?!\s*backup)/);
});

test('that nobody is planned leads by keyboard to the roster of that line and this week; what could not be filled is told once', async () => {
  const [line] = mesaOfThree.lines!;
  const other = { ...line!, id: 'first', name: 'Aspen Day Line', phoneNumber: '+13035550101' };
  await asRosa({ ...mesaOfThree, lines: [other, line!] });
  const subject = nobodyPlannedText({ from: '2026-11-10', backups: 3 });
  await raise(stage.service.deps.room, { kind: 'nobody-planned', lineId: line!.id, subject });
  await page.goto(`${stage.service.url}/board`);
  const way = page.getByRole('region', { name: 'Needs attention' }).getByRole('link', { name: /nobody is planned/i });
  await way.press('Enter');
  await page.getByText(/^0 of \d+ places filled$/).waitFor();
  const heading = page.getByRole('heading', { level: 1, name: 'Roster' });
  await heading.and(page.locator(':focus')).waitFor();
  await page.getByRole('heading', { name: /Tue Nov 10/ }).waitFor();
  expect(new URL(page.url()).searchParams.get('line')).toBe(line!.id);

  await page.getByRole('button', { name: 'Plan these days' }).press('Enter');
  await page.getByText(`${line!.name}, Nov 9 – Dec 6, 2026`).waitFor();
  await page.getByRole('button', { name: 'Fill what is open…' }).press('Enter');
  const fill = page.getByRole('dialog', { name: 'Fill what is open' });
  await fill.getByRole('button', { name: 'Look for people' }).press('Enter');
  const short = fill.getByText('What stays open, and why').locator('xpath=..');
  await short.locator('summary').first().waitFor();
  expect(await short.getByRole('listitem').count()).toBeLessThan(4);
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
});
