/** When a promised call may be tried, how long it holds, and what follows from each attempt (C3, C4). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { AttemptOutcome } from '../../src/calls/model.ts';
import {
  afterAttempt,
  nextChance,
  nextTimeOfDay,
  promiseUntil,
  quietUntil,
  type PromiseTerms,
  type PromiseWorld,
} from '../../src/promises/rules.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import type { OpeningHours, ScheduleShift } from '../../src/schedule/model.ts';

const zone = 'America/Chicago';
const night = { start: '21:00', end: '09:00' };
const policy = { quietHours: night, attemptsMinutes: [0, 15, 120], expiresHours: 24 };
const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const ms = (text: string) => Date.parse(text);
const iso = (atMs: number | null) =>
  atMs === null ? null : DateTime.fromMillis(atMs, { zone }).toISO({ suppressMilliseconds: true });
const terms: PromiseTerms = { timed: false, keyedIn: false, untilMs: ms('2027-01-01T00:00:00Z'), timeZone: zone };

function world(openingHours: OpeningHours[] = [], shift: Partial<ScheduleShift> | null = null): PromiseWorld {
  const shifts =
    shift === null
      ? []
      : [
          {
            id: 'evening',
            line: 'main',
            start: '2026-01-01T17:00',
            end: '2026-01-01T23:00',
            repeat: 'FREQ=DAILY',
            assigned: [{ person: 'ana', as: 'primary' as const }],
            ...shift,
          },
        ];
  const schedule = compileSchedule({
    organisation: { timeZone: zone },
    lines: [{ id: 'main', timeZone: zone, openingHours }],
    people: [{ id: 'ana' }],
    shifts,
  });
  return { policy, schedule, lineId: 'main' };
}

describe('quiet hours', () => {
  test.each([
    ['in the evening before', '2026-11-10T20:59:59-06:00', '2026-11-10T20:59:59-06:00'],
    ['at their start', '2026-11-10T21:00:00-06:00', '2026-11-11T09:00:00-06:00'],
    ['after midnight', '2026-11-11T03:00:00-06:00', '2026-11-11T09:00:00-06:00'],
    ['just before their end', '2026-11-11T08:59:59-06:00', '2026-11-11T09:00:00-06:00'],
    ['at their end', '2026-11-11T09:00:00-06:00', '2026-11-11T09:00:00-06:00'],
    ['in the night the clocks go back', '2026-11-01T01:30:00-05:00', '2026-11-01T09:00:00-06:00'],
    ['in the night the clocks go forward', '2026-03-08T01:30:00-06:00', '2026-03-08T09:00:00-05:00'],
  ])('%s', (_when, at, until) => {
    expect(iso(quietUntil(night, zone, ms(at)))).toBe(until);
  });

  test('that end within an hour that comes twice end the second time', () => {
    expect(iso(quietUntil({ start: '21:00', end: '01:30' }, zone, ms('2026-11-01T01:15:00-05:00')))).toBe(
      '2026-11-01T01:30:00-06:00',
    );
  });

  test('that end at a time which does not exist end after the gap', () => {
    expect(iso(quietUntil({ start: '21:00', end: '02:30' }, zone, ms('2026-03-08T01:59:00-06:00')))).toBe(
      '2026-03-08T03:00:00-05:00',
    );
  });

  test('of one day, and none where both ends are the same', () => {
    expect(iso(quietUntil({ start: '12:00', end: '14:00' }, zone, ms('2026-11-10T13:00:00-06:00')))).toBe(
      '2026-11-10T14:00:00-06:00',
    );
    expect(iso(quietUntil({ start: '12:00', end: '12:00' }, zone, ms('2026-11-10T13:00:00-06:00')))).toBe(
      '2026-11-10T13:00:00-06:00',
    );
  });

  test('are judged by the zone that was entered', () => {
    const at = ms('2026-11-10T20:30:00-06:00');
    expect(quietUntil(night, 'America/New_York', at)).toBe(ms('2026-11-11T09:00:00-05:00'));
  });

  test('hold exactly while clocks there show them, away from the nights when clocks change', () => {
    const clockTime = fc
      .integer({ min: 0, max: 95 })
      .map(
        (quarter) =>
          `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
      );
    fc.assert(
      fc.property(clockTime, clockTime, fc.integer({ min: 0, max: 60 * 24 * 60 - 1 }), (start, end, minutes) => {
        const atMs = ms('2026-05-01T00:00:00Z') + minutes * 60_000;
        const shown = DateTime.fromMillis(atMs, { zone }).toFormat('HH:mm');
        const holds = start < end ? shown >= start && shown < end : start > end && (shown >= start || shown < end);
        const untilMs = quietUntil({ start, end }, zone, atMs);
        expect(untilMs > atMs).toBe(holds);
        if (holds) expect(DateTime.fromMillis(untilMs, { zone }).toFormat('HH:mm')).toBe(end);
        expect(untilMs - atMs).toBeLessThanOrEqual(24 * 3_600_000);
      }),
    );
  });
});

describe('the next chance', () => {
  const evenings = world([{ days: everyDay, start: '17:00', end: '02:00' }]);

  test.each([
    ['soon, while the line is open at night', '2026-11-10T23:00:00-06:00', false, false, '2026-11-10T23:00:00-06:00'],
    ['soon, while it is closed', '2026-11-10T10:00:00-06:00', false, false, '2026-11-10T17:00:00-06:00'],
    ['a retry at night', '2026-11-10T23:00:00-06:00', false, true, '2026-11-11T17:00:00-06:00'],
    ['a retry in the evening', '2026-11-10T19:00:00-06:00', false, true, '2026-11-10T19:00:00-06:00'],
    ['a chosen time at night', '2026-11-10T22:00:00-06:00', true, false, '2026-11-11T17:00:00-06:00'],
  ])('%s', (_what, from, timed, isRetry, at) => {
    expect(iso(nextChance({ ...terms, timed }, evenings, ms(from), isRetry))).toBe(at);
  });

  test('never comes on a line that is open only at night, for a retry', () => {
    const nights = world([{ days: everyDay, start: '22:00', end: '06:00' }]);
    const untilMs = ms('2026-11-20T00:00:00-06:00');
    expect(nextChance({ ...terms, untilMs }, nights, ms('2026-11-10T23:00:00-06:00'), true)).toBeNull();
    expect(nextChance({ ...terms, untilMs }, nights, ms('2026-11-10T23:00:00-06:00'), false)).not.toBeNull();
  });

  test('is before the promise ends, open, and outside quiet hours wherever those count', () => {
    const hours = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(
        hours,
        hours,
        fc.integer({ min: 0, max: 400 * 24 * 60 }),
        fc.boolean(),
        fc.boolean(),
        (open, close, minutes, timed, isRetry) => {
          const there = world([
            {
              days: everyDay,
              start: `${String(open).padStart(2, '0')}:00`,
              end: `${String(close).padStart(2, '0')}:00`,
            },
          ]);
          const fromMs = ms('2026-01-01T00:00:00Z') + minutes * 60_000;
          const untilMs = fromMs + 60 * 3_600_000;
          const atMs = nextChance({ ...terms, timed, untilMs }, there, fromMs, isRetry);
          if (atMs === null) return;
          expect(atMs).toBeGreaterThanOrEqual(fromMs);
          expect(atMs).toBeLessThan(untilMs);
          if (timed || isRetry) expect(quietUntil(night, zone, atMs)).toBe(atMs);
          expect(nextChance({ ...terms, timed, untilMs }, there, atMs, isRetry)).toBe(atMs);
        },
      ),
    );
  });
});

describe('a promise ends', () => {
  test('with the end of the next staffed opening, where that is later than 24 hours', () => {
    const weekend = world([], { repeat: 'FREQ=WEEKLY;BYDAY=SA', start: '2026-01-03T17:00', end: '2026-01-03T23:00' });
    expect(iso(promiseUntil(weekend, ms('2026-11-10T18:00:00-06:00')))).toBe('2026-11-14T23:00:00-06:00');
  });

  test('after 24 hours, where the staffed opening ends sooner', () => {
    expect(iso(promiseUntil(world([], {}), ms('2026-11-10T18:00:00-06:00')))).toBe('2026-11-11T18:00:00-06:00');
  });

  test('asked for after hours, with the end of the opening that comes', () => {
    expect(iso(promiseUntil(world([], {}), ms('2026-11-10T23:30:00-06:00')))).toBe('2026-11-11T23:30:00-06:00');
    expect(iso(promiseUntil(world([], {}), ms('2026-11-10T22:30:00-06:00')))).toBe('2026-11-11T22:30:00-06:00');
  });

  test('with the end of the next opening that somebody is on call for, where nobody is planned', () => {
    const assigned = [{ person: 'ana', as: 'backup' as const }];
    const saturdays = { repeat: 'FREQ=WEEKLY;BYDAY=SA', start: '2026-01-03T17:00', end: '2026-01-03T23:00', assigned };
    expect(iso(promiseUntil(world([], saturdays), ms('2026-11-10T18:00:00-06:00')))).toBe('2026-11-14T23:00:00-06:00');
    const always = world([], { start: '2026-01-01T00:00', end: '2026-01-02T00:00', assigned });
    expect(iso(promiseUntil(always, ms('2026-11-10T18:00:00-06:00')))).toBe('2026-11-11T18:00:00-06:00');
  });

  test('after 24 hours where nobody is planned ever, and where somebody always is', () => {
    expect(iso(promiseUntil(world(), ms('2026-11-10T18:00:00-06:00')))).toBe('2026-11-11T18:00:00-06:00');
    const always = world([], { start: '2026-01-01T00:00', end: '2026-01-02T00:00' });
    expect(iso(promiseUntil(always, ms('2026-11-10T18:00:00-06:00')))).toBe('2026-11-11T18:00:00-06:00');
  });

  test('by the clock of the night when clocks change, after 24 real hours', () => {
    expect(promiseUntil(world(), ms('2026-10-31T18:00:00-05:00'))).toBe(ms('2026-11-01T17:00:00-06:00'));
  });
});

describe('after an attempt', () => {
  const open = world();
  const dialled = ms('2026-11-10T12:00:00-06:00');
  const over = dialled + 40_000;
  const after = (attempts: number, outcome: AttemptOutcome, part: Partial<PromiseTerms> = {}) =>
    afterAttempt({ ...terms, ...part }, open, attempts, outcome, dialled, over);

  test('that nobody answered, the next follows 15 minutes, then 2 hours after the first', () => {
    expect(after(0, 'no-answer')).toEqual({ state: 'open', attempts: 1, nextAtMs: dialled + 15 * 60_000 });
    expect(after(1, 'busy')).toEqual({ state: 'open', attempts: 2, nextAtMs: dialled + 105 * 60_000 });
    expect(after(2, 'machine')).toEqual({ state: 'failed', attempts: 3 });
  });

  test('with a number typed in there is none', () => {
    expect(after(0, 'no-answer', { keyedIn: true })).toEqual({ state: 'failed', attempts: 1 });
  });

  test.each([
    ['talked', 'kept'],
    ['refused', 'stopped'],
    ['stranger', 'failed'],
    ['abuse', 'failed'],
  ] as const)('that ended with %s the promise is %s', (outcome, state) => {
    expect(after(0, outcome)).toEqual({ state, attempts: 1 });
  });

  test('that came to nothing on our side does not count, and is made up for at once', () => {
    expect(after(1, 'volunteer-gone')).toEqual({ state: 'open', attempts: 1, nextAtMs: over });
    expect(after(0, 'withdrawn', { keyedIn: true })).toEqual({ state: 'open', attempts: 0, nextAtMs: over });
  });

  test('in the evening the retry waits for the morning', () => {
    const lateMs = ms('2026-11-10T20:50:00-06:00');
    expect(afterAttempt(terms, open, 0, 'no-answer', lateMs, lateMs + 30_000)).toMatchObject({
      nextAtMs: ms('2026-11-11T09:00:00-06:00'),
    });
  });

  test('with no chance left before the end, the promise is looked at when it ends', () => {
    const untilMs = dialled + 10 * 60_000;
    expect(after(0, 'no-answer', { untilMs })).toEqual({ state: 'open', attempts: 1, nextAtMs: untilMs });
  });
});

describe('a time of day', () => {
  test.each([
    ['later today', 19, 30, '2026-11-10T18:00:00-06:00', '2026-11-10T19:30:00-06:00'],
    ['already past', 17, 0, '2026-11-10T18:00:00-06:00', '2026-11-11T17:00:00-06:00'],
    ['this very minute', 18, 0, '2026-11-10T18:00:00-06:00', '2026-11-11T18:00:00-06:00'],
    ['that does not exist tonight', 2, 30, '2026-03-07T18:00:00-06:00', '2026-03-08T03:00:00-05:00'],
    ['that comes twice tonight', 1, 30, '2026-10-31T18:00:00-05:00', '2026-11-01T01:30:00-05:00'],
  ])('%s', (_what, hour, minute, now, at) => {
    expect(iso(nextTimeOfDay(hour, minute, zone, ms(now)))).toBe(at);
  });
});
