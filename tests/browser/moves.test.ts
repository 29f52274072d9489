/** On their pages Ana offers a swap to all, asks for a day away and says her dates for December; Cleo asks for them and says yes (R6, P4). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takenOver } from '../support/stored.ts';
import { texting } from '../support/texting.ts';

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const organisation = smallOrganisation({ ana: {}, ben: {}, cleo: { roles: ['coordinator'] } });
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
      shifts: [evening('friday', '2026-11-20', 'ana'), evening('saturday', '2026-11-21', 'ben')],
    },
    at: '2026-11-10T12:00:00-06:00',
  });
  page = await browser.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await page.close();
  await stage.close();
  expect(complaints).toEqual([]);
});

/** Opens a page as this person, coordinators with their second proof. */
async function open(personId: string, address: string) {
  const { cookie = '' } = await sessionHeaders(stage, personId, { strength: 'second', provedMinutesAgo: 0 });
  const [name = '', value = ''] = cookie.split('=');
  const { hostname } = new URL(stage.service.url!);
  await page.context().addCookies([{ name, value, domain: hostname, path: '/', httpOnly: true }]);
  await page.goto(`${stage.service.url}${address}`);
}
const button = (name: string | RegExp) => page.getByRole('button', { name });

test('a line that wants a yes: a swap offered to all and a day away wait on the coordinator’s page', async () => {
  await open('cleo', '/moves');
  await page.getByText('Nothing waits.').waitFor();
  await page.getByLabel('A shift changes hands only once a coordinator says yes').check();
  await page.getByLabel('Days away that open a shift are asked for first').check();
  await button(/^Save this/).click();
  await button(/^Save this/).waitFor({ state: 'detached' });

  await open('ana', '/shifts');
  await button(/^Offer it to one person\s+Fri, Nov 20/).press('Enter');
  await page.getByLabel(/^Sat, Nov 21.*\(ben of Northside\)$/).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await button('Ask one person').press('Enter');
  await page.getByText(/offered to one person for a swap; it is yours until they say yes/).waitFor();
  await open('ben', '/shifts');
  await button(/^Swap/).click();
  await page.getByText(/^You would take Fri, Nov 20.* A coordinator looks at it first/).waitFor();
  await page.getByText(/^A coordinator is asked about Fri, Nov 20/).waitFor();
  await open('ben', '/times');
  await page.getByLabel('First day').fill('2026-11-21');
  await page.getByText('This shift of yours would be open, so a coordinator is asked first:').waitFor();
  await button('I am away on these days').click();
  await page.getByText('Asked; a coordinator has not answered yet.').waitFor();

  await open('cleo', '/moves');
  await page.getByText(/^ben of Northside would take Fri, Nov 20/).waitFor();
  await page.getByText('One shift would be open:').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  const days = page.locator('li').filter({ hasText: 'One shift would be open:' });
  await days.getByRole('button', { name: /^Say no/ }).click();
  await page.getByLabel('Your reason, which those concerned read').fill('Saturday is full');
  await button('Send the no').click();
  await page.getByText('One shift would be open:').waitFor({ state: 'detached' });
  await button(/^Say yes/).click();
  await page.getByText('Nothing waits.').waitFor();
  expect((await takenOver(stage)).map(({ person }) => person)).toEqual(['ben', 'ana']);
  await stage.pass(62);
  const { news } = texting(stage);
  expect(news(numbers['ben']!)).toEqual([
    expect.stringMatching(/asks to swap/),
    expect.stringMatching(/^A coordinator agreed: Fri Nov 20/),
    expect.stringMatching(/^You asked to be away Sat Nov 21/),
  ]);
  expect(news(numbers['ana']!)).toEqual([expect.stringMatching(/^Swapped: Fri Nov 20/)]);
});

test('dates are asked for, painted by keyboard and counted', async () => {
  await open('cleo', '/moves');
  await page.getByLabel('Month').selectOption('2026-12');
  await page.getByLabel('Until the evening of').fill('2026-11-13');
  await button('Ask for wishes').click();
  await page.getByText('2 people are asked.').waitFor();
  await page.getByText('0 of 2 have answered.').waitFor();
  await open('ana', '/times');
  await page.getByText('Northside Warmline plans December 2026 and asks for your dates.').waitFor();
  await button('Thu, Dec 24, 2026: usual').press('Enter');
  await page.getByRole('radio', { name: 'cannot' }).check();
  await button('Fri, Dec 25, 2026: usual').press('Enter');
  expect(await pageProblems(page)).toEqual([]);
  await button('Save these dates').press('Enter');
  await page.getByText('You have answered; you can still change it.').waitFor();
  await page.reload();
  await button('Thu, Dec 24, 2026: love to').waitFor();
  await button('Fri, Dec 25, 2026: cannot').waitFor();
  await open('cleo', '/moves');
  await page.getByText('1 of 2 have answered.').waitFor();
  await stage.pass(62);
  // Ana has answered before she was asked by text: that is one text less.
  stage.expects({ texts: { ben: [/^Northside Warmline plans December/] } });
});
