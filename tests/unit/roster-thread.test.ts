import { describe, expect, test } from '@jest/globals';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import { type Filled, fillRoster } from '../../src/planning/roster/fill.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { fillInThread } from '../../src/platform/fill-in-thread.ts';
import { loadHighs } from '../../src/platform/highs.ts';
import { busyOrganisation, denseOrganisation } from '../support/roster-organisations.ts';

const model = rosterModel(busyOrganisation(12), { from: '2027-03-01', to: '2027-03-14' });
const check = ({ placements }: Filled) => checkRoster(model, rosterOf(model, placements));

describe('filling in a thread of its own', () => {
  test('finds what is found in this one, and tells how far it is', async () => {
    const aims: string[] = [];
    const found = await fillInThread(model, { seconds: 300, onProgress: ({ aim }) => aims.push(aim) });
    expect(found).toEqual(fillRoster(model, { solve: await loadHighs(), secondsLeft: () => 300 }));
    expect(found).toMatchObject({ optimal: true, gap: 0 });
    expect(aims).toContain('short');
    expect(aims.at(-1)).toBe('weighed');
  });

  test.each<[string, () => Promise<Filled>]>([
    ['without any time', () => fillInThread(model, { seconds: 0 })],
    ['stopped before it begins', () => fillInThread(model, { seconds: 300, signal: AbortSignal.abort() })],
    [
      'stopped on the way',
      () => {
        const stop = new AbortController();
        return fillInThread(model, { seconds: 300, signal: stop.signal, onProgress: () => stop.abort() });
      },
    ],
  ])('%s, it gives what it has', async (_what, fill) => {
    const found = await fill();
    expect(check(found).violations).toEqual([]);
    expect(found.placements.length).toBeGreaterThan(0);
    expect(found.optimal).toBe(found.gap === 0);
  });

  test('after one second of much more it gives the best so far, and says how far from the best of all that may be', async () => {
    const many = rosterModel(denseOrganisation(180), { from: '2027-03-01', to: '2027-03-28' });
    const found = await fillInThread(many, { seconds: 1 });
    const { violations, score } = checkRoster(many, rosterOf(many, found.placements));
    expect(violations).toEqual([]);
    expect(score.short).toBe(0);
    expect(found.optimal).toBe(found.gap === 0);
    expect(found.gap).toBeLessThanOrEqual(1);
  });
});
