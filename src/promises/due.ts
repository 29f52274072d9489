/** What becomes of a promise whose time has come, and which attempts are taken back (C2, C3). */
import { isZone } from '../schedule/zone-clock.ts';
import type { EndOfPromise, PromisedCall, SettledBy } from './model.ts';
import { nextChance, type PromiseTerms, type PromiseWorld } from './rules.ts';

/** The line of a promise, as the rules ask about it; `timeZone` is where its nights are. */
export type PromiseLine = PromiseWorld & { timeZone: string };

/** With the line paused, or another attempt for the same number under way, the promise is tried again after this long. */
const lookAgainMs = 30_000;

type Terms = Pick<PromisedCall, 'timed' | 'keyedIn' | 'untilAtMs' | 'timeZone'>;

/** The part of a promise that the rules go by; a zone that nobody knows is that of its line. */
export function termsOf(promise: Terms, line: Pick<PromiseLine, 'timeZone'>): PromiseTerms {
  return {
    timed: promise.timed,
    keyedIn: promise.keyedIn,
    untilMs: promise.untilAtMs,
    timeZone: promise.timeZone !== null && isZone(promise.timeZone) ? promise.timeZone : line.timeZone,
  };
}

/** When a promise may be tried next, from `fromMs` on; its end where there is no chance before it. */
export function nextTry(promise: Terms & Pick<PromisedCall, 'attempts'>, line: PromiseLine, fromMs: number): number {
  return nextChance(termsOf(promise, line), line, fromMs, promise.attempts > 0) ?? promise.untilAtMs;
}

/** What is known of a promise's caller and line as it is looked at. */
export type DueFacts = {
  /** They said "never again", to whichever line. */
  optedOut: boolean;
  /** They are on the phone with us: what was promised is given there, if anybody comes. */
  calling: boolean;
  /** The line is paused. */
  paused: boolean;
  /** Another promise for the same number is being tried. */
  busy: boolean;
};

export type DueStep =
  | { kind: 'let-be' }
  | { kind: 'settle'; state: EndOfPromise; by: SettledBy }
  | { kind: 'try-later'; atMs: number }
  | { kind: 'put-in-line' };

/**
 * What is to be done with a promise that was due when it was looked for. Its line is asked for only where it still holds,
 * so that a promise on a line that cannot be read can end all the same.
 */
export function whenDue(promise: PromisedCall, facts: DueFacts, line: () => PromiseLine, nowMs: number): DueStep {
  // Another process may have been faster before the lock was taken.
  if (promise.state !== 'open' || promise.contactId !== null || promise.nextAtMs === null || promise.nextAtMs > nowMs)
    return { kind: 'let-be' };
  if (facts.optedOut) return { kind: 'settle', state: 'stopped', by: 'opt-out' };
  if (facts.calling) return { kind: 'let-be' };
  if (promise.untilAtMs <= nowMs) return { kind: 'settle', state: 'expired', by: 'expiry' };
  const tryAtMs =
    facts.paused || facts.busy ? Math.min(nowMs + lookAgainMs, promise.untilAtMs) : nextTry(promise, line(), nowMs);
  return tryAtMs > nowMs ? { kind: 'try-later', atMs: tryAtMs } : { kind: 'put-in-line' };
}

/**
 * Whether an attempt under way must not go on: its promise is settled or over, its caller on the phone with us, the line
 * closed or paused, or a night has begun. A phone that rings already is not stopped for the clock's sake.
 */
export function mustTakeBack(
  promise: PromisedCall,
  facts: Pick<DueFacts, 'calling' | 'paused'> & { ringing: boolean },
  line: PromiseLine,
  nowMs: number,
): boolean {
  const isTooLate = promise.untilAtMs <= nowMs || nextTry(promise, line, nowMs) > nowMs;
  return promise.state !== 'open' || facts.calling || (!facts.ringing && (facts.paused || isTooLate));
}
