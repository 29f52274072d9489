/** The keypad of volunteers: the menu of who phones in, and "How heavy was it?" at the goodbye (V7, V14). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asksHowHeavy, checkInKeyed } from '../../src/calls/check-in.ts';
import { hiddenSwitched, hiddenToLeadersMs } from '../../src/calls/hidden-callers.ts';
import { pausesForOwnTalk, volunteerKeyed, type MenuStep } from '../../src/calls/volunteer-menu.ts';
import type { AvailabilityState } from '../../src/wellbeing/guards.ts';
import { aContact, aLeg, now } from '../support/routing-fixtures.ts';

describe('the menu of a volunteer who phones in', () => {
  test.each<[string, string | undefined, MenuStep]>([
    ['key', '1', { kind: 'word', word: { kind: 'on' } }],
    ['key', '2', { kind: 'word', word: { kind: 'off' } }],
    ['key', '3', { kind: 'word', word: { kind: 'break', minutes: 20 } }],
    ['key', '4', { kind: 'shifts' }],
    ['key', '5', { kind: 'ask-pin' }],
    ['key', '6', { kind: 'greet' }],
    ['key', '7', { kind: 'greet' }],
    ['key', '*', { kind: 'greet' }],
    ['key', undefined, { kind: 'call' }],
    ['key', '', { kind: 'call' }],
    ['pin', '1234', { kind: 'put-up', pin: '1234' }],
    ['pin', undefined, { kind: 'ask-pin' }],
    ['stay', undefined, { kind: 'own-talk' }],
    ['stay', '5', { kind: 'own-talk' }],
    ['elsewhere', '1', { kind: 'call' }],
  ])('%s %j', (step, keys, leads) => {
    expect(volunteerKeyed(step, keys, false)).toEqual(leads);
  });

  test('the switch of hidden callers is for shift leaders, and theirs alone differs', () => {
    expect(volunteerKeyed('key', '6', true)).toEqual({ kind: 'switch-hidden' });
    fc.assert(
      fc.property(
        fc.constantFrom('key', 'pin', 'stay', 'x'),
        fc.constantFrom('', '1', '4', '5', '7', '#'),
        (step, keys) => {
          expect(volunteerKeyed(step, keys, true)).toEqual(volunteerKeyed(step, keys, false));
        },
      ),
    );
  });

  test('pressed again it is switched back', () => {
    expect(hiddenSwitched(null, now)).toBe(now + hiddenToLeadersMs);
    expect(hiddenSwitched(now + 1, now)).toBeNull();
  });

  test('who could be rung has a break before they talk themselves', () => {
    const states: AvailabilityState[] = ['off', 'available', 'break', 'offered', 'in-contact', 'wrap-up', 'resting'];
    expect(states.filter((state) => !pausesForOwnTalk(state))).toEqual(['off', 'break']);
  });
});

describe('how heavy was it?', () => {
  const contact = aContact({ talkedSeconds: 60 });
  const leg = aLeg('ana', { state: 'ended', outcome: 'talked', acceptedAtMs: now });

  test('is asked of who talked, where it ended without trouble', () => {
    expect(asksHowHeavy({ contact, leg })).toBe(true);
    expect(asksHowHeavy({ contact, leg: { ...leg, outcome: 'closed' } })).toBe(true);
    expect(asksHowHeavy({ contact, leg: { ...leg, outcome: 'abuse' } })).toBe(false);
    expect(asksHowHeavy({ contact, leg: { ...leg, acceptedAtMs: null } })).toBe(false);
    expect(asksHowHeavy({ contact, leg: { ...leg, purpose: 'leader' } })).toBe(false);
    expect(asksHowHeavy({ contact: { ...contact, talkedSeconds: 0 }, leg })).toBe(false);
  });

  test('a key from 1 to 6 is an answer; any other is asked once more; silence is fine', () => {
    expect(['1', '5', '6'].map((key) => checkInKeyed(key, 0))).toEqual(
      [1, 5, 6].map((answer) => ({ kind: 'keep', answer })),
    );
    for (const key of ['0', '7', '9', '*', '12', '']) {
      expect(checkInKeyed(key, 0)).toEqual({ kind: 'ask-again', round: 1 });
      expect(checkInKeyed(key, 1)).toEqual({ kind: 'hang-up' });
    }
    expect(checkInKeyed(undefined, 0)).toEqual({ kind: 'hang-up' });
  });
});
