/** The first plan of a founded line: everybody is on call in every shift, auto-fill plans who said when they can, and nobody is both at once (O1, R5). */
import { afterEach, expect, test } from '@jest/globals';
import { applyFill, fillNow, startFill } from '../../src/roster/fills.ts';
import { atDraft } from '../support/drafting.ts';
import { founded } from '../support/founded.ts';
import { eventually } from '../support/patience.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const always = [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const, start: '00:00', end: '00:00' }];

test('a coordinator who founded their line presses fill, and people are planned', async () => {
  const openingHours = [
    { days: ['MO' as const, 'TU' as const, 'WE' as const, 'TH' as const, 'FR' as const], start: '16:00', end: '22:00' },
  ];
  const file = founded({ openingHours }, 'ana', 'ben');
  // Rosa has not said when she can.
  const organisation = {
    ...file,
    people: file.people!.map((one) =>
      one.id === 'rosa' ? one : { ...one, availability: always.map((a) => ({ ...a, days: [...a.days] })) },
    ),
  };
  stage = await setStage({ organisation, at: '2026-11-10T11:00:00-07:00' });
  const { deps } = stage.service;
  const draft = await atDraft(stage, 'rosa', { line: 'main', from: '2026-11-16', to: '2026-11-20' });
  expect(await startFill(deps, draft.id, { mode: 'open', seconds: 300 }, 'rosa')).toEqual({ kind: 'started' });
  await eventually('it is found', async () => {
    await stage.clock.advance(1_000, async () => undefined);
    const now = await fillNow(deps, draft.id);
    return 'fill' in now && now.fill.state === 'done';
  });
  const found = await fillNow(deps, draft.id);
  if (!('comesTo' in found) || !found.comesTo) throw new Error('nothing was found');
  expect(found.comesTo.score).toMatchObject({ before: { short: 10 }, after: { short: 2 } });
  expect(await applyFill(deps, draft.id, 'rosa')).toMatchObject({ kind: 'applied', leftOut: [] });
  const { after } = await draft.now();
  const planned = after.flatMap(({ changes }) => changes.map(({ assigned = [] }) => assigned));
  expect(planned).toHaveLength(8);
  for (const assigned of planned) {
    expect(assigned.map((one) => one.person).toSorted()).toEqual(['ana', 'ben', 'rosa']);
    expect(assigned.filter(({ as }) => as === 'primary')).toHaveLength(1);
  }
  expect(await draft.publish('rosa', true)).toMatchObject({ kind: 'published' });
});
