/** Calling somebody back: the volunteer first, then the caller; what every way of picking up means (C2, C3). */
import { describe, expect, test } from '@jest/globals';
import { outcomeOf } from '../../src/promises/attempt.ts';
import { effectRow } from '../../src/contacts/save.ts';
import { callbackContact } from '../../src/calls/callback-start.ts';
import type { Answer } from '../../src/calls/answers.ts';
import type { Leg } from '../../src/calls/model.ts';
import { aLeg, happen, legOf, now, scene, second, type Scene } from '../support/routing-fixtures.ts';

const promise = {
  id: 'p1',
  lineId: 'north',
  callerKey: 'key',
  lastingKey: 'lasting',
  language: 'en',
  wish: null,
  lastInLine: false,
  rankAtMs: now - 3_600_000,
};
const kinds = (answer: Answer) => answer.effects.map(({ kind }) => kind);

/** Ana has picked up the offer of a callback. */
function offered(): Scene {
  return scene(callbackContact(promise, 'c1', now), [aLeg('ana', { state: 'answered' })]);
}

/** She has taken it and heard what it is; the caller's leg is in `state`. */
function calling(state: Leg['state'], over: Partial<Leg> = {}): Scene {
  const stage = offered();
  happen(stage, { kind: 'LegKeyed', legId: 'ana', menu: 'offer', key: '1' });
  happen(stage, { kind: 'LegJoined', legId: 'ana' });
  const planned = stage.legs.find(({ purpose }) => purpose === 'caller')!;
  const reached = aLeg(planned.id, { purpose: 'caller', role: 'caller', personId: null, state, ...over });
  stage.legs = stage.legs.map((leg) => (leg === planned ? reached : leg));
  return stage;
}

const callerLeg = (stage: Scene) => stage.legs.findLast(({ purpose }) => purpose === 'caller')!;
const keyed = (stage: Scene, menu: 'hello' | 'callback', key: string) =>
  happen(stage, { kind: 'LegKeyed', legId: callerLeg(stage).id, menu, key });
const silent = (stage: Scene, menu: 'hello' | 'callback', round: number) =>
  happen(stage, { kind: 'LegSilent', legId: callerLeg(stage).id, menu, round });

test('taken back while their call is on its way to the carrier: its leg is over once it is known that no call came about', () => {
  const stage = calling('dialling', { callSid: null });
  happen(stage, { kind: 'CallbackWithdrawn' });
  expect(callerLeg(stage)).toMatchObject({ state: 'ending', outcome: 'withdrawn' });
  happen(stage, { kind: 'LegNotDialled', legId: callerLeg(stage).id });
  expect(callerLeg(stage)).toMatchObject({ state: 'ended', outcome: 'withdrawn' });
});

test('whoever picked up while nobody answered hears the sentence all the same, and the one who took the call goes on', () => {
  const stage = calling('ringing', { callSid: 'CA-caller' });
  const resumed = { kind: 'LegResumed', legId: callerLeg(stage).id } as const;
  expect(happen(stage, resumed).say).toEqual({ to: 'callee', kind: 'callee-menu', round: 0, isPerson: false });
  expect(callerLeg(stage).state).toBe('answered');
  keyed(stage, 'callback', '1');
  expect(happen(stage, resumed).say).toEqual({ to: 'caller', kind: 'caller-conference' });
});

describe('the volunteer comes first', () => {
  test('after 1 they hear what it is, and nobody is dialled yet', () => {
    const stage = offered();
    const answer = happen(stage, { kind: 'LegKeyed', legId: 'ana', menu: 'offer', key: '1' });
    expect(answer.say).toEqual({ to: 'leg', kind: 'whisper' });
    expect(kinds(answer)).toEqual([]);
    expect(stage.contact).toMatchObject({ state: 'calling-back', personId: 'person-ana' });
  });

  test('once they have heard it the caller is dialled, once', () => {
    const stage = offered();
    happen(stage, { kind: 'LegKeyed', legId: 'ana', menu: 'offer', key: '1' });
    expect(kinds(happen(stage, { kind: 'LegJoined', legId: 'ana' }))).toEqual(['RingCaller']);
    expect(kinds(happen(stage, { kind: 'LegJoined', legId: 'ana' }))).toEqual([]);
    expect(kinds(happen(stage, { kind: 'Woke' }, 30 * second))).not.toContain('RingCaller');
  });

  test('where the news of that is lost, the caller is dialled all the same', () => {
    const stage = offered();
    happen(stage, { kind: 'LegKeyed', legId: 'ana', menu: 'offer', key: '1' });
    expect(kinds(happen(stage, { kind: 'Woke' }, 19 * second))).toEqual([]);
    expect(kinds(happen(stage, { kind: 'Woke' }, second))).toEqual(['RingCaller']);
  });

  test('whoever presses 1 after somebody else is thanked', () => {
    const stage = offered();
    stage.legs.push(aLeg('ben', { state: 'answered' }));
    happen(stage, { kind: 'LegKeyed', legId: 'ana', menu: 'offer', key: '1' });
    const late = happen(stage, { kind: 'LegKeyed', legId: 'ben', menu: 'offer', key: '1' });
    expect(late.say).toMatchObject({ kind: 'leg-goodbye', outcome: 'beaten' });
  });

  test('who leaves before the caller came is not asked again, rests no longer for it, and somebody else is', () => {
    const stage = calling('ringing');
    const answer = happen(stage, { kind: 'LegEnded', legId: 'ana', status: 'completed' });
    expect(answer).toMatchObject({ route: true, load: [], people: [] });
    expect(stage.contact).toMatchObject({ state: 'waiting', waitingSinceMs: now });
    expect([legOf(stage, 'ana').outcome, callerLeg(stage).state]).toEqual(['passed', 'ringing']);
  });
});

describe('whoever picks up', () => {
  test('hears three words first, and with 1 who would like to talk; staying takes the call', () => {
    const stage = calling('answered');
    expect(keyed(stage, 'hello', '1').say).toEqual({ to: 'callee', kind: 'callee-menu', round: 0, isPerson: true });
    expect(silent(stage, 'callback', 0).say).toEqual({ to: 'caller', kind: 'callee-conference' });
    expect(stage.contact).toMatchObject({ state: 'talking', callSid: callerLeg(stage).callSid });
    expect(outcomeOf({ ...stage.contact, talkedSeconds: 119 }, callerLeg(stage))).toBe('short');
    expect(outcomeOf({ ...stage.contact, talkedSeconds: 120 }, callerLeg(stage))).toBe('talked');
  });

  test('takes the call with 1 where they heard what it is', () => {
    const stage = calling('answered');
    expect(keyed(stage, 'callback', '1').say).toEqual({ to: 'caller', kind: 'callee-conference' });
    // From here on it is a call like any other: its end is the caller's.
    happen(stage, { kind: 'CallerJoined' });
    happen(stage, { kind: 'LegEnded', legId: callerLeg(stage).id, status: 'completed' }, 200 * second);
    expect(stage.contact).toMatchObject({ state: 'ended', outcome: 'talked', talkedSeconds: 200 });
  });

  test('waits in line where the volunteer is gone, and is told so', () => {
    const stage = calling('answered');
    happen(stage, { kind: 'LegEnded', legId: 'ana', status: 'completed' });
    expect(keyed(stage, 'callback', '1').say).toEqual({ to: 'caller', kind: 'looking-again' });
    expect(stage.contact).toMatchObject({
      state: 'waiting',
      callSid: callerLeg(stage).callSid,
      rankAtMs: promise.rankAtMs,
    });
    happen(stage, { kind: 'LegEnded', legId: callerLeg(stage).id, status: 'completed' });
    expect(outcomeOf(stage.contact, callerLeg(stage))).toBe('volunteer-gone');
  });

  test.each([
    ['2, before and after the sentence', (stage: Scene) => keyed(stage, 'hello', '2'), 'refused', 'declined'],
    [
      'a person, who says nothing to the end',
      (stage: Scene) => (hint(stage, 'person'), silent(stage, 'callback', 1)),
      'stranger',
      'not-reached',
    ],
    [
      'nobody knows who, who says nothing to the end',
      (stage: Scene) => silent(stage, 'hello', 2),
      'stranger',
      'not-reached',
    ],
    ['a machine', (stage: Scene) => (hint(stage, 'machine'), silent(stage, 'hello', 2)), 'machine', 'not-reached'],
    ['a person who hangs up', (stage: Scene) => over(stage, 'completed'), 'stranger', 'not-reached'],
    [
      'a machine that hangs up',
      (stage: Scene) => (hint(stage, 'machine'), over(stage, 'completed')),
      'machine',
      'not-reached',
    ],
    ['nobody', (stage: Scene) => over(stage, 'no-answer'), 'no-answer', 'not-reached'],
    ['a busy phone', (stage: Scene) => over(stage, 'busy'), 'busy', 'not-reached'],
    [
      'a number out of order',
      (stage: Scene) => happen(stage, { kind: 'LegNotDialled', legId: callerLeg(stage).id }),
      'failed',
      'not-reached',
    ],
    [
      'somebody who pressed 1 and hung up',
      (stage: Scene) => (keyed(stage, 'hello', '1'), over(stage, 'completed')),
      'short',
      'not-reached',
    ],
  ])('%s', (_who, act, outcome, volunteerHears) => {
    const stage = calling(
      outcome === 'no-answer' || outcome === 'busy' ? 'ringing' : outcome === 'failed' ? 'planned' : 'answered',
      outcome === 'failed' ? { callSid: null } : {},
    );
    act(stage);
    expect(outcomeOf(stage.contact, callerLeg(stage))).toBe(outcome);
    expect(stage.contact.state).toBe('ended');
    // Ana is thanked and free at once: nothing of this weighs on her.
    expect(legOf(stage, 'ana')).toMatchObject({ state: 'ending', outcome: volunteerHears });
    expect(stage.people.get('person-ana')?.wrapUpUntilMs).toBeUndefined();
  });

  test('a key proves a person, whatever the carrier takes them for', () => {
    const stage = calling('answered');
    hint(stage, 'machine');
    keyed(stage, 'hello', '5');
    hint(stage, 'machine');
    silent(stage, 'hello', 2);
    expect(outcomeOf(stage.contact, callerLeg(stage))).toBe('stranger');
  });

  test('is left alone when the sentence has been heard to its last round, or far too long passes', () => {
    const stage = calling('answered');
    expect(silent(stage, 'hello', 0).say).toEqual({ to: 'callee', kind: 'callee-menu', round: 1, isPerson: false });
    expect(kinds(happen(stage, { kind: 'Woke' }, 75 * second))).toContain('HangUpLeg');
    expect(stage.contact.state).toBe('ended');
  });
});

test.each(['planned', 'dialling', 'ringing', 'answered', 'menu'] as const)(
  'taken back while the caller’s leg is %s: it ends, and the attempt is none',
  (state) => {
    const stage = calling(state);
    happen(stage, { kind: 'CallbackWithdrawn' });
    expect(stage.contact).toMatchObject({ state: 'ended', outcome: 'withdrawn' });
    expect(['ending', 'ended']).toContain(callerLeg(stage).state);
    expect(outcomeOf(stage.contact, callerLeg(stage))).toBe('withdrawn');
  },
);

test('a call that has been taken is not taken back', () => {
  const stage = calling('answered');
  keyed(stage, 'callback', '1');
  happen(stage, { kind: 'CallbackWithdrawn' });
  expect(stage.contact.state).toBe('talking');
});

function hint(stage: Scene, answeredBy: 'person' | 'machine'): Answer {
  return happen(stage, { kind: 'LegHinted', legId: callerLeg(stage).id, answeredBy });
}

function over(stage: Scene, status: 'completed' | 'busy' | 'no-answer'): Answer {
  return happen(stage, { kind: 'LegEnded', legId: callerLeg(stage).id, status });
}

test('calls go out in their order: the crisis line, an accepted callback, offers, a leader, new callbacks', () => {
  const order = [
    effectRow({ kind: 'RingCrisisLine', legId: 'a' }, 'c', now),
    effectRow({ kind: 'RingCaller', legId: 'b' }, 'c', now),
    effectRow({ kind: 'RingVolunteer', legId: 'c' }, 'c', now),
    effectRow({ kind: 'RingLeader', legId: 'd' }, 'c', now),
    effectRow({ kind: 'RingVolunteer', legId: 'e' }, 'c', now, true),
    effectRow({ kind: 'SpeakToCaller' }, 'c', now),
  ].map(({ priority }) => priority);
  expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
});
