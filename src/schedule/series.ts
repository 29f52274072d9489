/** Expands a repeating shift into its wall-clock starts, always counted from the anchor: common rules by arithmetic, all others by the library. */
import { RRuleTemporal } from 'rrule-temporal';
import type { Frequency, RecurrenceRule } from './recurrence-rule.ts';
import { dayMs, dayOf, wallName, weekdayOf } from './wall-clock.ts';

export type Series = {
  /** The rule's starts in [fromWall, toWall), ascending. */
  startsBetween(fromWall: number, toWall: number): readonly number[];
};

const none: readonly number[] = [];

/**
 * The series of `rule` anchored at `anchorWall`. No start is before the anchor or after `lastWall` (the rule's UNTIL as a
 * wall-clock time), and the anchor itself is one only if the rule produces it.
 */
export function seriesOf(rule: RecurrenceRule, anchorWall: number, lastWall: number): Series {
  return regularSeries(rule, anchorWall, lastWall) ?? librarySeries(rule, anchorWall, lastWall);
}

/** Daily and weekly rules at one time of day repeat a pattern of days; null for any other rule. */
export function regularSeries(rule: RecurrenceRule, anchorWall: number, lastWall: number): Series | null {
  const pattern = dayPattern(rule, dayOf(anchorWall));
  const timeOfDayMs = pattern === null ? null : timeOfDay(rule, anchorWall);
  if (pattern === null || timeOfDayMs === null) return null;
  const { baseDay, periodDays, days } = pattern;
  const perPeriod = days.length;
  const startAt = (index: number) => (baseDay + Math.floor(index / perPeriod) * periodDays + (days[index % perPeriod] ?? 0)) * dayMs + timeOfDayMs;

  let firstIndex = 0;
  while (startAt(firstIndex) < anchorWall) firstIndex += 1;
  const endIndex = rule.count === null ? Number.POSITIVE_INFINITY : firstIndex + rule.count;
  return {
    startsBetween(fromWall, toWall) {
      const period = Math.floor((dayOf(fromWall) - baseDay) / periodDays);
      let index = Math.max(firstIndex, period * perPeriod);
      let start = startAt(index);
      while (start < fromWall) {
        index += 1;
        start = startAt(index);
      }
      if (start >= toWall || start > lastWall || index >= endIndex) return none;
      const starts: number[] = [];
      while (start < toWall && start <= lastWall && index < endIndex) {
        starts.push(start);
        index += 1;
        start = startAt(index);
      }
      return starts;
    },
  };
}

/** The days (from `baseDay`, in each period) on which a daily or weekly rule happens. */
function dayPattern(rule: RecurrenceRule, anchorDay: number): { baseDay: number; periodDays: number; days: number[] } | null {
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

/** How much of a rule the library expands at a time; a multiple of what callers usually ask for, and few enough starts. */
const blockDays: Record<Frequency, number> = { YEARLY: 1461, MONTHLY: 366, WEEKLY: 366, DAILY: 92, HOURLY: 31, MINUTELY: 1, SECONDLY: 1 / 24 };
const blocksKept = 256;

/** Any rule of RFC 5545, expanded by the library in UTC (so that every wall-clock time exists) in blocks counted from the anchor. */
export function librarySeries(rule: RecurrenceRule, anchorWall: number, lastWall: number): Series {
  const blockMs = blockDays[rule.frequency] * dayMs;
  const blocks = new Map<number, readonly number[]>();
  const startsBefore: number[] = [0];
  let library: RRuleTemporal | null = null;

  const expand = (index: number): readonly number[] => {
    library ??= new RRuleTemporal({ rruleString: rule.endlessText, dtstart: utcMoment(anchorWall), maxIterations: 1_000_000, maxCandidateEvaluations: 100_000_000 });
    const fromWall = anchorWall + index * blockMs;
    return library.between(utcMoment(fromWall), utcMoment(fromWall + blockMs - 1000), true).map((start) => start.epochMilliseconds);
  };
  const block = (index: number): readonly number[] => {
    let starts = blocks.get(index);
    if (starts === undefined) {
      if (blocks.size >= blocksKept) blocks.clear();
      starts = expand(index);
      blocks.set(index, starts);
    }
    return starts;
  };
  /** How many starts the rule has before this block; only COUNT needs to know. */
  const countBefore = (index: number): number => {
    for (let known = startsBefore.length - 1; known < index; known += 1) {
      const before = startsBefore[known] ?? 0;
      if (rule.count !== null && before >= rule.count) return before;
      startsBefore.push(before + block(known).length);
    }
    return startsBefore[index] ?? 0;
  };

  return {
    startsBetween(fromWall, toWall) {
      const endWall = Math.min(toWall, lastWall + 1);
      const starts: number[] = [];
      for (let index = Math.max(0, Math.floor((fromWall - anchorWall) / blockMs)); anchorWall + index * blockMs < endWall; index += 1) {
        const allowed = rule.count === null ? Number.POSITIVE_INFINITY : rule.count - countBefore(index);
        if (allowed <= 0) break;
        for (const start of block(index).slice(0, allowed)) {
          if (start >= fromWall && start < endWall) starts.push(start);
        }
      }
      return starts;
    },
  };
}

function utcMoment(wall: number): { timeZoneId: string; toString(): string } {
  const name = wallName(wall);
  const text = `${name.length === 16 ? `${name}:00` : name}+00:00[UTC]`;
  return { timeZoneId: 'UTC', toString: () => text };
}
