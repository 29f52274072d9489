/** What Ana typed is neither lost nor sent twice: two windows, a lost connection, a lost answer, an expired session; and she is told when somebody writes (P6). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { focusComesTo } from '../support/keyboard.ts';
import { pageProblems } from '../support/pages.ts';
import { eventually } from '../support/patience.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { signInAs, signInPage } from '../support/signed-in.ts';
import { evening, texting, type Texting } from '../support/texting.ts';

let browser: Browser;
let context: BrowserContext;
let stage: Stage;
let page: Page;
let texts: Texting;
const ana = numbers['ana']!;
const second = '+15550900002';

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  context = await browser.newContext();
  page = await context.newPage();
  await signInPage(page, stage, ana);
  texts = texting(stage);
});
afterEach(async () => {
  await context.close();
  await stage.close();
});

const answerOn = (on: Page) => on.getByLabel('Your answer');
const sendOn = (on: Page) => on.getByRole('button', { name: 'Send' });
const draftKept = (on: Page) =>
  on.waitForResponse((response) => response.url().endsWith('/draft') && response.status() === 204);

async function openConversation(on: Page, from: string, words: string): Promise<void> {
  await on.goto(`${stage.service.url}/inbox`);
  await texts.write(from, words);
  texts.news(from);
  texts.news(ana);
  await on.getByText(words).waitFor();
}

/** What the texter has read of Ana since they were last asked. */
async function readBy(number: string): Promise<string[]> {
  await stage.pass(2);
  return texts.news(number);
}

test('two windows with one draft: both press Send, it goes out once, and the other window says so', async () => {
  await openConversation(page, caller, 'is anybody there?');
  const kept = draftKept(page);
  await answerOn(page).fill('I am here');
  await kept;
  const other = await context.newPage();
  await other.goto(`${stage.service.url}/inbox`);
  await answerOn(other).waitFor();
  expect(await answerOn(other).inputValue()).toBe('I am here');
  await Promise.all([sendOn(page).click(), sendOn(other).click()]);
  for (const one of [page, other]) {
    await one.getByRole('list', { name: 'What was said' }).getByText('I am here').waitFor();
    await eventually('nothing is left to send', async () => (await answerOn(one).inputValue()) === '');
  }
  expect(await readBy(caller)).toEqual(['I am here']);

  // The same words meant twice are said twice, one after the other.
  await answerOn(page).fill('I am here');
  await sendOn(page).dblclick();
  await page.getByRole('list', { name: 'What was said' }).getByText('I am here').nth(1).waitFor();
  await other.getByRole('list', { name: 'What was said' }).getByText('I am here').nth(1).waitFor();
  expect(await readBy(caller)).toEqual(['I am here']);

  const again = draftKept(other);
  await answerOn(other).fill('one thing more');
  await again;
  await page.reload();
  await answerOn(page).waitFor();
  expect(await answerOn(page).inputValue()).toBe('one thing more');
  await sendOn(page).click();
  await other.getByText('These words went out already').waitFor();
  expect(await answerOn(other).inputValue()).toBe('');
  expect(await readBy(caller)).toEqual(['one thing more']);
});

test('the answer of the service is lost: the words show that they went out, and are not offered again', async () => {
  await openConversation(page, caller, 'hello?');
  await answerOn(page).fill('I am listening');
  await page.route('**/words', async (route) => {
    await route.fetch({ headers: { ...route.request().headers(), origin: stage.service.url! } });
    await route.abort();
  });
  await sendOn(page).click();
  await page.getByText('These words went out already').waitFor();
  expect(await answerOn(page).inputValue()).toBe('');
  await page.unroute('**/words');
  expect(await readBy(caller)).toEqual(['I am listening']);
});

test('typed without a connection, it is kept as soon as there is one; typed just before a reload or another conversation, it is there', async () => {
  await openConversation(page, caller, 'hello?');
  await answerOn(page).waitFor();
  await context.setOffline(true);
  await answerOn(page).fill('typed in the tunnel');
  await page.waitForEvent('requestfailed', (request) => request.url().endsWith('/draft'));
  const kept = draftKept(page);
  await context.setOffline(false);
  await kept;
  await page.reload();
  await answerOn(page).waitFor();
  expect(await answerOn(page).inputValue()).toBe('typed in the tunnel');

  await answerOn(page).fill('typed in the last moment');
  await page.reload();
  await answerOn(page).waitFor();
  expect(await answerOn(page).inputValue()).toBe('typed in the last moment');

  await texts.write(second, 'me too');
  texts.news(second);
  texts.news(ana);
  const conversations = page.getByRole('navigation', { name: 'Your conversations' }).getByRole('button');
  await conversations.nth(1).waitFor();
  await answerOn(page).fill('for the first of them');
  await conversations.and(page.locator('[aria-pressed=false]')).click();
  await page.getByText('me too').waitFor();
  expect(await answerOn(page).inputValue()).toBe('');
  await conversations.and(page.locator('[aria-pressed=false]')).click();
  await page.getByText('hello?').waitFor();
  expect(await answerOn(page).inputValue()).toBe('for the first of them');
});

test('an expired session leads to the sign-in and back, and what was typed meanwhile is there', async () => {
  await openConversation(page, caller, 'hello?');
  const client = await signInAs(stage, ana);
  // Nothing is asked until it is typed: whatever the page asks first finds nobody signed in, and the field is gone.
  await context.setOffline(true);
  await context.clearCookies();
  await answerOn(page).fill('typed with nobody signed in');
  await context.setOffline(false);
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await page.getByLabel('Phone number').fill(ana);
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await page.getByLabel('Code').waitFor();
  await stage.pass(2);
  const code =
    texts
      .news(ana)
      .flatMap((body) => /\b\d{6}\b/.exec(body) ?? [])
      .at(-1) ?? '';
  await page.getByLabel('Code').fill(code);
  await page.keyboard.press('Enter');
  await answerOn(page).waitFor();
  expect(await answerOn(page).inputValue()).toBe('typed with nobody signed in');
  await client.get('/inbox');
});

test('what did not arrive says so at the message, and the second step of an act keeps the keyboard where it is', async () => {
  await openConversation(page, caller, 'hello?');
  stage.phone(caller).textBehaviour = 'undelivered';
  await answerOn(page).fill('are you there?');
  await sendOn(page).press('Enter');
  await page.getByRole('list', { name: 'What was said' }).getByText('are you there?').waitFor();
  await stage.pass(2);
  await page
    .getByRole('listitem')
    .filter({ hasText: 'are you there?' })
    .getByText('This did not reach them.')
    .waitFor();
  stage.expects({ texts: { [caller]: ['are you there?'], ana: [/^This did not reach them/] } });
  stage.phone(caller).textBehaviour = 'delivered';

  await page.getByRole('button', { name: 'Ask a leader' }).press('Enter');
  await page.getByText('A shift leader is asked to help you').waitFor();
  await focusComesTo(page, /A shift leader is asked to help you/);
  await page.keyboard.press('Tab');
  await focusComesTo(page, /^Yes: Ask a leader$/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await focusComesTo(page, /^Ask a leader$/);
});

test('where the browser may, it says that somebody wrote while the page is out of sight, with no word of it', async () => {
  // A browser without a window shows no notices and grants none: what the page asks of it is written down instead.
  await page.addInitScript(`
    window.told = [];
    window.Notification = class {
      static permission = 'default';
      static requestPermission = async () => (window.Notification.permission = 'granted');
      constructor(...all) { window.told.push(all); }
    };
    Object.defineProperty(document, 'hidden', { get: () => window.isHidden === true });
  `);
  await openConversation(page, caller, 'hello?');
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await page.getByRole('button', { name: 'Tell me' }).press('Enter');
  await page.getByText('your browser tells you that somebody wrote').waitFor();
  await page.evaluate('window.isHidden = true');
  // Her own words are no news to her.
  await answerOn(page).fill('I am here');
  await sendOn(page).click();
  await page.getByRole('list', { name: 'What was said' }).getByText('I am here').waitFor();
  expect(await readBy(caller)).toEqual(['I am here']);
  await texts.write(caller, 'something private');
  texts.news(ana);
  await page.getByText('something private').waitFor();
  for (let looks = 0; looks < 100 && (await page.evaluate('window.told.length')) === 0; looks += 1)
    await page.waitForTimeout(100);
  expect(await page.evaluate('window.told')).toEqual([
    ['Somebody wrote to you', { tag: 'warmline-inbox', lang: 'en' }],
  ]);
});

test('parts are counted with each key as the carrier counts them; a WhatsApp message has none', async () => {
  await openConversation(page, caller, 'hello?');
  const count = async (typed: string, says: string) => {
    await answerOn(page).fill(typed);
    await page.getByText(says, { exact: true }).waitFor();
  };
  await count('a'.repeat(160), '160 characters · 1 part, 0 left in it');
  await count('a'.repeat(161), '161 characters · 2 parts, 145 left in the last');
  await count('{}', '2 characters · 1 part, 156 left in it');
  await count('I’m here', '8 characters · 1 part, 62 left in it');
  await count(`${'😜'.repeat(35)}a`, '36 characters · 2 parts, 62 left in the last');
  await count('word '.repeat(400).trim(), '1999 characters · 14 parts, 60 left in the last');
  await count('', '0 characters · 1 part, 160 left in it');

  await texts.write(caller, 'DONE');
  for (const number of [caller, ana]) texts.news(number);
  await page.getByRole('button', { name: 'Close this conversation' }).click();
  await texts.write(second, 'by the other app', { whatsapp: true });
  for (const number of [second, ana]) texts.news(number);
  await page.getByText('by the other app').waitFor();
  await answerOn(page).fill('I’m here');
  await page.getByText('8 characters', { exact: true }).waitFor();
});
