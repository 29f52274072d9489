/** A leg as it begins: nobody has been rung yet. */
import type { Contact, Leg } from './model.ts';

/** A leg of the contact that is to be dialled for this purpose. */
export function plannedLeg(
  contact: Pick<Contact, 'id' | 'lineId'>,
  leg: Pick<Leg, 'id' | 'purpose' | 'personId' | 'role'>,
  nowMs: number,
): Leg {
  return {
    ...leg,
    contactId: contact.id,
    lineId: contact.lineId,
    state: 'planned',
    outcome: null,
    callSid: null,
    createdAtMs: nowMs,
    dialledAtMs: null,
    ringingAtMs: null,
    answeredAtMs: null,
    acceptedAtMs: null,
    joinedAtMs: null,
    endedAtMs: null,
  };
}
