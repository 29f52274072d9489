import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster, weighed } from '../../src/planning/roster/check.ts';
import { type Filled, fillRoster } from '../../src/planning/roster/fill.ts';
import type { RosterModel, RosterSource } from '../../src/planning/roster/model.ts';
import type { SolveProgram } from '../../src/planning/roster/program.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { loosened } from '../../src/planning/roster/loosen.ts';
import { loadHighs } from '../../src/platform/highs.ts';
import { ben, everyDay, march, oneRoster, shift } from '../support/one-roster.ts';
import { busyOrganisation } from '../support/roster-organisations.ts';
import { byHand } from '../support/roster-by-hand.ts';
import { smallRoster } from '../support/small-rosters.ts';

let solve: SolveProgram;
beforeAll(async () => {
  solve = await loadHighs();
});

const filled = (model: RosterModel): Filled => fillRoster(model, { solve, secondsLeft: () => 60 });
const scored = (model: RosterModel, { placements }: Filled) => checkRoster(model, rosterOf(model, placements));
const placed = (model: RosterModel, { placements }: Filled) =>
  placements.map(({ occurrence, person }) => ({
    shift: model.occurrences[occurrence]!.shift,
    person: model.people[person]!.id,
  }));
/** [short, reserves placed, needs missed, weighed sums], which are compared in this order. */
function price(model: RosterModel, found: Filled): number[] {
  const { score } = scored(model, found);
  const reserves = found.placements.filter(({ person }) => model.people[person]!.isReserve).length;
  return [score.short, reserves, score.needsMissed, weighed(score, 1)];
}

describe('small organisations, each tried in every way', () => {
  const cases = 500;

  test(`the checker says what the contract says, of ${cases}`, () => {
    for (let seed = 1; seed <= cases; seed += 1) {
      const { source, from, to } = smallRoster(seed);
      const model = rosterModel(source, { from, to });
      const { violations } = checkRoster(model, rosterOf(model, []));
      const said = violations.map(({ rule, person, occurrences, value, limit }) => ({
        rule,
        person: person === null ? null : model.people[person]!.id,
        shifts: occurrences.map((index) => model.occurrences[index]!.shift).sort(),
        value,
        limit,
      }));
      const text = (list: readonly object[]) => list.map((one) => JSON.stringify(one)).sort();
      expect({ seed, said: text(said) }).toEqual({ seed, said: text(byHand(source, from, to).violations([])) });
    }
  });

  test(`the optimiser finds the best of all rosters, of ${cases}`, () => {
    let tried = 0;
    for (let seed = 1; seed <= cases; seed += 1) {
      const { source, from, to } = smallRoster(seed);
      const hand = byHand(source, from, to);
      if (hand.optionCount > 11) continue;
      tried += 1;
      const model = rosterModel(source, { from, to });
      const found = filled(model);
      const added = placed(model, found);
      const round = (prices: readonly number[]) => prices.map((one) => Math.round(one * 1e4) / 1e4);
      expect({ seed, ...found, isAllowed: hand.isAllowed(added), price: round(price(model, found)) }).toEqual({
        seed,
        placements: found.placements,
        optimal: true,
        gap: 0,
        isAllowed: true,
        price: round(hand.best()),
      });
      const { score } = scored(model, found);
      const { fairness, ...counts } = hand.score(added);
      expect(score).toMatchObject(counts);
      expect(score.fairness).toBeCloseTo(fairness, 6);
    }
    expect(tried).toBeGreaterThan(cases * 0.9);
  });
});

describe('whatever the organisation', () => {
  const anySeed = fc.integer({ min: 10_000, max: 99_999 });
  const runs = { numRuns: 60 };

  test('nothing breaks a rule that was kept before', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { source, from, to } = smallRoster(seed);
        const model = rosterModel(source, { from, to });
        expect(byHand(source, from, to).isAllowed(placed(model, filled(model)))).toBe(true);
      }),
      runs,
    );
  });

  test('the order of the file changes nothing, nor does asking twice', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { source, from, to } = smallRoster(seed);
        const turned: RosterSource = {
          ...source,
          lines: source.lines.toReversed(),
          people: source.people.toReversed().map((person) => ({
            ...person,
            availability: person.availability?.toReversed(),
            training: person.training?.toReversed(),
          })),
          shifts: source.shifts.toReversed().map((one) => ({ ...one, assigned: one.assigned?.toReversed() })),
          timeOff: source.timeOff?.toReversed(),
        };
        const [one, other] = [source, turned].map((each) => rosterModel(each, { from, to }));
        const first = filled(one!);
        expect(filled(one!)).toEqual(first);
        expect(filled(other!)).toEqual(first);
        expect(scored(other!, first)).toEqual(scored(one!, first));
      }),
      runs,
    );
  });

  test('one more person never worsens what is open, nor what is missed where no reserve is needed less', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { source, from, to } = smallRoster(seed);
        const more = { ...source, people: [...source.people, { ...ben, id: 'new', training: [{ course: 'core' }] }] };
        const [before, after] = [source, more].map((each) => {
          const model = rosterModel(each, { from, to });
          return price(model, filled(model)).slice(0, 3);
        });
        expect(compare(after!, before!)).toBeLessThanOrEqual(0);
      }),
      runs,
    );
  });
});

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - b[index]!).find((difference) => difference !== 0) ?? 0;
}

describe('filling', () => {
  const evening = (day: number, people = '', more = {}) =>
    shift(`d${day}`, `2027-03-0${day}T17:00`, `2027-03-0${day}T21:00`, people, more);
  const who = (source: RosterSource) => {
    const model = rosterModel(source, march);
    return placed(model, filled(model)).map(({ shift: id, person }) => `${id} ${person}`);
  };

  test('a reserve only where nobody else can be, even where they would be the better choice', () => {
    const people = [
      { ...ben, reserve: true, languages: ['es'] },
      { ...ben, id: 'cleo', limits: { shiftsPerWeek: 1 } },
    ];
    const wanted = { requires: [{ language: 'es' }] };
    expect(who(oneRoster([evening(1, '', wanted)], { people }))).toEqual(['d1 cleo']);
    expect(who(oneRoster([evening(1, '', wanted), evening(2)], { people }))).toEqual(['d1 ben', 'd2 cleo']);
  });

  test('a trainee only beside somebody', () => {
    const people = [
      { ...ben, trainee: true },
      { ...ben, id: 'cleo', limits: { shiftsPerWeek: 1 } },
    ];
    const two = { need: 2 };
    expect(who(oneRoster([evening(1, '', two), evening(2, '', two)], { people }))).toHaveLength(2);
    expect(who(oneRoster([evening(1, 'cleo', two), evening(2, '', two)], { people }))).toEqual(['d1 ben']);
  });

  test('those assigned stay, whatever they break; somebody away leaves a place', () => {
    const late = shift('late', '2027-03-01T21:00', '2027-03-02T05:00', 'ben');
    expect(who(oneRoster([evening(1, 'ben', { need: 1 }), late]))).toEqual([]);
    const timeOff = [{ person: 'ben', from: '2027-03-01', to: '2027-03-01' }];
    expect(who(oneRoster([evening(1, 'ben')], { timeOff }))).toEqual(['d1 cleo']);
  });

  test('neither coordinators, nor who gave no times, nor a backup of the same shift', () => {
    const people = [
      { ...ben, roles: ['coordinator'] },
      { ...ben, id: 'cleo', availability: [] },
      { ...ben, id: 'dee' },
    ];
    expect(who(oneRoster([evening(1, 'dee+')], { people }))).toEqual([]);
    expect(who(oneRoster([evening(1)], { people }))).toEqual(['d1 dee']);
  });

  test('wishes before fairness only as far as they are weighed so', () => {
    const wish = (own: 'preferred' | 'reluctant') => [{ days: everyDay, start: '00:00', end: '00:00', wish: own }];
    const people = [
      { ...ben, availability: wish('preferred') },
      { ...ben, id: 'cleo', availability: wish('reluctant') },
    ];
    // One shift each costs 16 for a wish, two for Ben 2 · 32 for fairness.
    expect(who(oneRoster([evening(1), evening(2)], { people }))).toHaveLength(2);
    expect(who(oneRoster([evening(1)], { people }))).toEqual(['d1 ben']);
  });

  test('nothing to fill is filled, in no time', () => {
    const model = rosterModel(oneRoster([]), march);
    expect(filled(model)).toEqual({ placements: [], optimal: true, gap: 0 });
  });

  test('with no time at all there is a roster still, and it is not said to be the best', () => {
    const { source, from, to } = smallRoster(26);
    const model = rosterModel(source, { from, to });
    const found = fillRoster(model, { solve: () => ({ status: 'none' }), secondsLeft: () => 0 });
    expect(byHand(source, from, to).isAllowed(placed(model, found))).toBe(true);
    expect(found).toMatchObject({ optimal: false });
    expect(found.gap).toBeGreaterThan(0);
  });

  test('after one has dropped out, few others are moved', () => {
    const range = { from: '2027-03-01', to: '2027-03-14' };
    const source = busyOrganisation(16);
    const before = rosterModel(source, range);
    const roster = rosterOf(before, filled(before).placements);
    const busiest = roster.duties.reduce(
      (most, duties, person) => (duties.length > roster.duties[most]!.length ? person : most),
      0,
    );
    const gone = { ...source, timeOff: [{ person: before.people[busiest]!.id, from: range.from, to: range.to }] };
    const model = rosterModel(gone, range);
    const published = {
      ...model,
      occurrences: model.occurrences.map((one, index) => {
        const stay = roster.primaries[index]!.filter((person) => person !== busiest);
        return { ...one, primaries: stay, published: roster.primaries[index]! };
      }),
    };
    const kept = scored(published, filled(published)).score;
    const loose = loosened(published, () => false);
    const { score, violations } = scored(loose, filled(loose));
    expect(violations).toEqual([]);
    expect(score.short).toBeLessThanOrEqual(kept.short);
    expect(score.changes - roster.duties[busiest]!.length).toBeLessThanOrEqual(8);
    const all = loosened(published, () => true);
    expect(scored(all, filled(all)).score).toEqual(kept);
  });
});
