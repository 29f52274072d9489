/** Ben works an evening on his phone's pages: he taps On, a call rings him, they talk, he says how heavy it was, and rests; shifts are put up and taken. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { signInAs, signInPage } from '../support/signed-in.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takenOver } from '../support/stored.ts';
import { talk } from '../support/talking.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];
const [ana, ben, cleo] = [numbers['ana']!, numbers['ben']!, numbers['cleo']!];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await page.close();
  await stage.close();
  expect(complaints).toEqual([]);
});

async function begin(organisation: OrganisationFile, at = '2026-11-10T18:00:00-06:00') {
  stage = await setStage({ organisation, at });
}
const open = (address: string) => page.goto(`${stage.service.url}${address}`);
const button = (name: string | RegExp) => page.getByRole('button', { name });

/** Two evenings, both Ana's. */
function twoEvenings(people: Parameters<typeof smallOrganisation>[0]): OrganisationFile {
  const organisation = smallOrganisation(people);
  return {
    ...organisation,
    shifts: organisation.shifts!.map((shift) => ({
      ...shift,
      start: '2026-11-10T17:00',
      end: '2026-11-10T21:00',
      repeat: 'FREQ=DAILY;COUNT=2',
    })),
  };
}

test('Ben taps On, a call rings his phone, he rates it 5 on the page, and it says until when he rests', async () => {
  await begin(
    smallOrganisation({ ana: { as: null, roles: ['shift-leader'] }, ben: {} }, { automaticAvailability: false }),
  );
  await signInPage(page, stage, ben);
  await open('/');
  await page.getByRole('heading', { name: 'Now' }).waitFor();
  await page.getByText('Your calls are off.').waitFor();
  await page.getByText('Nobody is waiting').waitFor({ state: 'detached' });
  expect(await pageProblems(page)).toEqual([]);
  await button('On').focus();
  await page.keyboard.press('Enter');
  await page.getByText(/^You are on\. Calls can come until 11:00/).waitFor();
  expect(await button('On').getAttribute('aria-pressed')).toBe('true');
  await page.getByText('Nobody is waiting.').waitFor();
  expect(await pageProblems(page)).toEqual([]);

  const [phone, someone] = [stage.phone(ben), stage.phone(caller)];
  await talk(stage, someone, phone, 120);
  await page.reload();
  await page.getByText('You are with somebody now.').waitFor();
  phone.hangUp();
  await stage.pass(9);
  someone.hangUp();
  await stage.pass(2);

  await page.reload();
  await page.getByText(/^A moment for yourself until 6:0\d/).waitFor();
  await button('I am ready for calls already').waitFor();
  await page.getByRole('heading', { name: 'How heavy was that for you?' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button('5 very heavy').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Thank you for telling us.').waitFor();
  await page.getByText(/^You are resting until 6:1\d/).waitFor();
  expect(await page.getByRole('heading', { name: 'How heavy was that for you?' }).count()).toBe(0);
  expect(await pageProblems(page)).toEqual([]);
  await button('On').click();
  await page.getByText(/so calls come from then/).waitFor();

  await button('Ask for a word with the shift leader').click();
  await page.getByText(/^No shift leader is free|^We have told the shift leader/).waitFor();
  await stage.pass(100);
  expect(phone.texts().filter(({ body }) => body.startsWith('How heavy'))).toEqual([]);
  stage.wasRead([...stage.phone(ana).texts(), ...phone.texts()]);
});

test('the page learns by itself what has changed meanwhile', async () => {
  await begin(smallOrganisation({ ben: {} }));
  await signInPage(page, stage, ben);
  await page.clock.install();
  await open('/now');
  await page.getByText(/^You are on/).waitFor();
  const client = await signInAs(stage, ben);
  await client.post('/me/availability', { word: 'break', minutes: 30 });
  await page.clock.runFor(11_000);
  await page.getByText(/^You are on a break until 6:3\d/).waitFor();
});

test('a check-in can be skipped, and a break is one tap', async () => {
  await begin(smallOrganisation({ ben: {} }));
  const [phone, someone] = [stage.phone(ben), stage.phone(caller)];
  await talk(stage, someone, phone, 120);
  someone.hangUp();
  phone.hangUp();
  await stage.pass(2);
  await signInPage(page, stage, ben);
  await open('/now');
  await button('Not now').click();
  await page.getByRole('heading', { name: 'How heavy was that for you?' }).waitFor({ state: 'detached' });
  await page.getByLabel('How long a break').selectOption('30');
  await button('Break').dblclick();
  await page.getByText(/^You are on a break until 6:3\d/).waitFor();
  stage.wasRead(phone.texts());
});

test('Ana puts a shift up and takes it back; Ben takes another; what is not for him says why', async () => {
  await begin(twoEvenings({ ana: {}, ben: { as: null }, cleo: { as: null, languages: ['es'] } }));
  await signInPage(page, stage, ana);
  await open('/shifts');
  await page.getByText('on now').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button('As a month').press('Enter');
  await page.getByRole('table', { name: 'November 2026' }).waitFor();
  await page.getByRole('cell', { name: /^11 ?5:00\sPM – 9:00\sPM$/ }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button('As a list').press('Enter');
  const putUp = button(/^I cannot make it: put it up\s+Wed, Nov 11/);
  await putUp.focus();
  await page.keyboard.press('Enter');
  await page.getByText(/is up for somebody else\. You can take that back until 6:1/).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button('Take it back').click();
  await putUp.click();
  await button('Take it back').waitFor();

  await page.context().clearCookies();
  await signInPage(page, stage, ben);
  await open('/open-shifts');
  await button(/^Take it\s+Wed, Nov 11/).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button(/^Take it\s+Wed, Nov 11/).dblclick();
  await page.getByText(/is yours\. Thank you\. You can take that back until/).waitFor();
  await page.getByText('No shift is open for you right now.').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  expect(await takenOver(stage)).toEqual([{ occurrence: '2026-11-11T17:00', person: 'ben' }]);
  await button('Take it back').click();
  await button(/^Take it\s+Wed, Nov 11/).waitFor();

  await page.context().clearCookies();
  await signInPage(page, stage, cleo);
  await open('/open-shifts');
  await page.getByText('Otro que ahora no es para usted, y por qué').click();
  await page.getByText(/necesita un idioma/).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await stage.pass(2);
  stage.wasRead(stage.phone(ana).texts());
});

test('a tired volunteer reads how it is, why, and when it gets lighter; nobody else can', async () => {
  await begin(smallOrganisation({ ana: { roles: ['coordinator'], as: null }, ben: {} }));
  await stage.rows(
    `INSERT INTO load_events (id, person_id, kind, contact_id, start_at, end_at, heavy)
      SELECT 'told ' || n, 'ben', 'contact', 'told ' || n, t, t + interval '40 minutes', true
      FROM generate_series(1, 6) n, LATERAL (SELECT timestamptz '2026-11-10T17:00:00-06:00' - n * interval '3 hours' AS t) times`,
  );
  await signInPage(page, stage, ben);
  await open('/load');
  await page.getByText(/^Your load is \d+ of 100/).waitFor();
  await page.getByText(/^If nothing new comes, you will be at “/).waitFor();
  await page.getByRole('img', { name: /^Your load from .* of 100\.$/ }).waitFor();
  await page.getByText('The same as a table').press('Enter');
  expect(await page.getByRole('row').count()).toBe(31);
  await page.getByText('The 6 things it comes from').first().press('Enter');
  await page
    .getByText(/^A contact(, heavy| of 40 min)/)
    .first()
    .waitFor();
  expect(await pageProblems(page)).toEqual([]);

  await page.context().clearCookies();
  await signInPage(page, stage, ana);
  await open('/load');
  await page.getByRole('heading', { name: 'This page is not open to you' }).waitFor();
  expect(await page.getByRole('link', { name: 'How I am' }).count()).toBe(0);
});

test('without the service the page says so, keeps what it showed, and what was tapped counts once', async () => {
  await begin(smallOrganisation({ ben: {} }));
  await signInPage(page, stage, ben);
  await open('/now');
  await page.getByText(/^You are on/).waitFor();
  // The answer is lost on its way: what was asked for was done.
  await page.route('**/me/availability', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await button('Break').click();
  await page.getByText(/We did not hear back/).waitFor();
  await page.unroute('**/me/availability');
  await button('Break').click();
  await page.getByText(/^You are on a break until 6:2/).waitFor();
  expect(await stage.rows(`SELECT kind FROM load_events WHERE kind = 'break'`)).toHaveLength(1);
  complaints.splice(0);
});
