/** A coordinator runs the line from the browser, by keyboard: somebody comes and goes, a spreadsheet is brought in, a greeting is changed and put back. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { sessionHeaders } from '../support/api-askers.ts';
import { appCode, enterWithApp } from '../support/authenticator.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { signInPage } from '../support/signed-in.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];
let secret: string;

beforeAll(async () => {
  browser = await openBrowser();
  const organisation = smallOrganisation(
    {
      ana: { training: [{ course: 'listening', until: '2026-12-01' }] },
      ben: { as: null, trainee: true },
      dev: { as: null, roles: ['coordinator'] },
    },
    { languages: ['en', 'es'], openingHours: [{ days: ['MO', 'TU', 'WE'], start: '17:00', end: '01:00' }] },
  );
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

const open = (address: string) => page.goto(`${stage.service.url}${address}`);
const button = (name: string | RegExp) => page.getByRole('button', { name });
const press = (control: Locator, key = 'Enter') => control.press(key);
const problems = () => pageProblems(page);
/** A state of a page that was looked at whole before. */
const problemsOnPhone = () => pageProblems(page, [[320, 640]]);

async function enter(): Promise<void> {
  const entered = await enterWithApp(stage, 'dev');
  secret = entered.secret;
  const { hostname } = new URL(stage.service.url!);
  await page.context().addCookies(
    [...entered.client.cookies].map(([name, value]) => ({
      name,
      value,
      domain: hostname,
      path: '/',
      httpOnly: true,
    })),
  );
}
/** Signed in as before, with a proof that is older than ten minutes. */
async function withAnOldProof(): Promise<void> {
  const { cookie } = await sessionHeaders(stage, 'dev', { strength: 'second', provedMinutesAgo: 11 });
  const [name = '', value = ''] = cookie!.split('=');
  await page.context().addCookies([{ name, value, domain: new URL(stage.service.url!).hostname, path: '/' }]);
}

test('by a code alone a coordinator is told kindly about the second proof', async () => {
  await signInPage(page, stage, numbers['dev']!);
  await open('/people');
  await page.getByText('This page needs your passkey or authenticator app as well.').waitFor();
  await page.getByRole('link', { name: 'Prove it is you' }).waitFor();
  expect(await problemsOnPhone()).toEqual([]);
});

test('somebody is found, added, put right while somebody else does so too, and let go', async () => {
  await enter();
  await open('/people');
  await page.getByText('3 people').waitFor();
  await page.getByText(/listening runs out on Tue, Dec 1, 2026/).waitFor();
  expect(await problems()).toEqual([]);
  await page.getByLabel('Search').fill('nobody like that');
  await page.getByText(/^Nobody matches/).waitFor();
  await press(button('Show everybody'));
  await page.getByText('3 people', { exact: true }).waitFor();
  expect([await page.getByLabel('Search').inputValue(), new URL(page.url()).search]).toEqual(['', '']);
  await page.getByLabel('Stage').selectOption('shadow');
  await page.getByText('1 of 3 people').waitFor();

  await press(page.getByRole('link', { name: 'Add somebody' }));
  await page.getByRole('heading', { name: 'Add somebody' }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Íris Möller');
  await page.getByLabel('Phone number').fill(numbers['ana']!);
  await press(page.getByLabel('Phone number'));
  await page.getByText(/nothing you typed is lost/).waitFor();
  expect(await page.getByLabel('Phone number').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Íris Möller');
  expect(await problemsOnPhone()).toEqual([]);
  await page.getByLabel('Phone number').fill('+1 (555) 012-0099');
  await press(button('Add them'));
  await page.getByRole('heading', { name: 'Íris Möller' }).waitFor();
  await page
    .getByText(
      'Íris Möller is here now. Tell them so: nothing is sent by itself. They sign in at this address with their phone number.',
    )
    .waitFor();
  await page.getByText('active · now').waitFor();
  expect(await problems()).toEqual([]);

  // Meanwhile somebody else writes down a tag.
  const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)!);
  await page.getByLabel('Learns beside somebody').press('Space');
  const meanwhile = await page.evaluate(
    `fetch('/api/v1/people/${id}', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ tags: ['veteran'] }) }).then((answer) => answer.status)`,
  );
  expect(meanwhile).toBe(200);
  await press(button('Save'));
  await page.getByText('Somebody else changed this meanwhile').waitFor();
  await page.getByRole('row', { name: 'Tags nothing veteran' }).waitFor();
  expect(await problemsOnPhone()).toEqual([]);
  await press(button('Save mine as well'));
  await page.getByText('shadowing · now').waitFor();
  expect(await page.getByLabel('Tags').inputValue()).toBe('veteran');

  await withAnOldProof();
  await press(button('Let Íris Möller go…'));
  await page.getByText('No shift would be open.').waitFor();
  await press(button('Yes, let Íris Möller go'));
  await page.getByText('First, prove that it is you').waitFor();
  expect(await problemsOnPhone()).toEqual([]);
  await page.getByLabel('Code from your app').fill(await nextCode());
  await press(page.getByLabel('Code from your app'));
  await page.getByText(/^Íris Möller has left/).waitFor();
});

test('days away of somebody are seen before, put right at their field, kept beside what another wrote, undone and ended', async () => {
  await enter();
  await open('/people/ana');
  await page.getByText('No day is written down on which they are away.').waitFor();
  await page.getByLabel('First day').fill('2026-11-10');
  await page.getByText('One shift would be open at once:').waitFor();
  await press(button('Mark ana of Northside away'));
  await page.getByText('must be a later day: a shift of theirs on that day has begun').waitFor();
  expect(await page.getByLabel('First day').getAttribute('aria-invalid')).toBe('true');
  expect(await problems()).toEqual([]);

  const meanwhile = await page.evaluate(
    `fetch('/api/v1/people/ana/time-off', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"from":"2026-12-24","to":"2026-12-24"}' }).then((answer) => answer.status)`,
  );
  expect(meanwhile).toBe(200);
  await page.getByLabel('First day').fill('2026-11-12');
  await page.getByLabel('Last day').fill('2026-11-14');
  await page.getByText('3 shifts would be open at once:').waitFor();
  await press(button('Mark ana of Northside away'));
  await page.getByText('Somebody else changed this meanwhile').waitFor();
  await press(button('Save mine as well'));
  await page.getByText('ana of Northside is away Thu, Nov 12, 2026 to Sat, Nov 14, 2026.').waitFor();
  await button('End it Thu, Dec 24, 2026').waitFor();
  await press(button('Undo'));
  await page.getByText('ana of Northside is not away any more Thu, Nov 12, 2026 to Sat, Nov 14, 2026.').waitFor();

  await press(button('End it Thu, Dec 24, 2026'));
  await page.getByText(/^They will not be away then/).waitFor();
  expect(await problemsOnPhone()).toEqual([]);
  await press(button('Yes, end it'));
  await page.getByText('No day is written down on which they are away.').waitFor();
});

test('a spreadsheet with one wrong row takes nobody over, a right one everybody', async () => {
  await enter();
  await open('/people?do=import');
  const sheet = (...rows: string[]) => ({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['Nombre;Handy;Idiomas', ...rows].join('\n')),
  });
  const file = page.getByLabel('Spreadsheet');
  await file.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a00', 'hex') });
  await page.getByText(/^This file cannot be read/).waitFor();
  expect(await problemsOnPhone()).toEqual([]);
  await file.setInputFiles(sheet('Núria Vila;(555) 012-0301;español', 'Otto;12;German'));
  // No column is called as we know it, so nobody has a number until it is said which it is.
  await page.getByText('0 new, 0 changed, 0 as they are, 2 with a problem.').waitFor();
  await page.getByLabel('Column “Handy”').selectOption('phone');
  await page.getByText('1 new, 0 changed, 0 as they are, 1 with a problem.').waitFor();
  await page.getByText('Phone number: is no phone number').waitFor();
  expect(await button(/^Take/).count()).toBe(0);
  expect(await problems()).toEqual([]);
  await file.setInputFiles(sheet('Núria Vila;(555) 012-0301;español', 'Otto;+1 555 012 0302;German'));
  await page.getByText('2 new, 0 changed, 0 as they are, 0 with a problem. Every row is fine.').waitFor();
  await press(button('Take 2 people over'));
  await page.getByText('Taken over: 2 new, 0 changed.').waitFor();
  await page.getByRole('link', { name: 'Núria Vila' }).waitFor();
});

test('a greeting and the hours of today are changed, and put back as they were', async () => {
  await enter();
  await open('/lines');
  await press(page.getByRole('link', { name: 'Northside Warmline' }));
  await page.getByRole('img', { name: /Monday: 5:00\sPM – 1:00\sAM/ }).waitFor();
  await page.getByRole('img', { name: /^What happens in the first 600 seconds/ }).waitFor();
  const greeting = page.getByLabel('Your own words, English');
  await greeting.fill('Hello from the new line, we are glad you called.');
  await page.getByText('About 4 seconds to say.').waitFor();
  await press(page.locator('summary', { hasText: 'Everything that is texted' }));
  await page.getByLabel('Look for a sentence').waitFor();
  await press(button('Take these hours out'));
  await page.getByText(/With this, today will be: always open\./).waitFor();
  // What else will be another way is told as far as it is.
  await page.getByLabel('Minutes of rest after a heavy one').fill('30');
  await page.getByText('Peers rest 30 minutes after a heavy contact instead of 15 minutes.').waitFor();
  await page.getByText('What else you changed').waitFor();
  await page.getByLabel('Minutes of rest after a heavy one').fill('15');
  await page.getByText('Peers rest 30 minutes').waitFor({ state: 'detached' });
  await page.getByLabel('Minutes of rest after a heavy one').fill('');
  await page.getByLabel('A phone rings for seconds').fill('0');
  expect(await problems()).toEqual([]);
  await press(button('Save'));
  await page.getByText(/nothing you typed is lost/).waitFor();
  expect(await page.getByLabel('A phone rings for seconds').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('A phone rings for seconds').fill('');
  await press(button('Save'));
  await page.getByText('Saved.').waitFor();
  await page.getByText('Changed: opening hours, greeting').waitFor();
  expect(await greeting.inputValue()).toBe('Hello from the new line, we are glad you called.');

  await press(button(/^Go back to before/));
  await press(button('Yes, go back'));
  await page.getByText('It is as it was before.').waitFor();
  expect(await greeting.inputValue()).toBe('');
  await page.getByRole('img', { name: /Monday: 5:00\sPM – 1:00\sAM/ }).waitFor();

  // A closure is a change of its own; what is being typed above stays and can be saved.
  await page.getByLabel('A phone rings for seconds').fill('25');
  await page.getByLabel('First day').fill('2026-11-17');
  await page.getByText(/^One shift on those days has somebody planned/).waitFor();
  await page.getByText(/Nov 17.*: ana of Northside/).waitFor();
  await page.getByLabel('Why').fill('Training');
  expect(await problemsOnPhone()).toEqual([]);
  await press(button('Close the line on these days'));
  await button('Open again Tue, Nov 17, 2026: Training').waitFor();
  await press(button('Save'));
  await page.getByText('Saved.').waitFor();
  await press(button('Open again Tue, Nov 17, 2026: Training'));
  await page.getByText('No closure is planned.').waitFor();

  await press(button('Take it out of use…'));
  await press(button('Yes, take Northside Warmline out of use'));
  await page.getByText(/last line in use/).waitFor();
});

test('the settings hold for every line, and say at the field what is wrong', async () => {
  await enter();
  await open('/settings');
  await page.getByLabel('Talks a day for each caller').fill('5');
  await page.getByLabel('Number of the crisis line').fill('nine');
  await press(button('Save'));
  await page.getByText(/nothing you typed is lost/).waitFor();
  expect(await page.getByLabel('Number of the crisis line').getAttribute('aria-invalid')).toBe('true');
  expect(await problemsOnPhone()).toEqual([]);
  await press(button('Put everything back as it was'));
  await page.getByLabel('Talks a day for each caller').fill('5');
  await page.getByText('From the next call and the next text on, on every line:').waitFor();
  await page.getByText('Each caller has 5 talks a day instead of 3.').waitFor();
  expect(await page.getByText('What else you changed').count()).toBe(0);
  await press(button('Save'));
  await page.getByText('Saved.').waitFor();
  await page.getByText('Changed: limits and times').waitFor();
});

/** A code counts once: the next one comes half a minute later. */
async function nextCode(): Promise<string> {
  await stage.pass(31);
  return appCode(stage, secret);
}
