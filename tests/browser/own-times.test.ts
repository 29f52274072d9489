/** Ana paints the week in which she can, by mouse, finger and keyboard, and says when she is away (P4). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { signInAs, signInPage } from '../support/signed-in.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { peopleOf } from '../support/stored.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];
const ana = numbers['ana']!;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const organisation = smallOrganisation({ ana: {} });
  stage = await setStage({
    organisation: {
      ...organisation,
      shifts: organisation.shifts!.map((shift) => ({ ...shift, start: '2026-12-20T17:00', end: '2026-12-20T21:00' })),
    },
    at: '2026-11-10T12:00:00-06:00',
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  complaints = complaintsOf(page);
  await signInPage(page, stage, ana);
  await page.goto(`${stage.service.url}/times`);
  await page.getByRole('table', { name: 'My week' }).waitFor();
});
afterEach(async () => {
  await page.close();
  await stage.close();
  expect(complaints).toEqual([]);
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const cell = (name: string) => page.getByRole('button', { name });
const storedWeek = async () => (await peopleOf(stage))[0]?.availability;

test('a week is painted with the mouse and with the keyboard alone, saved, and there again after a reload', async () => {
  expect(await pageProblems(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 1000 });
  const box = async (name: string) => (await cell(name).boundingBox())!;
  const [from, until] = [await box('Monday 5:00 PM to 6:00 PM: not'), await box('Wednesday 5:00 PM to 6:00 PM: not')];
  await page.mouse.move(from.x + 9, from.y + 9);
  await page.mouse.down();
  await page.mouse.move(until.x + 9, until.y + 9, { steps: 12 });
  await page.mouse.up();
  await cell('Tuesday 5:00 PM to 6:00 PM: fine').waitFor();

  await page.getByRole('radio', { name: 'gladly' }).focus();
  await page.keyboard.press('Space');
  await cell('Wednesday 5:00 PM to 6:00 PM: fine').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await cell('Thursday 7:00 PM to 8:00 PM: gladly').and(page.locator(':focus')).waitFor();
  await page.getByText('Mon, Tue, Wed, 5:00 PM to 6:00 PM: fine').waitFor();
  await page.getByText('6 hours a week.').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  expect(await storedWeek()).toEqual([]);
  await button('Save my week').press('Enter');
  await page.getByText('Saved.').waitFor();
  expect(await storedWeek()).toEqual([
    { days: ['MO', 'TU', 'WE'], start: '17:00', end: '18:00', wish: 'fine' },
    { days: ['TH'], start: '17:00', end: '20:00', wish: 'preferred' },
  ]);
  await page.reload();
  await cell('Thursday 7:00 PM to 8:00 PM: gladly').waitFor();
});

test('on a phone a day is seen at a time; a night is painted from one time to another', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await cell('Tuesday 5:00 PM to 6:00 PM: not').waitFor({ state: 'hidden' });
  await page.getByRole('radio', { name: /^Fri/ }).check();
  await cell('Friday 5:00 PM to 6:00 PM: not').click();
  await cell('Friday 5:00 PM to 6:00 PM: fine').waitFor();
  await page.getByRole('radio', { name: 'if need be' }).check();
  await page.getByText('Paint from one time to another').click();
  await page.getByLabel('From').first().selectOption('10:30 PM');
  await page.getByLabel('Until').selectOption('2:00 AM the next day');
  await button('Paint it').click();
  await page.getByText('Fri, 10:30 PM to 2:00 AM: if need be').waitFor();
  await cell('Friday 10:00 PM to 11:00 PM: partly').waitFor();
  await button('Save my week').click();
  await page.getByText('Saved.').waitFor();
  expect(await storedWeek()).toEqual([
    { days: ['FR'], start: '17:00', end: '18:00', wish: 'fine' },
    { days: ['FR'], start: '22:30', end: '02:00', wish: 'reluctant' },
  ]);
});

test('what was changed elsewhere meanwhile, and a lost connection, cost nothing that was painted', async () => {
  const elsewhere = await signInAs(stage, ana);
  await elsewhere.put('/me/times/week', { week: [{ days: ['SU'], start: '08:00', end: '10:00', wish: 'fine' }] });
  await cell('Monday 5:00 PM to 6:00 PM: not').click();
  await page.route('**/me/times/week', (route) => route.abort());
  await button('Save my week').click();
  await page.getByText(/We did not hear back/).waitFor();
  await cell('Monday 5:00 PM to 6:00 PM: fine').waitFor();
  await page.unroute('**/me/times/week');
  await button('Save my week').click();
  await page.getByText(/Your times were changed somewhere else meanwhile/).waitFor();
  await cell('Monday 5:00 PM to 6:00 PM: fine').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button('Save mine in its place').click();
  await page.getByText('Saved.').waitFor();
  expect(await storedWeek()).toEqual([{ days: ['MO'], start: '17:00', end: '18:00', wish: 'fine' }]);
  complaints.splice(0);
});

test('being away says what it opens before it is asked, and can be taken back', async () => {
  await page.getByText('You have said of no day that you are away.').waitFor();
  await page.getByLabel('First day').fill('2026-12-24');
  await page.getByText('This shift of yours would be open at once.').waitFor();
  await page.getByText('Thu, Dec 24, 5:00 PM – 9:00 PM, Northside Warmline').waitFor();
  await page.getByLabel('Last day').fill('2026-12-23');
  await page.getByText(/The last day must not be before the first/).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.getByLabel('Last day').fill('2026-12-25');
  await page.getByText('These 2 shifts of yours would be open at once.').waitFor();
  await button('I am away on these days').press('Enter');
  await page.getByText('Noted. Have a good time.').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button(/^I am not away after all\s+Thu, Dec 24, 2026 to Fri, Dec 25, 2026/).press('Enter');
  await page.getByText('Noted. What nobody has taken meanwhile is yours again.').waitFor();
  await page.getByText('You have said of no day that you are away.').waitFor();
});
