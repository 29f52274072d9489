/** What auto-fill proposes for a draft, what of it still fits later, and what somebody on an occurrence would cost (R5). */
import { describe, expect, test } from '@jest/globals';
import { lockKey } from '../../src/planning/draft/commands.ts';
import { onCallMayPlan, type Fixed } from '../../src/planning/draft/fixed.ts';
import { priceOf } from '../../src/planning/draft/price.ts';
import {
  commandOf,
  fitting,
  leftToFill,
  modelToFill,
  newViolations,
  proposalOf,
  type FillMode,
  type NamedPlacement,
} from '../../src/planning/draft/proposal.ts';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import { choicesOf } from '../../src/planning/roster/choices.ts';
import { greedyPlacements } from '../../src/planning/roster/greedy.ts';
import type { RosterModel, RosterSource } from '../../src/planning/roster/model.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { whyNot } from '../../src/planning/roster/why-not.ts';
import { ben, march, oneRoster, shift } from '../support/one-roster.ts';
import { chanceFrom } from '../support/roster-organisations.ts';
import { smallRoster } from '../support/small-rosters.ts';

const anytime: Fixed = { locks: new Set(), nowMs: 0 };
const checked = (model: RosterModel) => checkRoster(model, rosterOf(model, []));

/** What is found quickly: the optimiser's answers keep the same rules. */
function found(model: RosterModel, mode: FillMode, fixed: Fixed) {
  const given = modelToFill(model, mode, fixed);
  return proposalOf(model, given, greedyPlacements(given, choicesOf(given).all));
}

/** Some locks and an instant in the middle of the range, always the same for the same seed. */
function fixedIn(model: RosterModel, seed: number): Fixed {
  const chance = chanceFrom(seed);
  const locks = model.occurrences.flatMap((one) => [
    ...(chance() < 0.2 ? [lockKey(one, null)] : []),
    ...one.primaries.filter(() => chance() < 0.2).map((person) => lockKey(one, model.people[person]!.id)),
  ]);
  return { locks: new Set(locks), nowMs: chance() < 0.5 ? 0 : Date.parse('2027-03-12T18:00:00Z') };
}

/** The draft half filled by somebody; nobody was told of it yet, so that moving them costs nothing. */
function halfFull(model: RosterModel, seed: number): RosterModel {
  const chance = chanceFrom(seed + 1);
  const some = choicesOf(model).all.filter(() => chance() < 0.4);
  const { primaries } = rosterOf(model, greedyPlacements(model, some));
  const occurrences = model.occurrences.map((one, index) => ({ ...one, primaries: primaries[index]!, published: [] }));
  return { ...model, occurrences };
}

/** The draft as others have left it since: some people gone, others there. */
function moved(model: RosterModel, seed: number): RosterModel {
  const chance = chanceFrom(seed);
  const occurrences = model.occurrences.map((one) => {
    const stay = one.primaries.filter(() => chance() < 0.8);
    const comes = Math.floor(chance() * model.people.length * 3);
    const isNew = comes < model.people.length && !one.backups.includes(comes) && !stay.includes(comes);
    return { ...one, primaries: isNew ? [...stay, comes].sort((a, b) => a - b) : stay };
  });
  return { ...model, occurrences: occurrences.filter((one) => one.primaries.length > 0 || chance() < 0.9) };
}

describe.each<FillMode>(['open', 'unlocked'])('whatever the organisation, filling what is %s', (mode) => {
  test('all of it fits, nothing new is broken, no place is given up, and what is fixed stays', () => {
    let removed = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const { source, from, to } = smallRoster(seed);
      const model = halfFull(rosterModel(source, { from, to }), seed);
      const fixed = fixedIn(model, seed);
      const proposal = found(model, mode, fixed);
      const { fits, leftOut, roster } = fitting(model, proposal, fixed);
      expect({ seed, fits, leftOut }).toEqual({ seed, fits: proposal, leftOut: [] });
      const [before, after] = [checked(model), checkRoster(model, roster)];
      expect({ seed, broken: newViolations(before, after) }).toEqual({ seed, broken: [] });
      expect(after.score.short).toBeLessThanOrEqual(before.score.short);
      removed += proposal.remove.length;
      if (mode === 'open') expect(proposal.remove).toEqual([]);
      for (const { person, ...at } of [...proposal.add, ...proposal.remove]) {
        const one = model.occurrences.find((each) => each.shift === at.shift && each.occurrence === at.occurrence)!;
        expect(one.startMs).toBeGreaterThan(fixed.nowMs);
        expect(fixed.locks.has(lockKey(one, null))).toBe(false);
        expect(proposal.remove.length > 0 && fixed.locks.has(lockKey(one, person))).toBe(false);
      }
    }
    if (mode === 'unlocked') expect(removed).toBeGreaterThan(15);
  });

  test('in a draft that has moved on, what still fits breaks nothing new, and the rest is named', () => {
    let leftOutOfAll = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const { source, from, to } = smallRoster(seed);
      const model = rosterModel(source, { from, to });
      const proposal = found(model, mode, anytime);
      const later = moved(model, seed);
      const { fits, leftOut, roster } = fitting(later, proposal, fixedIn(later, seed));
      const [before, after] = [checked(later), checkRoster(later, roster)];
      expect({ seed, broken: newViolations(before, after) }).toEqual({ seed, broken: [] });
      const named = (step: 'add' | 'remove') =>
        leftOut.filter((one) => one.step === step).map(({ step: _step, why: _why, ...one }) => one);
      const text = (...lists: NamedPlacement[][]) =>
        lists
          .flat()
          .map((one) => JSON.stringify(one))
          .sort();
      expect(text(fits.add, named('add'))).toEqual(text(proposal.add));
      expect(text(fits.remove, named('remove'))).toEqual(text(proposal.remove));
      leftOutOfAll += leftOut.length;
    }
    expect(leftOutOfAll).toBeGreaterThan(30);
  });
});

describe('a proposal', () => {
  const evening = (day: number, people = '', more = {}) =>
    shift(`d${day}`, `2027-03-0${day}T17:00`, `2027-03-0${day}T21:00`, people, more);

  test('leaves alone whom somebody placed against the rules, or without any times given', () => {
    const people = [
      { ...ben, availability: [] },
      { ...ben, id: 'cleo' },
    ];
    const late = shift('late', '2027-03-03T23:00', '2027-03-04T02:00', 'cleo');
    const model = rosterModel(oneRoster([evening(1, 'ben'), evening(3, 'cleo'), late], { people }), march);
    expect(found(model, 'unlocked', anytime)).toEqual({ add: [], remove: [] });
  });

  test('is one step of a draft, and none where it is nothing', () => {
    const model = rosterModel(oneRoster([evening(1)]), march);
    expect(commandOf(found(model, 'open', anytime), [])).toEqual({
      kind: 'many',
      commands: [{ kind: 'assign', at: { shift: 'd1', occurrence: '2027-03-01T17:00' }, person: 'ben', as: 'primary' }],
    });
    expect(commandOf({ add: [], remove: [] }, [])).toBeNull();
  });

  test('whoever should go stays where nobody can come in their place any more', () => {
    const model = rosterModel(oneRoster([evening(1, 'ben')]), march);
    const at = { shift: 'd1', occurrence: '2027-03-01T17:00' };
    const proposal = { add: [{ ...at, person: 'cleo' }], remove: [{ ...at, person: 'ben' }] };
    expect(fitting(model, proposal, anytime).leftOut).toEqual([]);
    const away = rosterModel(
      oneRoster([evening(1, 'ben')], { timeOff: [{ person: 'cleo', from: '2027-03-01', to: '2027-03-01' }] }),
      march,
    );
    expect(fitting(away, proposal, anytime)).toMatchObject({
      fits: { add: [], remove: [] },
      leftOut: [
        { ...at, person: 'cleo', step: 'add', why: 'time-off' },
        { ...at, person: 'ben', step: 'remove', why: 'kept' },
      ],
    });
  });

  test.each<[string, Fixed, object]>([
    [
      'nothing ahead where all of it has begun',
      { ...anytime, nowMs: Date.parse('2027-03-02T00:00:00Z') },
      { occurrences: 0, places: 0 },
    ],
    [
      'nothing where it is locked',
      { ...anytime, locks: new Set([lockKey({ shift: 'd1', occurrence: '2027-03-01T17:00' }, null)]) },
      { occurrences: 0, places: 0 },
    ],
    ['its open places else', anytime, { occurrences: 1, places: 2 }],
  ])('finds %s', (_what, fixed, left) => {
    const model = rosterModel(oneRoster([evening(1, '', { need: 2 })]), march);
    expect(leftToFill(model, fixed)).toEqual(left);
    expect(modelToFill(model, 'open', fixed).occurrences[0]?.need).toBe((left as { places: number }).places);
  });
});

describe('why not, and for what price', () => {
  const open = shift('open', '2027-03-03T17:00', '2027-03-03T21:00', '');
  const late = shift('late', '2027-03-04T01:00', '2027-03-04T04:00');
  const price = (source: RosterSource, fixed: Fixed = anytime) => {
    const model = rosterModel(source, march);
    const occurrence = model.occurrences.findIndex((one) => one.shift === 'open');
    const answer = priceOf(model, 0, occurrence, fixed);
    return {
      ...answer,
      dropped: answer.instead?.dropped.map(
        (one) => `${model.occurrences[one.occurrence]!.shift} ${model.people[one.person]!.id}`,
      ),
    };
  };

  test('a rest too short: what is broken all the same, and which shift would have to go', () => {
    const answer = price(oneRoster([open, late]));
    expect(answer).toMatchObject({
      why: 'rest',
      obstacle: { break: { value: 4, limit: 11 } },
      wayOut: null,
      score: { short: 1 },
      anyway: { score: { short: 0 }, violations: [{ rule: 'rest', person: 0 }] },
      instead: { score: { short: 1 } },
      dropped: ['late ben'],
    });
    const lock = new Set([lockKey({ shift: 'late', occurrence: '2027-03-04T01:00' }, 'ben')]);
    expect(price(oneRoster([open, late]), { ...anytime, locks: lock }).instead).toBeNull();
  });

  test('a place that is taken: who would go for it', () => {
    expect(price(oneRoster([{ ...open, assigned: [{ person: 'cleo', as: 'primary' }] }]))).toMatchObject({
      why: null,
      anyway: { violations: [{ rule: 'overfilled', value: 2, limit: 1 }] },
      instead: { score: { short: 0, changes: 1 } },
      dropped: ['open cleo'],
    });
  });

  test('their own limit: how much more it would take', () => {
    const own = { ...ben, limits: { hoursPerWeek: 4 } };
    expect(
      price(oneRoster([open, shift('other', '2027-03-05T17:00', '2027-03-05T20:00')], { people: [own] })),
    ).toMatchObject({
      why: 'hours-per-week',
      wayOut: { kind: 'own-limit', limits: [{ limit: 'hoursPerWeek', more: 3 }] },
      dropped: ['other ben'],
    });
  });

  test.each<[string, RosterSource, object]>([
    [
      'nothing speaks against it',
      oneRoster([open]),
      { why: null, anyway: { score: { short: 0 }, violations: [] }, instead: null },
    ],
    [
      'there already',
      oneRoster([{ ...open, assigned: late.assigned! }]),
      { why: 'already-there', anyway: null, instead: null },
    ],
    [
      'no times given',
      oneRoster([open], { people: [{ ...ben, availability: [] }] }),
      { why: 'no-times-given', wayOut: { kind: 'times' }, instead: null },
    ],
  ])('%s', (_what, source, answer) => {
    expect(price(source)).toMatchObject(answer);
  });

  test('what would have to go is enough, of any organisation', () => {
    let tried = 0;
    for (let seed = 1; seed <= 80; seed += 1) {
      const { source, from, to } = smallRoster(seed);
      const empty = rosterModel(source, { from, to });
      const roster = rosterOf(empty, greedyPlacements(empty, choicesOf(empty).all));
      const model = {
        ...empty,
        occurrences: empty.occurrences.map((one, index) => ({ ...one, primaries: roster.primaries[index]! })),
      };
      const free = onCallMayPlan(model, anytime);
      for (const [occurrence, { isInRange }] of model.occurrences.entries()) {
        for (const person of isInRange ? model.people.keys() : []) {
          const { why, instead, anyway } = priceOf(model, person, occurrence, anytime);
          expect(why).toBe(whyNot(free, rosterOf(free, []), person, occurrence));
          if (anyway) expect(anyway.score.short).toBeLessThanOrEqual(checked(model).score.short);
          if (!instead) continue;
          tried += 1;
          const gone = new Set(instead.dropped.map((one) => `${one.occurrence} ${one.person}`));
          const after = {
            ...free,
            occurrences: free.occurrences.map((one, index) => ({
              ...one,
              primaries: one.primaries.filter((each) => !gone.has(`${index} ${each}`)),
            })),
          };
          const check = checkRoster(after, rosterOf(after, [{ occurrence, person }]));
          expect({ seed, broken: newViolations(checked(free), check), score: check.score }).toEqual({
            seed,
            broken: [],
            score: instead.score,
          });
        }
      }
    }
    expect(tried).toBeGreaterThan(40);
  });
});
