/** The ladder as the caller meets it: what is put before them, how often, and which choices stay open (the overflow ladder, V2, V8). */
import type { Contact, ContactState, LadderStep, Told } from './model.ts';

/** A question that a step puts before the caller. */
export type Ask = 'ring-partner' | 'offer-callback' | 'voicemail';

/** The key that has a partner called; 1, 2, 3 and 9 mean what they mean everywhere in line. */
export const partnerKey = '4';

/** Who keeps waiting hears their choices again after this long. */
const askAgainMs = 120_000;
/** Who heard their choices within this time is not interrupted for them once more. */
const justAskedMs = 60_000;

/** Whether a caller may still be given to a volunteer: one who hears the ladder's choices may, as may one who waits. */
export function isInLine(state: ContactState): boolean {
  return state === 'waiting' || state === 'choosing-overflow';
}

/** Whether a step asks the caller something; the others only ring more phones. */
export function isAsked(step: LadderStep): step is LadderStep & { do: Ask } {
  return step.do === 'ring-partner' || step.do === 'offer-callback' || step.do === 'voicemail';
}

/** What a caller is asked who has come this far: the newest question that still stands; null before the first. */
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

/** What somebody may still choose who is told that nobody will come (V8, S7); a blocked caller may object (V9). */
export function choicesAfter(told: Told | null): { callback: boolean; voicemail: boolean } {
  const mayChoose =
    told === 'closed' ||
    told === 'nobody-on' ||
    told === 'paused' ||
    told === 'paused-waiting' ||
    told === 'ladder-ended';
  return { callback: mayChoose, voicemail: mayChoose || told === 'blocked' };
}
