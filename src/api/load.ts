/** A volunteer's own load, with everything behind it, in their own language (P5, W2). */
import type { Deps } from '../deps.ts';
import { loadInWords, reasonInWords } from '../messaging/load-in-words.ts';
import { ownLoadCourse } from '../people/own-load.ts';
import type { loadOperations } from './contract/load.ts';
import { iso, peerOf } from './peer.ts';
import type { Handlers } from './serve.ts';

const daysShown = 30;

/** The handlers of a volunteer's own load. */
export function loadHandlers(deps: Pick<Deps, 'room' | 'directories'>): Handlers<typeof loadOperations> {
  return {
    'load.read': async (call) => {
      const { directory, person, language } = await peerOf(deps, call);
      const { load, days, lighter } = await ownLoadCourse(deps.room, directory, person, daysShown);
      return {
        zone: person.timeZone,
        score: load.score,
        band: load.band,
        words: loadInWords(load, language),
        parts: load.parts.map(({ part, value, points, why }) => ({
          part,
          points,
          value,
          why: [...why]
            .sort((a, b) => b.amount - a.amount)
            .map((reason) => reasonInWords(reason, person.timeZone, language)),
        })),
        days: days.map(({ atMs, score }) => ({ at: iso(atMs), score })),
        lighter: lighter && { at: iso(lighter.atMs), band: lighter.band },
      };
    },
  };
}
