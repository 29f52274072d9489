/** A line that was alive and then brought next to nothing for days: it was paused or closed, or it has ended. */
import { slotsPerDay, type Series } from './series.ts';

/** From `fromDay` (a day number) on nearly nobody came, though `missed` would have at the pace of before. */
export type Silence = { fromDay: number; days: number; missed: number; isEnd: boolean };

const weekCells = 7 * slotsPerDay;
/** A day that brings no more than this share of a usual one is silent; wrong numbers come to closed lines too. */
const silentShare = 0.05;
/** So many contacts that did not come are no chance, and of those at most this share came. */
const fewestMissed = 20;
const mostCame = 0.02;
/** Shorter stretches at the end are days unlike others; further back a week on which a line opens on few days is no silence. */
const fewestDays = 3;
const fewestDaysWithin = 7;
/** What is farther back than this has no part in the level any more. */
const reachDays = 90;
const latelyWeeks = 2;
/** A line has ended when it was silent for eight weeks; for four, if it was never alive for longer. */
const endDays = 56;
const leastEndDays = 28;

/**
 * The silence that a history ends with; null where it ends with usual days, was never alive, or may have none at its end by
 * chance. Hours and weekdays on which nobody came before are no silence.
 */
export function silenceOf(series: Series): Silence | null {
  const { counts, days, firstDay } = series;
  const run = silentRuns(series).find(({ until }) => until === days)?.from ?? days;
  const missed = missedIn(counts, run, days);
  if (missed === null) return null;
  // It begins on the first day on which many would have come, not on the weekend before.
  let from = run;
  while (from < days && missedIn(counts, from + 1, days) === missed) from += 1;
  if (days - from < fewestDays) return null;
  const isEnd = days - from >= Math.max(leastEndDays, Math.min(endDays, from));
  return { fromDay: firstDay + from, days: days - from, missed, isEnd };
}

/** The series with the weeks unknown in which a line was silent lately and that are over: they say nothing of its pace. */
export function withoutSilences(series: Series): Series {
  const counts = series.counts.slice();
  for (const { from, until } of silentRuns(series)) {
    if (until === series.days || until - from < fewestDaysWithin || series.days - until > reachDays) continue;
    if (missedIn(series.counts, from, until) !== null) counts.fill(Number.NaN, from * slotsPerDay, until * slotsPerDay);
  }
  return { ...series, counts };
}

/** Stretches of days, after the first that is not, that bring next to nothing beside a usual day. */
function silentRuns({ counts, days }: Series): { from: number; until: number }[] {
  const totals = Array.from({ length: days }, (_, day) => totalOf(counts, day));
  const lively = totals.filter((total) => total > 0).toSorted((a, b) => a - b);
  const least = silentShare * (lively[Math.floor(lively.length / 2)] ?? Number.POSITIVE_INFINITY);
  const runs: { from: number; until: number }[] = [];
  for (let day = totals.findIndex((total) => total > least); day >= 0 && day < days; day += 1) {
    let until = day;
    while (until < days && (totals[until] ?? 0) <= least) until += 1;
    if (until > day) runs.push({ from: day, until });
    day = until;
  }
  return runs;
}

/** How many did not come from one day to before another, at the pace of the weeks before; null where chance may be why. */
function missedIn(counts: Float64Array, fromDay: number, untilDay: number): number | null {
  const [from, until] = [fromDay * slotsPerDay, untilDay * slotsPerDay];
  const means = latelyBefore(counts, from);
  let [missed, came] = [0, 0];
  for (let cell = from; cell < until; cell += 1) {
    const count = counts[cell] ?? Number.NaN;
    if (Number.isNaN(count)) continue;
    came += count;
    missed += means[cell % weekCells] ?? 0;
  }
  return missed < fewestMissed || came > mostCame * missed ? null : missed;
}

function totalOf(counts: Float64Array, day: number): number {
  let total = 0;
  for (const count of counts.subarray(day * slotsPerDay, (day + 1) * slotsPerDay)) if (count > 0) total += count;
  return total;
}

/** The mean of the last two counts of each half hour of the week before a cell: hours that were closed by then stay so. */
function latelyBefore(counts: Float64Array, until: number): Float64Array {
  const [came, told] = [new Float64Array(weekCells), new Uint8Array(weekCells)];
  for (let cell = until - 1; cell >= 0; cell -= 1) {
    const [slot, count] = [cell % weekCells, counts[cell] ?? Number.NaN];
    if (Number.isNaN(count) || (told[slot] ?? 0) >= latelyWeeks) continue;
    came[slot] = (came[slot] ?? 0) + count;
    told[slot] = (told[slot] ?? 0) + 1;
  }
  return came.map((sum, slot) => sum / Math.max(1, told[slot] ?? 0));
}
