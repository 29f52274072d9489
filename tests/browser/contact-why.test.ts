/** By keyboard alone a coordinator finds yesterday's lost call, sees on the picture why nobody took it, and blocks its caller and ends the block; a leader opens the number of a live call. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { sessionHeaders } from '../support/api-askers.ts';
import { enterWithApp } from '../support/authenticator.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
  const organisation = smallOrganisation(
    {
      ana: {},
      ben: {},
      cleo: { as: 'backup' },
      dev: { as: null, roles: ['coordinator'] },
      elena: { as: null, roles: ['volunteer', 'shift-leader'] },
    },
    {},
    {
      escalation: 'imminent-risk',
      overflow: [
        { afterSeconds: 15, do: 'ring-backups' },
        { afterSeconds: 300, do: 'voicemail' },
      ],
    },
  );
  stage = await setStage({ organisation, at: '2026-11-09T18:00:00-06:00' });
  stage.phone(numbers['ben']!).sendText(line, 'BREAK 60');
  await stage.pass(2);
  // Yesterday: Ana passes, Cleo does not pick up, and the caller hangs up.
  const someone = stage.phone(caller);
  const ana = stage.phone(numbers['ana']!);
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 20);
  ana.answer();
  await stage.pass(5);
  ana.press('2');
  await stage.pass(50);
  someone.hangUp();
  await stage.pass(3);
  await stage.jump(24 * 3600);
  await stage.pass(61);
});
afterAll(async () => {
  const ofShift = /^Your next shift/;
  const texts = { ben: [/^Enjoy your break/, ofShift], ana: [ofShift], cleo: [ofShift] };
  stage.expects({ calls: { ana: 2, cleo: 2 }, texts });
  await browser.close();
  await stage.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

const open = (address: string) => page.goto(`${stage.service.url}${address}`);

async function comeAs(cookies: Iterable<[string, string]>): Promise<void> {
  const domain = new URL(stage.service.url!).hostname;
  await page
    .context()
    .addCookies([...cookies].map(([name, value]) => ({ name, value, domain, path: '/', httpOnly: true })));
}

/** Goes with Tab to what has this name, as somebody without a mouse does. */
async function tabTo(name: RegExp, key = 'Tab'): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    const here = (await page.evaluate(
      `(() => { const on = document.activeElement; const label = on?.labels?.[0]?.textContent; return on?.getAttribute('aria-label') ?? label ?? on?.textContent ?? ''; })()`,
    )) as string;
    if (name.test(here)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no way by Tab to ${name.source}`);
}

async function press(name: RegExp): Promise<void> {
  await tabTo(name);
  await page.keyboard.press('Enter');
}

test('yesterday’s lost call is found, its why is seen, and its caller is blocked and comes through again', async () => {
  await comeAs((await enterWithApp(stage, 'dev')).client.cookies);
  await open('/contacts');
  await page.getByRole('row', { name: /hung up while waiting/ }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await open('/contacts?day=2026-11-10');
  await page.getByText(/^None found so far/).waitFor();
  await press(/^Show all$/);
  await page.getByRole('link', { name: /^Mon, Nov 9, 6:00/ }).waitFor();
  await press(/^Mon, Nov 9, 6:00/);

  await page.getByRole('heading', { name: 'A call', exact: true }).waitFor();
  const picture = page.getByRole('img', { name: /^The contact in time/ });
  await picture.getByText('ana of Northside · passed', { exact: true }).waitFor();
  await picture.getByText(/^cleo of Northside · did not pick up/).waitFor();
  await page.getByText('Step 1: Backups and reserves are asked too.').waitFor();
  await page
    .getByText(/^ben of Northside is on a break until 7:00\sPM\.$/)
    .first()
    .waitFor();
  await page.getByText('ana of Northside has passed this contact on.').first().waitFor();
  expect(await pageProblems(page)).toEqual([]);

  await press(/^Block this caller…$/);
  await press(/^Block until it ends$/);
  await page.getByText(/nothing you typed is lost/).waitFor();
  expect(await page.getByLabel('Why', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  await tabTo(/^Why$/, 'Shift+Tab');
  await page.keyboard.type('Threatened Ana');
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('The caller is blocked.').waitFor();
  await page.getByText(/set by dev of Northside/).waitFor();

  await open('/blocks');
  await page.getByText(/^Northside Warmline, ends Wed, Nov 11/).waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await press(/^The caller objects: Northside/);
  await page.getByText(/noted by dev of Northside/).waitFor();
  await open('/attention');
  await page.getByRole('link', { name: 'a blocked caller objects: look at it again' }).waitFor();
  await press(/^a blocked caller objects/);
  await page.getByRole('button', { name: /^End it: Northside/ }).waitFor();
  await press(/^End it: Northside/);
  await press(/^Yes, end this block$/);
  await page.getByText(/^Nobody is blocked/).waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
});

test('where a life is in danger a leader sees the number once, and the page forgets it', async () => {
  const { cookie } = await sessionHeaders(stage, 'elena', { strength: 'code', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie!.split('=');
  await comeAs([[name, value]]);
  stage.phone(caller).call(line);
  await stage.pass(3);
  await open('/board');
  await page.getByRole('button', { name: /^A life is in danger/ }).waitFor();
  await press(/^A life is in danger: open the number/);
  await page.getByRole('dialog').waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await tabTo(/^What makes you think so/);
  await page.keyboard.type('They say they took pills.');
  await page.keyboard.press('Enter');
  await page.getByText(caller).waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  expect(page.url()).not.toContain(caller.slice(1));
  await press(/^Close, and forget it here$/);
  await page.getByText(caller).waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(caller.slice(1));
});
