/** What each party of a contact hears in the state it is in: whoever asks, whenever, gets the same words. */
import { isIn } from './draft.ts';
import { isKnown } from './ladder.ts';
import type { CalleeSay, CallerSay, LegSay } from './answers.ts';
import type { Contact, ContactState, Leg } from './model.ts';

const askable = new Set<ContactState>(['waiting', 'choosing-overflow', 'choosing-unstaffed', 'told']);

/** Whether a caller may be in the middle of our questions; one who waits keeps their place in line meanwhile. */
export function isAskable(state: ContactState): boolean {
  return askable.has(state);
}

/** What a caller who is being asked hears; null for any other caller. */
export function sayToAsker(contact: Pick<Contact, 'script' | 'state'>): CallerSay | null {
  return contact.script === 'callback' && isAskable(contact.state) ? { kind: 'callback-dialogue' } : null;
}

/** What the caller hears in the state their call is in: whoever asks, whenever, gets the same words. */
export function sayToCaller(contact: Contact): CallerSay {
  const question = sayToAsker(contact);
  if (question) return question;
  switch (contact.state) {
    case 'choosing-language':
      return { kind: 'language-menu' };
    case 'choosing-unstaffed':
      return { kind: 'unstaffed-menu' };
    case 'waiting':
    case 'choosing-overflow':
      if (contact.script !== 'hold') return { kind: 'greeting', overLimit: contact.lastInLine };
      return contact.state === 'waiting' ? { kind: 'hold', round: contact.holdRound } : { kind: 'overflow-menu' };
    case 'leaving-voicemail':
      return contact.script === 'seeking'
        ? { kind: 'voicemail-seek', round: 0 }
        : { kind: 'voicemail-intro', round: 0 };
    case 'calling-back':
      return { kind: 'hang-up' };
    case 'talking':
      return { kind: 'caller-conference' };
    case 'lost-volunteer':
      return { kind: 'lost-volunteer' };
    case 'crisis':
      return { kind: 'crisis' };
    case 'told':
      return { kind: 'told', told: isKnown(contact.told) ? contact.told : 'goodbye', untilMs: contact.toldUntilMs };
    case 'ended':
      return { kind: 'hang-up' };
  }
}

/** What a leg hears in the state it is in. A called-back caller's own leg has other words (`sayToCallee`), and none here before its end. */
export function sayToLeg(leg: Leg, round = 0): LegSay {
  if (leg.state === 'ending' || leg.state === 'ended')
    return { kind: 'leg-goodbye', outcome: leg.outcome, pausedByKey: false };
  switch (leg.purpose) {
    case 'crisis':
      return { kind: 'crisis-conference' };
    case 'leader':
      return isIn(leg) ? { kind: 'leader-conference' } : { kind: 'leader-menu', round };
    case 'partner':
      return isIn(leg) ? { kind: 'partner-conference' } : { kind: 'partner-menu', round };
    case 'offer':
      if (leg.state === 'menu') return { kind: 'star-menu', round };
      return leg.state === 'accepted' ? { kind: 'volunteer-conference' } : { kind: 'offer-menu', round };
    case 'caller':
      return { kind: 'hang-up' };
  }
}

/** What whoever picked up a promised call hears; before a key this may be a machine or a stranger. */
export function sayToCallee(leg: Leg, round = 0): CalleeSay {
  if (leg.state === 'ending' || leg.state === 'ended') return { kind: 'callee-goodbye', outcome: leg.outcome };
  return { kind: 'callee-menu', round, isPerson: leg.state === 'menu' };
}
