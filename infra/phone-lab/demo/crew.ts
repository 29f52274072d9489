/** Who of the demo's people is free at an instant of its past, as routing sees them. */
import type { Availability } from '../../../src/calls/model.ts';
import type { MatchLine } from '../../../src/matching/model.ts';
import { lineOf, type Directory } from '../../../src/organisation/directory.ts';
import { needOfLine, peopleOfLine } from '../../../src/people/facts.ts';

export type Crew = {
  /** A line with everybody on shift there. */
  line(lineId: string, atMs: number): MatchLine;
  /** When the first of these is free whom a talk or a rest keeps; null where that is nobody. */
  nextFreeMs(line: MatchLine, atMs: number): number | null;
  talked(personId: string, talk: { untilMs: number; restMinutes: number }): void;
};

const minuteMs = 60_000;
const wrapUpMs = 5 * minuteMs;
/** Nobody is looked at who came so long before somebody else that was looked at. */
const longestWaitMs = 6 * 60 * minuteMs;

/** Nobody has talked yet. */
export function crewOf(directory: Directory): Crew {
  const availability = new Map<string, Availability>();
  const talkingUntil = new Map<string, number>();
  return {
    line(lineId, atMs) {
      const line = lineOf(directory, lineId);
      const busy = new Map<string, 'in-contact'>();
      for (const [id, untilMs] of talkingUntil) {
        if (untilMs > atMs) busy.set(id, 'in-contact');
        else if (untilMs < atMs - longestWaitMs) talkingUntil.delete(id);
      }
      const present = {
        availability,
        busy,
        textingUntilMs: new Map(),
        load: new Map(),
        pausedLines: new Set<string>(),
      };
      const { waves, overflow } = line.policy;
      const people = peopleOfLine(directory, line, present, atMs);
      return {
        id: lineId,
        policy: { waves, overflow },
        hiddenToLeaders: false,
        need: needOfLine(directory, line, atMs),
        people,
      };
    },
    nextFreeMs({ people }, atMs) {
      const free = people.flatMap(({ personId, wrapUpUntilMs, restUntilMs }) => {
        const untilMs = Math.max(talkingUntil.get(personId) ?? 0, wrapUpUntilMs ?? 0, restUntilMs ?? 0);
        return untilMs > atMs ? [untilMs] : [];
      });
      return free.length === 0 ? null : Math.min(...free) + 1_000;
    },
    talked(personId, { untilMs, restMinutes }) {
      talkingUntil.set(personId, untilMs);
      availability.set(personId, {
        personId,
        setting: null,
        settingAtMs: null,
        breakUntilMs: null,
        breakReason: null,
        wrapUpUntilMs: untilMs + wrapUpMs,
        restUntilMs: restMinutes === 0 ? null : untilMs + restMinutes * minuteMs,
        restReason: restMinutes === 0 ? null : 'heavy',
        missedInRow: 0,
        idleSinceMs: untilMs,
      });
    },
  };
}
