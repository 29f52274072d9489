/** Turns the routing answer for one contact into what changes and what must be done. */
import { isAsking } from './draft.ts';
import type { MatchAnswer } from './match.ts';
import type { Contact, Effect, Leg, RoutingLine } from './model.ts';
import { nextWakeMs } from './wake.ts';

export type Assigned = { contact: Contact; legs: Leg[]; effects: Effect[] };

/** The contact with its offers made and its ladder steps taken; new legs are named after `draw`. */
export function takeMatch(contact: Contact, legs: Leg[], answer: MatchAnswer, line: RoutingLine, nowMs: number, draw: string): Assigned {
  const offers = answer.offers.map(({ personId, as }, index): Leg => ({
    id: `${draw}-${index}`, contactId: contact.id, lineId: contact.lineId, purpose: 'offer', personId, role: as, state: 'planned', outcome: null,
    callSid: null, createdAtMs: nowMs, dialledAtMs: null, ringingAtMs: null, answeredAtMs: null, acceptedAtMs: null, joinedAtMs: null, endedAtMs: null,
  }));
  const after: Contact = { ...contact, decided: true, ladderStep: contact.ladderStep + answer.steps.length };
  const rings: Effect[] = offers.map((leg) => ({ kind: 'RingVolunteer', legId: leg.id }));
  if (!answer.over) {
    return { contact: { ...after, nextAtMs: nextWakeMs(after, [...legs, ...offers], line.policy, nowMs) }, legs: offers, effects: rings };
  }
  const ended = legs.filter(isAsking).map((leg): Leg => ({ ...leg, state: leg.state === 'planned' ? 'ended' : 'ending', outcome: 'caller-gone', endedAtMs: nowMs }));
  const stops = ended.filter((leg) => leg.state === 'ending').map((leg): Effect => {
    const wasAnswered = legs.some((one) => one.id === leg.id && one.state === 'answered');
    return { kind: wasAnswered ? 'SpeakToLeg' : 'HangUpLeg', legId: leg.id };
  });
  const told: Contact = { ...after, state: 'told', told: 'ladder-ended', outcome: 'ladder-ended', toldUntilMs: null, waitingSinceMs: null };
  return {
    contact: { ...told, nextAtMs: nextWakeMs(told, [...legs, ...ended], line.policy, nowMs) },
    legs: ended,
    effects: [{ kind: 'SpeakToCaller' }, ...stops],
  };
}
