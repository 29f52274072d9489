/** Ana signs in on her phone, by keyboard alone; a coordinator is let in by a link and sets up a passkey. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { invite } from '../../src/access/invitations.ts';
import { endSessions } from '../../src/access/sessions.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { codeSentTo, signInPage } from '../support/signed-in.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening } from '../support/texting.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];
const ana = numbers['ana']!;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const organisation = smallOrganisation({ ana: {}, ben: { roles: ['coordinator'], as: null } });
  stage = await setStage({ organisation, at: evening });
  page = await browser.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await page.close();
  await stage.close();
  expect(complaints).toEqual([]);
});

async function signsInAnew(number: string): Promise<void> {
  await page.getByLabel('Your phone number').fill(number);
  await page.keyboard.press('Enter');
  const code = page.getByLabel('Six-digit code');
  await code.waitFor();
  await code.fill(await codeSentTo(stage, number));
  await page.keyboard.press('Enter');
}

test('by keyboard alone: a wrong number is said at the field, the code lets in, and she is back where she was going', async () => {
  stage.carrier.control.expectText(ana);
  await page.goto(`${stage.service.url}/me`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  const phone = page.getByLabel('Your phone number');
  await phone.focus();
  await page.keyboard.type('555');
  await page.keyboard.press('Enter');
  await page.getByText('That does not look like a phone number').waitFor();
  expect(await phone.inputValue()).toBe('555');
  await phone.fill(ana);
  await page.keyboard.press('Enter');
  const code = page.getByLabel('Six-digit code');
  await code.waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await code.focus();
  await page.keyboard.type(await codeSentTo(stage, ana));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Me', exact: true }).waitFor();
  await page.getByText('this device').waitFor();
  expect(new URL(page.url()).pathname).toBe('/me');
  expect(await pageProblems(page)).toEqual([]);
  expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).toBe('[{},{}]');
  await page.getByRole('button', { name: 'Sign out', exact: true }).press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('a page that finds its session over says so, keeps what was being written, and leads back to where one was', async () => {
  await stage.close();
  stage = await setStage({ organisation: smallOrganisation({ ana: { roles: ['shift-leader'] } }), at: evening });
  stage.carrier.control.expectText(ana);
  await signInPage(page, stage, ana);
  await page.goto(`${stage.service.url}/board`);
  await page.getByLabel('Your note').fill('Ben has a new phone');
  await endSessions(stage.service.deps.room, { personId: 'ana' }, 'expired');
  await stage.pass(2);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByText('Your sign-in here has ended').waitFor();
  await page.getByText('What you had begun to write is still here.').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await signsInAnew(ana);
  await page.getByRole('heading', { name: 'Board' }).waitFor();
  expect(await page.getByLabel('Your note').inputValue()).toBe('Ben has a new phone');

  // Whoever signs out knows why.
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'One moment' }).waitFor({ state: 'detached' });
  expect(await page.getByText('Your sign-in here has ended').count()).toBe(0);
});

test('whoever comes back to a session that is over is told in their language, and goes on to where they were going', async () => {
  await page.close();
  page = await browser.newPage({ locale: 'es-MX' });
  complaints = complaintsOf(page);
  stage.carrier.control.expectText(ana);
  await signInPage(page, stage, ana);
  await endSessions(stage.service.deps.room, { personId: 'ana' }, 'expired');
  await page.goto(`${stage.service.url}/shifts?view=month`);
  await page.getByText('Su sesión aquí ha terminado').waitFor();
  expect(await page.getByText('Lo que había empezado a escribir').count()).toBe(0);
  expect(await pageProblems(page)).toEqual([]);
  await signInPage(page, stage, ana);
  await page.reload();
  await page.waitForURL(`${stage.service.url}/shifts?view=month`);
});

test('while codes cannot be checked the page says so, keeps what was typed, and lets in once they can', async () => {
  await stage.close();
  const organisation = smallOrganisation({ ana: {} });
  stage = await setStage({ organisation, at: evening, verifyServiceSid: `VA${'5'.repeat(32)}` });
  stage.carrier.control.expectText(ana);
  await page.goto(`${stage.service.url}/me`);
  await page.getByLabel('Your phone number').fill(ana);
  await page.keyboard.press('Enter');
  const code = page.getByLabel('Six-digit code');
  await code.waitFor();
  const digits = await codeSentTo(stage, ana);
  stage.carrier.control.faults.rest({ path: 'VerificationCheck', does: { kind: 'drop' } });
  await code.fill(digits);
  await page.keyboard.press('Enter');
  await page.getByText('We cannot check codes right now').waitFor();
  expect(await code.inputValue()).toBe(digits);
  expect(await pageProblems(page)).toEqual([]);
  await code.press('Enter');
  await page.getByRole('heading', { name: 'Me', exact: true }).waitFor();
  // The browser itself complains of the answer that the story is about.
  expect(complaints.splice(0)).toEqual([expect.stringContaining('status of 503')]);
});

test('a one-time link is spent by a press and sets up a passkey, which is asked for from then on', async () => {
  const { room, directories } = stage.service.deps;
  const invited = await invite(room, (await directories.current())!, 'ben', 'cli:test');
  if (invited.kind !== 'invited') throw new Error(invited.kind);
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${stage.service.url}/sign-in#${invited.token}`);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Set up how you prove it is you' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await page.getByRole('link', { name: 'Me', exact: true }).click();
  await page.getByRole('heading', { name: 'Me', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();

  const ben = numbers['ben']!;
  stage.carrier.control.expectText(ben);
  await page.getByLabel('Your phone number').fill(ben);
  await page.getByRole('button', { name: 'Text me a code' }).click();
  // The code goes out once it was asked for, which the next step of the page shows.
  await page.getByLabel('Six-digit code').waitFor();
  await page.getByLabel('Six-digit code').fill(await codeSentTo(stage, ben));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'One more proof' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await page.getByRole('link', { name: 'Me', exact: true }).click();
  await page.getByRole('heading', { name: 'Me', exact: true }).waitFor();
});
