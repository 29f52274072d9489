/** The menu of a volunteer who phones the line from their own number: where every key and every silence leads (V14). */
import type { AvailabilityState } from '../wellbeing/guards.ts';
import { breakMinutes } from '../wellbeing/breaks.ts';
import type { OwnWord } from '../wellbeing/own-word.ts';

/** Announced to shift leaders only: it sends hidden callers to leaders, or to everybody again (V9). */
export const hiddenKey = '6';

/**
 * `word`: their own word, which acts at once. `ask-pin`: anything that changes a shift needs it, and `put-up` comes with the
 * keys typed for it. `greet`: the menu again. `own-talk`: they stay on the line. `call`: they talk as any caller does.
 */
export type MenuStep =
  | { kind: 'word'; word: OwnWord }
  | { kind: 'shifts' }
  | { kind: 'ask-pin' }
  | { kind: 'put-up'; pin: string }
  | { kind: 'switch-hidden' }
  | { kind: 'greet' }
  | { kind: 'own-talk' }
  | { kind: 'call' };

/** What `keys` (absent or empty: silence) mean at `step` of the menu; a step nobody knows leads on as a call. */
export function volunteerKeyed(step: string, keys: string | undefined, isLeader: boolean): MenuStep {
  if (step === 'stay') return { kind: 'own-talk' };
  if (step === 'pin') return keys ? { kind: 'put-up', pin: keys } : { kind: 'ask-pin' };
  if (step !== 'key' || !keys) return { kind: 'call' };
  switch (keys) {
    case '1':
      return { kind: 'word', word: { kind: 'on' } };
    case '2':
      return { kind: 'word', word: { kind: 'off' } };
    case '3':
      return { kind: 'word', word: { kind: 'break', minutes: breakMinutes.menu } };
    case '4':
      return { kind: 'shifts' };
    case '5':
      return { kind: 'ask-pin' };
    case hiddenKey:
      return { kind: isLeader ? 'switch-hidden' : 'greet' };
    default:
      return { kind: 'greet' };
  }
}

/** Whether somebody who is about to talk themselves has a break first: whoever could be rung does (V14). */
export function pausesForOwnTalk(state: AvailabilityState): boolean {
  return state !== 'off' && state !== 'break';
}
