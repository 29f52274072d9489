/** How an attempt to keep a promise begins: it waits in line, a volunteer takes it, and the caller is dialled (C1, C2). */
import { addLeg, changeLeg, tellNobody, type Draft } from './draft.ts';
import { freshContact } from './fresh-contact.ts';
import type { Contact, Leg } from './model.ts';
import { plannedLeg } from './planned-leg.ts';

/** How long the caller's phone rings. */
export const callerRingSeconds = 30;
/** Whether this is a callback whose caller is not on the phone yet. */
export function isUncalled(contact: Pick<Contact, 'callbackId' | 'callSid'>): boolean {
  return contact.callbackId !== null && contact.callSid === null;
}

/** The caller's leg while it may still become the call. */
export function openCallerLeg(legs: readonly Leg[]): Leg | undefined {
  return legs.find((leg) => leg.purpose === 'caller' && leg.state !== 'ending' && leg.state !== 'ended');
}

/** The volunteer has heard that this is a callback: now the caller is dialled, unless their phone rings already. */
export function dialCaller(draft: Draft): Draft {
  const { contact, world } = draft;
  if (contact.state === 'calling-back' && isUncalled(contact) && !openCallerLeg(draft.allLegs)) {
    const id = `${world.draw}-caller`;
    addLeg(draft, plannedLeg(contact, { id, purpose: 'caller', personId: null, role: 'caller' }, world.nowMs));
    draft.effects.push({ kind: 'RingCaller', legId: id });
  }
  return tellNobody(draft);
}

/** The volunteer is gone before the caller came: the caller's phone may ring on, and somebody else is asked. */
export function volunteerLeftEarly(draft: Draft, leg: Leg): void {
  const { contact } = draft;
  changeLeg(draft, leg, { outcome: 'passed' });
  Object.assign(contact, { state: 'waiting', waitingSinceMs: contact.arrivedAtMs, personId: null });
  draft.route = true;
}

/** The contact of an attempt to keep a promise: it waits in line by when its caller first arrived (C1). */
export function callbackContact(
  promise: Pick<Contact, 'lineId' | 'callerKey' | 'lastingKey' | 'language' | 'wish' | 'lastInLine' | 'rankAtMs'> & {
    id: string;
  },
  id: string,
  nowMs: number,
): Contact {
  // A promise has a state and times of its own, which are not those of the attempt.
  const { id: callbackId, lineId, callerKey, lastingKey, language, wish, lastInLine, rankAtMs } = promise;
  return freshContact({
    ...{ id, callbackId, lineId, callerKey, lastingKey, language, wish, lastInLine, rankAtMs },
    arrivedAtMs: nowMs,
    waitingSinceMs: nowMs,
    seenAtMs: nowMs,
  });
}
