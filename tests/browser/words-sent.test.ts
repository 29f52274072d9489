/** By keyboard: a coordinator writes a text for whoever asks, a peer sends it in a conversation; a coordinator writes to those on shift this week (O8, O9). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems, thumbProblems } from '../support/pages.ts';
import { signInPage } from '../support/signed-in.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting, type Texting } from '../support/texting.ts';

let browser: Browser;
let stage: Stage;
let texts: Texting;
let dev: Page;
let ana: Page;
let complaints: string[];
const onPhone = [[320, 640]] as const;

beforeAll(async () => {
  browser = await openBrowser();
  const people = {
    ana: { languages: ['en', 'es'] },
    ben: { as: null },
    grace: {},
    dev: { as: null, roles: ['coordinator' as const] },
  };
  stage = await setStage({ organisation: smallOrganisation(people, { languages: ['en', 'es'] }), at: evening });
  texts = texting(stage);
  [dev, ana] = await Promise.all([browser.newPage(), browser.newPage()]);
  const { cookie } = await sessionHeaders(stage, 'dev', { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie!.split('=');
  await dev.context().addCookies([{ name, value, domain: new URL(stage.service.url!).hostname, path: '/' }]);
  await signInPage(ana, stage, numbers['ana']!);
  complaints = [...complaintsOf(dev), ...complaintsOf(ana)];
});
afterAll(async () => {
  await browser.close();
  await stage.close();
  expect(complaints).toEqual([]);
});

test('a text is added, put right, noted as checked and that taken back; a peer sends it to whoever asks, in their language', async () => {
  await dev.goto(`${stage.service.url}/resources`);
  await dev.getByText('There are no texts yet.').waitFor();
  expect(await pageProblems(dev, onPhone)).toEqual([]);
  await dev.getByRole('link', { name: 'Add a text' }).press('Enter');
  await dev.getByRole('heading', { name: 'A text for whoever asks' }).waitFor();
  await dev.getByLabel('Name').fill('Food bank');
  await dev.getByLabel('What is sent, English').fill('Food bank: http://food.example');
  await dev.getByText('30 characters, 1 part').waitFor();
  await dev.getByLabel('What is sent, Spanish').fill('Banco de alimentos: calle Mayor 1');
  await dev.getByLabel('Tags').fill('food, today');
  await dev.getByLabel('Last checked on').fill('2026-05-01');
  await dev.getByRole('button', { name: 'Save' }).press('Enter');
  await dev.getByText('has an address in it that does not begin with https://').waitFor();
  expect(await dev.getByLabel('What is sent, English').getAttribute('aria-invalid')).toBe('true');
  expect(await pageProblems(dev)).toEqual([]);
  await dev.getByLabel('What is sent, English').fill('Food bank: https://food.example');
  await dev.getByRole('button', { name: 'Save' }).press('Enter');
  await dev.getByText('Food bank: saved.').waitFor();
  await dev.getByText('to be checked', { exact: true }).waitFor();
  expect(await pageProblems(dev)).toEqual([]);
  await dev.getByRole('button', { name: 'Checked today Food bank' }).press('Enter');
  await dev.getByText('Food bank: noted as checked today.').waitFor();
  await dev.getByText(/^Checked on Tue, Nov 10, 2026/).waitFor();
  await dev.getByRole('button', { name: 'Undo' }).press('Enter');
  await dev.getByText('It is as it was before.').waitFor();
  await dev.getByText(/^Last checked on Fri, May 1, 2026/).waitFor();

  await ana.goto(`${stage.service.url}/inbox`);
  await ana.getByText('Nobody is writing with you now').waitFor();
  await texts.write(caller, '¿dónde puedo encontrar comida?');
  await ana.getByText('¿dónde puedo encontrar comida?').waitFor();
  const answer = ana.getByLabel('Your answer');
  await answer.fill('One moment');
  await ana.getByRole('button', { name: 'A text they asked for…' }).press('Enter');
  await ana.getByRole('heading', { name: 'A text for them' }).waitFor();
  await ana.getByRole('searchbox', { name: 'Search' }).fill('food');
  await ana.getByRole('button', { name: /^Food bank/ }).press('Enter');
  await ana.getByText(/^Last checked on/).waitFor();
  expect(await pageProblems(ana, onPhone)).toEqual([]);
  await ana.setViewportSize({ width: 390, height: 844 });
  expect(await thumbProblems(ana)).toEqual([]);
  await ana.getByLabel('Language').selectOption('Spanish');
  await ana.getByRole('button', { name: 'They asked for it: send' }).press('Enter');
  await ana.getByText('Sent.', { exact: true }).waitFor();
  await ana.getByRole('list', { name: 'What was said' }).getByText('Banco de alimentos: calle Mayor 1').waitFor();
  // What she had begun is still hers, and the other way puts a text behind it.
  expect(await answer.inputValue()).toBe('One moment');
  await ana.getByRole('button', { name: 'A text they asked for…' }).press('Enter');
  await ana.getByRole('button', { name: /^Food bank/ }).press('Enter');
  await ana.getByLabel('Language').selectOption('English');
  await ana.getByRole('button', { name: 'They asked for it: put it into my answer' }).press('Enter');
  await ana.getByText('It stands in your answer now. Nothing is sent yet.').waitFor();
  expect(await answer.inputValue()).toBe('One moment\nFood bank: https://food.example');
  await ana.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await ana.getByRole('list', { name: 'What was said' }).getByText('One moment').waitFor();
  await stage.pass(2);
  expect(texts.news(caller).slice(1)).toEqual([
    'Banco de alimentos: calle Mayor 1',
    'One moment\nFood bank: https://food.example',
  ]);
  texts.news(numbers['ana']!);
  await dev.reload();
  await dev.getByText(/Asked for 2 times this month/).waitFor();
});

test('a word goes to those on shift this week, in a second step, and who was not reached is named', async () => {
  stage.phone(numbers['grace']!).textBehaviour = 'undelivered';
  await dev.goto(`${stage.service.url}/word`);
  await dev.getByText('It goes to 3 people.').waitFor();
  expect(await pageProblems(dev, onPhone)).toEqual([]);
  await dev.getByLabel('Only those on shift this week').press('Space');
  await dev.getByText('It goes to 2 people.').waitFor();
  await dev.getByLabel('Your words').fill('The phones move on Friday.');
  await dev.getByText('2 parts of a text in all.').waitFor();
  await dev.getByLabel('Your words').fill('x'.repeat(470));
  await dev.getByText('It is longer than 3 parts.').waitFor();
  await dev.getByLabel('Your words').fill('The phones move on Friday.');
  await dev.getByRole('button', { name: 'Look at it once more' }).press('Enter');
  await dev.getByRole('heading', { name: 'Send this to 2 people?' }).waitFor();
  expect(await pageProblems(dev)).toEqual([]);
  await dev.keyboard.press('Tab');
  await dev.keyboard.press('Enter');
  await dev.getByText('It is on its way.').waitFor();
  await stage.pass(5);
  await dev.getByText('1 delivered').waitFor();
  await dev.getByText('1 failed').waitFor();
  await dev.locator('summary', { hasText: 'Who has not had it' }).press('Enter');
  await dev.getByText('grace of Northside: failed').waitFor();
  expect(await pageProblems(dev, onPhone)).toEqual([]);
  expect(texts.news(numbers['ana']!)).toEqual(['From your coordinators: The phones move on Friday.']);
  stage.expects({ texts: { grace: ['From your coordinators: The phones move on Friday.'] } });
});
