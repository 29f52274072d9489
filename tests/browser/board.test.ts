/** One evening on the shift leader's board, in a real browser, while phones ring and text beside it (L1–L3). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { signInPage } from '../support/signed-in.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, availabilityOf } from '../support/stored.ts';
import { texting } from '../support/texting.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const organisation = smallOrganisation(
    { ben: { name: 'Ben' }, elena: { name: 'Elena', roles: ['shift-leader'], as: null } },
    { automaticAvailability: false },
  );
  stage = await setStage({ organisation, at: '2026-11-10T21:00:00-06:00' });
  page = await (await browser.newContext()).newPage();
  complaints = complaintsOf(page);
  await signInPage(page, stage, numbers['elena']!);
  await page.goto(`${stage.service.url}/board`);
  await page.getByText('Live', { exact: true }).waitFor();
});
afterEach(async () => {
  await page.context().close();
  await stage.close();
  expect(complaints.filter((one) => !/net::ERR|Failed to load resource/.test(one))).toEqual([]);
});

const main = () => page.getByRole('region', { name: 'Northside Warmline' });
const shows = (text: string | RegExp) => main().getByText(text).first().waitFor();

test('Ben says ON by text, a call rings his phone, they talk, he says 5, and the board says until when he rests', async () => {
  const [ben, someone] = [stage.phone(numbers['ben']!), stage.phone(caller)];
  const { write, news } = texting(stage);
  await shows('Not available');
  await write(ben.number, 'ON');
  await shows('Free');
  expect(await pageProblems(page)).toEqual([]);
  someone.call(line);
  await stage.until('Ben rings', () => ben.state() === 'ringing');
  await shows('rings: Ben');
  await shows('Number 1');
  await page.getByRole('status').filter({ hasText: '1 person waiting on Northside Warmline.' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  ben.answer();
  await stage.pass(2);
  ben.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ben.number));
  await main().getByRole('button', { name: 'Join the talk of Ben' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await stage.jump(26 * 60);
  await shows('Past the soft limit');
  someone.hangUp();
  await stage.pass(70);
  await write(ben.number, '5');
  await shows('Resting');
  const until = (await availabilityOf(stage)).find(({ personId }) => personId === 'ben')!.restUntil!;
  const clock = new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'America/Chicago' });
  await shows(`until ${clock.format(until)}`);
  await shows(/Cover is short/);
  expect(await pageProblems(page)).toEqual([]);
  expect(news(ben.number)).toEqual([
    expect.stringMatching(/^You are set to take calls/),
    expect.stringMatching(/^How heavy was that for you/),
    expect.stringMatching(/^Thank you for telling us\. You are resting until/),
  ]);
});

test('by keyboard alone: a pause says what it will do, is done, undone, and named in the audit', async () => {
  const pause = page.getByRole('button', { name: 'Pause the line' });
  await pause.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Pause the line' });
  await dialog.getByText('no more phones ring').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await auditOf(stage, 'line.paused')).toEqual([]);
  await pause.focus();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('What callers hear').focus();
  await page.keyboard.type('A storm has our phones.');
  await page.keyboard.press('Enter');
  await shows('Paused');
  await shows(/A storm has our phones/);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await page.getByText('Undone.').waitFor();
  await main().getByText('Open', { exact: true }).waitFor();
  expect((await auditOf(stage, 'line.')).filter(({ action }) => action !== 'line.added')).toMatchObject([
    { action: 'line.paused', by: 'person:elena', reason: 'A storm has our phones.' },
    { action: 'line.resumed', by: 'person:elena' },
  ]);
});

test('a lost connection says so and catches up by itself', async () => {
  await page.context().setOffline(true);
  await stage.restart();
  await page.getByText('Connection lost').waitFor();
  await page.context().setOffline(false);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByRole('status').filter({ hasText: 'Connected again' }).waitFor();
  stage.expects({ texts: { ben: [/^Your shift on Northside Warmline has begun/] } });
});

test('a note for the next shift: digits are refused where they are typed, what was typed stays, and it can be taken back', async () => {
  const note = page.getByRole('textbox', { name: 'Your note' });
  await note.fill('Ward 7 is quiet');
  await page.getByText('Please leave out digits').waitFor();
  await page.getByRole('button', { name: 'Leave the note' }).click();
  expect(await note.inputValue()).toBe('Ward 7 is quiet');
  expect(await pageProblems(page)).toEqual([]);
  await note.fill('The kettle is broken again');
  await page.getByRole('button', { name: 'Leave the note' }).click();
  await page.getByRole('listitem').filter({ hasText: 'The kettle is broken again' }).waitFor();
  expect(await note.inputValue()).toBe('');
  await page.getByRole('button', { name: /Take back your note/ }).click();
  await page.getByText('No note has been left.').waitFor();
});
