/** What a replay is asked for, and what it needs to know of the past as that is read, the oldest first: then it can begin. */
import { compileSchedule, type CompiledSchedule } from '../../schedule/compile.ts';
import { dutiesOf } from '../../schedule/duties.ts';
import type { Interval } from '../../schedule/model.ts';
import { dateName, dayMs } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import type { LoadEvent } from '../../wellbeing/load.ts';
import { loadMemoryMs } from '../../wellbeing/load-events.ts';
import { plannedCrew } from './crew.ts';
import { countCall, foreseenHalfHours } from './foresee.ts';
import type { CallBack, PastCall, ReplayInput } from './model.ts';

/** `nowMs`: when it was asked; dates before it are replayed as recorded, dates after it as forecast. */
export type ReplayOrder = Omit<ReplayInput, 'callers' | 'callsBack' | 'before'> & { nowMs: number };

/** What is read for an order, in any number of parts: calls from the oldest on. */
export type PartRead = {
  calls?: readonly PastCall[];
  callsBack?: readonly CallBack[];
  before?: readonly [person: string, events: readonly LoadEvent[]][];
  /** When lines were paused, for dates ahead. */
  pauses?: readonly [lineId: string, pauses: readonly Interval[]][];
};

/** Days in a row, both included, on which nobody called though somebody did nearly every day: the history may have a gap. */
export type Gap = { from: string; to: string };

export type Gathered = { kind: 'input'; input: ReplayInput; gaps: Gap[] } | { kind: 'no-calls' };

export type Gathering = { add(part: PartRead): void; gathered(): Gathered };

/** Of so many calls it is known well enough how people call; earlier ones count for how many come alone. */
const mostLearntFrom = 100_000;
/** So much of the past tells how many will call, how they talk and wait. */
export const historyMs = 364 * dayMs;
/** So much of it tells how often the service calls back. */
const callsBackMs = 56 * dayMs;
const fewestDaysOfGap = 3;

/** Whether the dates of an order lie ahead. */
export function isAhead({ fromMs, nowMs }: Pick<ReplayOrder, 'fromMs' | 'nowMs'>): boolean {
  return fromMs > nowMs;
}

/** From when to when calls are to be read for an order. */
export function toRead(order: ReplayOrder): { fromMs: number; untilMs: number } {
  const { fromMs, untilMs, nowMs } = order;
  return isAhead(order) ? { fromMs: nowMs - historyMs, untilMs: nowMs } : { fromMs, untilMs };
}

/** Begins to gather. */
export function gatherFor(order: ReplayOrder): Gathering {
  let calls: PastCall[] = [];
  const callsBack: CallBack[] = [];
  const counts = new Map(order.lineIds.map((id): [string, Map<number, number>] => [id, new Map()]));
  const pauses = new Map<string, readonly Interval[]>();
  const stored = new Map<string, readonly LoadEvent[]>();
  const ahead = isAhead(order);
  return {
    add(part) {
      for (const call of part.calls ?? []) {
        const ofLine = counts.get(call.lineId);
        if (ofLine) countCall(ofLine, call.arrivesMs);
        calls.push(call);
      }
      if (ahead && calls.length > 1.5 * mostLearntFrom) calls = calls.slice(-mostLearntFrom);
      for (const one of part.callsBack ?? [])
        if (!ahead || one.startsMs >= order.nowMs - callsBackMs) callsBack.push(one);
      for (const [person, events] of part.before ?? []) stored.set(person, events);
      for (const [lineId, ofLine] of part.pauses ?? []) pauses.set(lineId, ofLine);
    },
    gathered() {
      const schedule = compileSchedule(order.roster);
      const gaps = gapsIn(order, counts);
      const before = historiesOf(order, schedule, stored);
      if (calls.length === 0) return { kind: 'no-calls' };
      if (!ahead)
        return { kind: 'input', gaps, input: { ...order, before, callsBack, callers: { kind: 'recorded', calls } } };
      const halfHours = order.roster.lines.flatMap((line) => {
        const ofLine = counts.get(line.id);
        return ofLine ? foreseenHalfHours({ ...line, pauses: pauses.get(line.id) }, schedule, ofLine, order) : [];
      });
      const callers = { kind: 'foreseen' as const, halfHours, past: calls };
      return { kind: 'input', gaps, input: { ...order, before, callsBack, callers } };
    },
  };
}

/** What everybody who is on did before the range, their shifts included. */
function historiesOf(
  order: ReplayOrder,
  schedule: CompiledSchedule,
  stored: ReadonlyMap<string, readonly LoadEvent[]>,
): Map<string, LoadEvent[]> {
  const { fromMs, roster, change } = order;
  const rosters = change?.roster ? [roster, change.roster] : [roster];
  const ids = new Set(rosters.flatMap((one) => plannedCrew(one, order).people.map(({ id }) => id)));
  return new Map(
    [...ids].map((id) => {
      const shifts = dutiesOf(schedule, id, fromMs - loadMemoryMs, fromMs)
        .filter(({ endMs }) => endMs <= fromMs)
        .map(({ startMs, endMs }) => ({ kind: 'shift' as const, startMs, endMs }));
      return [id, [...shifts, ...(stored.get(id) ?? [])]];
    }),
  );
}

/** Where somebody calls at least on four days of five, several days in a row without a call are more likely lost than quiet. */
function gapsIn(order: ReplayOrder, counts: ReadonlyMap<string, ReadonlyMap<number, number>>): Gap[] {
  const { localDay } = zoneClock(order.roster.organisation.timeZone);
  const days = new Set([...counts.values()].flatMap((ofLine) => [...ofLine.keys()].map((atMs) => localDay(atMs))));
  const sorted = [...days].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const gaps = sorted.flatMap((day, place) => {
    const next = sorted[place + 1];
    return next !== undefined && next - day > fewestDaysOfGap ? [{ from: day + 1, to: next - 1 }] : [];
  });
  const missing = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (days.size < 0.8 * (last - first + 1 - missing)) return [];
  return gaps.map(({ from, to }) => ({ from: dateName(from), to: dateName(to) }));
}
