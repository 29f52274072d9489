/** Seeing ahead in a real browser: the finding, a week as pictures and a table, and the sentence above the grid that changes with the draft. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { countNext } from '../../src/reports/count.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { freshDatabase } from '../support/servers.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { weeksOfCalls, writeWeeksOfCalls } from '../support/weeks-of-calls.ts';

let browser: Browser;
let stage: Stage;
let drop: () => Promise<void>;
const complaints: string[][] = [];
const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

beforeAll(async () => {
  browser = await openBrowser();
  const database = await freshDatabase();
  ({ drop } = database);
  await writeWeeksOfCalls(database.databaseUrl, weeksOfCalls('2026-11-11', 9));
  const times = { availability: [{ days: [...everyDay], start: '00:00', end: '00:00' }] };
  const file = smallOrganisation(
    {
      ana: { name: 'Ana', ...times },
      ben: { name: 'Ben', as: null, ...times },
      cleo: { name: 'Cleo', as: null, roles: ['coordinator'] },
      dev: { name: 'Dev', as: null, roles: ['shift-leader'], languages: ['es'] },
    },
    {
      openingHours: [{ days: [...everyDay], start: '17:00', end: '23:00' }],
      closures: [{ from: '2026-11-19', to: '2026-11-19', reason: 'Party' }],
    },
  );
  const second = { id: 'new', name: 'Quiet line', phoneNumber: '+15550100002', timeZone: 'UTC', languages: ['en'] };
  const organisation = { ...file, lines: [...(file.lines ?? []), second] };
  stage = await setStage({ organisation, at: '2026-11-11T12:00:00-06:00', databaseUrl: database.databaseUrl });
  // While the service counts, there is nothing to count for anybody else.
  await stage.settle();
  while (!(await countNext(stage.service.deps.room)));
});
afterAll(async () => {
  await browser.close();
  await stage.close();
  await drop();
  expect(complaints.flat()).toEqual([]);
});

async function openFor(who: string, address: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  complaints.push(complaintsOf(page));
  const { cookie = '' } = await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: stage.service.url! }]);
  await page.goto(`${stage.service.url}${address}`);
  return page;
}

test('a week says its finding first, is drawn and stands in a table; weeks and lines are chosen by keyboard', async () => {
  const page = await openFor('cleo', '/forecast');
  await page.getByText(/^Tue, Nov 10, 8:00 – 10:00 PM would lose about \d+ callers; a second peer, \d+\.$/).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.getByRole('heading', { name: 'Wed 11 · today' }).waitFor();
  await page
    .getByText(/^\d+ peers?$/)
    .first()
    .waitFor();
  await page.getByLabel('Week of').selectOption('2026-11-16');
  await page.getByText(/^Tue, Nov 17, 8:00 – 10:00 PM would lose/).waitFor();
  await page
    .getByRole('img', { name: /^Tuesday, November 17: .* Too few are on: 8:00 – 10:00 PM: \d short/ })
    .waitFor();
  await page.getByRole('img', { name: /^Sunday, November 22: .* As many are on/ }).waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: /8:00 – 10:00 PM: \d short, more work than people/ })
    .waitFor();
  await page.getByText('closed', { exact: true }).waitFor();
  await page.getByText('The same as a table').press('Enter');
  await page
    .getByRole('row', { name: /^8:00 – 8:30 PM \d/ })
    .first()
    .waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await page.getByLabel('How long').selectOption('4');
  await page.getByRole('heading', { name: /Dec 7/ }).waitFor();
  expect(new URL(page.url()).search).toBe('?from=2026-11-16&weeks=4');
  await page.getByLabel('Line').selectOption('Quiet line');
  await page.getByText(/^No call to this line has been counted yet/).waitFor();
  await page.context().close();
});

test('above the grid it says what the draft would lose, and says anew when somebody is put in', async () => {
  const page = await openFor('cleo', '/roster?line=main&from=2026-11-16&weeks=1');
  await page
    .getByText(/^This roster would lose about \d+ callers on Tue, Nov 17, 8:00 – 10:00 PM; a second peer, \d+\.$/)
    .waitFor();
  await page.getByRole('button', { name: 'Plan these days' }).press('Enter');
  await page.getByText(/^This draft would lose .* a second peer/).waitFor();
  await page
    .getByRole('row', { name: /Nov 17/ })
    .getByRole('button')
    .press('Enter');
  await page.getByText(/^About [\d.]+ callers are expected in this shift; .* With one more peer: /).waitFor();
  await page.keyboard.type('ben');
  await page.keyboard.press('Enter');
  await page
    .getByText(/^This draft would lose about \d+ callers on Tue, Nov 17, 8:00 – 10:00 PM; a third peer, \d+\.$/)
    .waitFor();
  await page.keyboard.press('Escape');
  expect(await pageProblems(page)).toEqual([]);
  await page.getByText('Everything is kept').waitFor();
  await page.getByRole('link', { name: 'See the days ahead' }).press('Enter');
  await page.getByText('This is a draft').waitFor();
  await page.getByText(/^Tue, Nov 17, 8:00 – 10:00 PM would lose .* a third peer/).waitFor();
  await page.context().close();
});

test('a shift leader reads it in Spanish; a volunteer has no such page', async () => {
  const page = await openFor('dev', '/forecast?from=2026-11-16');
  await page.getByText(/se perderían unas \d+ llamadas; con una segunda persona/).waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await page.getByText('18:00', { exact: true }).first().waitFor();

  // The list of pages is one row on a phone; the others are a key press away, and closed again on the next page.
  await page.setViewportSize({ width: 360, height: 740 });
  const menu = page.getByRole('navigation', { name: 'Páginas' });
  const more = menu.getByRole('button', { name: 'Más' });
  await more.press('Enter');
  await page.waitForFunction(`document.querySelector('nav').firstElementChild.offsetHeight < 60`);
  await menu.getByRole('link', { name: 'Lo que viene' }).waitFor();
  expect(await more.getAttribute('aria-expanded')).toBe('true');
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await menu.getByRole('link', { name: 'Yo', exact: true }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Yo' }).waitFor();
  await menu.locator('[aria-expanded=false]').waitFor();
  const other = await openFor('ana', '/forecast');
  await other.getByText('This page is not open to you').waitFor();
});
