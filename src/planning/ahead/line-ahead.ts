/** What a line has ahead of it: who will come, how many people that needs, and how many callers fewer people would lose (F1, F2). */
import { compileOpening, openBetween } from '../../schedule/opening-hours.ts';
import { dayMs } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { forecast } from '../../planning/forecast/forecast.ts';
import { halfHourMs } from '../../planning/forecast/series.ts';
import { lostShare } from '../../planning/staffing/lost-callers.ts';
import { peopleNeeded, usualWithinSeconds, type Target } from '../../planning/staffing/staffing.ts';
import { historyOf, type Counted, type LineHistory, type LineHours } from './history.ts';
import type { Service } from './service.ts';

/** What a line aims at: most callers have a peer within a minute. */
export const usualTarget: Target = { serviceLevel: 0.8, withinSeconds: usualWithinSeconds };

/** A half hour, or the part of it in which the line is open. */
export type HalfHourAhead = {
  startMs: number;
  endMs: number;
  /** Contacts in it; eight in ten times from `low` to `high`. */
  expected: number;
  low: number;
  high: number;
  /** People with whom the target is met, at least 1; `needAtMost`: if nobody ever hung up (Erlang C). */
  need: number;
  needAtMost: number;
  /** Callers lost with 0, 1, 2 … people; the last, where next to none are, holds for more people too. */
  lostWith: readonly number[];
};

/** Null history: nobody ever called, and nothing is foreseen. */
export type LineAhead = { history: Omit<LineHistory, 'history'> | null; halfHours: HalfHourAhead[] };

/** `fromDay` and `toDay` are local dates as day numbers, both included. */
export type AheadOrder = {
  line: LineHours;
  counted: readonly Counted[];
  countedUntilMs: number;
  fromDay: number;
  toDay: number;
  service: Pick<Service, 'handleSeconds' | 'patienceSeconds'>;
  target: Target;
};

/** Works out everything that lies ahead in these days, of the half hours in which the line is open. */
export function lineAhead({ line, counted, countedUntilMs, ...order }: AheadOrder): LineAhead {
  const found = historyOf(line, counted, countedUntilMs);
  if (!found) return { history: null, halfHours: [] };
  const { history, ...about } = found;
  const clock = zoneClock(line.timeZone);
  const [fromMs, toMs] = [order.fromDay, order.toDay + 1].map((day) => clock.startInstant(day * dayMs));
  const open = openBetween(compileOpening(line, clock), fromMs ?? Number.NaN, toMs ?? Number.NaN);
  const staffed = staffing(order.service, order.target);
  const halfHours: HalfHourAhead[] = [];
  let next = 0;
  for (const half of forecast(history, order.fromDay, order.toDay + 1, line.timeZone)) {
    const { startMs, expected, low, high } = half;
    while ((open[next]?.endMs ?? Number.POSITIVE_INFINITY) <= startMs) next += 1;
    const stretch = open[next];
    if (!stretch || stretch.startMs >= startMs + halfHourMs) continue;
    const from = Math.max(startMs, stretch.startMs);
    const endMs = Math.min(startMs + halfHourMs, stretch.endMs);
    const { shares, ...needs } = staffed((expected * 3_600_000) / (endMs - from));
    const lostWith = shares.map((share) => Math.round(share * expected * 1000) / 1000);
    halfHours.push({ startMs: from, endMs, expected, low, high, ...needs, lostWith });
  }
  return { history: about, halfHours };
}

type Staffed = { need: number; needAtMost: number; shares: number[] };

/** Rates that differ by less than this are one: nobody sees it in a forecast, and each is worked out once. */
const step = 0.01;
const leastPerHour = 0.02;
const beyondNeed = 2;

/** Needs, and the share lost by people, for a rate of calls. */
function staffing(
  { handleSeconds, patienceSeconds }: AheadOrder['service'],
  target: Target,
): (callsPerHour: number) => Staffed {
  const known = new Map<number, Staffed>();
  return (callsPerHour) => {
    const level = Math.round(Math.log(Math.max(leastPerHour, callsPerHour)) / step);
    const found = known.get(level) ?? worked(Math.exp(level * step));
    known.set(level, found);
    return found;
  };

  function worked(callsPerHour: number): Staffed {
    const demand = { callsPerHour, handleSeconds };
    const need = peopleNeeded(demand, target, patienceSeconds);
    const shares = Array.from({ length: need + beyondNeed + 1 }, (_, people) =>
      lostShare(demand, people, patienceSeconds),
    );
    return { need, needAtMost: peopleNeeded(demand, target, null), shares };
  }
}
