/** On their pages Ana asks Ben to swap a shift, and Ben answers; hours done print as a certificate; Ana changes what is known of her, puts her shifts into her calendar, and leaves; a coordinator sees who has how much (P2, P7, R7, R8). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { signInPage } from '../support/signed-in.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { peopleOf, takenOver } from '../support/stored.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];
const [ana, ben] = [numbers['ana']!, numbers['ben']!];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const organisation = smallOrganisation(
    { ana: { languages: ['en', 'es'] }, ben: {}, dev: { as: null, roles: ['coordinator'] } },
    { languages: ['en', 'es', 'fr'] },
  );
  const evening = (id: string, day: string, person: string) => ({
    id,
    line: 'main',
    start: `${day}T17:00`,
    end: `${day}T21:00`,
    assigned: [{ person, as: 'primary' as const }],
  });
  stage = await setStage({
    organisation: {
      ...organisation,
      shifts: [
        evening('before', '2026-10-20', 'ana'),
        evening('just-over', '2026-11-06', 'ana'),
        evening('friday', '2026-11-20', 'ana'),
        evening('saturday', '2026-11-21', 'ben'),
      ],
    },
    at: '2026-11-10T12:00:00-06:00',
  });
  page = await browser.newPage();
  complaints = complaintsOf(page);
  await signInPage(page, stage, ana);
});
afterEach(async () => {
  await page.close();
  await stage.close();
  expect(complaints).toEqual([]);
});

const open = (address: string) => page.goto(`${stage.service.url}${address}`);
const button = (name: string | RegExp) => page.getByRole('button', { name });

test('Ana asks Ben to swap, by keyboard alone; he swaps on his page and takes it back', async () => {
  await open('/shifts');
  await button(/^Offer it to one person\s+Fri, Nov 20/).press('Enter');
  await page.getByRole('heading', { name: /^Offer Fri, Nov 20/ }).waitFor();
  await page.getByLabel('Whom would you like to ask?').selectOption('ben of Northside');
  await page.getByLabel('What would you take in exchange?').selectOption({ index: 1 });
  await page.getByText('ben of Northside is asked by text and may say no.').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button('Ask ben of Northside').press('Enter');
  await page.getByText(/^Fri, Nov 20.* is offered to ben of Northside\. You can take that back until/).waitFor();
  await page.getByText(/offered to ben of Northside; it is yours until they take it/).waitFor();
  expect(await button(/^Offer it to one person/).count()).toBe(0);
  expect(await pageProblems(page)).toEqual([]);

  await page.context().clearCookies();
  await signInPage(page, stage, ben);
  await open('/shifts');
  await page.getByText('ana of Northside asks if you would take Fri, Nov 20').waitFor();
  await page.getByText(/In exchange ana of Northside takes your Sat, Nov 21/).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button(/^Swap\s+Fri, Nov 20/).press('Enter');
  await page.getByText(/^Fri, Nov 20.* is yours\. Thank you\. You can take that back until/).waitFor();
  expect(await takenOver(stage)).toEqual([
    { occurrence: '2026-11-20T17:00', person: 'ben' },
    { occurrence: '2026-11-21T17:00', person: 'ana' },
  ]);
  await button('Take it back').press('Enter');
  await button(/^Leave it\s+Fri, Nov 20/).press('Enter');
  await page.getByRole('heading', { name: 'You are asked' }).waitFor({ state: 'detached' });
  expect(await takenOver(stage)).toEqual([]);
  await stage.pass(2);
  stage.wasRead([...stage.phone(ana).texts(), ...stage.phone(ben).texts()]);
});

test('the hours done are a page to print, and months are chosen', async () => {
  await open('/shifts');
  await page.getByRole('link', { name: 'My hours, to print' }).press('Enter');
  await page
    .getByText(
      'ana of Northside has volunteered with Northside: 8 hours in 2 shifts from December 2025 to November 2026.',
    )
    .waitFor();
  await page.getByRole('row', { name: /^October 2026 1 4$/ }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.getByLabel('From').selectOption('November 2026');
  await page.getByText(/4 hours in 1 shift from November 2026 to November 2026/).waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await button('Print').isVisible()).toBe(false);
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  expect(await page.getByRole('heading', { name: 'Certificate of volunteering' }).isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
});

test('my shifts go into my own calendar: the address is shown once, renewed, and ended', async () => {
  await open('/me');
  await button('Make an address for my calendar').press('Enter');
  const field = page.getByLabel('Address of my calendar');
  await field.waitFor();
  const first = await field.inputValue();
  expect(first).toMatch(/^http:\/\/localhost:\d+\/feeds\/[\w-]{43}\.ics$/);
  expect(await page.getByRole('link', { name: 'Open it in this device’s calendar' }).getAttribute('href')).toBe(
    first.replace('http:', 'webcal:'),
  );
  await button('Copy the address').press('Enter');
  await page.getByText(/^(Copied\.|The address is marked)/).waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  const asked = async (address: string) => (await page.request.get(address)).status();
  expect(await asked(first)).toBe(200);

  await page.reload();
  await page.getByText(/^Your calendar has an address since Nov 10, 2026.*last asked for it/).waitFor();
  expect(await page.getByLabel('Address of my calendar').count()).toBe(0);
  await button('Make a new address').press('Enter');
  await page.getByText('The old address stops at once').waitFor();
  await button('Yes, make a new one').press('Enter');
  await field.waitFor();
  const second = await field.inputValue();
  expect([await asked(first), await asked(second)]).toEqual([404, 200]);
  await button('End it').press('Enter');
  await button('Yes, end it').press('Enter');
  await button('Make an address for my calendar').waitFor();
  expect(await asked(second)).toBe(404);
});

test('a coordinator sees what is covered and who has how much, as pictures, in words and as tables', async () => {
  const { cookie } = await sessionHeaders(stage, 'dev', { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie!.split('=');
  await page.context().addCookies([{ name, value, url: stage.service.url! }]);
  await open('/roster/fairness?from=2026-11-16&to=2026-11-22');
  await page.getByText('In the plan somebody is there for all that is needed.').waitFor();
  await page.getByRole('img', { name: /^Cover by weekday and time: 2 of 2 slots are covered whole/ }).waitFor();
  const ana = page.getByRole('listitem').filter({ hasText: 'ana of Northside' });
  await ana.getByText('8 so far + 4 planned (gave no times)').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button('Weekend shifts').press('Enter');
  for (const fold of await page.getByText('The same as a table').all()) await fold.press('Enter');
  await page.getByRole('row', { name: 'Friday 5 PM–9 PM all there' }).waitFor();
  await page.getByRole('row', { name: 'ben of Northside 0 1 –' }).waitFor();
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  expect(await button('Print').isVisible()).toBe(false);
  expect(await ana.isVisible()).toBe(true);
});

test('what is known of me is mine to change; leaving says what it means, and staying undoes it', async () => {
  await open('/me');
  await page.getByLabel('Name that callers hear').fill('Robin');
  await page.getByRole('checkbox', { name: 'French' }).check();
  await page.getByLabel('Pages and texts come to me in').selectOption('Spanish');
  await page.getByRole('checkbox', { name: 'calls' }).uncheck();
  await page.getByRole('checkbox', { name: 'texts' }).uncheck();
  await page.getByText(/^At least one is needed/).waitFor();
  await page.getByRole('checkbox', { name: 'texts' }).check();
  expect(await pageProblems(page)).toEqual([]);
  await button('Save').first().press('Enter');
  // Pages come in the language that is first now.
  await page.getByText('Guardado. Vale desde ahora.').waitFor();
  expect((await peopleOf(stage))[0]).toMatchObject({
    phoneName: 'Robin',
    languages: ['es', 'en', 'fr'],
    channels: ['text'],
  });
  await page.getByLabel('Me preguntan si estaré').selectOption('48 horas antes');
  await button('Guardar').nth(1).press('Enter');
  await page.getByText(/^Guardado\. Los avisos ya planeados/).waitFor();
  expect(await pageProblems(page)).toEqual([]);

  await page.getByLabel('Primer día en que ya no estoy').fill('2026-11-15');
  await button('Ver qué significa').press('Enter');
  await page.getByText('Un turno suyo quedaría libre enseguida').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button(/^Sí, me voy el 15 de noviembre de 2026/).press('Enter');
  await page.getByText(/^Se va el 15 de noviembre de 2026\. Gracias por todo/).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button('Me quedo, después de todo').press('Enter');
  await page.getByLabel('Primer día en que ya no estoy').waitFor();
});
