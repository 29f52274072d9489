/** The worst evening on one page: forty callers wait and two hundred people are on shift; it stays readable, and follows what changes (L1). */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { openBrowser } from '../support/browser.ts';
import { complaintsOf, pageProblems } from '../support/pages.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(() => stage.close());

const names = ['Amal Haddad', 'Beatriz Fernández de Córdoba', 'Cho Min-seo', 'Daria Wiśniewska', 'Ebo Mensah'];
const people = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [
    `p${index}`,
    { name: `${names[index % names.length]} ${index}`, phone: `+1555030${String(index).padStart(4, '0')}` },
  ]),
) as Parameters<typeof smallOrganisation>[0];

test('forty wait and two hundred are there: every caller has a row with a place, nothing scrolls sideways, and changes come', async () => {
  const organisation: OrganisationFile = smallOrganisation({
    ...people,
    p0: { ...people['p0'], roles: ['shift-leader'] },
  });
  // Without workers no phone is rung, so that all forty wait.
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00', role: 'web' });
  for (let caller = 0; caller < 40; caller += 1) stage.phone(`+1555090${String(caller).padStart(4, '0')}`).call(line);
  const { cookie } = await sessionHeaders(stage, 'p0', { strength: 'code', provedMinutesAgo: 0 });
  const context = await browser.newContext();
  const [name = '', value = ''] = cookie!.split('=');
  await context.addCookies([{ name, value, domain: 'localhost', path: '/' }]);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${stage.service.url}/board`);
  const main = page.getByRole('region', { name: 'Northside Warmline' });
  await main.getByText('Number 40', { exact: true }).waitFor();
  await main.getByText('Number 1', { exact: true }).waitFor();
  const rows = (like: RegExp) => main.getByRole('listitem').filter({ hasText: like }).count();
  expect(await rows(/^Number \d+/)).toBe(40);
  // Long lists of names are folded behind their number, and open by keyboard.
  const folds = await main.locator('summary').all();
  for (const fold of folds) await fold.press('Enter');
  expect(await rows(/^(Amal|Beatriz|Cho|Daria|Ebo) /)).toBe(200);
  for (const fold of folds) await fold.press('Enter');
  expect(await pageProblems(page)).toEqual([]);
  stage.phone('+15550900000').hangUp();
  await main.getByText('Number 40', { exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: 'Your note' }).fill('A full evening');
  expect(complaints).toEqual([]);
  await context.close();
});
