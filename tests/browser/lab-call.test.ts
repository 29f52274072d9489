/** Somebody tries the line in the phone lab, by keyboard alone: calls it, answers as a volunteer, talks, texts, and has a phone behave otherwise. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startPhoneLab, type PhoneLab } from '../../infra/phone-lab/server.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { eventually } from '../support/patience.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';

let browser: Browser;
let stage: Stage;
let lab: PhoneLab;
let page: Page;
let complaints: string[];
const ben = numbers['ben']!;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const organisation = smallOrganisation({
    ana: { name: 'Ana', roles: ['volunteer', 'shift-leader'], as: null },
    ben: { name: 'Ben' },
  });
  stage = await setStage({ organisation, at: evening });
  const { accountSid, authToken } = stage.config.twilio;
  lab = await startPhoneLab({
    clock: stage.clock,
    carrier: stage.carrier,
    port: 0,
    serviceBaseUrl: stage.service.url!,
    pagesUrl: stage.service.url!,
    organisation: organisation.organisation,
    lines: [{ id: 'main', name: 'Northside Warmline', phoneNumber: line }],
    people: organisation.people!.map(({ id, name, phone, roles }) => ({ id, name, phone, roles })),
    accountSid,
    authToken,
  });
  page = await browser.newPage();
  complaints = complaintsOf(page);
  await page.goto(lab.url);
});
afterEach(async () => {
  await page.close();
  await lab.stop();
  await stage.close();
  expect(complaints).toEqual([]);
});

const next = (name: RegExp) => page.getByRole('region', { name: 'What next' }).getByRole('button', { name });
const phone = (name: string) => page.getByRole('article', { name, exact: true });
const now = (name: RegExp) => page.getByRole('region', { name: 'Right now' }).getByRole('listitem', { name });
const smallest = [320, 640] as const;
const phoneSized = [390, 844] as const;
const laptop = [1280, 800] as const;

test('by keyboard alone: a call rings, is answered and talked, one glance says who hears what, and a text gets its answer', async () => {
  await page.getByText('Northside', { exact: true }).waitFor();
  await page.getByText('Tuesday 18:00 in Chicago').waitFor();
  await page.getByText('Every phone is quiet.').waitFor();
  expect(await page.getByRole('link', { name: 'Look around as Ana' }).getAttribute('href')).toBe(
    `${stage.service.url}/sign-in?as=ana`,
  );

  await next(/Call Northside/).press('Enter');
  await phone('Caller').getByRole('button', { name: 'Hang up: Caller' }).waitFor();
  await stage.until('Ben rings', () => stage.phone(ben).state() === 'ringing');
  await now(/^Ben's phone rings$/).waitFor();
  await now(/^Caller is connected with Northside Warmline$/).waitFor();
  await phone('Ben').getByText('Northside Warmline is calling.', { exact: true }).waitFor();
  expect(await pageProblems(page, [smallest, phoneSized, laptop])).toEqual([]);

  await page.getByRole('link', { name: 'Ben' }).press('Enter');
  await phone('Ben').getByRole('button', { name: 'Answer: Ben' }).press('Enter');
  await phone('Ben').getByRole('button', { name: 'Hang up: Ben' }).waitFor();
  // The button is gone; whoever pressed it is still at this phone, and a digit is its key.
  await page.locator(`#phone-${ben.slice(1)}:focus`).waitFor();
  await stage.pass(2);
  await page.keyboard.press('1');
  await phone('Ben').getByText('Presses 1.').waitFor();
  await stage.until('they talk', () => stage.phone(caller).talkingWith().includes(ben));
  await now(/^Caller talks with Ben|^Ben talks with Caller/).waitFor();
  const words = phone('Caller').getByPlaceholder('Say something');
  await words.focus();
  await page.keyboard.type('I have had 1 long day');
  await page.keyboard.press('Enter');
  await phone('Ben').getByText('With Caller. Caller says “I have had 1 long day”').waitFor();
  await page.getByText('Ben hears: Caller says “I have had 1 long day”').waitFor();
  expect(
    stage
      .phone(caller)
      .heard()
      .filter(({ kind }) => kind === 'pressed'),
  ).toEqual([]);
  expect(await pageProblems(page, [phoneSized, laptop])).toEqual([]);
  await next(/Hang up/).press('Enter');
  await phone('Caller').getByRole('button', { name: 'Hang up: Caller' }).waitFor({ state: 'detached' });
  await stage.pass(1);
  await phone('Ben').getByRole('button', { name: 'Hang up: Ben' }).press('Enter');
  await stage.pass(1);
  await phone('Caller').getByRole('paragraph').filter({ hasText: 'Call over: hung up.' }).waitFor();
  await page.getByText('Every phone is quiet.').waitFor();

  await phone('Second caller').getByPlaceholder('Text the line').focus();
  await page.keyboard.type('is anybody there?');
  await page.keyboard.press('Enter');
  await phone('Second caller').getByText('To Northside Warmline: is anybody there?').waitFor();
  await stage.pass(2);
  await phone('Second caller')
    .getByText(/^Northside Warmline: /)
    .first()
    .waitFor();
  const { news } = texting(stage);
  expect(news('+15550900002').join(' ')).toContain('Northside Warmline');
  expect(news(ben)).toEqual([]);
});

test('what a phone does by itself is chosen at it: voicemail answers, a text is lost on the way', async () => {
  await phone('Ben').getByText('What this phone does').press('Enter');
  await phone('Ben').getByLabel('When it rings').selectOption('its voicemail answers');
  await phone('Ben').getByLabel('Texts to it').selectOption('are lost on the way');
  await phone('Ben').getByText('free (automatic)').waitFor();
  await eventually('texts are lost', () => stage.phone(ben).textBehaviour === 'undelivered');
  await eventually('voicemail answers', () => stage.phone(ben).behaviour.kind === 'machine');
  expect(await pageProblems(page, [smallest])).toEqual([]);
});

test('from the lab one looks around the pages as somebody of the demo, and from every page one comes back to it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lab-call-'));
  const demo = await setStage({
    organisation: smallOrganisation({ ana: { name: 'Ana', roles: ['volunteer', 'shift-leader'] }, ben: {} }),
    at: evening,
    config: { labEnabled: true, dataDir },
  });
  await page.goto(`${demo.service.url}/lab`);
  await page.getByRole('link', { name: 'Look around as Ana' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Board' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/board');
  await page.goto(`${demo.service.url}/sign-in?as=ben&to=/now`);
  await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor();
  expect(await page.getByRole('link', { name: 'Board' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Open the phone lab' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Phone lab' }).waitFor();
  await page.goto('about:blank');
  await demo.close();
  rmSync(dataDir, { recursive: true });
});
