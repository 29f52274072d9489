/** Expands a repeating shift into its wall-clock starts, always counted from the anchor: the common rules by arithmetic, the others period by period. */
import { expandedInBlocks } from './block-series.ts';
import { monthOfDay } from './calendar-month.ts';
import type { Calendar } from './day-test.ts';
import { periodExpansion } from './period-expansion.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { dayMs, dayOf, weekdayOf } from './wall-clock.ts';

export type Series = {
  /** The rule's starts in [fromWall, toWall), ascending. */
  startsBetween(fromWall: number, toWall: number): readonly number[];
};

// Asking thousands of shifts who is on mostly finds nothing: no list is made for that.
const none: number[] = [];

/**
 * The series of `rule` anchored at `anchorWall`. No start is before the anchor or after `lastWall` (the rule's UNTIL as a
 * wall-clock time), and the anchor itself is one only if the rule produces it. `calendar` is asked once for each day that
 * has to be looked at.
 */
export function seriesOf(
  rule: RecurrenceRule,
  anchorWall: number,
  lastWall: number,
  calendar: Calendar = monthOfDay,
): Series {
  return (
    regularSeries(rule, anchorWall, lastWall) ??
    expandedInBlocks(rule, anchorWall, lastWall, periodExpansion(rule, anchorWall, calendar))
  );
}

/** Daily and weekly rules at one time of day repeat a pattern of days; null for any other rule. */
export function regularSeries(rule: RecurrenceRule, anchorWall: number, lastWall: number): Series | null {
  const pattern = dayPattern(rule, dayOf(anchorWall));
  const timeOfDayMs = pattern === null ? null : timeOfDay(rule, anchorWall);
  if (pattern === null || timeOfDayMs === null) return null;
  const baseWall = pattern.baseDay * dayMs + timeOfDayMs;
  const periodMs = pattern.periodDays * dayMs;
  const placesMs = pattern.days.map((day) => day * dayMs);
  const startAt = (index: number) =>
    baseWall + Math.floor(index / placesMs.length) * periodMs + (placesMs[index % placesMs.length] ?? 0);

  let firstIndex = 0;
  while (startAt(firstIndex) < anchorWall) firstIndex += 1;
  const firstWall = startAt(firstIndex);
  const countedWall = rule.count === null ? Number.POSITIVE_INFINITY : startAt(firstIndex + rule.count - 1);
  const endWall = Math.min(lastWall, countedWall) + 1;
  return {
    startsBetween(fromWall, toWall) {
      const from = Math.max(fromWall, firstWall);
      const end = Math.min(toWall, endWall);
      let starts = none;
      for (
        let periodWall = baseWall + Math.floor((from - baseWall) / periodMs) * periodMs;
        periodWall < end;
        periodWall += periodMs
      ) {
        for (const placeMs of placesMs) {
          const start = periodWall + placeMs;
          if (start < from || start >= end) continue;
          if (starts === none) starts = [start];
          else starts.push(start);
        }
      }
      return starts;
    },
  };
}

/** The days (from `baseDay`, in each period) on which a daily or weekly rule happens. */
function dayPattern(
  rule: RecurrenceRule,
  anchorDay: number,
): { baseDay: number; periodDays: number; days: number[] } | null {
  const { frequency, interval, weekStart } = rule;
  if (rule.by.has('BYMONTH') || rule.by.has('BYMONTHDAY') || rule.by.has('BYSETPOS')) return null;
  if (frequency === 'DAILY' && rule.byDay.length === 0) return { baseDay: anchorDay, periodDays: interval, days: [0] };
  if (frequency !== 'WEEKLY' && !(frequency === 'DAILY' && interval === 1)) return null;
  const chosen = rule.byDay.length === 0 ? [weekdayOf(anchorDay)] : rule.byDay.map(({ weekday }) => weekday);
  const days = [...new Set(chosen.map((weekday) => (weekday - weekStart + 7) % 7))].sort((a, b) => a - b);
  return { baseDay: anchorDay - ((weekdayOf(anchorDay) - weekStart + 7) % 7), periodDays: 7 * interval, days };
}

/** The time of day of every start, or null where there are several. */
function timeOfDay(rule: RecurrenceRule, anchorWall: number): number | null {
  const anchorMs = anchorWall - dayOf(anchorWall) * dayMs;
  const units = [
    ['BYHOUR', Math.floor(anchorMs / 3_600_000), 3_600_000],
    ['BYMINUTE', Math.floor(anchorMs / 60_000) % 60, 60_000],
    ['BYSECOND', Math.floor(anchorMs / 1000) % 60, 1000],
  ] as const;
  let ms = 0;
  for (const [part, own, unitMs] of units) {
    const values = new Set(rule.by.get(part) ?? [own]);
    if (values.size !== 1) return null;
    for (const value of values) ms += value * unitMs;
  }
  return ms;
}
