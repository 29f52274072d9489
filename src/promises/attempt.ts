/** How an attempt to keep a promise ended, and what that leaves of the promise (C3, C4, C6). */
import type { AttemptOutcome, Contact, Leg } from '../calls/model.ts';
import { termsOf, type PromiseLine } from './due.ts';
import type { EndOfPromise, PromisedCall, SettledBy } from './model.ts';
import { afterAttempt } from './rules.ts';

/** A talk with a peer of this length settles a promise (C4). */
const settlingTalkSeconds = 120;

/** Whether the caller has had what a promise is for: two minutes with a peer, or a hand-over to the crisis line. */
export function isKeeping(contact: Pick<Contact, 'talkedSeconds' | 'outcome'>): boolean {
  return contact.talkedSeconds >= settlingTalkSeconds || contact.outcome === 'crisis-hand-over';
}

/** What the caller's leg, and the talk after it, say of how the attempt ended. */
export function outcomeOf(contact: Contact, leg: Leg | undefined): AttemptOutcome {
  if (!leg) return 'withdrawn';
  if (contact.callSid === null) return (leg.outcome as AttemptOutcome | null) ?? 'failed';
  if (contact.outcome === 'abuse') return 'abuse';
  if (isKeeping(contact)) return 'talked';
  return contact.personId === null ? 'volunteer-gone' : 'short';
}

/** What an attempt leaves: how many were made, when the next may be (null: none), how the promise ended if it did. */
export type AttemptLeaves = {
  attempts: number;
  nextAtMs: number | null;
  settled: { state: EndOfPromise; by: SettledBy } | null;
  /** Whoever picked up pressed "never again". */
  optsOut: boolean;
  text: MissedText | null;
};

/** What is left after an attempt dialled at `dialledAtMs` that ended as `outcome`; a promise settled meanwhile stays so. */
export function whatAttemptLeaves(
  promise: PromisedCall,
  outcome: AttemptOutcome,
  dialledAtMs: number,
  line: PromiseLine,
  nowMs: number,
): AttemptLeaves {
  const next = afterAttempt(termsOf(promise, line), line, promise.attempts, outcome, dialledAtMs, nowMs);
  const { attempts } = next;
  if (promise.state !== 'open') return { attempts, nextAtMs: null, settled: null, optsOut: false, text: null };
  const isOpen = next.state === 'open';
  return {
    attempts,
    nextAtMs: isOpen ? next.nextAtMs : null,
    settled: isOpen ? null : { state: next.state, by: settledBy(outcome) },
    optsOut: outcome === 'refused',
    text: textAfter(promise, outcome, !isOpen),
  };
}

function settledBy(outcome: AttemptOutcome): SettledBy {
  const reasons: Partial<Record<AttemptOutcome, SettledBy>> = {
    talked: 'talk',
    refused: 'opt-out',
    stranger: 'person',
    abuse: 'abuse',
  };
  return reasons[outcome] ?? 'attempts';
}

/** What a caller we could not reach reads: that we try again until the promise ends, or that we do not any more. */
export type MissedText = 'callbackMissed' | 'callbackOver';

const missed = new Set<AttemptOutcome>(['no-answer', 'busy', 'failed', 'machine']);

/** The text that follows, only where they texted us or agreed to it on the call (C6); nobody else who picked up gets one. */
export function textAfter(
  promise: Pick<PromisedCall, 'textOk' | 'numberSealed'>,
  outcome: AttemptOutcome | 'expired',
  isOver: boolean,
): MissedText | null {
  const isMissed = outcome === 'expired' || missed.has(outcome);
  if (!promise.textOk || promise.numberSealed === null || !isMissed) return null;
  return isOver ? 'callbackOver' : 'callbackMissed';
}
