/**
 * Expands a rule period by period (year, month, week, day or hour) by looking at the days of each. The work is bounded by
 * the days asked about, however far the anchor is and however seldom the rule gives anything.
 */
import type { Expansion } from './block-series.ts';
import { firstDayOf, monthNumber, monthOfDay } from './calendar-month.ts';
import { dayTest, type Calendar, type DayTest } from './day-test.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { dayMs, dayOf, weekdayOf } from './wall-clock.ts';

/** What BYSETPOS chooses from: each of the chosen days of one period at each of its times (milliseconds after midnight). */
type Choice = { days: readonly number[]; times: readonly number[] };
/** The choices of the periods that touch the days from `fromDay` to `toDay`, both included. */
type Choices = (fromDay: number, toDay: number) => Iterable<Choice>;

const hourMs = 3_600_000;
const minuteMs = 60_000;
const hoursOfDay = 24;

/** The starts of `rule` from `anchorWall`; `calendar` is asked once for each day looked at. */
export function periodExpansion(rule: RecurrenceRule, anchorWall: number, calendar: Calendar = monthOfDay): Expansion {
  const choices = choicesOf(rule, anchorWall, dayTest(rule, dayOf(anchorWall), calendar), calendar);
  const positions = rule.by.get('BYSETPOS');
  return (fromWall, toWall) => {
    const starts: number[] = [];
    for (const choice of choices(dayOf(fromWall), dayOf(toWall)))
      for (const start of positions === undefined ? startsOf(choice) : startsAt(choice, positions))
        if (start >= fromWall && start < toWall) starts.push(start);
    return starts;
  };
}

function startsOf({ days, times }: Choice): number[] {
  return days.flatMap((day) => times.map((timeMs) => day * dayMs + timeMs));
}

/** Only the starts at these positions, counted from the front or from the back. */
function startsAt({ days, times }: Choice, positions: readonly number[]): number[] {
  const count = days.length * times.length;
  const places = positions.map((position) => (position > 0 ? position - 1 : count + position));
  return [...new Set(places)]
    .filter((place) => place >= 0 && place < count)
    .sort((a, b) => a - b)
    .map((place) => (days[Math.floor(place / times.length)] ?? 0) * dayMs + (times[place % times.length] ?? 0));
}

function choicesOf(rule: RecurrenceRule, anchorWall: number, test: DayTest, calendar: Calendar): Choices {
  const anchorDay = dayOf(anchorWall);
  const anchorMs = anchorWall - anchorDay * dayMs;
  if (rule.frequency === 'HOURLY') return hourly(rule, anchorDay, anchorMs, test, calendar);
  const times = timesOfDay(rule, anchorMs);
  const periods = rule.frequency === 'DAILY' ? null : periodsOf(rule, anchorDay);
  return function* (fromDay, toDay) {
    if (periods === null)
      for (const day of chosenDays(test, calendar, anchorDay, rule.interval, fromDay, toDay + 1))
        yield { days: [day], times };
    else
      for (const [firstDay, endDay] of periods(fromDay, toDay)) {
        const days = [...chosenDays(test, calendar, firstDay, 1, firstDay, endDay)];
        if (days.length > 0) yield { days, times };
      }
  };
}

/** The days `first`, `first + step`, … within [fromDay, endDay) that the rule chooses; months it has nothing in are passed over. */
function* chosenDays(
  test: DayTest,
  calendar: Calendar,
  first: number,
  step: number,
  fromDay: number,
  endDay: number,
): Iterable<number> {
  let day = stepFrom(first, step, fromDay);
  while (day < endDay) {
    const month = calendar(day);
    if (!test.hasMonth(month)) day = stepFrom(first, step, month.endDay);
    else {
      if (test.has(day, month)) yield day;
      day += step;
    }
  }
}

/** Each hour of a chosen day is a period of its own. */
function hourly(rule: RecurrenceRule, anchorDay: number, anchorMs: number, test: DayTest, calendar: Calendar): Choices {
  const anchorHour = anchorDay * hoursOfDay + Math.floor(anchorMs / hourMs);
  const hours = rule.by.get('BYHOUR');
  const inHour = timesOfDay({ by: new Map(rule.by).set('BYHOUR', [0]) }, anchorMs);
  return function* (fromDay, toDay) {
    for (const day of chosenDays(test, calendar, anchorDay, 1, fromDay, toDay + 1)) {
      const endHour = (day + 1) * hoursOfDay;
      for (let at = stepFrom(anchorHour, rule.interval, day * hoursOfDay); at < endHour; at += rule.interval) {
        const hour = at - day * hoursOfDay;
        if (hours === undefined || hours.includes(hour))
          yield { days: [day], times: inHour.map((timeMs) => hour * hourMs + timeMs) };
      }
    }
  };
}

/** The weeks, months or years of a rule that touch the days from `fromDay` to `toDay`, as [first day, day after]. */
function periodsOf(
  { frequency, interval, by, weekStart }: RecurrenceRule,
  anchorDay: number,
): (fromDay: number, toDay: number) => Iterable<[number, number]> {
  const weekFirst = (day: number) => day - ((weekdayOf(day) - weekStart + 7) % 7);
  // With numbered weeks a year is its weeks: it begins with the first that has most of its days in it.
  const weekYearFirst = (year: number) => weekFirst(firstDayOf(year, 0) + 3);
  const monthFirst = (month: number) => firstDayOf(Math.floor(month / 12), month % 12);
  const yearOf = (day: number) => Math.floor(monthNumber(day) / 12);
  const months = frequency === 'YEARLY' ? 12 : 1;
  const anchorMonth = monthNumber(anchorDay);
  return function* (fromDay, toDay) {
    if (frequency === 'WEEKLY')
      for (const day of steps(weekFirst(anchorDay), 7 * interval, fromDay - 6, toDay)) yield [day, day + 7];
    else if (by.has('BYWEEKNO'))
      for (const year of steps(yearOf(anchorDay), interval, yearOf(fromDay) - 1, yearOf(toDay) + 1))
        yield [weekYearFirst(year), weekYearFirst(year + 1)];
    else
      for (const month of steps(
        anchorMonth - (anchorMonth % months),
        months * interval,
        monthNumber(fromDay) - months + 1,
        monthNumber(toDay),
      ))
        yield [monthFirst(month), monthFirst(month + months)];
  };
}

/** The earliest of `first`, `first + step`, … that is not before `from`. */
function stepFrom(first: number, step: number, from: number): number {
  return first + Math.max(0, Math.ceil((from - first) / step)) * step;
}

/** `first`, `first + step`, … as far as they lie from `from` to `to`, both included. */
function* steps(first: number, step: number, from: number, to: number): Iterable<number> {
  for (let value = stepFrom(first, step, from); value <= to; value += step) yield value;
}

/** Milliseconds after midnight of a rule's starts on a day, ascending; what it does not say it takes from the anchor. */
function timesOfDay({ by }: Pick<RecurrenceRule, 'by'>, anchorMs: number): number[] {
  const hours = by.get('BYHOUR') ?? [Math.floor(anchorMs / hourMs)];
  const minutes = by.get('BYMINUTE') ?? [Math.floor(anchorMs / minuteMs) % 60];
  const seconds = by.get('BYSECOND') ?? [Math.floor(anchorMs / 1000) % 60];
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => hour * hourMs + minute * minuteMs + second * 1000)),
  );
  return times.sort((a, b) => a - b);
}
