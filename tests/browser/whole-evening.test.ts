/** Ben works a whole evening on a phone 360 px wide, without one word by text: everything he needs is on the pages (P1–P6). */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems, thumbProblems } from '../support/pages.ts';
import { codeSentTo } from '../support/signed-in.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takenOver } from '../support/stored.ts';
import { talk } from '../support/talking.ts';
import { texting } from '../support/texting.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
const ben = numbers['ben']!;
const phoneSize = [360, 740] as const;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.close();
  await stage.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const shows = (text: string | RegExp) => page.getByText(text).first().waitFor();
/** Goes there by the pages' own menu. */
async function to(name: string): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Pages' });
  const link = menu.getByRole('link', { name, exact: true });
  if (!(await link.isVisible())) await menu.getByRole('button', { name: 'More' }).press('Enter');
  await link.click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}
/** What is wrong with the page as it stands, for a thumb and for somebody who cannot see. */
async function problems(): Promise<string[]> {
  const forThumbs = await thumbProblems(page);
  const others = await pageProblems(page, [phoneSize]);
  return [...forThumbs, ...others];
}

test('he signs in, taps On, takes a call, rates it and rests, writes with somebody, breaks, gives and takes shifts, and goes home', async () => {
  const organisation = smallOrganisation(
    { ana: { as: null, roles: ['shift-leader'] }, ben: {} },
    { automaticAvailability: false },
  );
  const [shift] = organisation.shifts!;
  const start = { start: '2026-11-10T17:00', end: '2026-11-10T21:00', repeat: 'FREQ=DAILY;COUNT=3' };
  const open = { ...shift!, id: 'later', start: '2026-11-20T17:00', end: '2026-11-20T21:00', assigned: [] };
  delete open.repeat;
  stage = await setStage({
    organisation: { ...organisation, shifts: [{ ...shift!, ...start }, open] },
    at: '2026-11-10T16:58:00-06:00',
  });
  page = await browser.newPage({ viewport: { width: phoneSize[0], height: phoneSize[1] } });
  const complaints = complaintsOf(page);
  const [phone, someone] = [stage.phone(ben), stage.phone(caller)];
  const texts = texting(stage);

  await page.goto(stage.service.url!);
  await page.getByLabel('Your phone number').waitFor();
  expect(await thumbProblems(page)).toEqual([]);
  await page.getByLabel('Your phone number').fill('+1 555 020 0002');
  await button('Text me a code').click();
  await page.getByLabel('Six-digit code').waitFor();
  await page.getByLabel('Six-digit code').fill(await codeSentTo(stage, ben));
  await button('Sign in').click();
  await page.getByRole('heading', { name: 'Now' }).waitFor();
  await stage.pass(200);

  await to('My shifts');
  await to('Now');
  await shows('Your calls are off.');
  expect(await page.getByText('Nobody is waiting').count()).toBe(0);
  expect(await problems()).toEqual([]);
  await button('On').focus();
  await page.keyboard.press('Enter');
  await shows(/^You are on\. Calls can come until 9:00/);
  expect(await button('On').getAttribute('aria-pressed')).toBe('true');
  await shows('Nobody is waiting.');

  // The call: his phone rings, they talk, and the page asks how it was.
  await talk(stage, someone, phone, 120);
  await to('How I am');
  await to('Now');
  await shows('You are with somebody now.');
  phone.hangUp();
  await stage.pass(9);
  someone.hangUp();
  await stage.pass(2);
  await to('How I am');
  await to('Now');
  await shows(/^A moment for yourself until 5:0\d/);
  await button('I am ready for calls already').waitFor();
  await page.getByRole('heading', { name: 'How heavy was that for you?' }).waitFor();
  expect(await problems()).toEqual([]);
  await button('5 very heavy').click();
  await shows('Thank you for telling us.');
  await shows(/^You are resting until 5:1\d/);
  expect(await page.getByRole('heading', { name: 'How heavy was that for you?' }).count()).toBe(0);
  expect(await problems()).toEqual([]);
  await button('On').click();
  await shows(/so calls come from then/);
  await button('Ask for a word with the shift leader').click();
  await shows(/^No shift leader is free|^We have told the shift leader/);

  // Rested: somebody writes, in the page.
  await stage.jump(20 * 60);
  await to('Conversations');
  await shows('Nobody is writing with you now');
  await texts.write(caller, 'is anybody there?');
  await shows('is anybody there?');
  expect(await thumbProblems(page)).toEqual([]);
  await page.getByLabel('Your answer').fill('I am here');
  await button('Send').click();
  await page.getByRole('list', { name: 'What was said' }).getByText('I am here').waitFor();
  for (const name of ['Crisis number', 'We are done']) {
    await button(name).click();
    await button(`Yes: ${name}`).waitFor();
    expect(await thumbProblems(page)).toEqual([]);
    await button(`Yes: ${name}`).click();
    await shows('Done.');
  }
  await shows('Nobody is writing with you now');
  await stage.pass(2);
  expect(texts.news(caller).filter((text) => text !== 'I am here')).toHaveLength(3);

  // The last words of a conversation take a minute.
  await stage.jump(61);
  await to('Now');
  await button('Not now').click();
  await page.getByRole('heading', { name: 'How heavy was that for you?' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Break', exact: true }).click();
  await shows(/^You are on a break until 5:\d\d/);

  await to('My shifts');
  await shows('on now');
  await button('I will be there').click();
  await shows('you said you will be there');
  expect(await thumbProblems(page)).toEqual([]);
  await button(/^I cannot make it: put it up\s+Thu, Nov 12/).click();
  await shows(/is up for somebody else\. You can take that back until/);
  await stage.pass(2);
  await to('Open shifts');
  await button(/^Take it\s+Fri, Nov 20/).click();
  await shows(/is yours\. Thank you\. You can take that back until/);
  expect(await thumbProblems(page)).toEqual([]);
  expect(await takenOver(stage)).toEqual([{ occurrence: '2026-11-20T17:00', person: 'ben' }]);

  await to('How I am');
  await shows(/^Your load is \d+ of 100/);
  expect(await thumbProblems(page)).toEqual([]);
  for (const [name, last] of [
    ['When I can', 'Paint dates with'],
    ['Me', 'Make an address for my calendar'],
  ] as const) {
    await to(name);
    await shows(last);
    expect(await thumbProblems(page)).toEqual([]);
  }
  await to('Now');
  await button('Off').click();
  await shows('Your calls are off.');
  await button('Sign out').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(complaints).toEqual([]);
  // Not one text went from his phone.
  expect(phone.texts().length).toBeGreaterThan(0);
  stage.wasRead([...stage.phone(numbers['ana']!).texts(), ...phone.texts()]);
});
