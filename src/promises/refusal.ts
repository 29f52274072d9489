/** Why a call is not promised: who pressed "never again", who is blocked, and numbers nobody should be charged for (C1, C2). */
import type { AskedVia } from './model.ts';
import type { NumberRefusal } from './number.ts';

/** `tried`: a number that was typed in lately and called in vain is not called again when somebody types it in. */
export type PromiseRefusal = NumberRefusal | 'opted-out' | 'blocked' | 'tried';

/** What is known of a number that somebody wants called. */
export type RefusalFacts = { number: NumberRefusal | null; optedOut: boolean; blocked: boolean; tried: boolean };

/** Why the number is declined; null where it may be called. A coordinator may have a number abroad called. */
export function whyDeclined(
  { via, keyedIn }: { via: AskedVia; keyedIn: boolean },
  { number, optedOut, blocked, tried }: RefusalFacts,
): PromiseRefusal | null {
  if (number !== null && !(number === 'abroad' && via === 'coordinator')) return number;
  if (optedOut) return 'opted-out';
  if (blocked) return 'blocked';
  return keyedIn && tried ? 'tried' : null;
}
