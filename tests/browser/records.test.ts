/** An admin looks after the records in the browser: the file is taken along and brought in, a person who stands here twice is made one, and one who left is erased. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { enterWithApp, appCode } from '../support/authenticator.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];
let secret: string;

beforeAll(async () => {
  browser = await openBrowser();
  const organisation = smallOrganisation({
    ana: { as: 'backup', name: 'Ana Ruiz', tags: ['veteran'] },
    ben: { name: 'Ana María Ruiz', tags: ['recovery'] },
    elena: { as: null, roles: ['admin'] },
  });
  stage = await setStage({ organisation, at: '2026-11-10T12:00:00-06:00' });
  const entered = await enterWithApp(stage, 'elena');
  secret = entered.secret;
});
afterAll(async () => {
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
const button = (name: string | RegExp) => page.getByRole('button', { name });
const press = (control: Locator, key = 'Enter') => control.press(key);

async function enter(provedMinutesAgo: number): Promise<void> {
  const { cookie } = await sessionHeaders(stage, 'elena', { strength: 'second', provedMinutesAgo });
  const [name = '', value = ''] = cookie!.split('=');
  await page.context().addCookies([{ name, value, domain: new URL(stage.service.url!).hostname, path: '/' }]);
}

test('the file is fetched with a proof, brought in once what it changes was seen, and said to be wrong in a sentence of its own', async () => {
  await enter(11);
  await open('/settings');
  await press(page.getByRole('link', { name: 'The organisation as a file' }));
  await press(button('Fetch the file'));
  await page.getByText('First, prove that it is you').waitFor();
  await stage.pass(31);
  await page.getByLabel('Code from your app').fill(appCode(stage, secret));
  const fetched = page.waitForEvent('download');
  await press(page.getByLabel('Code from your app'));
  const text = readFileSync(await (await fetched).path(), 'utf8');
  await page.getByText('organisation.json is among your downloads.').waitFor();

  const field = page.getByLabel('Organisation file (JSON)');
  const choose = (content: Buffer | string) =>
    field.setInputFiles({ name: 'northside.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  for (const [content, said] of [
    [Buffer.alloc(20_000_001, ' '), /more than 20 MB/],
    [Buffer.from('89504e470d0a1a0a0000', 'hex'), /^It is no text/],
    [Buffer.from('{"name": "Jos\xe9"}', 'latin1'), /Save it as UTF-8/],
    ['', /^It is empty/],
    ['{"people": [,', /^The file: not valid JSON at line 1/],
    [text.replace('"America/Chicago"', '"Mars/Olympus"'), /^organisation\.timeZone: no such zone/],
  ] as const) {
    await choose(content);
    await page.getByText(said).first().waitFor();
  }
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await choose(text);
  await page.getByText('It is the organisation as it is now.').waitFor();
  expect(await button('Bring it in').count()).toBe(0);

  // UTF-16, as an older editor saves it, and somebody changes something meanwhile.
  await choose(Buffer.from(`\uFEFF${text.replace('"veteran"', '"nurse"')}`, 'utf16le'));
  await page.getByText('Ana Ruiz: tags').waitFor();
  const changed = await page.evaluate(
    `fetch('/api/v1/people/ben', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ trainee: true }) }).then((answer) => answer.status)`,
  );
  expect(changed).toBe(200);
  await press(button('Bring it in'));
  await page.getByText(/^Somebody changed the organisation since you looked/).waitFor();
  await page.getByText(/^people\[ben\]: changed by elena of Northside/).waitFor();
  expect(await button('Bring it in').count()).toBe(0);
  expect(await pageProblems(page)).toEqual([]);
  await press(page.getByLabel('Bring it in all the same: this one change is lost'), 'Space');
  await press(button('Bring it in'));
  await page.getByText(/^It is brought in\./).waitFor();
});

test('two records of one person become one, and one who left is erased', async () => {
  await enter(0);
  await open('/people/ana');
  await press(button('Make two records one…'));
  await press(button('Ana María Ruiz'));
  await page.getByRole('row', { name: 'Tags nurse recovery nurse, recovery' }).waitFor();
  await page.getByLabel('Ana María Ruiz, with the number that ends with 02').press('Space');
  await page.getByRole('row', { name: 'Tags recovery nurse recovery, nurse' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await press(button('Yes, make them one: Ana María Ruiz'));
  await page.getByRole('heading', { name: 'Ana María Ruiz' }).waitFor();
  await page.getByText('Both records are one now.').waitFor();
  const held = page.waitForEvent('download');
  await press(button('Fetch the file'));
  expect(readFileSync(await (await held).path(), 'utf8')).toContain('"name":"Ana María Ruiz"');

  await open('/people');
  await press(page.getByRole('link', { name: 'Those who left' }));
  await press(button('Erase Ana Ruiz…'));
  await page.getByText(/^Of Ana Ruiz nothing is left/).waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await press(button('Yes, erase Ana Ruiz'));
  await page.getByText('Nobody who left is named here.').waitFor();

  await open('/audit');
  await page.getByRole('combobox', { name: 'What' }).selectOption('People');
  await press(button('Find'));
  await page.getByRole('cell', { name: 'erased a person who left' }).waitFor();
  const audit = page.waitForEvent('download');
  await press(button('Keep what matches as a file (CSV)'));
  expect(readFileSync(await (await audit).path(), 'utf8')).toMatch(/person\.erased.*\r\n.*person\.held-taken/);
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
});
