/** Which talks of a day count towards the limit, by phone and by text (V9). */
import { describe, expect, test } from '@jest/globals';
import { dayStartMs, hasHadTheirTalks, talksToday, type HadToday } from '../../src/wellbeing/talks-today.ts';

const minute = 60_000;
const now = Date.parse('2026-11-10T18:00:00Z');

const call = (over: Partial<HadToday['calls'][number]> = {}): HadToday['calls'][number] => ({
  arrivedAtMs: now,
  rankAtMs: now,
  talkedSeconds: 301,
  outcome: 'talked',
  isCallback: false,
  ...over,
});
const written = (over: Partial<HadToday['conversations'][number]> = {}): HadToday['conversations'][number] => ({
  answeredAtMs: now,
  lastAtMs: now + 5 * minute + 1,
  crisisAtMs: null,
  ...over,
});

describe('what counts', () => {
  const table: [string, HadToday['calls'], HadToday['conversations'], number][] = [
    ['nothing', [], [], 0],
    ['a talk of more than five minutes', [call()], [], 1],
    ['a talk of five minutes does not', [call({ talkedSeconds: 300 })], [], 0],
    ['our callback does not', [call({ isCallback: true })], [], 0],
    ['a hand-over to the crisis line does not', [call({ outcome: 'crisis-hand-over' })], [], 0],
    ['a call still going on does not', [call({ outcome: null })], [], 0],
    ['two talks', [call(), call({ rankAtMs: now + minute })], [], 2],
    ['one that was cut off and came back is one', [call(), call({ arrivedAtMs: now + 9 * minute })], [], 1],
    [
      'two halves of three minutes are one talk',
      [call({ talkedSeconds: 180 }), call({ arrivedAtMs: now + 9 * minute, talkedSeconds: 180 })],
      [],
      1,
    ],
    [
      'callers put at the head of the line are told apart by when they came',
      [call({ rankAtMs: 0 }), call({ rankAtMs: 0, arrivedAtMs: now + minute })],
      [],
      2,
    ],
    ['a conversation of more than five minutes', [], [written()], 1],
    ['a conversation of five minutes does not', [], [written({ lastAtMs: now + 5 * minute })], 0],
    ['one in which the crisis number was given does not', [], [written({ crisisAtMs: now })], 0],
    ['a talk and a conversation', [call()], [written()], 2],
  ];
  test.each(table)('%s', (_, calls, conversations, count) => expect(talksToday({ calls, conversations })).toBe(count));
});

test('with the third talk of three the day is full', () => {
  expect([0, 2, 3, 4].map((talks) => hasHadTheirTalks(talks, { callsPerDay: 3 }))).toEqual([false, false, true, true]);
});

test.each([
  ['2026-11-10T20:00:00-06:00', '2026-11-10T05:00:00-06:00'],
  ['2026-11-10T05:00:00-06:00', '2026-11-10T05:00:00-06:00'],
  ['2026-11-10T04:59:59-06:00', '2026-11-09T05:00:00-06:00'],
  ['2026-11-01T12:00:00-06:00', '2026-11-01T05:00:00-06:00'],
  ['2026-11-01T03:00:00-06:00', '2026-10-31T05:00:00-05:00'],
])('the day of %s began at %s', (at, began) =>
  expect(dayStartMs('05:00', 'America/Chicago', Date.parse(at))).toBe(Date.parse(began)),
);

test.each([
  // The clocks of this zone go from 02:00 to 03:00 that night, and in autumn they show 01:00 to 02:00 twice.
  ['02:30', '2026-03-08T03:10:00-05:00', '2026-03-08T03:00:00-05:00'],
  ['02:30', '2026-03-08T01:59:00-06:00', '2026-03-07T02:30:00-06:00'],
  ['01:30', '2026-11-01T01:40:00-05:00', '2026-11-01T01:30:00-05:00'],
  ['01:30', '2026-11-01T01:10:00-06:00', '2026-11-01T01:30:00-05:00'],
])('a day that turns at %s where the clocks change: that of %s began at %s', (turnsAt, at, began) =>
  expect(dayStartMs(turnsAt, 'America/Chicago', Date.parse(at))).toBe(Date.parse(began)),
);
