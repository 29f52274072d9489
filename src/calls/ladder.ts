/** The ladder as the caller hears it: what they are offered, how often, and which choices stay open (the overflow ladder, V2, V8). */
import type { Contact, ContactState, LadderStep, Told } from './model.ts';

/** A question that a step puts before the caller. */
export type Ask = 'ring-partner' | 'offer-callback' | 'voicemail';

/** The key that has a partner called; 1, 2, 3 and 9 mean what they mean everywhere in line. */
export const partnerKey = '4';

/** A caller who keeps waiting hears their choices again after this long. */
const askAgainMs = 120_000;
/** A caller who heard their choices within this time is not interrupted with them again. */
const justAskedMs = 60_000;

/** Whether a caller may still be given to a volunteer: one who hears the ladder's choices may, as may one who waits. */
export function isInLine(state: ContactState): boolean {
  return state === 'waiting' || state === 'choosing-overflow';
}

const asks: { [Do in LadderStep['do']]: Do extends Ask ? true : false } = {
  'widen-wave': false,
  'ring-backups': false,
  'ring-partner': true,
  'offer-callback': true,
  voicemail: true,
};

/** Whether a step asks the caller something; the others only ring more phones. */
export function isAsked(step: LadderStep): step is LadderStep & { do: Ask } {
  return asks[step.do];
}

/** What a caller at this step is asked: the newest question that still stands; null before the first. */
export function askOf(contact: Pick<Contact, 'ladderStep' | 'partnerStep'>, overflow: LadderStep[]): Ask | null {
  for (let index = Math.min(contact.ladderStep, overflow.length) - 1; index >= 0; index -= 1) {
    const step = overflow[index];
    if (step && isAsked(step) && (step.do !== 'ring-partner' || index === contact.partnerStep)) return step.do;
  }
  return null;
}

/** Whether it is time to put the choices before a waiting caller once more. */
export function isAskedAgain(contact: Contact, overflow: LadderStep[], nowMs: number): boolean {
  return contact.choicesAtMs !== null && nowMs - contact.choicesAtMs >= askAgainMs && askOf(contact, overflow) !== null;
}

/** The contact with `steps` of the ladder taken, in order: one that asks puts the caller before their choices. */
export function takeSteps(contact: Contact, steps: LadderStep[], overflow: LadderStep[], nowMs: number): Contact {
  const partner = steps.findLastIndex((step) => step.do === 'ring-partner');
  const justAsked =
    contact.choicesAtMs !== null &&
    nowMs - contact.choicesAtMs < justAskedMs &&
    askOf(contact, overflow) !== 'ring-partner';
  const after = {
    ...contact,
    ladderStep: contact.ladderStep + steps.length,
    partnerStep: partner === -1 ? contact.partnerStep : contact.ladderStep + partner,
  };
  return steps.some(isAsked) && (partner !== -1 || !justAsked) ? putBeforeChoices(after, nowMs) : after;
}

/** A caller in line who hears their choices now. */
export function putBeforeChoices(contact: Contact, nowMs: number): Contact {
  return { ...contact, state: 'choosing-overflow', choicesAtMs: nowMs };
}

type Choices = { callback: boolean; voicemail: boolean };

const none: Choices = { callback: false, voicemail: false };
const both: Choices = { callback: true, voicemail: true };
const choices: Record<Told, Choices> = {
  closed: both,
  'nobody-on': both,
  paused: both,
  'paused-waiting': both,
  'ladder-ended': both,
  blocked: { callback: false, voicemail: true },
  'voicemail-left': none,
  'callback-promised': none,
  'callback-settled': none,
  goodbye: none,
  'closed-kindly': none,
  answered: none,
  thanked: none,
  'after-partner': none,
  'after-crisis': none,
};

/** What a caller who is told that nobody will come may still choose (V8, S7); a blocked caller may object (V9). */
export function choicesAfter(told: Told | null): Choices {
  return isKnown(told) ? choices[told] : none;
}

/** Whether this release knows the reason: a newer one beside it may have more of them. */
export function isKnown(told: Told | null): told is Told {
  return told !== null && Object.hasOwn(choices, told);
}
