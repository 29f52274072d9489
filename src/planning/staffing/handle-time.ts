/** How long a contact keeps its volunteer from the next one: talk, and then wrap-up or the rest it asks for, whichever is longer. */
import { restAfter, type Behind, type CarePolicy } from '../../wellbeing/rests.ts';

/** The mean handle time of these contacts in seconds, by the rests of the line's policy; null where there are none. */
export function meanHandleSeconds(contacts: readonly Behind[], policy: CarePolicy): number | null {
  if (contacts.length === 0) return null;
  const seconds = contacts.map((contact) => contact.talkedMs / 1000 + secondsAfter(contact, policy));
  return seconds.reduce((total, one) => total + one, 0) / contacts.length;
}

function secondsAfter(contact: Behind, policy: CarePolicy): number {
  return 60 * Math.max(policy.wrapUpMinutes, restAfter(contact, policy)?.minutes ?? 0);
}
