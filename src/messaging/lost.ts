/** What follows from a text of ours that did not arrive (T2). */
import { silencedCode, volunteerSilencedUs, type WhenLost } from '../conversations/delivery.ts';
import type { Deps } from '../deps.ts';

/** A volunteer who silenced us is told to a coordinator; everything else is noted with its code. */
export function whenLost({ room, log }: Pick<Deps, 'room' | 'log'>): WhenLost {
  return async (client, text, code) => {
    log.warn({ textId: text.id, code }, 'a text did not arrive');
    if (text.personId !== null && code === silencedCode) await volunteerSilencedUs(client, text.lineId, text.personId, room.clock.nowMs());
    return [];
  };
}
