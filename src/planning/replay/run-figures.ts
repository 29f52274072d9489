/** What one run of a replay says in figures. */
import type { Interval } from '../../schedule/model.ts';
import type { Call } from '../../planning/simulation/calls.ts';
import type { Member } from '../../planning/simulation/crew.ts';
import type { Journal } from '../../planning/simulation/journal.ts';
import { usualWithinSeconds } from '../../planning/staffing/staffing.ts';
import type { Scene } from '../../planning/simulation/scene.ts';
import type { CallerFigure, PersonFigures } from './model.ts';
import { meanOf } from './spread.ts';

export type RunFigures = {
  callers: Record<CallerFigure, number>;
  /** Talk and wrap-up of everybody offered, and what is planned of primaries within the range. */
  offeredHours: number;
  plannedHours: number;
  people: PersonFigures[];
};

/** As long as the line's target gives a caller to be answered in time. */
export const inTimeSeconds = usualWithinSeconds;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Reads the figures of a run from its journal; waits are those of callers who were answered. */
export function runFigures(
  scene: Scene,
  calls: readonly Call[],
  crew: readonly Member[],
  journal: Journal,
): RunFigures {
  const { talks, rests, samples } = journal;
  const callsBack = new Set(calls.filter(({ isCallBack }) => isCallBack).map(({ id }) => id));
  const ends = journal.ends.filter(({ callId }) => !callsBack.has(callId));
  const count = (kind: (typeof ends)[number]['kind']) => ends.filter((end) => end.kind === kind).length;
  const waits = ends
    .filter(({ kind }) => kind === 'answered')
    .map(({ waitedMs }) => waitedMs / secondMs)
    .sort((a, b) => a - b);
  const wrapUpMs = new Map(scene.lines.map(({ id, policy }) => [id, policy.wrapUpMinutes * minuteMs]));
  const offeredMs = calls.reduce((sum, { talkMs, lineId }) => sum + talkMs + (wrapUpMs.get(lineId) ?? 0), 0);
  const talksOf = byPerson(talks);
  const restsOf = byPerson(rests);
  const people = crew.map(({ id, duties }, index): PersonFigures => {
    const mine = talksOf.get(id) ?? [];
    return {
      person: id,
      shiftHours: hoursWithin(duties, scene),
      talks: mine.length,
      restMinutes: restedMs(restsOf.get(id) ?? []) / minuteMs,
      load: meanOf(samples.map(({ loads }) => loads[index] ?? 0)),
      highestLoad: mine.reduce((highest, { loadAfter }) => Math.max(highest, loadAfter), 0),
    };
  });
  const primaries = crew.map(({ stints }) => stints.filter(({ as }) => as === 'primary'));
  return {
    callers: {
      offered: ends.length,
      answered: waits.length,
      hungUp: count('abandoned'),
      promised: count('ended'),
      nobodyOn: count('nobody-on'),
      inTimeShare: ends.length === 0 ? 0 : waits.filter((wait) => wait <= inTimeSeconds).length / ends.length,
      meanWaitSeconds: meanOf(waits),
      medianWaitSeconds: shareOf(waits, 0.5),
      wait90Seconds: shareOf(waits, 0.9),
    },
    offeredHours: offeredMs / hourMs,
    plannedHours: primaries.reduce((sum, stints) => sum + hoursWithin(stints, scene), 0),
    people,
  };
}

/** The value that this share of them lies below; 0 of nothing. */
function shareOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function byPerson<Item extends { personId: string }>(items: readonly Item[]): Map<string, Item[]> {
  const lists = new Map<string, Item[]>();
  for (const item of items) {
    const list = lists.get(item.personId);
    if (list) list.push(item);
    else lists.set(item.personId, [item]);
  }
  return lists;
}

function hoursWithin(spans: readonly Interval[], { fromMs, untilMs }: Scene): number {
  const ms = spans.map(({ startMs, endMs }) => Math.min(endMs, untilMs) - Math.max(startMs, fromMs));
  return ms.reduce((sum, one) => sum + Math.max(0, one), 0) / hourMs;
}

/** A rest that grows begins anew where the one before it ends; a longer one takes the place of a shorter. */
function restedMs(rests: readonly Interval[]): number {
  let [total, untilMs] = [0, -Infinity];
  for (const { startMs, endMs } of rests) {
    total += Math.max(0, endMs - Math.max(startMs, untilMs));
    untilMs = Math.max(untilMs, endMs);
  }
  return total;
}
