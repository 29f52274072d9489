/** A coordinator tries one more peer, by keyboard: what is no number stays at its field, the finding comes as a sentence, a picture and tables, and is still there later. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { pastEvenings } from '../support/past-evenings.ts';
import { eventually } from '../support/patience.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
  const organisation = smallOrganisation({ ana: {}, dev: { as: null, roles: ['coordinator'] } });
  stage = await setStage({ organisation, at: '2026-11-10T11:00:00-06:00' });
  await pastEvenings(stage.stored().pool, Date.parse('2026-11-02T18:00:00-06:00'), 7);
  page = await browser.newPage();
  complaints = complaintsOf(page);
  await page.clock.setFixedTime(stage.clock.nowMs());
  const { cookie } = await sessionHeaders(stage, 'dev', { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie!.split('=');
  await page.context().addCookies([{ name, value, url: stage.service.url! }]);
});
afterAll(async () => {
  await browser.close();
  await stage.close();
  expect(complaints).toEqual([]);
});

test('one more peer on every evening of last week', async () => {
  await page.goto(`${stage.service.url}/roster`);
  const link = page.getByRole('link', { name: 'Try a change' });
  await link.focus();
  await link.press('Enter');
  await page.getByText(/^Nothing was tried yet/).waitFor();
  expect(await pageProblems(page)).toEqual([]);

  await page.getByLabel('How many more people?').fill('one');
  await page.getByLabel('On which day?').selectOption('Every day');
  await page.getByLabel('From').fill('17:30');
  const go = page.getByRole('button', { name: 'Try it' });
  await go.press('Enter');
  await page.getByText('must be a whole number').waitFor();
  expect(await page.getByLabel('From').inputValue()).toBe('17:30');
  await page.getByLabel('How many more people?').fill('1');
  await page.getByLabel('How many more people?').press('Enter');

  const finding = page.getByText(
    /^One more peer every day 17:30–22:00: about \d.* fewer callers hang up waiting \(.* to .*\)\.$/,
  );
  await eventually('it is found', async () => {
    await stage.clock.advance(1_000, async () => undefined);
    return (await finding.count()) === 1;
  });
  await page.getByRole('heading', { name: 'Without and with the change' }).waitFor();
  await page.getByRole('rowheader', { name: 'Hang up waiting' }).waitFor();
  await page.getByRole('rowheader', { name: 'ana of Northside' }).waitFor();
  await page.getByRole('rowheader', { name: 'Somebody more (1)' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);

  await page.getByRole('link', { name: 'Try something else' }).press('Enter');
  await page.getByRole('link', { name: /^One more peer every day.*, Nov 2 to Nov 8$/ }).press('Enter');
  await finding.waitFor();
});
