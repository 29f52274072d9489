/** What goes wrong on the way: an address that is no page, a session that is over in the middle of a sentence, a browser too old. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { codeSentTo, signInAs, signInPage } from '../support/signed-in.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { conversationsOf } from '../support/stored.ts';
import { texting } from '../support/texting.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];
const [ana, elena] = [numbers['ana']!, numbers['elena']!];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const organisation = smallOrganisation({
    ana: { channels: ['voice', 'text'] },
    elena: { roles: ['shift-leader'], as: null },
    grace: { roles: ['coordinator'], as: null },
  });
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  page = await (await browser.newContext()).newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await page.context().close();
  await stage.close();
  expect(complaints.filter((one) => !/Failed to load resource/.test(one))).toEqual([]);
});

/** Ends every session of theirs, as another device of theirs can. */
async function signOutEverywhere(number: string): Promise<void> {
  const other = await signInAs(stage, number);
  const { sessions } = (await other.get('/me/sessions')).body as { sessions: { id: string; thisOne: boolean }[] };
  for (const { id, thisOne } of sessions) if (!thisOne) await other.delete(`/me/sessions/${id}`);
}
async function signInOnPage(number: string): Promise<void> {
  await page.getByLabel('Your phone number').fill(number);
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await page.getByLabel('Six-digit code').waitFor();
  await page.getByLabel('Six-digit code').fill(await codeSentTo(stage, number));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('an unknown page is a 404 that leads home, signed in or not', async () => {
  for (const isSignedIn of [false, true]) {
    if (isSignedIn) await signInPage(page, stage, ana);
    for (const address of ['/nowhere', '/board/of/nothing', '/me/x', '/%E0%A4%A', '/now%00']) {
      const response = await page.goto(`${stage.service.url}${address}`);
      expect([address, response!.status()]).toEqual([address, 404]);
    }
    await page.goto(`${stage.service.url}/nowhere`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await pageProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Go to the start' }).click();
    await page.getByRole('heading', { name: isSignedIn ? 'Now' : 'Sign in' }).waitFor();
  }
});

test('a session that ends in the middle of an answer: sign in, back to it, and what was typed is there and goes out once', async () => {
  const { write, news } = texting(stage);
  await signInPage(page, stage, ana);
  await page.goto(`${stage.service.url}/inbox`);
  await page.getByText('Nobody is writing with you now').waitFor();
  await write(caller, 'Hello, is anybody there?');
  const [conversation] = await conversationsOf(stage);
  expect(conversation).toMatchObject({ personId: 'ana' });
  await page.getByRole('button', { name: /Northside Warmline/ }).click();
  const field = page.getByRole('textbox', { name: 'Your answer' });
  await field.waitFor();
  await signOutEverywhere(ana);
  await field.fill('I am here, take your time.');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).toBe('[{},{}]');
  await signInOnPage(ana);
  await page.getByRole('heading', { name: 'Conversations' }).waitFor();
  await page.getByRole('button', { name: /Northside Warmline/ }).click();
  const answer = page.getByRole('textbox', { name: 'Your answer' });
  expect(await answer.inputValue()).toBe('I am here, take your time.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('list', { name: 'What was said' }).getByText('I am here, take your time.').waitFor();
  const sent: string[] = [];
  const hear = () => {
    sent.push(...news(caller).filter((body) => body.includes('I am here, take your time.')));
    return sent.length;
  };
  await stage.until('it goes out', () => hear() > 0);
  await stage.pass(2);
  expect(hear()).toBe(1);
  expect(news(ana).join(' ')).toMatch(/sign in/);
});

test('a note for the next shift outlives the session too, and is nobody else’s to read', async () => {
  await signInPage(page, stage, elena);
  await page.goto(`${stage.service.url}/board`);
  const note = page.getByRole('textbox', { name: 'Your note' });
  await note.fill('The kettle is broken');
  // A board that is only opening would not hear of it before the clock moves again.
  await page.getByText('Live', { exact: true }).waitFor();
  await signOutEverywhere(elena);
  await stage.pass(1);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signInOnPage(elena);
  await page.getByRole('heading', { name: 'Board' }).waitFor();
  expect(await note.inputValue()).toBe('The kettle is broken');
  // Whoever signs out leaves nothing behind.
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signInOnPage(elena);
  await page.getByRole('link', { name: 'Board' }).click();
  await note.waitFor();
  expect(await note.inputValue()).toBe('');
});

test('a coordinator with a code alone is told what the board still needs, and is shown nothing of it', async () => {
  await signInPage(page, stage, numbers['grace']!);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${stage.service.url}/board`);
  await page.getByText('This page needs your passkey or authenticator app as well.').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  expect(asked.filter((path) => path.startsWith('/api/') && path !== '/api/v1/session')).toEqual([]);
  await page.getByRole('link', { name: 'Prove it is you' }).click();
  await page.getByRole('heading', { name: 'One more proof' }).waitFor();
});

test('a browser too old, or without scripts, shows a plain page that says what still works', async () => {
  const old = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  for (const address of ['/', '/board', '/nowhere']) {
    await old.goto(`${stage.service.url}${address}`);
    await old.getByText('Everything still works by text and phone').waitFor();
    await old.getByText('Todo funciona también por mensaje y por teléfono').waitFor();
  }
  await old.context().close();
});
