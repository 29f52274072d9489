/** What a checker looks at of a large organisation: no more than it needs, and it says the same as of all there is. */
import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { coverBySlot, coverByWeek } from '../../src/planning/fairness/coverage.ts';
import { sharesOf } from '../../src/planning/fairness/shares.ts';
import { rosterModel, rosterModelToCheck } from '../../src/planning/roster/build-model.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import type { RosterModel } from '../../src/planning/roster/model.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { smallRoster } from '../support/small-rosters.ts';

/** All that is said of a roster, by names, since the two number their occurrences otherwise. */
function saidOf(model: RosterModel, from: string, to: string) {
  const check = checkRoster(model, rosterOf(model, []));
  const nameOf = (index: number) => {
    const { shift, occurrence } = model.occurrences[index]!;
    return `${shift} ${occurrence}`;
  };
  return {
    score: check.score,
    short: check.short.map(({ occurrence, short }) => [nameOf(occurrence), short]),
    needsMissed: check.needsMissed.map(({ occurrence, missing }) => [nameOf(occurrence), missing]),
    violations: check.violations.map((one) => ({ ...one, occurrences: one.occurrences.map(nameOf) })),
    weeks: coverByWeek(model, check),
    slots: coverBySlot(model, check, from),
    shares: sharesOf(model, { from, planFrom: from, to }),
  };
}

test('of what lies outside the range only the shifts of those within it are looked at, and nothing is missed', () => {
  let left = 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom('a', 'b'), (seed, line) => {
      const { source } = smallRoster(seed);
      const [from, to] = ['2027-03-13', '2027-03-14'];
      const all = rosterModel(source, { from, to, line });
      const looked = rosterModelToCheck(source, { from, to, line });
      expect(saidOf(looked, from, to)).toEqual(saidOf(all, from, to));
      left += all.occurrences.length - looked.occurrences.length;
    }),
    { numRuns: 500 },
  );
  expect(left).toBeGreaterThan(0);
});
