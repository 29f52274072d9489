import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster, weighed } from '../../src/planning/roster/check.ts';
import { type Filled, fillRoster } from '../../src/planning/roster/fill.ts';
import type { RosterModel, RosterSource } from '../../src/planning/roster/model.ts';
import type { SolveProgram } from '../../src/planning/roster/program.ts';
import { reasonsFor } from '../../src/planning/roster/reasons.ts';
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

  test('a place held by whoever takes texts only is still filled, and their hours count all the same', () => {
    const person = (id: string, channels: string[]) => ({ ...ben, id, channels });
    const both = ['voice', 'text'];
    const model = rosterModel(
      oneRoster(
        [
          shift('a', '2027-03-01T10:00', '2027-03-01T14:00', 'tess', { need: 2 }),
          shift('b', '2027-03-03T10:00', '2027-03-03T14:00', '', { need: 1 }),
        ],
        { people: [person('ben', both), person('cleo', both), person('tess', ['text']), person('tom', ['text'])] },
      ),
      march,
    );
    const found = filled(model);
    expect(found).toMatchObject({ optimal: true, gap: 0 });
    expect(new Set(placed(model, found).map((one) => `${one.shift} ${one.person}`)).size).toBe(3);
    expect(placed(model, found).map((one) => one.person)).not.toContain('tom');
    const { score, violations } = scored(model, found);
    // 16 hours among four who offered alike: four each is what is fair, and it comes to 4, 8, 4 and 0.
    expect({ short: score.short, fairness: Math.round(score.fairness), violations }).toEqual({
      short: 0,
      fairness: 32,
      violations: [],
    });
    expect(checkRoster(model, rosterOf(model, [])).short.map(({ short }) => short)).toEqual([2, 1]);
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

  test('lines at the same time, each with its needs: who comes where is as good as if each choice were its own', () => {
    const limits = { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 };
    const at = (line: string, requires: { language?: string; tag?: string }[], need = 1) => ({
      ...shift(`on-${line}`, '2027-03-01T17:00', '2027-03-01T21:00', '', { need, requires }),
      line,
    });
    const people = [
      { ...ben, id: 'p1', languages: ['en'] },
      { ...ben, id: 'p2', languages: ['en', 'es'] },
      { ...ben, id: 'p3', languages: ['en'], tags: ['veteran'] },
      { ...ben, id: 'p4', languages: ['en'], trainee: true },
    ];
    const lines = ['a', 'b', 'c'].map((id) => ({ id, timeZone: ben.timeZone }));
    const source = oneRoster([at('a', [{ language: 'es' }]), at('b', [{ tag: 'veteran' }]), at('c', [], 2)], {
      people,
      lines,
      policy: { training: [], limits },
    });
    expect(who(source)).toEqual(['on-a p2', 'on-b p3', 'on-c p1', 'on-c p4']);
    const model = rosterModel(source, march);
    expect(scored(model, filled(model)).score).toMatchObject({ short: 0, needsMissed: 0 });
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

  test('where nobody has said when they can, every place stays open, and that is proven', () => {
    const source = busyOrganisation(8);
    const silent = { ...source, people: source.people.map((person) => ({ ...person, availability: [] })) };
    const model = rosterModel(silent, { from: '2027-03-01', to: '2027-03-07' });
    expect(filled(model)).toEqual({ placements: [], optimal: true, gap: 0 });
    expect(scored(model, filled(model)).score).toMatchObject({ short: 28, wishes: 0, fairness: 0 });
    expect(reasonsFor(model, rosterOf(model, []), 0)).toEqual([
      { why: 'no-times-given', people: [0, 1, 2, 3, 4, 5, 6, 7] },
    ]);
  });

  test('the best so far is told before each long look, and keeps every rule', () => {
    const model = rosterModel(busyOrganisation(12), { from: '2027-03-01', to: '2027-03-14' });
    const told: Filled[] = [];
    const last = fillRoster(model, { solve, secondsLeft: () => 60, onBest: (best) => told.push(best) });
    expect(told.length).toBeGreaterThan(1);
    for (const one of told) {
      expect(scored(model, one).violations).toEqual([]);
      expect(one).toMatchObject({ optimal: false });
      expect(one.gap).toBeGreaterThanOrEqual(0);
      expect(scored(model, one).score.short).toBeGreaterThanOrEqual(scored(model, last).score.short);
    }
  });

  test.each([
    [16, 1],
    [24, 1],
    [24, 2],
    [24, 3],
    [24, 4],
    [24, 5],
  ])('after one has dropped out, few others are moved (%i people, organisation %i)', (count, seed) => {
    const range = { from: '2027-03-01', to: '2027-03-14' };
    const source = busyOrganisation(count, seed);
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
