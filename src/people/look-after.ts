/** After each talk its volunteer is looked after: asked how heavy it was, or offered a word with the leader where that is known (V7, W3). */
import { newEffect, type EffectRow } from '../effects/write.ts';
import { checkInDueMs } from '../wellbeing/check-in.ts';
import { behind, offersTalkAfter, type RestCause } from '../wellbeing/rests.ts';
import type { Answer } from '../calls/answers.ts';
import type { Contact } from '../calls/model.ts';

/** The rest that was given for what is known of a talk by itself; how heavy any other was the volunteer says. `yesterday`: the question of the day after. */
export type After = 'talk' | RestCause | 'yesterday';

/** The effects that follow where `answer` ends a talk of `before`; none where the two never met. */
export function lookAfterEffects(before: Contact, { load, legs }: Answer, nowMs: number): EffectRow[] {
  if (before.talkingSinceMs === null) return [];
  return load.map(({ personId, startMs, endMs, abusive, crisis }) => {
    const after: After = offersTalkAfter(behind({ talkedMs: endMs - startMs, abusive, crisis })) ?? 'talk';
    const legId = legs.find((leg) => leg.personId === personId && leg.purpose === 'offer')?.id ?? null;
    const dueAtMs = after === 'talk' ? checkInDueMs(nowMs) : nowMs;
    return newEffect('LookAfter', { personId, after }, { contactId: before.id, legId, dueAtMs });
  });
}
