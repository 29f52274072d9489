/** What texters answer about their callback (C1). */
import { describe, expect, test } from '@jest/globals';
import type { PromisedCall } from '../../src/promises/model.ts';
import { chosenTime, readTextAnswer, whatAnswerLeadsTo, type TextAnswer } from '../../src/promises/text.ts';
import { aLine, aPromise, hourMs, minuteMs, nowMs } from '../support/promise-fixtures.ts';

test.each([
  ['1', { kind: 'safe', messageOk: true }],
  [' 2. ', { kind: 'safe', messageOk: false }],
  ['3', null],
  ['I would rather write', null],
])('is a message safe? %j', (body, answer) => {
  expect(readTextAnswer('message', body)).toEqual(answer);
});

test.each([
  ['1', { kind: 'soon' }],
  ['7:30 PM', { kind: 'time', hour: 19, minute: 30 }],
  ['7.30pm', { kind: 'time', hour: 19, minute: 30 }],
  ['at 7 p.m.', { kind: 'time', hour: 19, minute: 0 }],
  ['12 AM', { kind: 'time', hour: 0, minute: 0 }],
  ['12:15 pm', { kind: 'time', hour: 12, minute: 15 }],
  ['19:30', { kind: 'time', hour: 19, minute: 30 }],
  ['a las 18:00', { kind: 'time', hour: 18, minute: 0 }],
  ['7:30', { kind: 'unclear' }],
  ['25:00', { kind: 'unclear' }],
  ['13 PM', { kind: 'unclear' }],
  ['7:75 pm', { kind: 'unclear' }],
  ['whenever you can', null],
  ['I have 3 children', null],
])('when? %j', (body, answer) => {
  expect(readTextAnswer('when', body)).toEqual(answer);
});

describe('what an answer leads to', () => {
  const line = aLine([{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], start: '08:00', end: '22:00' }]);
  const leads = (answer: NonNullable<TextAnswer>, contactId: string | null = null) =>
    whatAnswerLeadsTo(answer, { contactId }, line, nowMs);
  const at = (hour: number, minute = 0) => leads({ kind: 'time', hour, minute });

  test('whether a message is safe is kept, and when is asked; the call waits for that', () => {
    expect(leads({ kind: 'safe', messageOk: true })).toEqual({
      kind: 'keep-safety',
      messageOk: true,
      heldUntilMs: nowMs + 2 * minuteMs,
    });
  });

  test('a time is chosen where we can keep it', () => {
    expect(at(19, 30)).toEqual({
      kind: 'choose',
      atMs: Date.parse('2026-11-10T19:30:00-06:00'),
      takesBack: false,
    });
    expect(at(10)).toMatchObject({ atMs: Date.parse('2026-11-11T10:00:00-06:00') });
    expect(at(21, 30)).toEqual({ kind: 'say', turn: { kind: 'quiet' } });
    expect(at(3)).toEqual({ kind: 'say', turn: { kind: 'quiet' } });
    const weekend = aLine([{ days: ['SA'], start: '08:00', end: '22:00' }]);
    expect(whatAnswerLeadsTo({ kind: 'time', hour: 19, minute: 0 }, { contactId: null }, weekend, nowMs)).toEqual({
      kind: 'say',
      turn: { kind: 'closed' },
    });
  });

  test('one that is in line is taken back for another time only', () => {
    expect(leads({ kind: 'time', hour: 19, minute: 0 }, 'c1')).toMatchObject({ takesBack: true });
    expect(leads({ kind: 'soon' }, 'c1')).toEqual({ kind: 'choose', atMs: null, takesBack: false });
    expect(leads({ kind: 'unclear' })).toEqual({ kind: 'say', turn: { kind: 'unclear' } });
  });

  test('what a chosen time changes, by what has become of the promise meanwhile', () => {
    const known = aPromise({ untilAtMs: nowMs + hourMs, nextAtMs: nowMs + 5 * minuteMs });
    const evening = nowMs + 4 * hourMs;
    const chosen = (promise: PromisedCall | null, atMs: number | null) =>
      chosenTime(promise, known, atMs, line, nowMs).change;
    expect(chosen(known, evening)).toEqual({
      timed: true,
      nextAtMs: evening,
      untilAtMs: evening + 24 * hourMs,
    });
    expect(chosen(known, null)).toEqual({ timed: false, nextAtMs: nowMs, untilAtMs: known.untilAtMs });
    expect(chosen({ ...known, attempts: 1 }, null)).toMatchObject({ nextAtMs: known.nextAtMs });
    for (const gone of [null, { ...known, state: 'kept' as const }, { ...known, contactId: 'c1' }])
      expect(chosenTime(gone, known, evening, line, nowMs)).toEqual({
        change: null,
        turn: { kind: 'promised', atMs: null, untilMs: known.untilAtMs },
      });
  });
});
