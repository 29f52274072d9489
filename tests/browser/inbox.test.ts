/** Ana writes with somebody in the browser: what she typed outlives a reload and a lost connection, and is sent once (P6). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { pageProblems } from '../support/pages.ts';
import { eventually } from '../support/patience.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { signInPage } from '../support/signed-in.ts';
import { evening, texting, type Texting } from '../support/texting.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let texts: Texting;
const ana = numbers['ana']!;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  page = await browser.newPage();
  await signInPage(page, stage, ana);
  texts = texting(stage);
});
afterEach(async () => {
  await page.close();
  await stage.close();
});

test('by keyboard: read, begin, reload, lose the connection, send once, and be done', async () => {
  await page.goto(`${stage.service.url}/inbox`);
  await page.getByText('Nobody is writing with you now').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await texts.write(caller, 'is anybody there?');
  texts.news(caller);
  texts.news(ana);
  await page.getByText('is anybody there?').waitFor();
  const answer = page.getByLabel('Your answer');
  await answer.focus();
  const kept = page.waitForResponse((response) => response.url().endsWith('/draft') && response.status() === 204);
  await page.keyboard.type('I am here');
  await page.getByText('9 characters · 1 part, 151 left in it').waitFor();
  await kept;
  expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).toBe('[{},{}]');
  await page.reload();
  await answer.waitFor();
  expect(await answer.inputValue()).toBe('I am here');
  expect(await pageProblems(page)).toEqual([]);

  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Send' }).press('Enter');
  await page.getByText('We do not know whether this was sent').waitFor();
  expect(await answer.inputValue()).toBe('I am here');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Send' }).press('Enter');
  await page.getByRole('list', { name: 'What was said' }).getByText('I am here').waitFor();
  await eventually('nothing is left to send', async () => (await answer.inputValue()) === '');
  await stage.pass(2);
  expect(texts.news(caller)).toEqual(['I am here']);

  await page.getByRole('button', { name: 'We are done' }).press('Enter');
  await page.getByText('They hear that the conversation is closed').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'No, go back' }).press('Enter');
  await answer.fill('one more thing');
  // Meanwhile they leave: what she typed is still before her.
  await texts.write(caller, 'DONE');
  for (const number of [caller, ana]) texts.news(number);
  await page.getByText('This conversation is not with you any more').first().waitFor();
  expect(await answer.inputValue()).toBe('one more thing');
  expect(await pageProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close this conversation' }).press('Enter');
  await page.getByText('Nobody is writing with you now').waitFor();
});
