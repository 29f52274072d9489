/** Turns the routing answer for one contact into what changes and what must be done. */
import type { Effect } from './answers.ts';
import type { Contact, LadderStep, Leg, RoutingLine } from './model.ts';
import { takeSteps } from './ladder.ts';
import { plannedLeg } from './planned-leg.ts';
import { nextWakeMs } from './wake.ts';

/** What routing answered: who is to be rung, as what, and which steps of the ladder are due. */
type Routed = { offers: { personId: string; as: Leg['role'] }[]; steps: LadderStep[] };

export type Assigned = { contact: Contact; legs: Leg[]; effects: Effect[] };

/**
 * The contact with its offers made and its ladder steps taken; new legs are named after `draw`. A step that asks
 * something interrupts the music; a greeting is heard to its end first.
 */
export function takeMatch(
  contact: Contact,
  legs: Leg[],
  answer: Routed,
  line: RoutingLine,
  nowMs: number,
  draw: string,
): Assigned {
  const offers = answer.offers.map(({ personId, as }, index) =>
    plannedLeg(contact, { id: `${draw}-${index}`, purpose: 'offer', personId, role: as }, nowMs),
  );
  const after = takeSteps({ ...contact, decided: true }, answer.steps, line.policy.overflow, nowMs);
  const rings: Effect[] = offers.map((leg) => ({ kind: 'RingVolunteer', legId: leg.id }));
  const isAsked = after.state === 'choosing-overflow' && contact.state !== 'choosing-overflow';
  const asks: Effect[] = isAsked && contact.script === 'hold' ? [{ kind: 'SpeakToCaller' }] : [];
  return {
    contact: { ...after, nextAtMs: nextWakeMs(after, [...legs, ...offers], line.policy, nowMs) },
    legs: offers,
    effects: [...rings, ...asks],
  };
}
