/** One evening across phones and browsers: what somebody taps or says on one shows on the other at once (P1, L1, L2). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { signInPage } from '../support/signed-in.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { availabilityOf } from '../support/stored.ts';
import { takeCall } from '../support/talking.ts';

let browser: Browser;
let stage: Stage;
const pages: Page[] = [];
const complaints: string[][] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const organisation = smallOrganisation(
    {
      ben: { name: 'Ben' },
      cleo: { name: 'Cleo', as: null, reserve: true },
      elena: { name: 'Elena', roles: ['shift-leader'], as: null },
    },
    { automaticAvailability: false },
  );
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  await stage.close();
  expect(complaints.splice(0).flat()).toEqual([]);
});

/** The page at `address` in a browser of this person's own. */
async function browserOf(person: string, address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  pages.push(page);
  complaints.push(complaintsOf(page));
  await signInPage(page, stage, numbers[person]!);
  await page.goto(`${stage.service.url}${address}`);
  return page;
}
const clock = (at: Date) =>
  new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'America/Chicago' }).format(at);

test('Ben taps On, a call rings his phone, the board shows them talking, he rates 5, and the board says until when he rests', async () => {
  const own = await browserOf('ben', '/');
  const board = await browserOf('elena', '/board');
  const main = board.getByRole('region', { name: 'Northside Warmline' });
  const shows = (text: string | RegExp) => main.getByText(text).first().waitFor();
  await shows('Not available');
  await own.getByRole('button', { name: 'On', exact: true }).click();
  await own.getByText(/^You are on\./).waitFor();
  await shows('Free');

  const [ben, someone] = [stage.phone(numbers['ben']!), stage.phone(caller)];
  someone.call(line);
  await stage.until('Ben’s phone rings', () => ben.state() === 'ringing');
  await shows('rings: Ben');
  await takeCall(stage, someone, ben, 10);
  await main.getByRole('button', { name: 'Join the talk of Ben' }).waitFor();
  someone.hangUp();
  await stage.pass(2);

  await own.getByRole('button', { name: /^5/ }).click();
  await own.getByText(/You are resting until/).waitFor();
  const { restUntil } = (await availabilityOf(stage)).find(({ personId }) => personId === 'ben')!;
  await shows('Resting');
  await shows(`until ${clock(restUntil!)}`);
  await shows(/Cover is short/);

  // Nobody is left: Cleo is called in, and comes with one tap.
  await board.getByRole('button', { name: 'Call people in' }).click();
  const dialog = board.getByRole('dialog', { name: 'Call people in' });
  await dialog.getByText('They are asked by text whether they can come in').waitFor();
  await dialog.getByRole('option', { name: 'Reserves: 1 text' }).waitFor({ state: 'attached' });
  expect(await pageProblems(board)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send the texts' }).click();
  await shows(/^Called in: 1 person asked; open until/);
  const cleo = await browserOf('cleo', '/');
  await cleo.getByText('Northside Warmline could do with one more person now').waitFor();
  expect(await pageProblems(cleo)).toEqual([]);
  await cleo.getByRole('button', { name: 'Yes, I can come' }).click();
  await cleo.getByText('Thank you! You are on shift').waitFor();
  await shows(/^Cleo has come in, until/);
  await shows('Cover holds: 1 here, 1 needed');
  await board.getByRole('status').filter({ hasText: 'Cleo has come in on Northside Warmline.' }).waitFor();
  stage.expects({
    texts: { cleo: [/^Northside Warmline could do with one more person/] },
  });
});
