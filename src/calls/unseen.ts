/** Who has not been heard of for too long, and what a look at the carrier shows: news may be lost, and nobody stays alone for it. */
import { isIn } from './draft.ts';
import type { ContactEvent } from './events.ts';
import type { Contact, Leg } from './model.ts';
import { isInLine } from './ladder.ts';

/** How long a caller may be unheard of before they are spoken to again. */
export const unseenLimitMs = 100_000;
/** Those who talk say nothing to us: every so often it is seen whether both are still there, so that nobody is alone for 15 s. */
const talkUnseenMs = 12_000;
/** A round of waiting takes half a minute; whoever has not asked for the next one some time after may have gone unheard. */
const waitUnseenMs = 45_000;
/** Before a phone rings for a caller who has not been heard of for so long, it is made sure that they are there. */
const makeSureMs = 15_000;

type Seen = Pick<Contact, 'state' | 'talkingSinceMs' | 'seenAtMs' | 'arrivedAtMs' | 'callSid'>;

/** The instant at which the carrier is asked about a caller who stays unheard of. */
export function lookAtMs(contact: Seen): number {
  return (contact.seenAtMs ?? contact.arrivedAtMs) + unseenMsOf(contact);
}

function unseenMsOf({ state, talkingSinceMs, callSid }: Seen): number {
  if (state === 'talking' && talkingSinceMs !== null) return talkUnseenMs;
  return callSid !== null && isInLine(state) ? waitUnseenMs : unseenLimitMs;
}

/** Whether it is to be made sure that a waiting caller is there before somebody is rung for them. */
export function isToBeMadeSureOf(contact: Seen, nowMs: number): boolean {
  return isInLine(contact.state) && nowMs - (contact.seenAtMs ?? contact.arrivedAtMs) >= makeSureMs;
}

/**
 * What the calls in a talk's conference mean: what was not heard of, the legs that should be there and are not, and
 * whether the caller has yet to come. Somebody in the private menu, or hearing a word of ours, is missing and well.
 */
export function seenInConference(
  contact: Pick<Contact, 'callSid' | 'talkingSinceMs'>,
  legs: Leg[],
  present: string[],
): { news: ContactEvent[]; missing: Leg[]; isCallerAwaited: boolean } {
  const isThere = (callSid: string | null) => callSid !== null && present.includes(callSid);
  const inTalk = legs.filter(isIn);
  const joined = inTalk.filter((leg) => leg.joinedAtMs === null && isThere(leg.callSid));
  const isAwaited = contact.talkingSinceMs === null;
  return {
    news: [
      ...joined.map((leg): ContactEvent => ({ kind: 'LegJoined', legId: leg.id })),
      ...(isAwaited && isThere(contact.callSid) ? [{ kind: 'CallerJoined' } as const] : []),
    ],
    missing: inTalk.filter((leg) => !isThere(leg.callSid)),
    isCallerAwaited: isAwaited && !isThere(contact.callSid),
  };
}
