/** A promise that is due: put in line, tried later, ended or let be; and which attempts are taken back (C2, C3). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mustTakeBack, whenDue, type DueFacts } from '../../src/promises/due.ts';
import type { PromisedCall } from '../../src/promises/model.ts';
import { aLine, aPromise, hourMs, nowMs } from '../support/promise-fixtures.ts';

const nothing: DueFacts = { optedOut: false, calling: false, paused: false, busy: false };
const line = aLine();
const due = (promise: Partial<PromisedCall>, facts: Partial<DueFacts> = {}, atMs = nowMs) =>
  whenDue(aPromise(promise), { ...nothing, ...facts }, () => line, atMs);
const night = Date.parse('2026-11-10T23:00:00-06:00');
const morning = Date.parse('2026-11-11T09:00:00-06:00');
const later = { kind: 'try-later', atMs: nowMs + 30_000 };

describe('a promise that is due', () => {
  test.each<[string, Partial<PromisedCall>, Partial<DueFacts>, unknown]>([
    ['goes in line', {}, {}, { kind: 'put-in-line' }],
    ['is settled by now', { state: 'kept' }, {}, { kind: 'let-be' }],
    ['is in line by now', { contactId: 'c1' }, {}, { kind: 'let-be' }],
    ['was put off meanwhile', { nextAtMs: nowMs + 1 }, {}, { kind: 'let-be' }],
    ['was asked never to be kept', {}, { optedOut: true }, { kind: 'settle', state: 'stopped', by: 'opt-out' }],
    ['is over', { untilAtMs: nowMs }, {}, { kind: 'settle', state: 'expired', by: 'expiry' }],
    ['has its caller on the phone', {}, { calling: true }, { kind: 'let-be' }],
    ['is over while its caller is on the phone', { untilAtMs: nowMs }, { calling: true }, { kind: 'let-be' }],
    ['is on a paused line', {}, { paused: true }, later],
    ['has another one tried for its number', {}, { busy: true }, later],
    [
      'ends while the line is paused',
      { untilAtMs: nowMs + 1000 },
      { paused: true },
      { kind: 'try-later', atMs: nowMs + 1000 },
    ],
  ])('%s', (_how, promise, facts, step) => {
    expect(due(promise, facts)).toEqual(step);
  });

  test('a retry keeps out of the night, the first call does not', () => {
    const then = { nextAtMs: night };
    expect(due(then, {}, night)).toEqual({ kind: 'put-in-line' });
    expect(due({ ...then, attempts: 1 }, {}, night)).toEqual({ kind: 'try-later', atMs: morning });
    expect(due({ ...then, timed: true }, {}, night)).toEqual({ kind: 'try-later', atMs: morning });
  });

  test('the night is that of the zone that was entered; one that nobody knows is that of the line', () => {
    const then = { nextAtMs: night, attempts: 1 };
    expect(due({ ...then, timeZone: 'Asia/Tokyo' }, {}, night)).toEqual({ kind: 'put-in-line' });
    expect(due({ ...then, timeZone: 'Nowhere/Atall' }, {}, night)).toEqual({ kind: 'try-later', atMs: morning });
  });

  test('one on a line that is closed waits for its opening; on one that cannot be read it can end all the same', () => {
    const weekend = aLine([{ days: ['SA'], start: '12:00', end: '18:00' }]);
    const promise = aPromise({ untilAtMs: nowMs + 100 * hourMs });
    expect(whenDue(promise, nothing, () => weekend, nowMs)).toEqual({
      kind: 'try-later',
      atMs: Date.parse('2026-11-14T12:00:00-06:00'),
    });
    const gone = () => {
      throw new RangeError('no such line');
    };
    expect(whenDue(aPromise({ untilAtMs: nowMs }), nothing, gone, nowMs)).toMatchObject({ state: 'expired' });
    expect(() => whenDue(promise, nothing, gone, nowMs)).toThrow('no such line');
  });

  test('whatever holds, nobody is rung whose promise is not open or whose caller said never again, and nothing waits beyond its end', () => {
    const facts = fc.record({
      optedOut: fc.boolean(),
      calling: fc.boolean(),
      paused: fc.boolean(),
      busy: fc.boolean(),
    });
    const promises = fc.record({
      state: fc.constantFrom<PromisedCall['state']>('open', 'kept', 'stopped'),
      contactId: fc.constantFrom(null, 'c1'),
      untilAtMs: fc.integer({ min: nowMs - hourMs, max: nowMs + 30 * hourMs }),
      attempts: fc.integer({ min: 0, max: 2 }),
      timed: fc.boolean(),
    });
    fc.assert(
      fc.property(promises, facts, fc.integer({ min: 0, max: 24 }), (promise, known, hours) => {
        const atMs = nowMs + hours * hourMs;
        const step = due(promise, known, atMs);
        if (step.kind !== 'let-be') expect(promise).toMatchObject({ state: 'open', contactId: null });
        if (step.kind === 'put-in-line')
          expect(known).toEqual({ optedOut: false, calling: false, paused: false, busy: false });
        if (step.kind === 'try-later') {
          expect(step.atMs).toBeGreaterThan(atMs);
          expect(step.atMs).toBeLessThanOrEqual(promise.untilAtMs);
        }
      }),
    );
  });
});

describe('an attempt under way is taken back', () => {
  const goesOn = { calling: false, paused: false, ringing: false };
  const tried = (promise: Partial<PromisedCall>, facts: Partial<typeof goesOn> = {}, atMs = nowMs) =>
    mustTakeBack(aPromise({ contactId: 'c1', ...promise }), { ...goesOn, ...facts }, line, atMs);

  test.each<[string, boolean, Partial<PromisedCall>, Partial<typeof goesOn>]>([
    ['not while all is well', false, {}, {}],
    ['settled meanwhile', true, { state: 'kept' }, {}],
    ['settled meanwhile, also while it rings', true, { state: 'stopped' }, { ringing: true }],
    ['its caller phones in', true, {}, { calling: true }],
    ['its caller phones in while theirs rings', true, {}, { calling: true, ringing: true }],
    ['the line is paused', true, {}, { paused: true }],
    ['not where their phone rings already', false, {}, { paused: true, ringing: true }],
    ['it is over', true, { untilAtMs: nowMs }, {}],
    ['not where it is over as their phone rings', false, { untilAtMs: nowMs }, { ringing: true }],
  ])('%s', (_when, isTaken, promise, facts) => {
    expect(tried(promise, facts)).toBe(isTaken);
  });

  test('a night begins', () => {
    expect(tried({ attempts: 1 }, {}, night)).toBe(true);
    expect(tried({ attempts: 1 }, { ringing: true }, night)).toBe(false);
    expect(tried({ attempts: 0 }, {}, night)).toBe(false);
  });
});
