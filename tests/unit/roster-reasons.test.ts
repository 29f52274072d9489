import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import { choicesOf } from '../../src/planning/roster/choices.ts';
import { greedyPlacements } from '../../src/planning/roster/greedy.ts';
import type { RosterModel, RosterSource, RosterSourcePerson } from '../../src/planning/roster/model.ts';
import { reasonsFor, type WayOutChange, waysOut } from '../../src/planning/roster/reasons.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { whyNot } from '../../src/planning/roster/why-not.ts';
import { ben, everyDay, march, oneRoster, shift } from '../support/one-roster.ts';
import { smallRoster } from '../support/small-rosters.ts';

const open = shift('open', '2027-03-03T17:00', '2027-03-03T21:00', '');
const at = (id: string, day: number, from: string, to: string, who = 'ben') =>
  shift(id, `2027-03-0${day}T${from}`, `2027-03-0${day}T${to}`, who);

/** Why Ben cannot take the open shift of 3 March beside these of his. */
function why(own: ReturnType<typeof shift>[], who: Partial<RosterSourcePerson> = {}, more: Partial<RosterSource> = {}) {
  const source = oneRoster([open, ...own], {
    people: [
      { ...ben, ...who },
      { ...ben, id: 'cleo' },
    ],
    ...more,
  });
  const model = rosterModel(source, march);
  const occurrence = model.occurrences.findIndex((one) => one.shift === 'open');
  return whyNot(model, rosterOf(model, []), 0, occurrence);
}

describe('why somebody cannot come', () => {
  const limits = { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 2, nightsInRow: 2 };
  test.each<[string, string | null, () => string | null]>([
    ['nothing', null, () => why([])],
    [
      'there as backup',
      'already-there',
      () => why([], {}, { shifts: [{ ...open, assigned: [{ person: 'ben', as: 'backup' }] }] }),
    ],
    [
      'no times',
      'no-times-given',
      () => why([], { availability: [] }, { timeOff: [{ person: 'ben', from: '2027-03-03', to: '2027-03-03' }] }),
    ],
    [
      'other times',
      'not-available',
      () => why([], { availability: [{ days: everyDay, start: '17:00', end: '20:59' }] }),
    ],
    ['time off', 'time-off', () => why([], {}, { timeOff: [{ person: 'ben', from: '2027-03-03', to: '2027-03-03' }] })],
    ['no training', 'training', () => why([], {}, { policy: { training: ['core'], limits } })],
    ['a trainee', 'trainee-alone', () => why([], { trainee: true })],
    ['a short rest', 'rest', () => why([at('a', 4, '07:00', '08:00')])],
    ['a long duty', 'shift-hours', () => why([at('a', 3, '12:00', '17:00')])],
    ['a full week', 'hours-per-week', () => why([at('a', 1, '08:00', '16:01')])],
    ['a week just not full', null, () => why([at('a', 1, '08:00', '16:00')])],
    ['own shifts', 'shifts-per-week', () => why([at('a', 1, '08:00', '09:00')], { limits: { shiftsPerWeek: 1 } })],
    [
      'days in a row',
      'days-in-row',
      () => why([at('a', 2, '12:00', '13:00'), at('b', 4, '12:00', '13:00')], {}, { policy: { training: [], limits } }),
    ],
    ['a shift at that time', 'overlap', () => why([at('a', 3, '20:00', '22:00')])],
    ['a backup shift at that time', 'overlap', () => why([at('a', 3, '20:00', '22:00', 'ben+')])],
    ['a rest that is too short already', null, () => why([at('a', 5, '08:00', '10:00'), at('b', 5, '12:00', '13:00')])],
  ])('%s: %s', (_what, expected, found) => {
    expect(found()).toBe(expected);
  });
});

/** The source with `change` granted to one person, for the week and the times around `shift`. */
function granted(source: RosterSource, id: string, change: WayOutChange): RosterSource {
  return {
    ...source,
    people: source.people.map((person) => {
      if (person.id !== id) return person;
      switch (change.kind) {
        case 'times':
          return {
            ...person,
            availability: [...(person.availability ?? []), { days: everyDay, start: '00:00', end: '00:00' }],
          };
        case 'training': {
          const others = (person.training ?? []).filter(({ course }) => !change.courses.includes(course));
          return { ...person, training: [...others, ...change.courses.map((course) => ({ course }))] };
        }
        case 'own-limit': {
          const limits = { ...person.limits };
          for (const { limit, more } of change.limits) limits[limit] = (limits[limit] ?? 0) + more;
          return { ...person, limits };
        }
      }
    }),
  };
}

describe('whatever the organisation', () => {
  const open = (model: RosterModel) => {
    const roster = rosterOf(model, greedyPlacements(model, choicesOf(model).all));
    return { roster, short: checkRoster(model, roster).short };
  };

  test('everybody who could be asked is counted once where a place stays open', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (seed) => {
        const { source, from, to } = smallRoster(seed);
        const model = rosterModel(source, { from, to });
        const { roster, short } = open(model);
        const candidates = [...model.people.keys()].filter((person) => model.people[person]!.isCandidate);
        for (const { occurrence } of short)
          expect(
            reasonsFor(model, roster, occurrence)
              .flatMap(({ people }) => people)
              .sort((a, b) => a - b),
          ).toEqual(candidates);
      }),
      // In these, somebody may come to a place only after the one beside it is theirs.
      { numRuns: 103, examples: [[2075], [4330], [97_268]] },
    );
  });

  test('a way out, applied, brings each of those it names', () => {
    let tried = 0;
    for (let seed = 1; seed <= 150; seed += 1) {
      const { source, from, to } = smallRoster(seed);
      const model = rosterModel(source, { from, to });
      const { roster, short } = open(model);
      const placements = roster.primaries.flatMap((people, occurrence) =>
        people
          .filter((person) => !model.occurrences[occurrence]!.primaries.includes(person))
          .map((person) => ({ occurrence, person })),
      );
      for (const { occurrence } of short) {
        for (const { people, change } of waysOut(model, roster, occurrence)) {
          for (const person of people) {
            const after = rosterModel(granted(source, model.people[person]!.id, change), { from, to });
            const before = checkRoster(model, roster);
            const found = checkRoster(after, rosterOf(after, [...placements, { occurrence, person }]));
            expect({ seed, short: found.score.short }).toEqual({ seed, short: before.score.short - 1 });
            expect(found.violations.length).toBeLessThanOrEqual(before.violations.length);
            tried += 1;
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(50);
  });
});
