/** Parties without news for too long, and what a question to the carrier shows: news may be lost, and nobody stays alone because of it. */
import { isIn } from './draft.ts';
import type { ContactEvent } from './events.ts';
import type { Contact, Leg } from './model.ts';
import { isInLine } from './ladder.ts';

/** How long a caller may be without news before they are spoken to again. */
export const unseenLimitMs = 100_000;
/** No news comes while two people talk: this often the carrier is asked whether both are still there, so that nobody is alone for 15 s. */
const talkUnseenMs = 12_000;
/** A round of waiting takes half a minute; a caller who has not asked for the next one some time after may have left without news. */
const waitUnseenMs = 45_000;
/** A phone rings for a caller without news for this long only once it is certain that they are there. */
const makeSureMs = 15_000;

type Seen = Pick<Contact, 'state' | 'talkingSinceMs' | 'seenAtMs' | 'arrivedAtMs' | 'callSid'>;

/** When the carrier is asked about a caller of whom no more news comes. */
export function lookAtMs(contact: Seen): number {
  return seenMs(contact) + unseenMsOf(contact);
}

/** When there was last news of the caller. */
export function seenMs(contact: Pick<Contact, 'seenAtMs' | 'arrivedAtMs'>): number {
  return contact.seenAtMs ?? contact.arrivedAtMs;
}

function unseenMsOf({ state, talkingSinceMs, callSid }: Seen): number {
  if (state === 'talking' && talkingSinceMs !== null) return talkUnseenMs;
  return callSid !== null && isInLine(state) ? waitUnseenMs : unseenLimitMs;
}

/** Whether a waiting caller's presence is to be checked before somebody is rung for them. */
export function isPresenceInDoubt(contact: Seen, nowMs: number): boolean {
  return isInLine(contact.state) && nowMs - seenMs(contact) >= makeSureMs;
}

/**
 * What the calls in a talk's conference mean: events whose news was lost, the legs that should be there and are not,
 * and whether the caller has yet to come. Somebody in the private menu, or hearing an announcement, is not in the
 * conference and nothing is wrong.
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
