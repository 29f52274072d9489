/** The rule by which a zone changes its clocks year by year, in the form in which calendars write it (RFC 5545, 3.6.5). */
import { dateName, dayMs, dayOf, parseDate, weekdayOf, weekdays } from './wall-clock.ts';
import type { Weekday } from './model.ts';
import type { ZoneClock } from './zone-clock.ts';

/** On the `nth` (-1: the last) `weekday` of `month` (1 to 12), when the clock shows `timeMs` after midnight, it goes from one offset to another. */
export type YearlyChange = {
  month: number;
  weekday: Weekday;
  nth: number;
  timeMs: number;
  beforeMs: number;
  afterMs: number;
};

/** One change as it happened in a year. */
type Onset = Omit<YearlyChange, 'nth'> & { nth: number; isLast: boolean };

/**
 * How the clock changes in each of the years between two instants: none where it never does, two where it goes forth and
 * back by one rule. Null where no such rule tells what it does in those years.
 */
export function yearlyChanges(clock: ZoneClock, fromMs: number, toMs: number): YearlyChange[] | null {
  const years: Onset[][] = [];
  for (let year = yearOf(clock.localDay(fromMs)); year <= yearOf(clock.localDay(toMs)); year += 1)
    years.push(clock.changesBetween(startOf(clock, year), startOf(clock, year + 1)).map(onsetOf));
  const [first = []] = years;
  if (years.every((onsets) => onsets.length === 0)) return clock.offsetAt(fromMs) === clock.offsetAt(toMs) ? [] : null;
  if (!years.every((onsets) => onsets.length === 2)) return null;
  const rules = first.map((_, place) => ruleOf(years.flatMap((onsets) => onsets[place] ?? [])));
  return rules.every((rule) => rule !== null) ? rules : null;
}

/** The first day in 1970 on which the change falls, as a day number: where calendars begin to count. */
export function firstIn1970({ month, weekday, nth }: YearlyChange): number {
  const wanted = weekdays.indexOf(weekday);
  const monthStart = parseDate(`1970-${String(month).padStart(2, '0')}-01`) ?? 0;
  const first = monthStart + ((wanted - weekdayOf(monthStart) + 7) % 7);
  if (nth > 0) return first + 7 * (nth - 1);
  const fifth = first + 28;
  return monthOf(fifth) === month ? fifth : fifth - 7;
}

function ruleOf(onsets: readonly Onset[]): YearlyChange | null {
  const [one] = onsets;
  if (!one) return null;
  const isSame = onsets.every(
    ({ month, weekday, timeMs, beforeMs, afterMs }) =>
      month === one.month &&
      weekday === one.weekday &&
      timeMs === one.timeMs &&
      beforeMs === one.beforeMs &&
      afterMs === one.afterMs,
  );
  if (!isSame) return null;
  const { isLast: _, ...rule } = one;
  if (onsets.every(({ isLast }) => isLast)) return { ...rule, nth: -1 };
  return rule.nth < 5 && onsets.every(({ nth }) => nth === rule.nth) ? rule : null;
}

function onsetOf({ atMs, beforeMs, afterMs }: { atMs: number; beforeMs: number; afterMs: number }): Onset {
  const wall = atMs + beforeMs;
  const day = dayOf(wall);
  const month = monthOf(day);
  return {
    month,
    weekday: weekdays[weekdayOf(day)] ?? 'MO',
    nth: Math.ceil(Number(dateName(day).slice(8)) / 7),
    isLast: monthOf(day + 7) !== month,
    timeMs: wall - day * dayMs,
    beforeMs,
    afterMs,
  };
}

function startOf(clock: ZoneClock, year: number): number {
  return clock.startInstant((parseDate(`${String(year).padStart(4, '0')}-01-01`) ?? 0) * dayMs);
}

const yearOf = (day: number) => Number(dateName(day).slice(0, 4));
const monthOf = (day: number) => Number(dateName(day).slice(5, 7));
