/** The calls that the service owes, in one run: as they were or, for dates ahead, as often as in the weeks before. */
import type { Call } from '../../planning/simulation/calls.ts';
import { chance } from '../../planning/simulation/random.ts';
import type { CallBack, ReplayInput } from './model.ts';

const weekMs = 7 * 86_400_000;
/** Somebody who is not reached in that time is called another time. */
const waitsForPeerMs = 4 * 3_600_000;
const purposes = { comes: 70 };

/** As calls of the simulation, the first of them numbered `firstIndex`; the same for every change that is tried. */
export function callsBackOfRun(input: ReplayInput, firstIndex: number, seed: number): Call[] {
  const given = input.callsBack ?? [];
  const these = input.callers.kind === 'recorded' ? given : drawn(given, input, seed);
  return these.map(({ lineId, language, startsMs, talkMs }, place) => ({
    index: firstIndex + place,
    id: `call-back-${place}`,
    lineId,
    language,
    wish: null,
    arrivesMs: startsMs,
    patienceMs: waitsForPeerMs,
    talkMs,
    abusive: false,
    crisis: false,
    weight: 2,
    checkInAfterMs: null,
    isCallBack: true,
  }));
}

/** Each of the past ones at its time of the week, as likely as one week of those is this one. */
function drawn(given: readonly CallBack[], { fromMs, untilMs }: ReplayInput, seed: number): CallBack[] {
  const starts = given.map(({ startsMs }) => startsMs);
  const firstMs = starts.reduce((least, startsMs) => Math.min(least, startsMs), Infinity);
  const lastMs = starts.reduce((most, startsMs) => Math.max(most, startsMs), -Infinity);
  const weeks = Math.max(1, Math.ceil((lastMs - firstMs) / weekMs));
  return given.flatMap((one, place) => {
    const these: CallBack[] = [];
    const later = Math.ceil((fromMs - one.startsMs) / weekMs);
    for (let turn = 0; one.startsMs + (later + turn) * weekMs < untilMs; turn += 1)
      if (chance(seed, purposes.comes, place, turn) < 1 / weeks)
        these.push({ ...one, startsMs: one.startsMs + (later + turn) * weekMs });
    return these;
  });
}
