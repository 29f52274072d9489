/** What a newer release has written beside this one is left to it: deciding about a state nobody here knows could lose a caller. */
import type { Contact, ContactState, Leg, LegState } from './model.ts';

const contactStates: Record<ContactState, true> = {
  'choosing-language': true,
  'choosing-unstaffed': true,
  waiting: true,
  'choosing-overflow': true,
  'leaving-voicemail': true,
  'calling-back': true,
  talking: true,
  'lost-volunteer': true,
  crisis: true,
  told: true,
  ended: true,
};

const legStates: Record<LegState, true> = {
  planned: true,
  dialling: true,
  ringing: true,
  answered: true,
  accepted: true,
  menu: true,
  ending: true,
  ended: true,
};

/** Whether this code knows the states of a contact and of all its legs. */
export function isUnderstood(contact: Pick<Contact, 'state'>, legs: readonly Pick<Leg, 'state'>[]): boolean {
  return Object.hasOwn(contactStates, contact.state) && legs.every(({ state }) => Object.hasOwn(legStates, state));
}
