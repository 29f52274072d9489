/** What Dev typed in a form is there again when the session ended under it; only for Dev, only in this window, and only until it is saved, thrown away or Dev signs out. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { endSessions } from '../../src/access/sessions.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { appCode, enterWithApp } from '../support/authenticator.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { codeSentTo } from '../support/signed-in.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let context: BrowserContext;
let stage: Stage;
let page: Page;
let complaints: string[];
const secrets: Record<string, string> = {};

beforeAll(async () => {
  browser = await openBrowser();
  const roles = ['coordinator' as const];
  const organisation = smallOrganisation({
    ana: {},
    dev: { as: null, roles },
    elena: { as: null, roles, languages: ['es'] },
  });
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  for (const person of ['dev', 'elena']) secrets[person] = (await enterWithApp(stage, person)).secret;
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  complaints = complaintsOf(page);
  await become('dev');
  await page.goto(stage.service.url!);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

const button = (name: string | RegExp, on = page) => on.getByRole('button', { name });
const again = (on = page) => on.getByRole('status').filter({ hasText: 'What you had typed is here again' });

/** Whether a form says that what was typed is there again, which it does a moment after its fields are there. */
async function isAgain(): Promise<boolean> {
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  return (await again().count()) > 0;
}

/** The browser has a session of this person from now on, as if another of its windows had begun it. */
async function become(person: string): Promise<void> {
  const { cookie } = await sessionHeaders(stage, person, { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie!.split('=');
  const { hostname } = new URL(stage.service.url!);
  await context.addCookies([{ name, value, domain: hostname, path: '/', httpOnly: true }]);
}

/** On the sign-in page, with the code of the phone and that of the app: each counts once. */
async function signIn(person: string): Promise<void> {
  await page.getByLabel('Your phone number').fill(numbers[person]!);
  await button('Text me a code').click();
  await page.getByLabel('Six-digit code').waitFor();
  await page.getByLabel('Six-digit code').fill(await codeSentTo(stage, numbers[person]!));
  await page.keyboard.press('Enter');
  const fromApp = page.getByLabel(/^(Code from your app|Código de su aplicación)$/);
  await fromApp.waitFor();
  await stage.pass(31);
  await fromApp.fill(appCode(stage, secrets[person]!));
  await page.keyboard.press('Enter');
  await fromApp.waitFor({ state: 'detached' });
}

/** To another page of this window, as a link leads there: what is in its memory stays. */
async function go(address: string): Promise<void> {
  await page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`,
  );
}

/** Every session ends, as from another device: the next thing asked of the service is refused. */
async function endEverySession(): Promise<void> {
  for (const personId of ['dev', 'elena']) await endSessions(stage.service.deps.room, { personId }, 'lost-device');
}

/** An answer of the service that is held back until it is let go. */
async function heldBack(path: string): Promise<() => void> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(`**/api/v1${path}`, async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    const response = await route.fetch({ headers: { ...route.request().headers(), origin: stage.service.url! } });
    await held;
    await route.fulfill({ response });
  });
  return letGo;
}

const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const label = (name: string) => page.getByLabel(name, { exact: true });
const inStorage = () => page.evaluate('JSON.stringify([localStorage, sessionStorage])');

test('the session ends under somebody’s entry: it is there again after signing in, said aloud, and what another changed meanwhile is not overwritten', async () => {
  await go('/people/ana');
  await label('Tags').fill('veteran, night owl');
  await label('Phone number').fill('+15550200099');
  await endEverySession();
  await button('Save').click();
  await heading('Sign in');
  await page.getByText('What you had begun to write is still here.').waitFor();
  expect(await inStorage()).toBe('[{},{}]');
  const elsewhere = await enterWithApp(stage, 'elena');
  secrets['elena'] = elsewhere.secret;
  expect((await elsewhere.client.patch('/people/ana', { tags: ['parent'] })).status).toBe(200);

  await signIn('dev');
  await heading('ana of Northside');
  await again().waitFor();
  expect(await label('Tags').inputValue()).toBe('veteran, night owl');
  expect(await label('Phone number').inputValue()).toBe('+15550200099');
  expect(await pageProblems(page)).toEqual([]);
  await button('Save').click();
  await page.getByText('Somebody else changed this meanwhile').waitFor();
  await page.getByRole('row', { name: 'Tags veteran, night owl parent' }).waitFor();
  await button('Save mine as well').click();
  await page.getByText('Saved.').waitFor();
  expect(await isAgain()).toBe(false);
  await go('/people');
  await heading('People');
  await go('/people/ana');
  await label('Tags').waitFor();
  expect(await label('Tags').inputValue()).toBe('veteran, night owl');
  expect(await label('Phone number').inputValue()).toBe('');
  expect(await isAgain()).toBe(false);
});

/** Forms with more in them than a word or two: where they are, and what is typed in them. */
const forms: { at: string; title: string; fields: Record<string, string> }[] = [
  { at: '/people?do=add', title: 'Add somebody', fields: { Name: 'Íris Möller', 'Phone number': '+1 555 012 0099' } },
  { at: '/people/ana', title: 'ana of Northside', fields: { 'First day': '2026-12-24', 'Last day': '2026-12-26' } },
  { at: '/lines?do=add', title: 'Add a line', fields: { Name: 'Night line' } },
  { at: '/lines/main', title: 'Northside Warmline', fields: { 'Your own words': 'Hello from us.' } },
  { at: '/lines/main', title: 'Northside Warmline', fields: { 'First day': '2026-12-24', Why: 'Training' } },
  { at: '/settings', title: 'Settings', fields: { 'Talks a day for each caller': '5' } },
  {
    at: '/resources/new',
    title: 'A text for whoever asks',
    fields: { Name: 'Food bank', 'What is sent, English': 'Ask at the food bank.' },
  },
  { at: '/word', title: 'Word to volunteers', fields: { 'Your words': 'Thank you all.' } },
  { at: '/board', title: 'Board', fields: { 'Your note': 'All calm so far.' } },
  { at: '/me', title: 'Me', fields: { 'Name that callers hear': 'Devi' } },
];

test('every long form has what was typed in it again, each at its own page, until it is thrown away', async () => {
  for (const { at, title, fields } of forms) {
    await go(at);
    await heading(title);
    for (const [name, value] of Object.entries(fields)) await label(name).first().fill(value);
  }
  await go('/word');
  await heading('Word to volunteers');
  await label('Role').selectOption('shift-leader');
  await endEverySession();
  await go('/people');
  await heading('Sign in');
  await signIn('dev');
  await heading('People');
  const wrong: string[] = [];
  for (const { at, title, fields } of forms) {
    await go(at);
    await heading(title);
    const values = async () => {
      const read = Object.keys(fields).map(async (name) => [name, await label(name).first().inputValue()]);
      return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
    };
    const isSaid = await again()
      .first()
      .waitFor({ timeout: 30_000 })
      .then(
        () => true,
        () => false,
      );
    if (!isSaid) wrong.push(`${at}: not said`);
    if (JSON.stringify(await values()) !== JSON.stringify(fields))
      wrong.push(`${at}: ${JSON.stringify(await values())}`);
    if (at === '/word') expect(await label('Role').inputValue()).toBe('shift-leader');
    if (isSaid) await again().first().getByRole('button', { name: 'Throw away what I typed' }).click();
    if (Object.values(await values()).some((value) => Object.values(fields).includes(value)))
      wrong.push(`${at}: not away`);
  }
  for (const { at, title, fields } of forms) {
    await go(at);
    await heading(title);
    for (const name of Object.keys(fields)) await label(name).first().waitFor();
    if (await isAgain()) wrong.push(`${at}: again`);
  }
  expect(wrong).toEqual([]);
});

test('what one typed is never seen by another who signs in on the same browser, and is gone for good', async () => {
  await go('/people/ana');
  await label('Phone number').fill('+15550200098');
  await endEverySession();
  await button('Save').click();
  await heading('Sign in');
  await signIn('elena');
  await page.getByRole('heading', { level: 1, name: 'ana of Northside' }).waitFor();
  const spanish = page.getByLabel('Número de teléfono', { exact: true });
  expect(await spanish.inputValue()).toBe('');
  expect(await page.getByText('Lo que había escrito está aquí otra vez').count()).toBe(0);
  await spanish.fill('+15550200097');
  await go('/people');
  await page.getByRole('heading', { level: 1, name: 'Personas' }).waitFor();
  await go('/people/ana');
  await page.getByText('Lo que había escrito está aquí otra vez. Todavía no se ha guardado.').waitFor();
  await button('Salir').click();
  await heading('Sign in');
  await signIn('dev');
  await go('/people/ana');
  await label('Phone number').waitFor();
  expect(await label('Phone number').inputValue()).toBe('');
  expect(await isAgain()).toBe(false);
});

test('whoever signs out in one window leaves nothing in another, and somebody else’s session shows nothing of theirs', async () => {
  await go('/people/ana');
  await label('Phone number').fill('+15550200096');
  const other = await context.newPage();
  await other.goto(`${stage.service.url}/people`);
  await button('Sign out', other).click();
  await heading('Sign in');
  await page.getByText('What you had begun to write is still here.').waitFor({ state: 'detached' });
  await other.close();
  await signIn('dev');
  await label('Phone number').waitFor();
  expect(await label('Phone number').inputValue()).toBe('');

  // From one person to the next without a sign-in page in between.
  await label('Phone number').fill('+15550200095');
  await become('elena');
  await page.evaluate(`new BroadcastChannel('warmline-session').postMessage('signed-out')`);
  const spanish = page.getByLabel('Número de teléfono', { exact: true });
  await spanish.waitFor();
  expect(await spanish.inputValue()).toBe('');
});

test('a lost connection or a failing service leaves the form as it was typed, and what is typed while saving stays', async () => {
  await go('/settings');
  const talks = label('Talks a day for each caller');
  await talks.fill('6');
  await page.route('**/api/v1/settings', (route) =>
    route.request().method() === 'GET' ? route.continue() : route.fulfill({ status: 503, body: '{}' }),
  );
  await button('Save').click();
  await page.getByRole('alert').filter({ hasText: 'That did not work' }).waitFor();
  expect(await talks.inputValue()).toBe('6');
  await page.unroute('**/api/v1/settings');
  await context.setOffline(true);
  await button('Save').click();
  await page.getByRole('alert').filter({ hasText: 'We did not hear back' }).waitFor();
  expect(await talks.inputValue()).toBe('6');
  await context.setOffline(false);

  const letGo = await heldBack('/settings');
  await button('Save').click();
  await label('Name of the crisis line, as it is said').fill('the night lifeline');
  letGo();
  await page.getByText('Changed: limits and times').first().waitFor();
  expect(await label('Name of the crisis line, as it is said').inputValue()).toBe('the night lifeline');
  await page.unrouteAll({ behavior: 'wait' });
  complaints.length = 0;
  await button('Save').click();
  await page.getByText('Saved.').waitFor();
  const stored = await page.evaluate(`fetch('/api/v1/settings').then((answer) => answer.json())`);
  expect(stored).toMatchObject({ crisisName: 'the night lifeline', policy: { callsPerDay: 6 } });
});

test('a reload asks first while something is typed, and only then', async () => {
  await go('/people/ana');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await label('Tags').fill('veteran, parent');
  await page.reload();
  await label('Tags').waitFor();
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
});
