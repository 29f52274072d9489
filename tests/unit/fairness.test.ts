/** Who has how much of it, beside what they offered, and how much of what is needed is there (R8). */
import { describe, expect, test } from '@jest/globals';
import { coverBySlot, coverByWeek } from '../../src/planning/fairness/coverage.ts';
import { sharesOf } from '../../src/planning/fairness/shares.ts';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import type { AvailabilityWindow, RosterSource } from '../../src/planning/roster/model.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import type { ScheduleShift } from '../../src/schedule/model.ts';
import { smallRoster } from '../support/small-rosters.ts';

const timeZone = 'America/Chicago';
const days = { from: '2026-11-02', planFrom: '2026-11-09', to: '2026-11-15' };
const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const evenings: AvailabilityWindow = { days: everyDay, start: '17:00', end: '21:00' };
const nights: AvailabilityWindow = { days: everyDay, start: '23:00', end: '07:00' };

function source(
  people: Record<string, AvailabilityWindow[]>,
  shifts: (Partial<ScheduleShift> & { start: string; end: string; on?: string[] })[],
  timeOff: RosterSource['timeOff'] = [],
): RosterSource {
  return {
    organisation: { timeZone },
    policy: {
      training: [],
      limits: { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 },
    },
    lines: [{ id: 'main', timeZone }],
    people: Object.entries(people).map(([id, availability]) => ({ id, timeZone, roles: ['volunteer'], availability })),
    shifts: shifts.map(({ on = [], ...shift }, index) => ({
      id: `shift-${index}`,
      line: 'main',
      need: 1,
      assigned: on.map((person) => ({ person, as: 'primary' as const })),
      ...shift,
    })),
    timeOff,
  };
}
const modelOf = (of: RosterSource, range = { from: days.from, to: days.to }) => rosterModel(of, range);
const shares = (of: RosterSource) => sharesOf(modelOf(of), days);

describe('shares', () => {
  test('hours are split by what was offered, before and after the plan begins', () => {
    const of = source({ ana: [evenings], ben: [evenings, { ...evenings, start: '08:00', end: '16:00' }] }, [
      { start: '2026-11-08T17:00', end: '2026-11-08T21:00', on: ['ana'] },
      { start: '2026-11-09T17:00', end: '2026-11-09T21:00', on: ['ana'] },
      { start: '2026-11-10T17:00', end: '2026-11-10T21:00', on: ['ben'] },
    ]);
    expect(shares(of)).toMatchObject([
      { person: 'ana', hasOffered: true, hours: { done: 4, planned: 4, target: 3 }, weekends: { done: 1, planned: 0 } },
      { person: 'ben', hasOffered: true, hours: { done: 0, planned: 4, target: 9 } },
    ]);
  });

  test('a night is asked of those who offered nights, by the hours of them', () => {
    const of = source({ ana: [evenings], ben: [nights] }, [
      { start: '2026-11-09T23:00', end: '2026-11-10T07:00', on: ['ana'] },
      { start: '2026-11-10T23:00', end: '2026-11-11T07:00', on: ['ben'] },
    ]);
    expect(shares(of).map(({ nights: share }) => share)).toEqual([
      { done: 0, planned: 1, target: 0 },
      { done: 0, planned: 1, target: 2 },
    ]);
  });

  test('whoever is away offered nothing then, whoever said nothing is shown beside no target of their own', () => {
    const shift = { start: '2026-11-09T17:00', end: '2026-11-09T21:00' };
    const away = [{ person: 'ana', from: '2026-11-09', to: '2026-11-15' }];
    const of = source({ ana: [evenings], ben: [evenings], cleo: [], dev: [] }, [{ ...shift, on: ['cleo'] }], away);
    expect(shares(of).map(({ person, hasOffered, hours }) => [person, hasOffered, hours.target])).toEqual([
      ['ana', true, expect.closeTo(4 / 3, 6)],
      ['ben', true, expect.closeTo(8 / 3, 6)],
      ['cleo', false, 0],
    ]);
    expect(shares(source({ cleo: [] }, [{ ...shift, on: ['cleo'] }]))).toMatchObject([{ hours: { target: null } }]);
  });

  test('are the fairness that the checker of rosters measures, and come to all there was', () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const { source: of, from, to } = smallRoster(seed);
      const model = rosterModel(of, { from, to });
      const people = sharesOf(model, { from, planFrom: from, to });
      const hours = people.map((one) => one.hours);
      const had = hours.reduce((sum, { done, planned }) => sum + done + planned, 0);
      const squared = hours.reduce((sum, { done, planned, target }) => sum + (done + planned - (target ?? 0)) ** 2, 0);
      const { fairness } = checkRoster(model, rosterOf(model, [])).score;
      expect([seed, squared]).toEqual([seed, expect.closeTo(fairness, 6)]);
      for (const part of ['hours', 'nights', 'weekends'] as const) {
        const targets = people.map((one) => one[part].target);
        if (targets.includes(null)) continue;
        const all = people.reduce((sum, one) => sum + one[part].done + one[part].planned, 0);
        expect(targets.reduce<number>((sum, one) => sum + (one ?? 0), 0)).toBeCloseTo(all, 6);
      }
      expect(had).toBeGreaterThanOrEqual(0);
    }
  });
});

test('cover is told by week and by slot: what is needed, what of it is there, and which needs are missed', () => {
  const of = source({ ana: [evenings], ben: [evenings] }, [
    { start: '2026-11-04T17:00', end: '2026-11-04T21:00', need: 2, on: ['ana'] },
    { start: '2026-11-09T17:00', end: '2026-11-09T21:00', repeat: 'FREQ=DAILY;COUNT=2', need: 1, on: ['ana', 'ben'] },
    { start: '2026-11-10T21:00', end: '2026-11-11T01:00', requires: [{ language: 'es', count: 2 }], on: ['ben'] },
    { start: '2026-11-20T17:00', end: '2026-11-20T21:00' },
  ]);
  const model = modelOf(of);
  const check = checkRoster(model, rosterOf(model, []));
  expect(coverByWeek(model, check)).toEqual([
    { monday: '2026-11-02', needHours: 8, metHours: 4, needsMissed: 0 },
    { monday: '2026-11-09', needHours: 12, metHours: 12, needsMissed: 2 },
  ]);
  expect(coverBySlot(model, check, days.planFrom)).toEqual([
    { weekday: 'MO', start: '17:00', end: '21:00', needHours: 4, metHours: 4, needsMissed: 0 },
    { weekday: 'TU', start: '17:00', end: '21:00', needHours: 4, metHours: 4, needsMissed: 0 },
    { weekday: 'TU', start: '21:00', end: '01:00', needHours: 4, metHours: 4, needsMissed: 2 },
  ]);
});
