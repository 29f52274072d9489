/** Days away that a coordinator writes down: what becomes of them, and what the person reads (O2, P4). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutDays, markSays, markToldMs, nextDate, whatMarkingDoes } from '../../src/planning/marked-away.ts';
import { farewell, type DaysAway } from '../../src/planning/time-off.ts';
import { daysEnded } from '../../src/web/person/days-ended.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';

const today = '2026-12-01';
const days = (from: number, to: number): DaysAway => ({ from: dateNumbered(from), to: dateNumbered(to) });
const dateNumbered = (day: number) => new Date(Date.UTC(2026, 11, day)).toISOString().slice(0, 10);

describe('what becomes of them', () => {
  test.each<[string, DaysAway, DaysAway[], boolean, object]>([
    ['nothing is against them', days(2, 4), [days(5, 6)], false, { kind: 'go' }],
    ['they begin today, and so has no shift', days(1, 1), [], false, { kind: 'go' }],
    ['a shift of the first date has begun', days(1, 4), [], true, { kind: 'begun' }],
    ['they begin in the past', days(0, 4), [], false, { kind: 'past' }],
    ['they touch others at the end', days(2, 5), [days(5, 6)], false, { kind: 'overlaps', known: days(5, 6) }],
    ['they lie within others', days(3, 3), [days(1, 9)], false, { kind: 'overlaps', known: days(1, 9) }],
    [
      'the person has left by then',
      days(8, 9),
      [farewell(dateNumbered(9))],
      false,
      { kind: 'leaves', on: dateNumbered(9) },
    ],
  ])('%s', (_, wanted, known, hasBegun, step) =>
    expect(whatMarkingDoes(wanted, { today, known, hasBegun })).toEqual(step),
  );
});

test('ended early, what stays and what is no more are the days as they were, once each; the page says the same', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(40), (from, length, backOn) => {
      const whole = days(from, from + length);
      const back = dateNumbered(backOn);
      const { kept, ended } = cutDays(whole, back);
      expect(kept === null || (kept.from <= kept.to && kept.to < back)).toBe(true);
      expect(ended === null || ended.from >= back).toBe(true);
      expect([kept?.from ?? ended?.from, ended?.to ?? kept?.to]).toEqual([whole.from, whole.to]);
      if (kept && ended) expect(nextDate(kept.to)).toBe(ended.from);
      // Back today, or tomorrow where today stays: the answer has of the days what is not over.
      for (const now of [back, dateNumbered(backOn - 1)]) {
        const away = kept && kept.to >= now ? [kept] : [];
        if (ended) expect(daysEnded(whole, { today: now, away })).toEqual(ended);
      }
    }),
  );
});

const zone = 'America/Chicago';
const schedule = compileSchedule({
  organisation: { timeZone: zone },
  lines: [{ id: 'main', timeZone: zone }],
  people: [{ id: 'ana', timeZone: zone }],
  shifts: [
    {
      id: 'evening',
      line: 'main',
      start: '2026-12-01T17:00',
      end: '2026-12-01T20:00',
      repeat: 'FREQ=DAILY;COUNT=8',
      assigned: [{ person: 'ana', as: 'primary' }],
    },
  ],
  timeOff: [{ person: 'ana', from: '2026-12-02', to: '2026-12-07' }],
} as never);
const ana = { id: 'ana', timeZone: zone };
const noon = Date.parse('2026-12-01T12:00:00-06:00');

test('what is read names four shifts and counts the others, and only what still holds', () => {
  const set = markSays(schedule, ana, 'time-off-set', days(2, 7), noon);
  expect(set).toMatchObject({ sentence: 'timeOffSet', slots: { datesOf: '2026-12-02/2026-12-07' } });
  expect(set?.slots['newsOf']?.split(', ').map((line) => line.split(' ')[0])).toEqual([
    'lost',
    'lost',
    'lost',
    'lost',
    'more',
  ]);
  expect(markSays(schedule, ana, 'time-off-ended', days(2, 7), noon)).toBeNull();
  expect(markSays(schedule, ana, 'time-off-set', days(2, 3), noon)).toBeNull();
  expect(markSays(schedule, ana, 'time-off-set', days(2, 7), noon + 8 * 24 * 3_600_000)).toBeNull();
  expect(markSays(schedule, ana, 'time-off-ended', days(8, 8), noon)).toMatchObject({ sentence: 'timeOffEnded' });
  expect(markSays(schedule, ana, 'time-off-ended', days(9, 9), noon)).toEqual({
    sentence: 'timeOffEndedOnly',
    slots: { datesOf: '2026-12-09/2026-12-09' },
  });
});

test.each([
  ['a shift this evening', noon, [noon + 5 * 3_600_000], noon],
  ['a shift tomorrow: once it may not be taken back', noon, [noon + 29 * 3_600_000], noon + 600_000],
  [
    'in the night: in the morning',
    noon + 12 * 3_600_000,
    [noon + 18 * 3_600_000],
    Date.parse('2026-12-02T09:00:00-06:00'),
  ],
])('when it is read, with %s', (_, nowMs, starts, dueMs) =>
  expect(
    markToldMs(
      starts.map((startMs) => ({ startMs })),
      zone,
      600_000,
      nowMs,
    ),
  ).toBe(dueMs),
);
