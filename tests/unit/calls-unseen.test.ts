/** When somebody unheard of is looked at, and what a look at a talk's conference means. */
import { describe, expect, test } from '@jest/globals';
import { isPresenceInDoubt, lookAtMs, seenInConference } from '../../src/calls/unseen.ts';
import type { Leg } from '../../src/calls/model.ts';

const second = 1_000;
const base = { seenAtMs: 0, arrivedAtMs: 0, callSid: 'CA-caller', talkingSinceMs: null } as const;

test.each([
  ['two who talk', { state: 'talking', talkingSinceMs: 0 }, 12],
  ['a talk that has yet to begin', { state: 'talking' }, 100],
  ['somebody in line', { state: 'waiting' }, 45],
  ['somebody who hears their choices', { state: 'choosing-overflow' }, 45],
  ['a callback whose caller has not been rung', { state: 'waiting', callSid: null }, 100],
  ['somebody who leaves a message', { state: 'leaving-voicemail' }, 100],
] as const)('%s: after so many seconds', (_who, part, seconds) => {
  expect(lookAtMs({ ...base, ...part })).toBe(seconds * second);
});

test('before a phone rings for them, only those in line who were not heard of for a while are made sure of', () => {
  expect(isPresenceInDoubt({ ...base, state: 'waiting' }, 15 * second)).toBe(true);
  expect(isPresenceInDoubt({ ...base, state: 'waiting' }, 14 * second)).toBe(false);
  expect(isPresenceInDoubt({ ...base, state: 'talking' }, 60 * second)).toBe(false);
});

describe('a look at a conference', () => {
  const leg = (part: Partial<Leg>): Leg =>
    ({ id: 'v', purpose: 'offer', state: 'accepted', callSid: 'CA-v', joinedAtMs: 5, ...part }) as Leg;
  const talking = { callSid: 'CA-caller', talkingSinceMs: 5 };

  test('both there and known to be: no news', () => {
    expect(seenInConference(talking, [leg({})], ['CA-caller', 'CA-v'])).toEqual({
      news: [],
      missing: [],
      isCallerAwaited: false,
    });
  });

  test('both there, and nobody heard of it: that they came is news', () => {
    const seen = seenInConference(
      { ...talking, talkingSinceMs: null },
      [leg({ joinedAtMs: null })],
      ['CA-v', 'CA-caller'],
    );
    expect(seen.news).toEqual([{ kind: 'LegJoined', legId: 'v' }, { kind: 'CallerJoined' }]);
    expect(seen.isCallerAwaited).toBe(false);
  });

  test('who should be there and is not is looked at; who is over or rings is none of them', () => {
    const legs = [leg({}), leg({ id: 'old', state: 'ended' }), leg({ id: 'c', purpose: 'crisis', state: 'ringing' })];
    expect(seenInConference(talking, legs, ['CA-caller']).missing.map(({ id }) => id)).toEqual(['v']);
  });

  test('a caller who has yet to come is awaited; one who talked and is out for a moment is not called back in', () => {
    expect(seenInConference({ ...talking, talkingSinceMs: null }, [leg({})], ['CA-v']).isCallerAwaited).toBe(true);
    expect(seenInConference(talking, [leg({})], ['CA-v']).isCallerAwaited).toBe(false);
  });
});
