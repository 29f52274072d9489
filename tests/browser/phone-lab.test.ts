import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { startPhoneLab, type PhoneLab } from '../../infra/phone-lab/server.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openBrowser } from '../support/browser.ts';
import { ACCOUNT_SID, AUTH_TOKEN, clientOf, LINE, setStage, type Stage } from '../support/carrier-phones.ts';

const ANA = '+15550200001';
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser;
let service: Stage;
let lab: PhoneLab;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A service that rings Ana for every caller and lets the two meet when she presses 1. */
beforeEach(async () => {
  service = await setStage();
  const { serviceUrl, on } = service;
  lab = await startPhoneLab({
    clock: systemClock,
    port: 0,
    serviceBaseUrl: serviceUrl,
    lines: [{ id: 'main', name: 'Northside Warmline', phoneNumber: LINE }],
    people: [
      { name: 'Ana Ruiz', phone: ANA },
      { name: 'Ben Okafor', phone: '+15550200002' },
    ],
    crisis: { name: 'the 988 lifeline', phone: '+15559880988' },
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
  });
  const client = clientOf({ baseUrl: lab.apiBaseUrl });
  let callerSid = '';
  on('/twilio/voice', async ({ form }) => {
    callerSid = form['CallSid']!;
    await client.calls.create({ from: LINE, to: ANA, url: `${serviceUrl}/offer` });
    return '<Say language="en-US">You have reached Northside Warmline.</Say><Enqueue waitUrl="/wait">line</Enqueue>';
  });
  on('/wait', '<Pause length="5"/>');
  on('/offer', '<Gather numDigits="1" action="/accept"><Say>Press 1 to take a call.</Say></Gather>');
  on('/accept', async () => {
    await client.calls(callerSid).update({
      twiml: '<Response><Dial><Conference beep="false" endConferenceOnExit="true">room</Conference></Dial></Response>',
    });
    return '<Dial><Conference beep="false">room</Conference></Dial>';
  });
  on('/twilio/messages', ({ form }) => `<Message>Got ${form['Body']}</Message>`);
  page = await browser.newPage();
  await page.goto(lab.url);
});
afterEach(async () => {
  await page.close();
  await lab.stop();
  await service.close();
});

const next = (name: RegExp) => page.getByRole('region', { name: 'What next' }).getByRole('button', { name });
const phone = (name: string) => page.getByRole('article', { name });
const problems = async () => {
  await page.evaluate(axeSource);
  const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string }[] };
  return violations.map(({ id }) => id);
};

test('a newcomer who only presses the one button gets to talking', async () => {
  await next(/Call Northside/).click();
  await next(/Answer as Ana/).click();
  await next(/Press 1 as Ana/).click();
  await page.getByText('Caller is talking with Ana Ruiz.').waitFor();
  expect(await page.getByRole('listitem', { name: 'talks with' }).count()).toBe(1);
  const speak = phone('Caller').first().getByPlaceholder('Say something');
  await speak.fill('Is anybody there?');
  await speak.press('Enter');
  await phone('Ana Ruiz').getByText('Caller: Is anybody there?').waitFor();
  expect(await problems()).toEqual([]);
  await next(/Hang up/).click();
  await next(/Call Northside/).waitFor();
});

test('by keyboard alone: Enter places and answers a call, a digit is a key of the phone with the focus', async () => {
  await next(/Call Northside/).press('Enter');
  await phone('Ana Ruiz')
    .getByRole('button', { name: /^Answer/ })
    .press('Enter');
  await phone('Ana Ruiz').getByText('Picked up.').waitFor();
  await phone('Ana Ruiz').press('1');
  await page.getByText('Caller is talking with Ana Ruiz.').waitFor();
});

test('a text by a quick button, and its answer', async () => {
  await phone('Ben Okafor')
    .getByRole('button', { name: /^Text ON/ })
    .click();
  await phone('Ben Okafor').getByText('Northside Warmline: Got ON').waitFor();
});

test('nothing is wider than a small phone; whose browser reads Spanish has all of it in Spanish', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await next(/Call Northside/).click();
  await phone('Ana Ruiz').getByText('is calling').first().waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  expect(await problems()).toEqual([]);
  await page.close();
  page = await browser.newPage({ locale: 'es-MX', viewport: { width: 320, height: 640 } });
  await page.goto(lab.url);
  await page.getByRole('button', { name: 'Contestar como Ana Ruiz' }).click();
  await phone('Ana Ruiz').getByText('Contesta.').waitFor();
  await phone('Ana Ruiz').getByText('Suena: llama Northside Warmline.').waitFor();
  await page.getByText('Ana Ruiz ha contestado. Pulse 1 para tomar la llamada.').waitFor();
  expect(await page.evaluate("document.documentElement.lang + ' ' + document.title")).toBe(
    'es Laboratorio de teléfonos',
  );
  expect(await page.locator('body').innerText()).not.toMatch(/undefined|Callers|Answer|Send|arrive|Picked/);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  expect(await problems()).toEqual([]);
});
