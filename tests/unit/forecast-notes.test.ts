/** What is said of a history before a forecast made from it is trusted: one half hour and one day are spoken of as one. */
import { expect, test } from '@jest/globals';
import { notesOn, spanOf } from '../../src/cli/forecast-notes.ts';

const monday = 20_577;
const halfHourMs = 1_800_000;
/** So many half hours from this one of `monday` on, in UTC, with three calls each. */
const toldFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, place) => ({
    startMs: monday * 86_400_000 + (first + place) * halfHourMs,
    offered: 3,
  }));
const month = toldFrom(-28 * 48, 28 * 48);

test('of a month without a gap nothing is said', () => {
  expect(notesOn(month, monday, 'UTC')).toEqual([]);
});

test.each([
  [[...month, ...toldFrom(0, 1)], ['1 half hour from 2026-05-04 on in the history is not looked at.']],
  [[...month, ...toldFrom(0, 2)], ['2 half hours from 2026-05-04 on in the history are not looked at.']],
  [
    [...toldFrom(-30 * 48, 48), ...month.slice(-28 * 48 + 1), ...toldFrom(-29 * 48, 48)],
    ['Of 1 half hour in between nothing is told: they are taken as unknown.'],
  ],
  [toldFrom(-29 * 48, 28 * 48), ['The history ends 1 day before 2026-05-04: those days are taken as unknown.']],
  [toldFrom(-30 * 48, 28 * 48), ['The history ends 2 days before 2026-05-04: those days are taken as unknown.']],
  [month.slice(1), ['That is little history: the shape of the week is in doubt, and the intervals are wide for it.']],
])('in the words for one and for several', (told, notes) => {
  expect(notesOn(told, monday, 'UTC')).toEqual(notes);
});

test('a history is as long as from its first half hour to the end of its last, in hours under two days', () => {
  expect(spanOf(toldFrom(0, 95)).inWords).toBe('47.5 hours');
  expect(spanOf(toldFrom(0, 96)).inWords).toBe('2 days');
  expect(spanOf(toldFrom(0, 96)).halfHours).toBe(96);
});
