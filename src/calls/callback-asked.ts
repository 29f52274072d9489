/** A caller asks to be called back: where that starts, and where it leaves their call (C1). */
import { sayToCaller } from './caller.ts';
import { answer, stopAsking, type Draft } from './draft.ts';
import type { Say } from './answers.ts';
import type { ContactEvent } from './events.ts';
import type { Contact, ContactState } from './model.ts';

/** The states in which a caller may be in the middle of our questions; whoever waits is still in line meanwhile. */
const askable = new Set<ContactState>(['waiting', 'choosing-overflow', 'choosing-unstaffed', 'told']);

/** What a caller hears who is being asked; null where they are not. */
export function sayToAsker(contact: Pick<Contact, 'script' | 'state'>): Say | null {
  return contact.script === 'callback' && askable.has(contact.state) ? { kind: 'callback-dialogue' } : null;
}

/** Starts the questions. A volunteer who presses 1 meanwhile comes before any promise. */
export function askForCallback(draft: Draft): Draft {
  if (!askable.has(draft.contact.state)) return answer(draft, sayToCaller(draft.contact));
  draft.contact.script = 'callback';
  return answer(draft, { kind: 'callback-dialogue' });
}

/** The questions are over: promised, no longer needed, or nothing came of them. */
export function callbackAsked(
  draft: Draft,
  event: Extract<ContactEvent, { kind: 'CallbackPromised' | 'CallbackSettled' | 'CallbackLeft' }>,
): Draft {
  const { contact } = draft;
  if (sayToAsker(contact) === null) return answer(draft, sayToCaller(contact));
  contact.script = 'hold';
  if (event.kind === 'CallbackPromised') {
    stopAsking(draft, 'not-waiting');
    Object.assign(contact, {
      state: 'told',
      told: 'callback-promised',
      toldUntilMs: event.untilMs,
      outcome: 'callback',
      waitingSinceMs: null,
    });
    draft.route = true;
  } else if (event.kind === 'CallbackSettled' && contact.state === 'told') {
    Object.assign(contact, { told: 'callback-settled', toldUntilMs: null });
  }
  return answer(draft, sayToCaller(contact));
}
