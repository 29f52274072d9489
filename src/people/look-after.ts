/** After each talk its volunteer is looked after: asked how heavy it was, or offered a word with the leader where that is known (V7, W3). */
import { randomUUID } from 'node:crypto';
import type { EffectRow } from '../contacts/save.ts';
import { queueOf } from '../effects/kinds.ts';
import type { Answer } from '../calls/answers.ts';
import type { Contact } from '../calls/model.ts';

/** What is known of a talk by itself; how heavy any other was the volunteer says. A heavy one is asked about the next day. */
export type After = 'talk' | 'abuse' | 'crisis' | 'yesterday';

/** Whoever says by keypad how heavy it was is not asked by text, so that waits a little. */
const checkInAfterMs = 60_000;

/** The effects that follow where `answer` ends a talk of `before`; where nobody met, nothing does. */
export function lookAfterEffects(before: Contact, { load, legs }: Answer, nowMs: number): EffectRow[] {
  if (before.talkingSinceMs === null) return [];
  return load.map(({ personId, abusive, crisis }) => {
    const after: After = abusive ? 'abuse' : crisis ? 'crisis' : 'talk';
    const legId = legs.find((leg) => leg.personId === personId && leg.purpose === 'offer')?.id ?? null;
    const dueAtMs = after === 'talk' ? nowMs + checkInAfterMs : nowMs;
    return {
      id: randomUUID(),
      contactId: before.id,
      legId,
      kind: 'LookAfter',
      queue: queueOf('LookAfter'),
      payload: { personId, after },
      priority: 9,
      key: null,
      dueAtMs,
    };
  });
}
