/** A caller asks to be called back: where that starts, and where it leaves their call (C1). */
import { stopAsking, tellCaller, type Draft } from './draft.ts';
import type { ContactEvent } from './events.ts';
import { isAskable, sayToAsker, sayToCaller } from './heard.ts';

/** Starts the questions. A volunteer who presses 1 meanwhile comes before any promise. */
export function askForCallback(draft: Draft): Draft {
  if (!isAskable(draft.contact.state)) return tellCaller(draft, sayToCaller(draft.contact));
  draft.contact.script = 'callback';
  return tellCaller(draft, { kind: 'callback-dialogue' });
}

/** The questions are over: promised, no longer needed, or nothing came of them. */
export function callbackAsked(
  draft: Draft,
  event: Extract<ContactEvent, { kind: 'CallbackPromised' | 'CallbackSettled' | 'CallbackLeft' }>,
): Draft {
  const { contact } = draft;
  if (sayToAsker(contact) === null) return tellCaller(draft, sayToCaller(contact));
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
  return tellCaller(draft, sayToCaller(contact));
}
