/** After each talk its volunteer is looked after: asked how heavy it was, or offered a word with the leader where that is known (V7, W3). */
import { newEffect, type EffectRow } from '../effects/write.ts';
import type { Answer } from '../calls/answers.ts';
import type { Contact } from '../calls/model.ts';

/** Whoever says by keypad how heavy it was is not asked by text, so that waits a little. */
const checkInAfterMs = 60_000;

/** The effects that follow where `answer` ends a talk of `before`; where nobody met, nothing does. */
export function lookAfterEffects(before: Contact, { load, legs }: Answer, nowMs: number): EffectRow[] {
  if (before.talkingSinceMs === null) return [];
  // How heavy any other talk was the volunteer says.
  return load.map(({ personId, abusive, crisis }) => {
    const after = abusive ? 'abuse' : crisis ? 'crisis' : 'talk';
    const legId = legs.find((leg) => leg.personId === personId && leg.purpose === 'offer')?.id ?? null;
    const dueAtMs = after === 'talk' ? nowMs + checkInAfterMs : nowMs;
    return newEffect('LookAfter', { personId, after }, { contactId: before.id, legId, dueAtMs });
  });
}
