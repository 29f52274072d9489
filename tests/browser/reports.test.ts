/** A coordinator reads the month: figures with what they mean, pictures with their tables, a file, and one page that prints for a funder. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { sessionHeaders } from '../support/api-askers.ts';
import { askedWhetherHeard } from '../support/by-hand.ts';
import { openBrowser } from '../support/browser.ts';
import { pageProblems } from '../support/pages.ts';
import { seeded } from '../support/report-chance.ts';
import { forgetCounts, writeRaw, type Raw } from '../support/report-rows.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let browser: Browser;
let stage: Stage;
const complaints: string[] = [];

/** A November of some 600 calls, some of them at hours at which hardly anybody calls. */
function november(): Raw {
  const { below, pick, is } = seeded(7);
  const calls = Array.from({ length: 600 }, (_, n): Raw['calls'][number] => {
    const hour = pick([0, 1, 2, 2, 3, 3, 3, 4, 4, 5]);
    const arrived_at = Date.parse('2026-11-01T23:00Z') + below(28) * 86_400_000 + hour * 3_600_000 + below(3_600_000);
    const joined_at = is(0.8) ? [arrived_at + below(150_000)] : [];
    const outcome = joined_at.length > 0 ? 'talked' : pick(['abandoned-in-queue', 'callback', 'voicemail', 'crisis']);
    const rest = { met: 'open', told: null, callback_id: null, line_id: 'main', language: pick(['en', 'en', 'es']) };
    const talked_seconds = joined_at.length > 0 ? 300 + below(1_200) : 0;
    return { id: `${n}`, arrived_at, joined_at, outcome, talked_seconds, ended_at: arrived_at + 1_800_000, ...rest };
  });
  const promises = calls
    .filter(({ outcome }) => outcome === 'callback')
    .map(({ id, line_id, language, arrived_at }): Raw['promises'][number] => {
      const times = { promised_at: arrived_at, until_at: arrived_at + 86_400_000, settled_at: arrived_at + 3_600_000 };
      return { id, line_id, language, state: 'kept', kept_at: arrived_at + 3_600_000, ...times };
    });
  const texts = calls
    .filter((_, n) => n % 9 === 0)
    .map(({ id, line_id, language, arrived_at }) => {
      const times = { opened_at: arrived_at, answered_at: arrived_at + 240_000, closed_at: arrived_at + 9_000_000 };
      return { id, line_id, language, ...times };
    });
  return { calls, promises, texts };
}

beforeAll(async () => {
  browser = await openBrowser();
  const organisation = smallOrganisation({
    ana: {},
    ben: { languages: ['en', 'es'] },
    dev: { as: null, roles: ['coordinator'] },
    elena: { as: null, roles: ['coordinator'], languages: ['es'] },
  });
  stage = await setStage({ organisation, at: '2026-12-01T10:00:00-06:00' });
  await writeRaw(stage.service.deps.database.pool, november());
  await askedWhetherHeard(stage, 'main', '2026-11');
  await forgetCounts(stage.service.deps.database.pool);
  await stage.jump(61);
  // A week is counted with each look, and a look is taken each second.
  await stage.pass(8);
});
afterAll(async () => {
  await browser.close();
  await stage.close();
  expect(complaints).toEqual([]);
});

async function openFor(who: string, address: string, provedMinutesAgo = 0): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const { cookie } = await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo });
  const [name = '', value = ''] = cookie!.split('=');
  await context.addCookies([{ name, value, url: stage.service.url! }]);
  const page = await context.newPage();
  page.on('pageerror', (problem) => complaints.push(problem.message));
  await page.goto(`${stage.service.url}${address}`);
  return [page, context];
}
const sheetsOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length;

test('the month stands there with what each figure means, as pictures and tables, by keyboard and on a phone', async () => {
  const [page, context] = await openFor('dev', '/reports?from=2026-11');
  await page.getByRole('img', { name: /^Calls: 600 in all/ }).waitFor();
  await page.getByText('Calls that met an open line.').waitFor();
  await page.getByRole('img', { name: /^When people call/ }).waitFor();
  await page.getByText('Of the line Northside Warmline.').waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.waitForLoadState('networkidle');
  for (const fold of await page.getByText('The same as a table').all()) await fold.press('Enter');
  await page.getByRole('row', { name: /^Total 600 / }).waitFor();
  expect(await page.getByRole('cell', { name: 'hidden' }).count()).toBeGreaterThan(0);
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'As a file (CSV)' }).first().press('Enter'),
  ]);
  expect(file.suggestedFilename()).toBe('calls-2026-11-2026-11.csv');
  await page.getByLabel('Language').selectOption('en');
  await page.getByText('These are not counted by language').waitFor();
  await page.route('**/reports/**', (route) => route.abort());
  await page.getByLabel('A row for each').selectOption('week');
  await page.getByRole('alert').first().waitFor();
  await context.close();
});

test.each([
  ['dev', 'One page for a funder', 'Calls back'],
  ['elena', 'Una página para quien financia', 'Llamadas devueltas'],
])('%s prints one page for a funder, and has no file without a fresh proof', async (who, name, part) => {
  const [page, context] = await openFor(who, '/reports?from=2026-11', 11);
  await page.getByRole('button', { name }).press('Enter');
  const sheet = page.getByRole('region', { name });
  await sheet.getByRole('heading', { name: part }).waitFor();
  await sheet.getByRole('img').waitFor();
  await sheet.getByText('600', { exact: true }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  expect(sheetsOf(await page.pdf({ format: 'A4', tagged: true }))).toBe(1);
  await page.getByRole('button', { name: /^(The whole report|El informe entero)$/ }).press('Enter');
  const fold = page.getByText(/^(The same as a table|Lo mismo en una tabla)$/).first();
  await fold.press('Enter');
  await page.getByRole('button', { name: /CSV/ }).first().press('Enter');
  await page.getByText(/^(To take figures out of the house|Para sacar cifras)/).waitFor();
  await context.close();
});

test('months without a call say so once, in one sentence, with the way to this month', async () => {
  const [page, context] = await openFor('dev', '/reports?from=2024-02');
  await page.getByText('No call was counted in Feb 2024.').waitFor();
  await page.getByText('Nothing was counted in this time.').first().waitFor();
  expect(await page.getByText('Hung up waiting').count()).toBe(0);
  expect(await pageProblems(page, [[320, 640]])).toEqual([]);
  await page.getByRole('button', { name: /^See \w+ \d{4} so far$/ }).press('Enter');
  await page.waitForURL(/from=20\d\d-\d\d&to=20\d\d-\d\d$/);
  expect(page.url()).not.toContain('2024-02');
  await context.close();
});

test('a volunteer has no reports', async () => {
  const [page, context] = await openFor('ana', '/reports');
  await page.getByText('This page is not open to you').waitFor();
  await context.close();
});
