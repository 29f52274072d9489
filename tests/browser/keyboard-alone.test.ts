/** Every page of a volunteer and of a shift leader by keyboard alone: all of it is reached, in order, and seen; nothing holds the keyboard, and what it opened gives it back. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { focusComesTo, focusedText, keyboardProblems, pressAt } from '../support/keyboard.ts';
import { complaintsOf } from '../support/pages.ts';
import { eventually } from '../support/patience.ts';
import { signInPage } from '../support/signed-in.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { keepAttention } from '../support/stored.ts';
import { evening, texting } from '../support/texting.ts';

let browser: Browser;
let stage: Stage;
let own: Page;
let board: Page;
const complaints: string[][] = [];

beforeAll(async () => {
  browser = await openBrowser();
  const organisation = smallOrganisation({
    ana: { roles: ['shift-leader'], as: null },
    ben: { tags: ['grief'] },
    cleo: { as: null, reserve: true, tags: ['panic'] },
  });
  const [shift] = organisation.shifts!;
  const start = { start: '2026-11-10T17:00', end: '2026-11-10T23:00', repeat: 'FREQ=DAILY;COUNT=3' };
  const open = { ...shift!, id: 'later', start: '2026-11-20T17:00', end: '2026-11-20T21:00', assigned: [] };
  delete open.repeat;
  stage = await setStage({
    organisation: { ...organisation, shifts: [{ ...shift!, ...start }, open] },
    at: evening,
  });
  [own, board] = await Promise.all([pageOf('ben'), pageOf('ana')]);
  await own.goto(`${stage.service.url}/inbox`);
  await own.getByText('Nobody is writing').waitFor();
  const { write } = texting(stage);
  await write(caller, 'is anybody there?');
  await keepAttention(stage, 'main', stage.clock.nowMs(), 1);
});
afterAll(async () => {
  stage.wasRead([caller, numbers['ben']!, numbers['cleo']!].flatMap((number) => stage.phone(number).texts()));
  await browser.close();
  await stage.close();
  expect(complaints.flat()).toEqual([]);
});

async function pageOf(person: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  complaints.push(complaintsOf(page));
  await signInPage(page, stage, numbers[person]!);
  return page;
}
/** The place is found again a moment after what had the focus is gone. */
const focusKept = () => eventually('something has the focus', async () => (await focusedText(own)) !== '');
const at = async (page: Page, address: string, text: string | RegExp) => {
  await page.goto(`${stage.service.url}${address}`);
  await page.getByText(text).first().waitFor();
};

test.each([
  ['/now', 'My next shift'],
  ['/shifts', 'on now'],
  ['/open-shifts', /^Take it/],
  ['/times', 'Paint dates with'],
  ['/hours', 'Print'],
  ['/load', /^Your load is/],
  ['/inbox', 'is anybody there?'],
  ['/me', 'Make an address for my calendar'],
])('%s', async (address, text) => {
  await at(own, address, text);
  expect(await keyboardProblems(own)).toEqual([]);
});

describe('the board', () => {
  beforeAll(() => at(board, '/board', 'Live'));

  test('is reached in order', async () => {
    await board.getByRole('button', { name: /^Seen to/ }).waitFor();
    expect(await keyboardProblems(board)).toEqual([]);
  });

  test.each([
    [/^Pause the line$/, 'Pause the line'],
    [/^Call people in$/, 'Call people in'],
    [/^Hidden callers to leaders$/, 'Hidden callers to leaders'],
    [/^Seen to/, /Seen to/],
    [/^Give to another: /, /Give the conversation/],
  ])('%s asks first, keeps the keyboard inside, and gives it back', async (opener, name) => {
    await pressAt(board, opener);
    const dialog = board.getByRole('dialog', { name });
    // A key that a browser out of breath has lost is pressed once more.
    await dialog.waitFor({ timeout: 10_000 }).catch(async () => {
      if (!(await dialog.isVisible())) await pressAt(board, opener);
    });
    await dialog.waitFor();
    expect(await keyboardProblems(board)).toEqual([]);
    await board.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await focusComesTo(board, opener);
  });

  test('gives the keyboard back after it was done as well', async () => {
    await pressAt(board, /^Hidden callers to leaders$/);
    await pressAt(board, /^Hidden callers to leaders$/, 'Space');
    await board.getByRole('dialog').waitFor({ state: 'detached' });
    await board.getByRole('button', { name: 'Hidden callers to everybody' }).waitFor();
    await focusComesTo(board, /^Hidden callers to everybody$/);
  });
});

describe('what a page opens', () => {
  test('an offer of a shift goes back to its button', async () => {
    await at(own, '/shifts', 'on now');
    await pressAt(own, /^Offer it to one person/);
    await own.getByRole('heading', { level: 2, name: /^Offer/ }).waitFor();
    await pressAt(own, /^Go back$/);
    await focusComesTo(own, /^Offer it to one person/);
  });

  test('a shift that is put up keeps the place, though its button is gone', async () => {
    await pressAt(own, /^I cannot make it/, 'Space');
    await own.getByText('is up for somebody else').waitFor();
    await focusKept();
    await own.keyboard.press('Shift+Tab');
    expect(await focusedText(own)).not.toBe('');
  });

  test('leaving asks first, and whoever goes back is where they were', async () => {
    await at(own, '/me', 'Leaving');
    await own.getByLabel('First day on which I am gone').fill('2026-12-01');
    await own.getByLabel('First day on which I am gone').focus();
    await pressAt(own, /^See what it means$/);
    await own.getByRole('button', { name: 'No, go back' }).waitFor();
    await focusKept();
    await pressAt(own, /^No, go back$/);
    await own.getByLabel('First day on which I am gone').waitFor();
    await focusKept();
  });
});

/** Somebody else, or another window, in the very moment. */
const meanwhile = (page: Page, method: string, path: string, body: object) =>
  page.evaluate(
    `fetch('/api/v1${path}', { method: '${method}', headers: { 'content-type': 'application/json' }, body: '${JSON.stringify(body)}' }).then(({ status }) => status)`,
  );

describe('what was changed meanwhile is said, and nothing is overwritten', () => {
  test('hidden callers', async () => {
    await at(board, '/board', 'Live');
    await pressAt(board, /^Hidden callers to everybody$/);
    const dialog = board.getByRole('dialog');
    await dialog.waitFor();
    expect(await meanwhile(board, 'POST', '/lines/main/hidden-callers', { toLeaders: false })).toBe(200);
    await pressAt(board, /^Hidden callers to everybody$/);
    await dialog.getByText('Somebody was quicker: hidden callers reach everybody by now.').waitFor();
    await board.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('one’s own entry', async () => {
    await at(own, '/me', 'Leaving');
    await own.getByLabel('Name that callers hear').fill('Robin');
    expect(await meanwhile(own, 'PATCH', '/me', { phoneName: 'Sam' })).toBe(204);
    await pressAt(own, /^Save$/);
    await own.getByText('By now it says: callers hear “Sam”; English; calls, texts.').waitFor();
    expect(await own.getByLabel('Name that callers hear').inputValue()).toBe('Robin');
    await pressAt(own, /^Save mine in its place$/);
    await own.getByText('Saved. It holds at once.').waitFor();
    expect(await own.getByLabel('Name that callers hear').inputValue()).toBe('Robin');
  });
});

test('a long list shows more when asked, and the keyboard goes on at its end', async () => {
  await keepAttention(stage, 'main', stage.clock.nowMs() + 1000, 22);
  await at(board, '/attention', 'Needs attention');
  const entries = board.getByRole('button', { name: /^Seen to/ });
  await board.getByRole('heading', { name: 'Needs attention 23' }).waitFor();
  await board.getByRole('button', { name: 'Show more of them' }).waitFor();
  await pressAt(board, /^Show more of them$/);
  await board.getByText('That is all of them.').waitFor();
  expect(await entries.count()).toBe(23);
  await focusComesTo(board, /^That is all of them\.$/);
});
