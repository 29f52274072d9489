/** A couple of hundred open shifts on a phone: a row a day, the first one open, and the way on by keyboard. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems, thumbProblems } from '../support/pages.ts';
import { signInPage } from '../support/signed-in.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

test('many open shifts are folded by day: the first is open, another opens by keyboard, and taking one leaves the others', async () => {
  const organisation = smallOrganisation(
    { ben: {}, elena: { languages: ['es'] } },
    { languages: ['en', 'es'] },
    { limits: { restHours: 0 } },
  );
  const hours = Array.from({ length: 16 }, (_, hour) => `2026-11-01T${String(hour + 6).padStart(2, '0')}`);
  organisation.shifts = hours.map((start, index) => ({
    id: `hour-${index}`,
    line: 'main',
    start: `${start}:00`,
    end: `${start}:50`,
    repeat: 'FREQ=DAILY',
  }));
  stage = await setStage({ organisation, at: '2026-11-10T18:20:00-06:00' });
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  const complaints = complaintsOf(page);
  await signInPage(page, stage, numbers['ben']!);
  await page.goto(`${stage.service.url}/open-shifts`);
  const days = page.getByRole('group').filter({ has: page.getByRole('heading', { name: /Nov/ }) });
  await days.first().waitFor();
  // Of the last day there is more on the next page.
  expect(await days.getByRole('heading').allInnerTexts()).toEqual([
    expect.stringMatching(/^Tue, Nov 10\s+3 shifts$/),
    expect.stringMatching(/^Wed, Nov 11\s+16 shifts$/),
    expect.stringMatching(/^Thu, Nov 12\s+16 shifts$/),
    expect.stringMatching(/^Fri, Nov 13$/),
  ]);
  const rows = page.getByRole('listitem').filter({ hasText: 'Northside Warmline' });
  expect(await rows.count()).toBe(3);
  await page.getByRole('button', { name: 'Show more' }).click();
  await days.filter({ hasText: 'Fri, Nov 13' }).getByText('16 shifts').waitFor();
  await days.filter({ hasText: 'Wed, Nov 11' }).locator('summary').press('Enter');
  await days.filter({ hasText: 'Wed, Nov 11' }).getByText('6:00 AM – 6:50 AM', { exact: true }).waitFor();
  expect(await thumbProblems(page)).toEqual([]);
  expect(await pageProblems(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Take it Wed, Nov 11, 6:00 AM – 6:50 AM' }).press('Enter');
  await days.filter({ hasText: 'Wed, Nov 11' }).getByText('15 shifts').waitFor();
  expect(await rows.count()).toBe(18);
  expect(complaints).toEqual([]);
});
