/** "How heavy was it?" by keypad, at the goodbye of a talk: who is asked, and where every key leads (V7). */
import type { Contact, Leg } from './model.ts';

const rounds = 2;

/** Whether whoever is on the leg may be asked how heavy it was: they talked, and it ended without trouble. */
export function asksHowHeavy({ contact, leg }: { contact: Contact; leg: Leg }): boolean {
  const isKind = leg.outcome === 'talked' || leg.outcome === 'closed';
  return leg.purpose === 'offer' && leg.acceptedAtMs !== null && isKind && contact.talkedSeconds > 0;
}

export type CheckInStep = { kind: 'keep'; answer: number } | { kind: 'ask-again'; round: number } | { kind: 'hang-up' };

/** What a key means in the `round` in which it is asked; any silence is a fine answer. */
export function checkInKeyed(key: string | undefined, round: number): CheckInStep {
  if (key === undefined) return { kind: 'hang-up' };
  if (/^[1-6]$/.test(key)) return { kind: 'keep', answer: Number(key) };
  return round + 1 < rounds ? { kind: 'ask-again', round: round + 1 } : { kind: 'hang-up' };
}
