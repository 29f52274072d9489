/** What stands where on the board: first what needs attention, then lines that are open or have somebody on them, then the closed ones in a row each (L1). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { raise } from '../../src/attention/need-attention.ts';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems, thumbProblems } from '../support/pages.ts';
import { signInPage } from '../support/signed-in.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall } from '../support/talking.ts';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const dayLine = '+15550100002';
let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];

/** The day line is open from 9 to 18:30, the evening line from 17 on. */
function twoLines(): OrganisationFile {
  const whole = smallOrganisation({
    ana: { name: 'Ana' },
    ben: { name: 'Ben', as: 'backup' },
    elena: { name: 'Elena', roles: ['shift-leader'], as: null },
  });
  const [evening] = whole.lines ?? [];
  const [shift] = whole.shifts ?? [];
  const day = { ...evening!, id: 'day', name: 'Aspen Day Line', phoneNumber: dayLine };
  return {
    ...whole,
    lines: [{ ...day, openingHours: [{ days: [...days], start: '09:00', end: '18:30' }] }, evening!],
    shifts: [
      shift!,
      {
        ...shift!,
        id: 'day',
        line: 'day',
        start: '2026-01-01T09:00',
        end: '2026-01-01T18:30',
        assigned: [{ person: 'ana', as: 'primary' }],
      },
    ],
  };
}

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  stage = await setStage({ organisation: twoLines(), at: '2026-11-10T18:00:00-06:00' });
  page = await (await browser.newContext({ timezoneId: 'America/Chicago' })).newPage();
  complaints = complaintsOf(page);
  await signInPage(page, stage, numbers['elena']!);
});
afterEach(async () => {
  await page.context().close();
  await stage.close();
  expect(complaints).toEqual([]);
});

const headings = () => page.getByRole('heading', { level: 2 }).allInnerTexts();

test('first what needs attention, then open lines, then a row for each closed one with when it opens and what waits there', async () => {
  const { room, clock } = stage.service.deps;
  for (const kind of ['callback-failed', 'text-unanswered', 'talk-wanted', 'cover-open'] as const)
    await raise(room, { kind, lineId: 'main' });
  const atMs = clock.nowMs() + 20 * 3_600_000;
  await promiseCallback(room, { lineId: 'day', number: caller, via: 'coordinator', atMs });
  await stage.jump(60 * 60);
  await page.goto(`${stage.service.url}/board`);
  const closed = page.getByRole('region', { name: 'Closed now' });
  await closed.waitFor();
  expect(await headings()).toEqual(['Needs attention 4', 'Northside Warmline', 'Closed now', 'For the next shift']);
  const waits = page.getByRole('region', { name: 'Needs attention' });
  await waits.getByRole('link', { name: 'See all 4' }).waitFor();
  expect(await waits.getByRole('listitem').count()).toBe(3);
  expect(await waits.getByRole('link', { name: 'See all 4' }).getAttribute('href')).toBe('/attention');

  const row = closed.locator('summary');
  expect(await closed.getByRole('listitem').innerText()).toMatch(
    /Aspen Day Line\s+opens at 9:00 AM on Wed\s+1 call is owed/,
  );
  expect((await closed.getByRole('listitem').boundingBox())!.height).toBeLessThan(64);
  expect(await closed.getByText('No conversation is open.').count()).toBe(0);
  expect(await pageProblems(page)).toEqual([]);
  await row.press('Enter');
  await closed.getByRole('heading', { name: 'Promised calls 1' }).waitFor();
  await closed.getByRole('button', { name: 'Pause the line' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await waits.getByRole('listitem').count()).toBe(1);
  expect(await thumbProblems(page)).toEqual([]);
});

test('a line that closes while somebody talks on it keeps its room until they have said goodbye', async () => {
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  someone.call(dayLine);
  await takeCall(stage, someone, ana, 10);
  await page.goto(`${stage.service.url}/board`);
  await page.getByRole('region', { name: 'Aspen Day Line' }).getByText('soft limit').waitFor();
  await stage.jump(31 * 60);
  const line = page.getByRole('region', { name: 'Aspen Day Line' });
  await line.getByText('Closed', { exact: true }).waitFor();
  await line.getByRole('button', { name: 'Join the talk of Ana' }).waitFor();
  expect(await page.getByRole('region', { name: 'Closed now' }).count()).toBe(0);
  someone.hangUp();
  await stage.pass(70);
  await page.getByRole('region', { name: 'Closed now' }).getByText('Aspen Day Line').waitFor();
  await page.getByText('Nothing waits for you.').waitFor();
  stage.expects({ texts: { ana: [/^How heavy was that for you/] } });
});

test('whoever is inside the card of a line as it closes, or at its row as it opens, by keyboard, is at the line all the same', async () => {
  await page.goto(`${stage.service.url}/board`);
  const card = page.getByRole('region', { name: 'Aspen Day Line' });
  const pause = card.getByRole('button', { name: 'Pause the line' });
  await pause.focus();
  await stage.jump(31 * 60);
  const row = page.getByRole('region', { name: 'Closed now' }).locator('summary').filter({ hasText: 'Aspen Day Line' });
  await row.and(page.locator(':focus')).waitFor();
  await stage.jump(14.5 * 3_600);
  await pause.waitFor();
  await card.locator(':focus').waitFor();
  stage.expects({ texts: { ana: [/^Your next shift/] } });
});
