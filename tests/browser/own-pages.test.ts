/** A volunteer's own pages: what they learn by themselves, what can be skipped, given, taken and taken back, and what they do without the service. */
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

test('a page that cannot be fetched says so where it would stand, and comes once there is a network again', async () => {
  await begin(smallOrganisation({ ben: {} }));
  await signInPage(page, stage, ben);
  await open('/now');
  await page.getByText(/^You are on/).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'My shifts' }).press('Enter');
  const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await page.getByRole('link', { name: 'Now', exact: true }).waitFor();
  await page.context().setOffline(false);
  await again.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'My shifts' }).waitFor();
  expect(
    complaints.filter((one) => !/ERR_INTERNET_DISCONNECTED|dynamically imported module|preload CSS/.test(one)),
  ).toEqual([]);
  complaints.length = 0;
});
