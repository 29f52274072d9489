import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  afterNight,
  beforeNight,
  gapWarningDays,
  isNight,
  lastMorning,
  remindersOf,
} from '../../src/schedule/reminder-times.ts';

const chicago = 'America/Chicago';
const at = (local: string, zone = chicago) => DateTime.fromISO(local, { zone }).toMillis();
const shown = (ms: number, zone = chicago) => DateTime.fromMillis(ms, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

describe('24 h and 1 h before a shift, never between 21:00 and 09:00 of the person', () => {
  test.each([
    ['in the evening', '2026-11-11T17:00', '2026-11-10T17:00', '2026-11-11T16:00'],
    ['in the morning: the hour before it is night', '2026-11-11T09:30', '2026-11-10T09:30', '2026-11-10T20:00'],
    ['early: both come in an evening', '2026-11-11T06:00', '2026-11-09T20:00', '2026-11-10T20:00'],
    ['late: the day before at that hour is night', '2026-11-11T22:30', '2026-11-10T20:00', '2026-11-11T20:00'],
    ['after midnight', '2026-11-11T00:30', '2026-11-09T20:00', '2026-11-10T20:00'],
    ['at 21:00, when the night has begun', '2026-11-11T21:00', '2026-11-10T20:00', '2026-11-11T20:00'],
    ['at 22:00, the hour before it just begun', '2026-11-11T22:00', '2026-11-10T20:00', '2026-11-11T20:00'],
    ['at 10:00, the hour before it just over', '2026-11-11T10:00', '2026-11-10T10:00', '2026-11-11T09:00'],
    ['on the day clocks go forward: 24 h are 24 h', '2026-03-08T17:00', '2026-03-07T16:00', '2026-03-08T16:00'],
    ['on the day clocks go back: 24 h are 24 h', '2026-11-01T17:00', '2026-10-31T18:00', '2026-11-01T16:00'],
    ['a clock that went forward moves it into the night', '2026-03-08T09:30', '2026-03-06T20:00', '2026-03-07T20:00'],
    ['a clock that goes back brings it out of the night', '2026-11-01T08:30', '2026-10-31T09:30', '2026-10-31T20:00'],
  ])('%s', (_what, start, dayBefore, hourBefore) => {
    expect(remindersOf(at(start), chicago).map(({ kind, dueMs }) => [kind, shown(dueMs)])).toEqual([
      ['day-before', dayBefore],
      ['hour-before', hourBefore],
    ]);
  });

  test('by the clock of the person, not of the line', () => {
    const [, hourBefore] = remindersOf(at('2026-11-11T17:00'), 'Europe/Berlin');
    expect(shown(hourBefore!.dueMs, 'Europe/Berlin')).toBe('2026-11-11T20:00');
  });

  const zones = fc.constantFrom(
    chicago,
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kolkata',
    'America/Santiago',
  );
  const instants = fc
    .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 })
    .map((minute) => minute * 60_000);

  test('whatever the zone and the day: by day, in time and in order', () => {
    fc.assert(
      fc.property(instants, zones, (startMs, zone) => {
        const [first, second] = remindersOf(startMs, zone);
        const hourOf = (ms: number) => DateTime.fromMillis(ms, { zone }).hour;
        for (const { dueMs } of [first!, second!]) expect(hourOf(dueMs) >= 9 && hourOf(dueMs) < 21).toBe(true);
        expect(first!.dueMs).toBeLessThanOrEqual(startMs - 24 * 3_600_000);
        expect(second!.dueMs).toBeLessThanOrEqual(startMs - 3_600_000);
        expect(first!.dueMs).toBeLessThan(second!.dueMs);
      }),
    );
  });

  test('before and after the night lie around it, and the day stays as it is', () => {
    fc.assert(
      fc.property(instants, zones, (ms, zone) => {
        const [before, after] = [beforeNight(ms, zone), afterNight(ms, zone)];
        expect([isNight(before, zone), isNight(after, zone)]).toEqual([false, false]);
        if (!isNight(ms, zone)) expect([before, after]).toEqual([ms, ms]);
        else expect(before < ms && ms < after && after - before <= 14 * 3_600_000).toBe(true);
      }),
    );
  });
});

test.each([
  ['2026-11-11T09:00', '2026-11-11T09:00'],
  ['2026-11-11T08:59', '2026-11-10T09:00'],
  ['2026-11-11T23:00', '2026-11-11T09:00'],
  ['2026-03-08T12:00', '2026-03-08T09:00'],
])('the last morning at %s was %s', (now, morning) => {
  expect(shown(lastMorning(at(now), chicago))).toBe(morning);
});

test.each([
  [0, null],
  [-1, null],
  [0.5, 1],
  [1, 1],
  [1.01, 7],
  [7, 7],
  [7.01, 30],
  [30, 30],
  [30.01, null],
])('a gap %p days away is warned of as %p', (days, expected) => {
  const nowMs = at('2026-11-11T09:00');
  expect(gapWarningDays(nowMs + days * 86_400_000, nowMs)).toBe(expected);
});
