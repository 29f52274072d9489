/** A stranger starts the service, founds a warmline in a browser, sets up how they prove who they are, and calls their own line in the phone lab (O1). */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { openBrowserClient } from '../support/browser-client.ts';
import { complaintsOf, pageProblems, thumbProblems } from '../support/pages.ts';
import { scratchFolder } from '../support/servers.ts';
import { startService, type Started } from '../support/started-service.ts';

let browser: Browser;
let page: Page;
let complaints: string[];
let started: Started;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.context().close();
  started.killAll();
  await started.ended;
  expect(complaints).toEqual([]);
});

const smallest = [320, 640] as const;
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const step = (name: RegExp) => page.getByRole('heading', { level: 2, name }).waitFor();

/** On a busy machine nobody's click is as quick as a phone rings: it is picked up in the lab's own time. */
async function answersByItself(lab: Page, name: string): Promise<void> {
  const phone = lab.getByRole('article', { name, exact: true });
  await phone.getByText('What this phone does').click();
  await phone.getByLabel('When it rings').selectOption('answers');
  await phone.getByText('free (automatic)').waitFor();
}

/** A browser set up like a server has no place's clock to propose. */
async function asksForAPlace(url: string): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' });
  const there = await context.newPage();
  await there.goto(`${url}/found`);
  expect(await there.getByLabel('Time zone').inputValue()).toBe('');
  await there.getByRole('button', { name: 'Next' }).click();
  await there.getByText('Choose the place whose clock your line goes by.').waitFor();
  await context.close();
}

/** The roster has shifts to put people in, and nobody works for days without a pause. */
async function plansNobodyAroundTheClock(url: string): Promise<void> {
  const roster = await page.context().newPage();
  await roster.goto(`${url}/roster`);
  await roster.getByText(/^0 of \d+ places filled$/).waitFor();
  await roster.getByRole('button', { name: 'Plan these days' }).click();
  await roster.getByRole('columnheader', { name: '12:00 – 4:00 PM' }).waitFor();
  expect(await roster.getByText(/hours without a pause/).count()).toBe(0);
  await roster.close();
}

test('from nothing to a call on one’s own line', async () => {
  started = startService('all', { WARMLINE_DATA_DIR: scratchFolder() });
  const url = await started.url;
  page = await (await browser.newContext({ locale: 'en-US', timezoneId: 'America/Denver' })).newPage();
  complaints = complaintsOf(page);

  await page.goto(url);
  await page.getByRole('heading', { name: 'Welcome to Warmline' }).waitFor();
  expect(await pageProblems(page, [smallest])).toEqual([]);
  // The demo lives on while nobody founds: one click looks around in it.
  await button('Look around as Dora, coordinator').click();
  await page.getByRole('link', { name: 'Board' }).waitFor();
  await button('Sign out').click();
  await page.getByRole('link', { name: 'Found your warmline' }).click();

  await step(/Step 1 of 4/);
  expect(await page.getByLabel('Time zone').inputValue()).toBe('America/Denver');
  await asksForAPlace(url);
  expect(await page.getByLabel('Crisis line: its number').inputValue()).toBe('+18002738255');
  await page.getByLabel('Crisis line: its number').fill('988');
  await button('Next').click();
  await page.getByText('Not there yet').waitFor();
  expect(await page.getByLabel('What is your warmline called?').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Crisis line: its number').getAttribute('aria-invalid')).toBe('true');
  expect(await pageProblems(page, [smallest])).toEqual([]);
  await page.getByLabel('What is your warmline called?').fill('Mesa Warmline');
  await page.getByLabel('Crisis line: its number').fill('800 273 8255');
  await page.reload();
  // What identifies nobody is still there; nothing is in the browser's storage.
  await step(/Step 1 of 4/);
  expect(await page.getByLabel('What is your warmline called?').inputValue()).toBe('Mesa Warmline');
  expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).toBe('[{},{}]');
  await button('Next').click();

  await step(/Step 2 of 4/);
  await button('Next').click();

  await step(/Step 3 of 4/);
  await button('Next').click();
  await page.getByText('Not there yet').waitFor();
  await page.getByLabel('Your name').fill('Rosa');
  await page.getByLabel('Your phone number').fill('(303) 555-0142');
  await button('Add a volunteer').click();
  await page.getByRole('group', { name: 'Volunteer 1' }).getByLabel('Name').fill('Theo');
  await page.getByRole('group', { name: 'Volunteer 1' }).getByLabel('Phone number').fill('303 555 0142');
  await button('Next').click();
  await page.getByText('Not there yet').waitFor();
  await page.getByRole('group', { name: 'Volunteer 1' }).getByLabel('Phone number').fill('303 555 0143');
  expect(await pageProblems(page, [smallest])).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await thumbProblems(page)).toEqual([]);
  await page.getByLabel('I answer calls too').uncheck();
  await button('Next').click();

  await step(/Step 4 of 4/);
  await page.getByText('You have reached Mesa Warmline.').waitFor();
  await page.getByLabel('Your own greeting, English').fill('This is Mesa. Somebody who gets it is coming.');
  await page.getByText(/About \d seconds to say/).waitFor();
  expect(await pageProblems(page, [smallest])).toEqual([]);
  await button('Found this warmline').click();
  await page.getByText('Say first that the demo may go.').waitFor();
  await page.getByLabel('Yes, the demo may go').check();
  await button('Found this warmline').click();

  await page.getByRole('heading', { name: 'Set up how you prove it is you' }).waitFor();
  await button('Use an authenticator app instead').click();
  const secret = await page.locator('code').innerText();
  await page
    .getByLabel('Code from your app')
    .fill(new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate());
  await button('That is my app').click();
  await page.getByRole('heading', { name: 'Mesa Warmline is founded' }).waitFor();
  // The list of pages came while the page stood there: it is one row all the same.
  expect((await page.getByRole('navigation').boundingBox())?.height).toBeLessThan(60);
  expect(await thumbProblems(page)).toEqual([]);
  expect(await pageProblems(page, [smallest])).toEqual([]);
  await page.getByRole('link', { name: 'See what is missing before you go live' }).click();
  await page.getByText('You are in the phone lab, without a carrier.').waitFor();
  await button(/^This is done: The secret/).click();
  await page.getByText('1 of 11 are done.').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  const lab = await page.context().newPage();
  await lab.goto(`${url}/lab`);
  await answersByItself(lab, 'Rosa');
  await lab.close();
  await button('Call my phone').click();
  await page.getByText('2 of 11 are done.').waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Add people, or bring them' }).click();
  await page.getByRole('link', { name: 'Theo' }).waitFor();
  expect(await page.getByText('Dora').count()).toBe(0);
  await page.goBack();
  await plansNobodyAroundTheClock(url);

  await page.getByRole('link', { name: 'Call your line' }).click();
  await answersByItself(page, 'Theo');
  await button('Call Mesa Warmline').click();
  await page.getByText('Caller is talking with Theo.').waitFor();
  await page.getByText('This is Mesa. Somebody who gets it is coming.').first().waitFor();
  await button('Hang up as the caller').click();

  // Once is once, whoever asks: nothing of a real organisation is replaced by founding.
  const stranger = openBrowserClient(url);
  expect((await stranger.get('/session')).body).toMatchObject({ organisation: 'Mesa Warmline', founding: 'no' });
  const again = await stranger.post('/founding', {
    name: 'Other',
    timeZone: 'UTC',
    crisisNumber: '+18002738255',
    languages: ['en'],
    you: { name: 'Eve', phone: '+13035550199' },
  });
  expect(again).toMatchObject({ status: 422, body: { detail: expect.stringContaining('already') as unknown } });
  await page.goto(`${url}/found`);
  await page.getByRole('heading', { name: 'Mesa Warmline is founded' }).waitFor();
});
