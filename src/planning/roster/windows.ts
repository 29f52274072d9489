/** When somebody can, as instants: their weekly windows on the clock of their zone, with what each wish costs. */
import type { Interval } from '../../schedule/model.ts';
import { joined } from '../../schedule/opening-hours.ts';
import { dayMs, parseDate, parseEndOfHours, parseTimeOfDay, weekdayOf, weekdays } from '../../schedule/wall-clock.ts';
import type { ZoneClock } from '../../schedule/zone-clock.ts';
import { type AvailabilityWindow, type DateWish, hourMs, type Wish } from './model.ts';

/** What an assignment costs by the wish of its window. */
export const wishCosts: Readonly<Record<Wish, number>> = { preferred: 0, fine: 1, reluctant: 4 };

/**
 * Every window that begins on a local date from `fromDay` to `toDay`, as instants, in order of start. An end that is not
 * after its start is on the next day, equal ones are a whole day; a window wholly in a gap of the clocks vanishes (S3).
 * What was said of a date (`dates`) holds in the place of the week (P4): `not` leaves none of its windows, any other wish is
 * that of all of them, or of the whole day where the week has none.
 */
export function windowsBetween(
  windows: readonly AvailabilityWindow[],
  clock: ZoneClock,
  fromDay: number,
  toDay: number,
  dates: readonly DateWish[] = [],
): (Interval & { cost: number })[] {
  const saidOf = new Map(dates.map(({ date, wish }) => [parseDate(date), wish]));
  const weekly = windows.map(({ days, start, end, wish }) => {
    const startMs = parseTimeOfDay(start);
    const endMs = parseEndOfHours(end);
    if (startMs === null || endMs === null) throw new RangeError(`no such hours "${start}" to "${end}"`);
    return {
      days: new Set(days),
      startMs,
      endMs: endMs <= startMs ? endMs + dayMs : endMs,
      cost: wishCosts[wish ?? 'fine'],
    };
  });
  const found: (Interval & { cost: number })[] = [];
  for (let day = fromDay; day <= toDay; day += 1) {
    const weekday = weekdays[weekdayOf(day)] ?? 'MO';
    const said = saidOf.get(day);
    if (said === 'not') continue;
    const usual = weekly.filter(({ days }) => days.has(weekday));
    const hours = said !== undefined && usual.length === 0 ? [wholeDay] : usual;
    for (const { startMs, endMs, cost: usualCost } of hours) {
      const cost = said === undefined ? usualCost : wishCosts[said];
      const window = {
        startMs: clock.startInstant(day * dayMs + startMs),
        endMs: clock.endInstant(day * dayMs + endMs),
        cost,
      };
      if (window.endMs > window.startMs) found.push(window);
    }
  }
  return found.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs || a.cost - b.cost);
}

const wholeDay = { startMs: 0, endMs: dayMs, cost: wishCosts.fine };

/** Elapsed hours of `windows` within the local dates from `fromDay` to `toDay`, less the dates of time off. */
export function offeredHours(
  windows: readonly Interval[],
  timeOff: readonly { fromDay: number; toDay: number }[],
  clock: ZoneClock,
  fromDay: number,
  toDay: number,
): number {
  const off = joined(
    timeOff.map((dates) => ({
      startMs: clock.startInstant(dates.fromDay * dayMs),
      endMs: clock.startInstant((dates.toDay + 1) * dayMs),
    })),
  );
  const fromMs = clock.startInstant(fromDay * dayMs);
  const toMs = clock.startInstant((toDay + 1) * dayMs);
  let ms = 0;
  for (const window of joined(windows)) {
    const startMs = Math.max(window.startMs, fromMs);
    const endMs = Math.min(window.endMs, toMs);
    if (startMs >= endMs) continue;
    ms += endMs - startMs;
    for (const away of off) ms -= Math.max(0, Math.min(endMs, away.endMs) - Math.max(startMs, away.startMs));
  }
  return ms / hourMs;
}

/** Whether an interval lies wholly inside one of `intervals`, which are joined and in order. */
export function isWithin(intervals: readonly Interval[], { startMs, endMs }: Interval): boolean {
  let low = 0;
  let high = intervals.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const one = intervals[middle];
    if (one === undefined) return false;
    if (one.startMs > startMs) high = middle - 1;
    else if (one.endMs < startMs) low = middle + 1;
    else if (one.endMs >= endMs) return true;
    else low = middle + 1;
  }
  return false;
}

/** What the wish over an interval costs: of several windows the worst counts, without any it is 0. */
export function wishCost(wishes: readonly (Interval & { cost: number })[], { startMs, endMs }: Interval): number {
  let worst = 0;
  for (const window of wishes) {
    if (window.startMs >= endMs) break;
    if (window.endMs > startMs) worst = Math.max(worst, window.cost);
  }
  return worst;
}
