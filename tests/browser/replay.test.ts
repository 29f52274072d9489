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
  const roles = ['coordinator' as const];
  const organisation = smallOrganisation({
    ana: {},
    dev: { as: null, roles },
    elena: { as: null, roles, languages: ['es'] },
  });
  stage = await setStage({ organisation, at: '2026-11-10T11:00:00-06:00' });
  page = await browser.newPage();
  complaints = complaintsOf(page);
  await page.clock.setFixedTime(stage.clock.nowMs());
});
afterAll(async () => {
  await browser.close();
  await stage.close();
  expect(complaints).toEqual([]);
});

async function become(person: string): Promise<void> {
  const { cookie } = await sessionHeaders(stage, person, { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie!.split('=');
  await page.context().addCookies([{ name, value, url: stage.service.url! }]);
}

test('before anybody has called, the page says so at once and what to do, and has no form that leads to nothing', async () => {
  for (const [person, says, way] of [
    ['elena', /^Todavía no ha llamado nadie.*Vuelva después de la primera tarde/, 'Ir al cuadro de turnos'],
    ['dev', /^Nobody has called yet.*Come back after the first evening of calls/, 'To the roster'],
  ] as const) {
    await become(person);
    await page.goto(`${stage.service.url}/forecast/replay`);
    await page.getByText(says).waitFor();
    expect(await page.getByRole('button', { name: /^(Try it|Probar)$/ }).count()).toBe(0);
    expect(await pageProblems(page)).toEqual([]);
    await page.getByRole('link', { name: way }).waitFor();
  }
});

test('a week in which nobody called says so at once, and cannot be begun', async () => {
  await pastEvenings(stage.stored().pool, Date.parse('2026-11-02T18:00:00-06:00'), 7);
  await page.goto(`${stage.service.url}/forecast/replay`);
  const go = page.getByRole('button', { name: 'Try it' });
  await go.waitFor();
  expect(await go.getAttribute('aria-disabled')).toBe(null);
  await page.getByLabel('Which week?').selectOption('2026-10-26');
  const why = page.getByRole('status').filter({ hasText: 'Nobody called in that week' });
  await why.waitFor();
  expect(await go.getAttribute('aria-disabled')).toBe('true');
  expect(await go.getAttribute('aria-describedby')).toBe(await why.getAttribute('id'));
  expect(await pageProblems(page)).toEqual([]);
  await go.press('Enter');
  await page.getByLabel('How many more people?').press('Enter');
  await page.getByLabel('Which week?').selectOption('2026-11-16');
  await why.waitFor({ state: 'detached' });
  expect(await go.getAttribute('aria-disabled')).toBe(null);
  await page.getByText(/^Nothing was tried yet/).waitFor();
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
