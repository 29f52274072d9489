/** What a promise is written down as, what an attempt leaves of it, and which steps of a contact mean something for it (C1, C4, C6). */
import { describe, expect, test } from '@jest/globals';
import type { AttemptOutcome } from '../../src/calls/model.ts';
import { whatAttemptLeaves } from '../../src/promises/attempt.ts';
import type { CallbackDraft } from '../../src/promises/dialogue.ts';
import type { PromisedCall, PromiseRequest } from '../../src/promises/model.ts';
import { whyDeclined, type RefusalFacts } from '../../src/promises/refusal.ts';
import { newPromise, promiseTold } from '../../src/promises/request.ts';
import { meaningOfStep, requestOf, whatAnswersComeTo, type ContactStep } from '../../src/promises/step.ts';
import { aContact, aLeg } from '../support/routing-fixtures.ts';
import { aLine, aPromise, hourMs, minuteMs, nowMs } from '../support/promise-fixtures.ts';

const line = aLine();

describe('a new promise', () => {
  const facts = {
    id: 'p2',
    language: 'es',
    callerKey: 'caller',
    lastingKey: 'lasting',
    numberKey: 'number',
    numberSealed: 'sealed',
    nowMs,
  };
  const made = (request: Partial<PromiseRequest>) =>
    newPromise({ lineId: 'main', number: '+15550100001', via: 'key', ...request }, line, facts);

  test('what was not said is answered the careful way', () => {
    expect(made({})).toMatchObject({
      timed: false,
      messageOk: false,
      textOk: false,
      language: 'es',
      rankAtMs: nowMs,
      dueAtMs: nowMs,
      nextAtMs: nowMs,
      untilAtMs: nowMs + 24 * hourMs,
      attempts: 0,
    });
  });

  test('a typed-in number gets no message and no text, whatever was asked for', () => {
    expect(made({ keyedIn: true, messageOk: true, textOk: true })).toMatchObject({ messageOk: false, textOk: false });
    expect(made({ messageOk: true, textOk: true })).toMatchObject({ messageOk: true, textOk: true });
  });

  test('a chosen time is held to, and one that is past is now', () => {
    expect(made({ atMs: nowMs + hourMs })).toMatchObject({ timed: true, dueAtMs: nowMs + hourMs });
    expect(made({ atMs: nowMs - hourMs })).toMatchObject({ timed: true, dueAtMs: nowMs });
  });

  test('whoever asked hears when it may first be tried', () => {
    const midnight = Date.parse('2026-11-11T00:00:00-06:00');
    expect(promiseTold(made({ atMs: midnight }), line)).toEqual({
      id: 'p2',
      timed: true,
      dueAtMs: midnight,
      firstTryMs: Date.parse('2026-11-11T09:00:00-06:00'),
      untilMs: midnight + 24 * hourMs,
    });
  });
});

describe('a number that is not called', () => {
  const fine: RefusalFacts = { number: null, optedOut: false, blocked: false, tried: false };
  test.each<[string, Parameters<typeof whyDeclined>[0], Partial<RefusalFacts>, unknown]>([
    ['nothing speaks against it', { via: 'key', keyedIn: false }, {}, null],
    ['it costs whoever is charged', { via: 'coordinator', keyedIn: false }, { number: 'premium' }, 'premium'],
    ['it lies abroad', { via: 'text', keyedIn: false }, { number: 'abroad' }, 'abroad'],
    ['a coordinator may have it called', { via: 'coordinator', keyedIn: false }, { number: 'abroad' }, null],
    [
      'never again, abroad too',
      { via: 'coordinator', keyedIn: false },
      { number: 'abroad', optedOut: true },
      'opted-out',
    ],
    ['blocked', { via: 'key', keyedIn: false }, { blocked: true }, 'blocked'],
    ['typed in and tried in vain', { via: 'key', keyedIn: true }, { tried: true }, 'tried'],
    ['tried in vain, but it is their own', { via: 'key', keyedIn: false }, { tried: true }, null],
  ])('%s', (_why, asked, facts, why) => {
    expect(whyDeclined(asked, { ...fine, ...facts })).toBe(why);
  });
});

describe('an attempt leaves', () => {
  const left = (outcome: AttemptOutcome, promise: Partial<PromisedCall> = {}) =>
    whatAttemptLeaves(aPromise({ contactId: 'c1', ...promise }), outcome, nowMs, line, nowMs + minuteMs);

  test.each<[AttemptOutcome, Partial<PromisedCall>, Partial<ReturnType<typeof left>>]>([
    ['no-answer', {}, { attempts: 1, nextAtMs: nowMs + 15 * minuteMs, settled: null, text: 'callbackMissed' }],
    ['no-answer', { textOk: false }, { attempts: 1, text: null }],
    ['machine', { numberSealed: null }, { text: null }],
    [
      'busy',
      { attempts: 2 },
      { attempts: 3, nextAtMs: null, settled: { state: 'failed', by: 'attempts' }, text: 'callbackOver' },
    ],
    ['no-answer', { keyedIn: true }, { settled: { state: 'failed', by: 'attempts' } }],
    ['volunteer-gone', {}, { attempts: 0, nextAtMs: nowMs + minuteMs, settled: null, text: null }],
    ['withdrawn', {}, { attempts: 0, settled: null, text: null }],
    ['talked', {}, { settled: { state: 'kept', by: 'talk' }, text: null }],
    ['short', {}, { settled: null, text: null }],
    ['refused', {}, { settled: { state: 'stopped', by: 'opt-out' }, optsOut: true, text: null }],
    ['stranger', {}, { settled: { state: 'failed', by: 'person' }, optsOut: false, text: null }],
    ['abuse', {}, { settled: { state: 'failed', by: 'abuse' }, text: null }],
    // Settled while it was tried: it is counted, and nothing else follows.
    ['refused', { state: 'kept' }, { attempts: 1, nextAtMs: null, settled: null, optsOut: false, text: null }],
    ['no-answer', { state: 'stopped' }, { attempts: 1, nextAtMs: null, settled: null, text: null }],
  ])('%s of %j', (outcome, promise, expected) => {
    expect(left(outcome, promise)).toMatchObject(expected);
  });
});

describe('a step of a contact', () => {
  const callback = aContact({ callbackId: 'p1', callSid: null });
  const callee = aLeg('callee', { purpose: 'caller', personId: null, createdAtMs: nowMs - minuteMs });
  const step = (over: Partial<ContactStep>): ContactStep => {
    const before = over.before ?? callback;
    return { before, after: before, legsBefore: [], legs: [], ...over };
  };
  const meaning = (over: Partial<ContactStep>) => meaningOfStep(step(over), nowMs);

  test('most mean nothing', () => {
    expect(meaning({})).toBeNull();
    expect(meaning({ legs: [aLeg('ana')] })).toBeNull();
    expect(meaning({ legsBefore: [callee], legs: [callee] })).toBeNull();
    const call = aContact({ state: 'talking' });
    expect(meaning({ before: call, after: { ...call, state: 'ended' } })).toBeNull();
  });

  test('an attempt begins as its caller is dialled, and ends with its contact', () => {
    expect(meaning({ legs: [callee] })).toEqual({ begins: 'p1', areQuestionsOver: false, keeps: null, ends: null });
    const ended = { ...callback, state: 'ended' as const };
    const ends = (legs: ContactStep['legs']) => meaning({ after: ended, legsBefore: legs, legs })?.ends;
    expect(ends([])).toEqual({ callbackId: 'p1', outcome: 'withdrawn', dialledAtMs: nowMs });
    expect(ends([{ ...callee, outcome: 'no-answer' }])).toEqual({
      callbackId: 'p1',
      outcome: 'no-answer',
      dialledAtMs: nowMs - minuteMs,
    });
    expect(meaning({ before: ended, after: ended, legsBefore: [callee], legs: [callee] })).toBeNull();
  });

  test('two minutes, or a hand-over to the crisis line, keep the promise of the contact, or those of whoever phoned in', () => {
    const talking = aContact({ state: 'talking', talkingSinceMs: nowMs - 5 * minuteMs, lastingKey: 'lasting' });
    const kept = (before: ContactStep['before'], after: Partial<ContactStep['after']>) =>
      meaning({ before, after: { ...before, ...after } })?.keeps ?? null;
    const keptAtMs = nowMs - 5 * minuteMs;
    expect(kept(talking, { talkedSeconds: 119 })).toBeNull();
    expect(kept(talking, { talkedSeconds: 120 })).toEqual({ keptAtMs, whose: { lastingKey: 'lasting' } });
    expect(kept({ ...talking, callbackId: 'p1' }, { talkedSeconds: 120 })?.whose).toEqual({ callbackId: 'p1' });
    expect(kept({ ...talking, talkingSinceMs: null }, { outcome: 'crisis-hand-over' })?.keptAtMs).toBe(nowMs);
    expect(kept({ ...talking, talkedSeconds: 120 }, { talkedSeconds: 300 })).toBeNull();
  });

  test('the questions are over once something else is heard, or the call', () => {
    const asked = aContact({ script: 'callback', state: 'waiting' });
    const over = (after: Partial<ContactStep['after']>) =>
      meaning({ before: asked, after: { ...asked, ...after } })?.areQuestionsOver ?? false;
    expect(over({ holdRound: 2 })).toBe(false);
    expect(over({ script: 'hold' })).toBe(true);
    expect(over({ state: 'ended' })).toBe(true);
  });
});

describe('what the answers of a caller come to', () => {
  const asked = aContact({ script: 'callback', state: 'waiting' });
  const draft: CallbackDraft = {
    step: 'text',
    round: 0,
    number: 'own',
    messageOk: true,
    textOk: false,
    clock: null,
    atMs: null,
  };
  const ended = { ...asked, state: 'ended' as const };

  test.each([
    ['all answered', draft, { ...asked, told: 'callback-promised' as const }, 'promised'],
    ['they went on waiting', draft, { ...asked, script: 'hold' as const }, 'nothing'],
    ['they hung up with their number certain', draft, ended, 'asked'],
    ['they hung up before', { ...draft, number: null }, ended, 'nothing'],
    ['they hung up while they chose a time', { ...draft, step: 'type-time' as const }, ended, 'nothing'],
  ] as const)('%s', (_what, answers, after, comesTo) => {
    expect(whatAnswersComeTo(answers, { before: asked, after })).toBe(comesTo);
  });

  test('whoever typed in a number is known by their own key, and the place in line is the caller’s', () => {
    const contact = aContact({ lastingKey: 'lasting', rankAtMs: 0, arrivedAtMs: nowMs });
    expect(requestOf({ ...draft, number: 'typed' }, contact, '+15550100009')).toMatchObject({
      keyedIn: true,
      askerKey: 'lasting',
      rankAtMs: nowMs,
      askedIn: contact.id,
    });
    expect(requestOf(draft, { ...contact, rankAtMs: 5 }, '+15550100009')).toMatchObject({
      keyedIn: false,
      askerKey: null,
      rankAtMs: 5,
    });
  });
});
