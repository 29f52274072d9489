/**
 * Expands monthly and yearly rules ("the second Tuesday") by looking through the days of each month or year. It is several
 * hundred times faster than the library, and right where days of the year meet days of the month or week: RFC 5545 3.3.10
 * (table, note 2) wants the days in all of them, the library takes those in any.
 */
import type { Expansion } from './block-series.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { dateName, dayMs, dayOf, parseDate, weekdayOf } from './wall-clock.ts';

/** Whether a rule is monthly or yearly and does not count weeks of the year (those are left to the library). */
export function hasCalendarPeriods({ frequency, by }: RecurrenceRule): boolean {
  return (frequency === 'YEARLY' || frequency === 'MONTHLY') && !by.has('BYWEEKNO');
}

/** The starts of such a rule, period by period. */
export function calendarExpansion(rule: RecurrenceRule, anchorWall: number): Expansion {
  const monthsPerPeriod = rule.frequency === 'YEARLY' ? 12 : 1;
  const step = monthsPerPeriod * rule.interval;
  const anchorMonth = monthOf(anchorWall);
  const firstMonth = anchorMonth - (anchorMonth % monthsPerPeriod);
  const dayParts = withAnchorDay(rule, anchorWall);
  const times = timesOfDay(rule, anchorWall - dayOf(anchorWall) * dayMs);
  return (fromWall, toWall) => {
    const starts: number[] = [];
    const lastMonth = monthOf(toWall);
    const skipped = Math.max(0, Math.floor((monthOf(fromWall) - firstMonth) / step));
    for (let month = firstMonth + skipped * step; month <= lastMonth; month += step) {
      const days = daysOfPeriod(dayParts, month, monthsPerPeriod);
      const all = days.flatMap((day) => times.map((timeMs) => day * dayMs + timeMs));
      for (const start of atPositions(all, rule.by.get('BYSETPOS'))) {
        if (start >= fromWall && start < toWall) starts.push(start);
      }
    }
    return starts;
  };
}

type DayParts = Pick<RecurrenceRule, 'by' | 'byDay'>;

/** A rule that names no day takes the anchor's, and a yearly one that names no month either takes the anchor's month. */
function withAnchorDay({ frequency, by, byDay }: RecurrenceRule, anchorWall: number): DayParts {
  if (byDay.length > 0 || by.has('BYMONTHDAY') || by.has('BYYEARDAY')) return { by, byDay };
  const date = dateName(dayOf(anchorWall));
  const parts = new Map(by).set('BYMONTHDAY', [Number(date.slice(8, 10))]);
  if (frequency === 'YEARLY' && !by.has('BYMONTH')) parts.set('BYMONTH', [Number(date.slice(5, 7))]);
  return { by: parts, byDay };
}

/** The days of one period that all the day parts of the rule agree on. */
function daysOfPeriod({ by, byDay }: DayParts, firstMonth: number, months: number): number[] {
  const days: number[] = [];
  for (let month = firstMonth; month < firstMonth + months; month += 1) {
    if (by.has('BYMONTH') && !by.get('BYMONTH')?.includes((month % 12) + 1)) continue;
    const first = firstDayOf(month);
    const end = firstDayOf(month + 1);
    const yearFirst = firstDayOf(month - (month % 12));
    const yearEnd = firstDayOf(month - (month % 12) + 12);
    // 2TU is the second Tuesday of the year only in a yearly rule without months.
    const [countFirst, countEnd] = months === 12 && !by.has('BYMONTH') ? [yearFirst, yearEnd] : [first, end];
    const isChosenWeekday = (day: number) =>
      byDay.some(
        ({ weekday, ordinal }) =>
          weekday === weekdayOf(day) &&
          (ordinal === null ||
            isAt([ordinal], Math.floor((day - countFirst) / 7) + 1, -Math.floor((countEnd - 1 - day) / 7) - 1)),
      );
    for (let day = first; day < end; day += 1) {
      if (byDay.length > 0 && !isChosenWeekday(day)) continue;
      if (
        isAt(by.get('BYMONTHDAY'), day - first + 1, day - end) &&
        isAt(by.get('BYYEARDAY'), day - yearFirst + 1, day - yearEnd)
      )
        days.push(day);
    }
  }
  return days;
}

function isAt(wanted: readonly number[] | undefined, fromFront: number, fromBack: number): boolean {
  return wanted === undefined || wanted.includes(fromFront) || wanted.includes(fromBack);
}

function timesOfDay({ by }: RecurrenceRule, anchorMs: number): number[] {
  const hours = by.get('BYHOUR') ?? [Math.floor(anchorMs / 3_600_000)];
  const minutes = by.get('BYMINUTE') ?? [Math.floor(anchorMs / 60_000) % 60];
  const seconds = by.get('BYSECOND') ?? [Math.floor(anchorMs / 1000) % 60];
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => ((hour * 60 + minute) * 60 + second) * 1000)),
  );
  return [...new Set(times)].sort((a, b) => a - b);
}

function atPositions(starts: readonly number[], positions: readonly number[] | undefined): readonly number[] {
  return positions === undefined
    ? starts
    : starts.filter((_start, index) => isAt(positions, index + 1, index - starts.length));
}

/** Months since the year 0. */
function monthOf(wall: number): number {
  const date = dateName(dayOf(wall));
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

const firstDays = new Map<number, number>();

function firstDayOf(month: number): number {
  let day = firstDays.get(month);
  if (day === undefined) {
    day =
      parseDate(`${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`) ??
      0;
    firstDays.set(month, day);
  }
  return day;
}
