/** A coordinator asks for the wishes of December: one text each, one reminder for whoever has not answered, and after the deadline what was said stands and is planned from (P4). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { worldOfDirectory } from '../../src/roster/draft-view.ts';
import { asking } from '../support/asking.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf } from '../support/stored.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let news: Texting['news'];
let ask: ReturnType<typeof asking>;
afterEach(() => stage.close());
const [ana, ben, cleo, dev] = [numbers['ana']!, numbers['ben']!, numbers['cleo']!, numbers['dev']!];

/** It is Tuesday, 10 November, at ten in the evening: nobody is texted now. */
beforeEach(async () => {
  const availability = [{ days: ['TH' as const], start: '17:00', end: '23:00', wish: 'fine' as const }];
  const organisation = smallOrganisation({
    ana: { as: null, availability },
    ben: { as: null },
    cleo: { as: null, roles: ['coordinator'] },
    dev: { as: null, languages: ['es'] },
  });
  stage = await setStage({ organisation: { ...organisation, shifts: [] }, at: '2026-11-10T22:00:00-06:00' });
  ({ news } = texting(stage));
  ask = asking(stage);
});

const until = '2026-11-13';
const rounds = async () => ((await ask('cleo', 'GET', '/wish-rounds')).body as { rounds: object[] }).rounds;
const say = (person: string, dates: object[]) => ask(person, 'PUT', '/me/times/dates', { month: '2026-12', dates });

test('asked by day, reminded once, answered until the deadline; then it stands', async () => {
  expect(await ask('cleo', 'POST', '/wish-rounds', { line: 'main', month: '2026-11', until })).toMatchObject({
    status: 400,
  });
  const opened = await ask('cleo', 'POST', '/wish-rounds', { line: 'main', month: '2026-12', until });
  expect(opened).toMatchObject({ status: 200, body: { asked: 2, answered: 0, over: false } });
  expect(await ask('cleo', 'POST', '/wish-rounds', { line: 'main', month: '2026-12', until })).toMatchObject({
    status: 422,
  });
  await stage.pass(2);
  expect([ana, ben, cleo, dev].flatMap(news)).toEqual([]);
  await stage.jump(11 * 3_600);
  await stage.pass(62);
  const question = expect.stringMatching(/^Northside Warmline plans December\. .* Friday at 8 PM at the latest/);
  expect(news(ana)).toEqual([question]);
  expect(news(ben)).toEqual([question]);

  expect((await ask('ana', 'GET', '/me/times')).body).toMatchObject({
    rounds: [{ month: '2026-12', answered: false }],
  });
  await say('ana', [{ date: '2026-12-03', wish: 'reluctant' }]);
  expect(
    (
      await say('ana', [
        { date: '2026-12-03', wish: 'preferred' },
        { date: '2026-12-10', wish: 'not' },
        { date: '2026-12-12', wish: 'fine' },
      ])
    ).body,
  ).toMatchObject({ rounds: [{ answered: true, over: false }] });
  expect(await rounds()).toMatchObject([{ asked: 2, answered: 1 }]);
  await stage.jump(35 * 3_600);
  await stage.pass(62);
  expect(news(ben)).toEqual([expect.stringMatching(/^Your dates for December on Northside Warmline/)]);
  expect(news(ana)).toEqual([]);

  await stage.jump(24 * 3_600);
  expect(await say('ben', [{ date: '2026-12-05', wish: 'preferred' }])).toMatchObject({
    status: 422,
    body: { why: 'closed' },
  });
  expect((await say('ben', [{ date: '2026-12-05', wish: 'not' }])).status).toBe(200);
  expect(await rounds()).toMatchObject([{ asked: 2, answered: 1, over: true }]);
  const directory = (await stage.service.deps.directories.current())!;
  const { organisation } = worldOfDirectory(directory, 'main')!;
  const { people } = rosterModel(organisation, { from: '2026-12-01', to: '2026-12-14' });
  const hours = people
    .find(({ id }) => id === 'ana')!
    .wishes.map(({ startMs, endMs, cost }) => [
      new Date(startMs).toISOString().slice(0, 13),
      (endMs - startMs) / 3_600_000,
      cost,
    ]);
  expect(hours).toEqual([
    ['2026-12-03T23', 6, 0],
    ['2026-12-12T06', 24, 1],
  ]);
  expect((await auditOf(stage, 'wishes')).map(({ by, subject }) => [by, subject])).toEqual([
    ['person:cleo', 'main 2026-12'],
  ]);
});
